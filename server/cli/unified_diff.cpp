// Hunks with three lines around each change.
#include "server/cli/unified_diff.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include "server/line_diff.h"

namespace perfhint::server::cli {

namespace {

constexpr std::ptrdiff_t context = 3;
constexpr std::ptrdiff_t most_changes = 3000;

std::string range(std::ptrdiff_t first, std::ptrdiff_t count) {
  // A range without lines names the line before it.
  return std::to_string(count == 0 ? first : first + 1) + (count == 1 ? "" : "," + std::to_string(count));
}

void print_line(const Step& step, const Painter& painter, std::string& out) {
  const bool ended = step.line.ends_with('\n');
  std::string line(1, static_cast<char>(step.sort));
  line += step.line.substr(0, step.line.size() - (ended ? 1 : 0));
  const Ink ink = step.sort == Sort::add ? Ink::green : step.sort == Sort::remove ? Ink::red : Ink::plain;
  out += painter.paint(ink, line);
  out += ended ? "\n" : "\n\\ No newline at end of file\n";
}

// The steps [begin, end) as one hunk; the numbers are the lines of both texts before it.
void print_hunk(std::span<const Step> steps, std::ptrdiff_t old_line, std::ptrdiff_t new_line,
                const Painter& painter, std::string& out) {
  const auto old_count =
      std::ranges::count_if(steps, [](const Step& step) { return step.sort != Sort::add; });
  const auto new_count =
      std::ranges::count_if(steps, [](const Step& step) { return step.sort != Sort::remove; });
  out += painter.paint(Ink::cyan,
                       "@@ -" + range(old_line, old_count) + " +" + range(new_line, new_count) + " @@");
  out += '\n';
  for (const Step& step : steps) print_line(step, painter, out);
}

}  // namespace

std::string unified_diff(std::string_view path, std::string_view before, std::string_view after,
                         const Painter& painter) {
  if (before == after) return {};
  const std::vector<Step> steps = diff_lines(split_lines(before), split_lines(after), most_changes);
  std::string out = painter.paint(Ink::bold, "--- " + std::string(path)) + "\n" +
                    painter.paint(Ink::bold, "+++ " + std::string(path)) + "\n";
  const auto count = std::ssize(steps);
  const auto kept = [&](std::ptrdiff_t i) { return steps[static_cast<std::size_t>(i)].sort == Sort::keep; };
  std::ptrdiff_t old_line = 0, new_line = 0, counted = 0;
  for (std::ptrdiff_t i = 0; i < count;) {
    if (kept(i)) {
      ++i;
      continue;
    }
    const std::ptrdiff_t begin = std::max(counted, i - context);
    std::ptrdiff_t last = i;  // of the changes that share this hunk
    for (std::ptrdiff_t j = i; j < count && j - last <= 2 * context + 1; ++j) {
      if (!kept(j)) last = j;
    }
    const std::ptrdiff_t end = std::min(count, last + 1 + context);
    old_line += begin - counted, new_line += begin - counted;  // all kept
    const auto hunk =
        std::span(steps).subspan(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin));
    print_hunk(hunk, old_line, new_line, painter, out);
    for (const Step& step : hunk) {
      old_line += step.sort != Sort::add;
      new_line += step.sort != Sort::remove;
    }
    i = counted = end;
  }
  return out;
}

}  // namespace perfhint::server::cli
