// Logs: lines for people to stderr or a file, and the traffic, one JSON object a line, for tools.
#pragma once

#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

#include "server/lsp.h"

namespace perfhint::server {

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

// A line a call, whole even where threads write at once.
class Log {
 public:
  Log(LogLevel most, std::FILE* to) : most_(most), to_(to) {}
  void operator()(LogLevel, std::string_view text) const;

 private:
  LogLevel most_;
  std::FILE* to_;
};

// {"dir": "c2s" or "s2c", "msg": ...}; `body` is JSON, with or without newlines.
void write_message_line(std::FILE* to, std::string_view direction, std::string_view body);

}  // namespace perfhint::server
