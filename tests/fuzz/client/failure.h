// Failure: a session that fails, made small. Sessions are played in child processes, so that a death of the
// server is a failure like any other.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tests/fuzz/client/client.h"

namespace perfhint::fuzz {

// How a child ended: empty if well.
std::string in_child(const std::function<void()>& work);
constexpr int problem_code = 3;            // a child's exit code where Client found a problem
constexpr unsigned longest_session = 300;  // seconds; a session that takes longer hangs

// The shortest failing beginning of the events, and of that only what is needed. Returns them as text, with
// what the last attempt said.
std::string smallest_failure(std::vector<Event> events, const std::function<void(Client&)>& prepare,
                             const std::string& workspace);

}  // namespace perfhint::fuzz
