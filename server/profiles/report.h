// Report: the tables that line_profiler and memory_profiler print, a row a line of source.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "server/profiles/input.h"

namespace perfhint::server {

// One row: the line's number, what was measured of it (nothing of lines that did not run), and its text.
struct ReportRow {
  std::uint32_t line = 0;
  std::vector<double> numbers;  // units left out
  std::string_view source;
};

// Where the rows' sources begin, if this is a table's header: "Line #   Hits ...   Line Contents".
std::optional<std::size_t> report_header(std::string_view line);
// nullopt: it is no row, and so the table has ended. `source_at` is as report_header() gave it. Numbers that
// are wider than their column shift what follows. Throws ProfileError.
std::optional<ReportRow> report_row(const ProfileInput&, std::string_view line, std::size_t source_at);

}  // namespace perfhint::server
