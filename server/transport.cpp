// Asio over the descriptors. A regular file is no concern of epoll: Asio then reads it at once.
#include "server/transport.h"

#include <fcntl.h>
#include <unistd.h>
#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>

#include "protocol/jsonrpc.h"

namespace perfhint::server {

namespace asio = boost::asio;

Transport::Transport(asio::io_context& io, int in, int out, Events events)
    : modes_{Mode{in, fcntl(in, F_GETFL)}, Mode{out, fcntl(out, F_GETFL)}},
      in_(io, fcntl(in, F_DUPFD_CLOEXEC, 0)),
      out_(io, fcntl(out, F_DUPFD_CLOEXEC, 0)),
      events_(std::move(events)) {}

Transport::~Transport() {
  // The mode belongs to the open file, which a shell may share with us.
  for (const Mode& mode : modes_) {
    if (mode.flags != -1) fcntl(mode.descriptor, F_SETFL, mode.flags);
  }
}

void Transport::read() {
  if (reading_ || ended_ || waiting_ > most_waiting || events_.busy()) return;
  reading_ = true;
  in_.async_read_some(asio::buffer(buffer_),
                      [this](const boost::system::error_code& error, std::size_t size) {
                        reading_ = false;
                        if (error) return end();
                        events_.bytes(std::string_view(buffer_.data(), size));
                        read();
                      });
}

void Transport::end() {
  if (ended_) return;
  ended_ = true;
  events_.end();
}

void Transport::write(std::string body) {
  if (broken_) return;
  queue_.push_back(rpc::framed(body));
  waiting_ += queue_.back().size();
  if (queue_.size() == 1) write_next();
}

void Transport::write_next() {
  asio::async_write(out_, asio::buffer(queue_.front()),
                    [this](const boost::system::error_code& error, std::size_t) {
                      waiting_ -= queue_.front().size();
                      queue_.pop_front();
                      if (error) {
                        broken_ = true;
                        queue_.clear();
                        waiting_ = 0;
                        end();
                      }
                      if (!queue_.empty()) return write_next();
                      if (flushed_) flushed_();
                      read();
                    });
}

void Transport::flush(std::function<void()> then) {
  ended_ = true;  // nothing more is read
  flushed_ = std::move(then);
  if (queue_.empty()) flushed_();
}

}  // namespace perfhint::server
