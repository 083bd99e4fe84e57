// Only what POSIX allows in a handler: write, sigaction, raise; and the thread's own variable.
#include "server/crash.h"

#include <unistd.h>
#include <array>
#include <csignal>
#include <cstring>

namespace perfhint::server::crash {

namespace {

thread_local const Activity* current = nullptr;

void put(int descriptor, const char* text) {
  std::size_t left = std::strlen(text);
  while (left > 0) {
    const ssize_t written = write(descriptor, text, left);
    if (written <= 0) return;
    text += written;
    left -= static_cast<std::size_t>(written);
  }
}

const char* name_of(int signal) {
  switch (signal) {
    case SIGSEGV:
      return "SIGSEGV";
    case SIGBUS:
      return "SIGBUS";
    case SIGFPE:
      return "SIGFPE";
    case SIGILL:
      return "SIGILL";
    default:
      return "SIGABRT";
  }
}

extern "C" void perfhint_on_crash(int signal) {
  put(STDERR_FILENO, "perfhint died of ");
  put(STDERR_FILENO, name_of(signal));
  put(STDERR_FILENO, "\n");
  describe(STDERR_FILENO);
  // The handler was installed with SA_RESETHAND: this one kills.
  raise(signal);
}

}  // namespace

Activity::Activity(const char* what, const std::string& uri)
    : what_(what), uri_(uri.c_str()), outer_(current) {
  current = this;
}

Activity::~Activity() { current = outer_; }

void describe(int descriptor) {
  for (const Activity* activity = current; activity != nullptr; activity = activity->outer_) {
    put(descriptor, "  while ");
    put(descriptor, activity->what_);
    put(descriptor, " ");
    put(descriptor, activity->uri_);
    put(descriptor, "\n");
  }
}

void install() {
  struct sigaction action = {};
  action.sa_handler = perfhint_on_crash;
  action.sa_flags = static_cast<int>(SA_RESETHAND | SA_NODEFER);
  for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT}) sigaction(signal, &action, nullptr);
}

}  // namespace perfhint::server::crash
