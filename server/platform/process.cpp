// POSIX: signal 0 asks without sending.
#include "server/platform/process.h"

#include <unistd.h>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

#include <cerrno>
#include <csignal>
#include <fstream>
#include <thread>

#if defined(__APPLE__)
#include <mach-o/dyld.h>
#include <pthread.h>
#elif defined(__linux__)
#include <sys/resource.h>
#include <sys/syscall.h>
#endif

namespace perfhint::server {

bool is_process_alive(std::int64_t process) {
  if (process <= 0 || process > INT32_MAX) return true;  // no process id: nothing to watch
  return kill(static_cast<pid_t>(process), 0) == 0 || errno != ESRCH;
}

void lower_priority_of_this_thread() {
#if defined(__APPLE__)
  pthread_set_qos_class_self_np(QOS_CLASS_BACKGROUND, 0);
#elif defined(__linux__)
  // Linux keeps the nice value by thread; 0 is the calling one.
  constexpr int nicest = 19;
  (void)setpriority(PRIO_PROCESS, 0, nicest);
#endif
}

void join_freed_memory_at_once() {
#if defined(__GLIBC__)
  mallopt(M_MXFAST, 0);
#endif
}

std::string executable_path() {
#if defined(__APPLE__)
  char path[4096];
  std::uint32_t size = sizeof path;
  return _NSGetExecutablePath(path, &size) == 0 ? path : "";
#elif defined(__linux__)
  return "/proc/self/exe";  // the file that runs, also when another has its name now
#else
  return "";
#endif
}

void give_back_freed_memory() {
#if defined(__GLIBC__)
  malloc_trim(0);
#endif
}

std::int64_t process_id() { return getpid(); }

std::int64_t thread_id() {
#if defined(__linux__)
  return syscall(SYS_gettid);
#else
  return static_cast<std::int64_t>(std::hash<std::thread::id>()(std::this_thread::get_id()));
#endif
}

std::uint64_t resident_bytes() {
  std::ifstream in("/proc/self/statm");
  std::uint64_t total = 0, resident = 0;
  in >> total >> resident;
  return in ? resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE)) : 0;
}

std::uint64_t heap_bytes() {
#if defined(__GLIBC__) && (__GLIBC__ > 2 || __GLIBC_MINOR__ >= 33)
  const auto info = mallinfo2();  // of all threads' arenas
  return info.uordblks + info.hblkhd;
#else
  return 0;
#endif
}

}  // namespace perfhint::server
