// A row of source that did not run has spaces where the numbers would be: that tells it from one that did.
#include "server/profiles/report.h"

#include <algorithm>
#include <charconv>
#include <string>

#include "server/profiles/numbers.h"

namespace perfhint::server {

namespace {

constexpr std::size_t most_numbers = 16;

void skip_spaces(std::string_view line, std::size_t& at) {
  at = std::min(line.find_first_not_of(' ', at), line.size());
}

std::optional<double> number(std::string_view line, std::size_t& at) {
  double value = 0;
  const auto [end, error] = std::from_chars(line.data() + at, line.data() + line.size(), value);
  if (error != std::errc()) return std::nullopt;
  at = static_cast<std::size_t>(end - line.data());
  return value;
}

void skip_unit(std::string_view line, std::size_t& at) {
  constexpr std::string_view unit = " MiB";
  if (line.substr(at).starts_with(unit)) at += unit.size();
}

}  // namespace

std::optional<std::size_t> report_header(std::string_view line) {
  if (!line.starts_with("Line #")) return std::nullopt;
  const std::size_t at = line.find("Line Contents");
  if (at == std::string_view::npos) return std::nullopt;
  // memory_profiler's header has a word that is wider by one than its column.
  return line.find("Occurrences") == std::string_view::npos ? at : at - 1;
}

std::optional<ReportRow> report_row(const ProfileInput& input, std::string_view line, std::size_t source_at) {
  std::size_t at = 0;
  skip_spaces(line, at);
  const auto first = number(line, at);
  if (!first) return std::nullopt;
  ReportRow row;
  row.line = whole_number(input, *first, most_line);
  if (row.line == 0) input.fail("lines are counted from 1");
  for (skip_spaces(line, at); at < source_at && at < line.size(); skip_spaces(line, at)) {
    const auto value = number(line, at);
    if (!value) input.fail("a number is expected, in a column before \"Line Contents\"");
    skip_unit(line, at);
    row.numbers.push_back(*value);
    if (row.numbers.size() > most_numbers) input.fail("more numbers than such a report has columns");
    // The source may stand right after numbers that are wider than their columns.
    if (at + 2 >= source_at) break;
  }
  row.source = line.substr(std::min(std::max(at, source_at), line.size()));
  return row;
}

}  // namespace perfhint::server
