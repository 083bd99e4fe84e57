// What `perfhint sizeof` is asked about: a place in a file, and the node there whose value has a size.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "analysis/module.h"

namespace perfhint::server::cli {

// FILE:LINE[:COLUMN], from 1.
struct FilePlace {
  std::string path;
  std::uint32_t line;
  std::optional<std::uint32_t> column;
};
std::optional<FilePlace> parse_place(std::string_view);

struct Target {
  const Block* block = nullptr;
  Node node;
  std::string problem;  // why there is none
};

// The value of the first expression statement, assignment, return, class or function that begins in the line;
// with a column (code points, from 1), the outermost expression that begins there, or else the innermost
// around it.
Target find_target(const Module&, std::uint32_t line, std::optional<std::uint32_t> column);

}  // namespace perfhint::server::cli
