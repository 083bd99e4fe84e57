// Myers' greedy algorithm on what is left between the common head and tail.
#include "server/cli/unified_diff.h"

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <span>
#include <vector>

namespace perfhint::server::cli {

namespace {

constexpr std::ptrdiff_t context = 3;
constexpr std::ptrdiff_t most_changes = 3000;  // its trace is 36 MB; beyond, the middle is replaced whole

using Lines = std::vector<std::string_view>;  // each with its line end

Lines split(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

enum class Sort : char { keep = ' ', remove = '-', add = '+' };

struct Step {
  Sort sort;
  std::string_view line;
};

// For each number of changes, how far each diagonal got; diagonal k = x - y is at [k + changes].
using Trace = std::vector<std::vector<std::ptrdiff_t>>;

std::ptrdiff_t at(const std::vector<std::ptrdiff_t>& row, std::ptrdiff_t k) {
  return row[static_cast<std::size_t>(k) + row.size() / 2];
}

// Is diagonal k reached from k + 1, by an added line?
bool from_above(const std::vector<std::ptrdiff_t>& last, std::ptrdiff_t k, std::ptrdiff_t changes) {
  return k == -changes || (k != changes && at(last, k - 1) < at(last, k + 1));
}

Trace search(const Lines& a, const Lines& b) {
  const auto n = std::ssize(a), m = std::ssize(b);
  Trace trace;
  for (std::ptrdiff_t changes = 0; changes <= std::min(n + m, most_changes); ++changes) {
    std::vector<std::ptrdiff_t> row(static_cast<std::size_t>(2 * changes + 1));
    for (std::ptrdiff_t k = -changes; k <= changes; k += 2) {
      std::ptrdiff_t x = 0;
      if (changes > 0) {
        x = from_above(trace.back(), k, changes) ? at(trace.back(), k + 1) : at(trace.back(), k - 1) + 1;
      }
      std::ptrdiff_t y = x - k;
      while (x < n && y < m && a[static_cast<std::size_t>(x)] == b[static_cast<std::size_t>(y)]) {
        ++x, ++y;
      }
      row[static_cast<std::size_t>(k + changes)] = x;
      if (x >= n && y >= m) {
        trace.push_back(std::move(row));
        return trace;
      }
    }
    trace.push_back(std::move(row));
  }
  return {};
}

void replace_all(const Lines& a, const Lines& b, std::vector<Step>& steps) {
  for (const auto line : a) steps.push_back({Sort::remove, line});
  for (const auto line : b) steps.push_back({Sort::add, line});
}

void walk_back(const Trace& trace, const Lines& a, const Lines& b, std::vector<Step>& steps) {
  std::vector<Step> reversed;
  std::ptrdiff_t x = std::ssize(a), y = std::ssize(b);
  for (std::ptrdiff_t changes = std::ssize(trace) - 1; changes >= 0; --changes) {
    std::ptrdiff_t start_x = 0, start_y = 0;
    bool added = false;
    if (changes > 0) {
      const auto& last = trace[static_cast<std::size_t>(changes - 1)];
      const std::ptrdiff_t k = x - y;
      added = from_above(last, k, changes);
      start_x = at(last, added ? k + 1 : k - 1);
      start_y = start_x - (added ? k + 1 : k - 1);
    }
    const std::ptrdiff_t snake_x = changes > 0 && !added ? start_x + 1 : start_x;
    while (x > snake_x) {
      reversed.push_back({Sort::keep, a[static_cast<std::size_t>(--x)]});
      --y;
    }
    if (changes > 0) {
      reversed.push_back(added ? Step{Sort::add, b[static_cast<std::size_t>(start_y)]}
                               : Step{Sort::remove, a[static_cast<std::size_t>(start_x)]});
    }
    x = start_x;
    y = start_y;
  }
  steps.insert(steps.end(), reversed.rbegin(), reversed.rend());
}

std::vector<Step> script(const Lines& a, const Lines& b) {
  std::size_t head = 0, tail = 0;
  const std::size_t shorter = std::min(a.size(), b.size());
  while (head < shorter && a[head] == b[head]) ++head;
  while (tail < shorter - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) ++tail;
  const auto middle = [&](const Lines& lines) {
    return Lines(lines.begin() + static_cast<std::ptrdiff_t>(head),
                 lines.end() - static_cast<std::ptrdiff_t>(tail));
  };
  std::vector<Step> steps;
  for (std::size_t i = 0; i < head; ++i) steps.push_back({Sort::keep, a[i]});
  const Lines from = middle(a), to = middle(b);
  if (const Trace trace = search(from, to); !trace.empty()) {
    walk_back(trace, from, to, steps);
  } else {
    replace_all(from, to, steps);
  }
  for (std::size_t i = a.size() - tail; i < a.size(); ++i) steps.push_back({Sort::keep, a[i]});
  return steps;
}

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
  const std::vector<Step> steps = script(split(before), split(after));
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
