// stdio locks the stream for each call: one fwrite is one line.
#include "server/log.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <cerrno>
#include <chrono>
#include <cstring>

namespace perfhint::server {

namespace {

constexpr const char* level_names[] = {"error", "warning", "info", "verbose"};

// A disk that is full is told of once; the session goes on.
void write_line(std::FILE* to, const std::string& line) {
  const bool failed_before = std::ferror(to) != 0;
  std::fwrite(line.data(), 1, line.size(), to);
  if (std::fflush(to) == 0 || failed_before || to == stderr) return;
  std::fprintf(stderr, "perfhint: a log cannot be written: %s\n", std::strerror(errno));
}

}  // namespace

void Log::operator()(LogLevel level, std::string_view text) const {
  if (level > most_) return;
  const auto now = std::chrono::system_clock::now();
  const auto seconds = std::chrono::floor<std::chrono::seconds>(now);
  const auto part = std::chrono::duration_cast<std::chrono::milliseconds>(now - seconds);
  write_line(to_, fmt::format("{:%H:%M:%S}.{:03} {}: {}\n",
                              fmt::gmtime(std::chrono::system_clock::to_time_t(seconds)), part.count(),
                              level_names[static_cast<int>(level)], text));
}

void write_message_line(std::FILE* to, std::string_view direction, std::string_view body) {
  std::string line = fmt::format("{{\"dir\": \"{}\", \"msg\": ", direction);
  // In JSON text a newline is always between tokens.
  for (const char c : body) line += c == '\n' || c == '\r' ? ' ' : c;
  line += "}\n";
  write_line(to, line);
}

}  // namespace perfhint::server
