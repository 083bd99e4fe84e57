// What is asked of the operating system about other processes.
#pragma once

#include <cstdint>

namespace perfhint::server {

// False once the process has ended (or never was); true if it is there, whoever owns it.
bool is_process_alive(std::int64_t process);

}  // namespace perfhint::server
