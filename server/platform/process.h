// What is asked of the operating system about processes and threads.
#pragma once

#include <cstdint>
#include <string>

namespace perfhint::server {

// False once the process has ended (or never was); true if it is there, whoever owns it.
bool is_process_alive(std::int64_t process);

// From now on this thread runs only where others leave time. Where the system cannot, nothing happens.
void lower_priority_of_this_thread();
std::string executable_path();  // of this program; empty where that is not told
std::int64_t process_id();
std::int64_t thread_id();  // of this thread, as the system's tools name it where they do
// Of this process: in memory, and allocated and not given back. 0 where that is not told.
std::uint64_t resident_bytes();
std::uint64_t heap_bytes();

// Small pieces are joined when they are freed. glibc would keep them apart, and join them all again and again
// when a block's table is asked for: blocks are many pieces of tree-sitter's and one of ours.
void join_freed_memory_at_once();
// Pages that hold nothing go back to the system: some milliseconds, in which other threads may wait for
// memory.
void give_back_freed_memory();

}  // namespace perfhint::server
