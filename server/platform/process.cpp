// POSIX: signal 0 asks without sending.
#include "server/platform/process.h"

#include <cerrno>
#include <csignal>

namespace perfhint::server {

bool is_process_alive(std::int64_t process) {
  if (process <= 0 || process > INT32_MAX) return true;  // no process id: nothing to watch
  return kill(static_cast<pid_t>(process), 0) == 0 || errno != ESRCH;
}

}  // namespace perfhint::server
