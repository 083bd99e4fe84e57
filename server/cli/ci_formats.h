// The formats of what runs checks: GitHub's workflow commands, GitLab's code quality report, JUnit's XML.
#pragma once

#include <span>
#include <string>

#include "server/cli/formats.h"

namespace perfhint::server::cli {

// "::notice file=a.py,line=1,...::message", a line each; a warning where the hint is one.
std::string github_file(std::span<const Hint>, const Text&, const Painter&);
// Objects of the report's array, with fingerprints that edits elsewhere in the file leave alone.
std::string gitlab_file(std::span<const Hint>, const Text&, const Painter&);
// A <testsuite> a file, a <testcase> that fails a hint.
std::string junit_file(std::span<const Hint>, const Text&, const Painter&);
std::string junit_open();
std::string junit_none();

}  // namespace perfhint::server::cli
