// memray transform csv: what was allocated when most was, a row a stack. The innermost call comes first.
#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/profiles/allocations.h"
#include "server/profiles/numbers.h"
#include "server/profiles/readers.h"

namespace perfhint::server {

namespace {

constexpr std::string_view header = "allocator,num_allocations,size,tid,thread_name,stack_trace";
constexpr std::size_t size_column = 2, stack_column = 5, columns_count = 6;

// A field in quotes may hold commas, and quotes that are written twice.
std::vector<std::string> fields(std::string_view row) {
  std::vector<std::string> out(1);
  bool quoted = false;
  for (std::size_t at = 0; at < row.size(); ++at) {
    if (quoted && row.substr(at).starts_with("\"\"")) {
      out.back() += '"';
      ++at;
    } else if (row[at] == '"') {
      quoted = !quoted;
    } else if (row[at] == ',' && !quoted) {
      if (out.size() > columns_count) break;  // already too many
      out.emplace_back();
    } else {
      out.back() += row[at];
    }
  }
  return out;
}

std::optional<double> number(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

struct Frame {
  std::string_view function, path;
  std::uint32_t line;
};

// "read_labels;/app/stock.py;26"
Frame frame(const ProfileInput& input, std::string_view text) {
  const std::size_t path_at = text.find(';'), line_at = text.rfind(';');
  const auto line = line_at == std::string_view::npos ? std::nullopt : number(text.substr(line_at + 1));
  if (!line || path_at == line_at) input.fail("a frame is \"function;file;line\": the row breaks off");
  return {text.substr(0, path_at), text.substr(path_at + 1, line_at - path_at - 1),
          whole_number(input, *line, most_line)};
}

void read_row(ProfileInput& input, std::string_view row, Allocations& allocations) {
  const std::vector<std::string> columns = fields(row);
  if (columns.size() != columns_count) input.fail("six columns are expected: the row breaks off");
  const auto size = number(columns[size_column]);
  if (!size) input.fail("a size in bytes is expected in the third column");
  const double bytes = cost_number(input, *size);
  allocations.count(bytes);
  const std::string_view stack = columns[stack_column];
  for (std::size_t at = 0; at < stack.size();) {
    const std::size_t end = std::min(stack.find('|', at), stack.size());
    const Frame caller = frame(input, stack.substr(at, end - at));
    if (allocations.charge(caller.path, caller.function, caller.line, bytes)) return;
    at = end + 1;
  }
}

}  // namespace

bool is_memray_csv(const Beginning& beginning) { return beginning.bytes.starts_with(header); }

Profile read_memray_csv(ProfileInput& input) {
  Allocations allocations(input);
  std::string line;
  input.next_line(line);
  while (input.next_line(line)) read_row(input, line, allocations);
  return std::move(allocations).profile();
}

}  // namespace perfhint::server
