// Connection: the descriptors a client is spoken to through. perfhint connects to a client that waits for it,
// and never listens: no one else on the machine can reach it.
#pragma once

#include <cstdint>
#include <string>

namespace perfhint::server {

// Owns its socket, if it has one.
class Connection {
 public:
  static Connection by_stdio();
  // To 127.0.0.1, or to a Unix domain socket's path. Throws std::system_error when no one takes the call
  // within ten seconds.
  static Connection by_socket(std::uint16_t port);
  static Connection by_pipe(const std::string& path);

  Connection(Connection&& other) noexcept;
  Connection& operator=(Connection&&) = delete;
  ~Connection();

  int in() const { return in_; }
  int out() const { return out_; }

 private:
  Connection(int in, int out, int owned) : in_(in), out_(out), owned_(owned) {}
  int in_, out_, owned_;
};

}  // namespace perfhint::server
