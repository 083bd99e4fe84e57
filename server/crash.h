// When the process dies, its last line says what was being analysed: enough to find the file that did it.
#pragma once

#include <string>

namespace perfhint::server::crash {

// What this thread is doing, while the object lives. They nest. `what` and `uri` must outlive it.
class Activity {
 public:
  Activity(const char* what, const std::string& uri);
  Activity(const Activity&) = delete;
  Activity& operator=(const Activity&) = delete;
  ~Activity();

 private:
  friend void describe(int descriptor);
  const char* what_;
  const char* uri_;
  const Activity* outer_;
};

// Writes the thread's activities to the descriptor, with write(2) alone: safe in a signal handler.
void describe(int descriptor);

// SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT (so also std::terminate): describe to stderr, then die of the
// signal.
void install();

}  // namespace perfhint::server::crash
