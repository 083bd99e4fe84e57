// A Python file's text, whatever its encoding, and writing it back without ever leaving half a file.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace perfhint::server::cli {

enum class Coding : std::uint8_t { utf8, latin1 };

struct Source {
  std::string text;  // UTF-8
  Coding coding = Coding::utf8;
};

// A source, or the problem: what is wrong and what to do, to stand after "PATH: ".
struct ReadSource {
  std::optional<Source> source;
  std::string problem;
};

// By the coding line (PEP 263) where there is one: UTF-8 or latin-1.
ReadSource decode(std::string bytes);
std::optional<std::string> encode(const Source&);                     // none if latin-1 cannot say it
std::string too_large(std::uint64_t bytes, std::uint64_t max_bytes);  // the problem
ReadSource read_source(const std::filesystem::path&, std::uint64_t max_bytes);

// Replaces the file's content at once (a new file, renamed over it) and keeps its mode. A symbolic link stays
// one. A file whose content is not `before` any more is left alone. Answers the problem, or an empty string.
std::string write_source(const std::filesystem::path&, const Source& before, const Source& after);

}  // namespace perfhint::server::cli
