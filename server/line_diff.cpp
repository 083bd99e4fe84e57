// Myers' greedy algorithm on what is left between the common head and tail.
#include "server/line_diff.h"

#include <algorithm>
#include <cstdlib>

namespace perfhint::server {

namespace {

// For each number of changes, how far each diagonal got; diagonal k = x - y is at [k + changes].
using Trace = std::vector<std::vector<std::ptrdiff_t>>;

std::ptrdiff_t at(const std::vector<std::ptrdiff_t>& row, std::ptrdiff_t k) {
  return row[static_cast<std::size_t>(k) + row.size() / 2];
}

// Is diagonal k reached from k + 1, by an added line?
bool from_above(const std::vector<std::ptrdiff_t>& last, std::ptrdiff_t k, std::ptrdiff_t changes) {
  return k == -changes || (k != changes && at(last, k - 1) < at(last, k + 1));
}

Trace search(const Lines& a, const Lines& b, std::ptrdiff_t most_changes) {
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

}  // namespace

Lines split_lines(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

std::vector<Step> diff_lines(const Lines& a, const Lines& b, std::ptrdiff_t most_changes) {
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
  if (const Trace trace = search(from, to, most_changes); !trace.empty()) {
    walk_back(trace, from, to, steps);
  } else {
    replace_all(from, to, steps);
  }
  for (std::size_t i = a.size() - tail; i < a.size(); ++i) steps.push_back({Sort::keep, a[i]});
  return steps;
}

}  // namespace perfhint::server
