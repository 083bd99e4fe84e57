// PythonTexts: random documents and pieces of them, made of the rules' own cases, what people type, and what
// breaks parsers and counters of characters.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tests/fuzz/client/random.h"

namespace perfhint::fuzz {

class PythonTexts {
 public:
  explicit PythonTexts(const std::filesystem::path& source_tree);  // throws where it has no Python

  // A document, some with \r\n or \r at the ends of lines, some broken, some empty.
  std::u32string document(Random&) const;
  // What is typed or pasted at once.
  std::u32string piece(Random&) const;

 private:
  std::vector<std::u32string> statements_;  // of the top level
};

}  // namespace perfhint::fuzz
