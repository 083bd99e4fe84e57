// A child program just started with its limits, and the pipes to it. limited_child.h is what others want.
#pragma once

#include <sys/types.h>
#include <unistd.h>

#include <string>
#include <utility>

#include "server/platform/limited_child.h"

namespace perfhint::server {

class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() { close(); }
  void close() {
    if (number_ >= 0) ::close(number_);
    number_ = -1;
  }
  int number() const { return number_; }
  explicit operator bool() const { return number_ >= 0; }

 private:
  int number_ = -1;
};

// Of -1: it could not be started, `error` is an errno. Its pipes do not block.
struct StartedChild {
  pid_t pid = -1;
  int error = 0;
  Descriptor in, out, err;
};

// `program` is the path of the file that runs. The child leads a process group of its own.
StartedChild start_child(const std::string& program, const ChildTask&);

}  // namespace perfhint::server
