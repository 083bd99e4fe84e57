// Trace: what the server did and how long it took, as slices in Chrome's trace format, which chrome://tracing
// and Perfetto show: a row a thread, a slice a message handled or a computation.
#pragma once

#include <chrono>
#include <cstdio>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

namespace perfhint::server {

struct Slice {
  using Time = std::chrono::steady_clock::time_point;
  std::string_view name, about;  // a method or what was computed; a request's id or a document
  Time begin, end;
};
using Tracer = std::function<void(const Slice&)>;  // from any thread; may be none

// A slice from here to the end of the scope. Where no one traces, nothing.
class Traced {
 public:
  Traced(const Tracer& tracer, std::string_view name, std::string about)
      : tracer_(tracer), name_(name), about_(tracer ? std::move(about) : ""), begin_(now()) {}
  Traced(const Traced&) = delete;
  Traced& operator=(const Traced&) = delete;
  ~Traced() {
    if (tracer_) tracer_({name_, about_, begin_, now()});
  }

 private:
  Slice::Time now() const { return tracer_ ? std::chrono::steady_clock::now() : Slice::Time(); }

  const Tracer& tracer_;
  std::string_view name_;
  std::string about_;
  Slice::Time begin_;
};

// Writes slices as elements of one JSON array, which the destructor closes: a trace that was cut off is still
// shown.
class Trace {
 public:
  explicit Trace(std::FILE* to) : to_(to) {}  // null: nothing is written
  Trace(const Trace&) = delete;
  Trace& operator=(const Trace&) = delete;
  ~Trace();
  void write(const Slice&);

 private:
  std::FILE* to_;
  std::mutex mutex_;
  bool any_ = false;
};

}  // namespace perfhint::server
