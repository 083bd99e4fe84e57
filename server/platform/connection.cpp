// POSIX sockets. On Linux a send timeout bounds connect() as well.
#include "server/platform/connection.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

namespace perfhint::server {

namespace {

constexpr time_t seconds_to_connect = 10;

[[noreturn]] void fail(int error, const std::string& where) {
  throw std::system_error(error, std::generic_category(), "cannot connect to " + where);
}

int connected(int family, const sockaddr* address, socklen_t size, const std::string& where) {
  const int made = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (made < 0) fail(errno, where);
  const timeval patience{seconds_to_connect, 0};
  setsockopt(made, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  if (connect(made, address, size) == 0) return made;
  const int error = errno;
  close(made);
  fail(error, where);
}

}  // namespace

Connection Connection::by_stdio() { return {STDIN_FILENO, STDOUT_FILENO, -1}; }

Connection Connection::by_socket(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int made = connected(AF_INET, reinterpret_cast<const sockaddr*>(&address), sizeof address,
                             "127.0.0.1:" + std::to_string(port));
  const int at_once = 1;  // an answer does not wait for the next one to fill its packet
  setsockopt(made, IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof at_once);
  return {made, made, made};
}

Connection Connection::by_pipe(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) fail(ENAMETOOLONG, path);
  std::memcpy(address.sun_path, path.data(), path.size());
  const int made = connected(AF_UNIX, reinterpret_cast<const sockaddr*>(&address), sizeof address, path);
  return {made, made, made};
}

Connection::Connection(Connection&& other) noexcept
    : in_(other.in_), out_(other.out_), owned_(std::exchange(other.owned_, -1)) {}

Connection::~Connection() {
  if (owned_ >= 0) close(owned_);
}

}  // namespace perfhint::server
