// Transport: two descriptors (stdin and stdout, or a socket twice) as a stream of bytes in and messages out,
// without ever blocking. While the client does not read what it was sent, or sends more than can be computed,
// nothing more is read from it: what waits is bounded by `most_waiting` and the answers to what was let in
// before.
#pragma once

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <deque>
#include <functional>
#include <string>
#include <string_view>

namespace perfhint::server {

// One thread: the io_context's.
class Transport {
 public:
  struct Events {
    std::function<void(std::string_view)> bytes;
    std::function<void()> end;   // of the input, or no one reads the output; at most once
    std::function<bool()> busy;  // nothing is to be read until read() is called again
  };
  // Descriptors are duplicated; their blocking mode is put back in the destructor.
  Transport(boost::asio::io_context&, int in, int out, Events);
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;
  ~Transport();

  void read();  // begins, or goes on
  void write(std::string body);
  // Calls when all is written, or can never be.
  void flush(std::function<void()> then);

 private:
  static constexpr std::size_t most_waiting = 16u << 20;  // bytes

  void write_next();
  void end();

  struct Mode {
    int descriptor, flags;
  };
  std::array<Mode, 2> modes_;
  boost::asio::posix::stream_descriptor in_, out_;
  Events events_;
  std::array<char, 64 * 1024> buffer_;
  std::deque<std::string> queue_;
  std::size_t waiting_ = 0;  // bytes in queue_
  bool reading_ = false, ended_ = false, broken_ = false;
  std::function<void()> flushed_;
};

}  // namespace perfhint::server
