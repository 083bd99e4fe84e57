// Real Python files for properties and benches: CPython's own library, as installed.
#pragma once

#include <string>
#include <vector>

namespace perfhint::testing {

struct SourceFile {
  std::string path, text;
};

// pyenv's CPython 3.13 where there is one, else the newest pyenv or system Python's library.
std::string library_folder();

// Up to `count` files of that library, spread evenly over its sorted paths, each of `least` to `most` bytes.
std::vector<SourceFile> library_sample(std::size_t count, std::size_t least, std::size_t most);
std::vector<std::string> library_paths();  // sorted

std::string read_file(const std::string& path);

}  // namespace perfhint::testing
