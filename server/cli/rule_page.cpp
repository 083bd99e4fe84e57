// Pages are Markdown of a known shape (a title, paragraphs, "## Cases", "## Evidence"); a terminal shows them
// as they are.
#include "server/cli/rule_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "analysis/amounts.h"
#include "analysis/rules/pages.h"
#include "analysis/rules/rule.h"
#include "server/cli/fix_safety.h"

namespace perfhint::server::cli {

namespace {

constexpr std::string_view fence = "```";

std::string_view take_line(std::string_view& text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  text.remove_prefix(std::min(line.size() + 1, text.size()));
  return line;
}

std::string_view section(std::string_view page, std::string_view title) {
  const std::size_t at = page.find("\n## " + std::string(title));
  if (at == std::string_view::npos) return {};
  const std::size_t begin = page.find('\n', at + 1);
  if (begin == std::string_view::npos) return {};
  return page.substr(begin + 1, page.find("\n## ", begin) - begin);
}

struct Code {
  std::string_view label;  // after ```
  std::string text;
};

std::vector<Code> code_blocks(std::string_view text) {
  std::vector<Code> blocks;
  bool inside = false;
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    if (line.starts_with(fence)) {
      if (!inside) blocks.push_back({line.substr(fence.size()), {}});
      inside = !inside;
    } else if (inside) {
      blocks.back().text.append("    ").append(line).append("\n");
    }
  }
  return blocks;
}

std::string example(std::string_view page) {
  const std::vector<Code> blocks = code_blocks(section(page, "Cases"));
  const auto hinted = std::ranges::find_if(
      blocks, [](const Code& code) { return code.text.find("# hint:") != std::string::npos; });
  if (hinted == blocks.end()) return {};
  std::string out = "## Example\n\n" + hinted->text;
  const auto next = hinted + 1;
  if (next != blocks.end() && next->label.starts_with("python fixed")) out += "\nbecomes\n\n" + next->text;
  return out + "\n";
}

using Rows = std::map<long, std::map<Python, Measurement>>;  // by n

std::string time_table(const Rows& rows, const std::set<Python>& pythons) {
  std::string out = fmt::format("  {:>9}", "n");
  for (const Python python : pythons) out += fmt::format(" {:>7}", to_string(python));
  out += '\n';
  for (const auto& [n, cells] : rows) {
    out += fmt::format("  {:>9}", n);
    for (const Python python : pythons) {
      const auto cell = cells.find(python);
      out += fmt::format(" {:>7}", cell == cells.end() ? "" : times(cell->second.time));
    }
    out += '\n';
  }
  return out;
}

std::string peak_bytes(const Rows& rows, Python newest) {
  std::string out;
  for (const auto& [n, cells] : rows) {
    const auto cell = cells.find(newest);
    if (cell == cells.end() || cell->second.bytes_before < 0 || cell->second.bytes_after < 0) continue;
    const Measurement& measurement = cell->second;
    out += fmt::format("  {:>9} {:>10} -> {}\n", n, bytes_text(static_cast<double>(measurement.bytes_before)),
                       bytes_text(static_cast<double>(measurement.bytes_after)));
  }
  return out.empty() ? out : fmt::format("  Peak memory on {}, before -> after:\n", to_string(newest)) + out;
}

}  // namespace

std::string first_sentence(std::string_view page) {
  std::string paragraph;
  while (!page.empty()) {
    const std::string_view line = take_line(page);
    if (line.starts_with('#')) continue;
    if (line.empty() && !paragraph.empty()) break;
    if (!line.empty()) paragraph.append(paragraph.empty() ? "" : " ").append(line);
  }
  bool code = false;
  for (std::size_t i = 0; i < paragraph.size(); ++i) {
    if (paragraph[i] == '`') code = !code;
    if (!code && paragraph[i] == '.' && (i + 1 == paragraph.size() || paragraph[i + 1] == ' ')) {
      return paragraph.substr(0, i + 1);
    }
  }
  return paragraph;
}

std::string readable_page(std::string_view page) {
  std::string out(page.substr(0, page.find("\n## ")));
  while (out.ends_with('\n')) out.pop_back();
  return out + "\n\n" + example(page);
}

std::optional<std::string> explanation_of(std::string_view rule, bool whole) {
  if (rule == fix_safety) return std::string(fix_safety_page());
  if (find_rule(rule) == nullptr) {
    const auto rejected = std::ranges::find(rejected_rules(), rule, &RejectedRule::name);
    if (rejected == rejected_rules().end()) return std::nullopt;
    return fmt::format("# {}\n\nNo rule. It would have advised: {}.\nRejected: {}\n", rule, rejected->rewrite,
                       rejected->reason);
  }
  std::vector<Measurement> of_rule;
  std::ranges::copy_if(measurements(), std::back_inserter(of_rule),
                       [&](const Measurement& one) { return one.rule == rule; });
  const std::string table = evidence_table(of_rule);
  std::string out = whole ? std::string(page_of(rule)) : readable_page(page_of(rule));
  out += "## Measured\n\n";
  return out + (table.empty() ? "Nothing is measured yet: the rule is off.\n"
                              : "Time before / time after on CPython (above 1 is faster):\n\n" + table);
}

std::string evidence_table(const std::vector<Measurement>& all) {
  std::map<std::string_view, Rows> tables;
  std::set<Python> pythons;
  for (const Measurement& measurement : all) {
    tables[measurement.bench][measurement.n].insert_or_assign(measurement.python, measurement);
    pythons.insert(measurement.python);
  }
  std::string out;
  for (const auto& [bench, rows] : tables) {
    if (!bench.empty()) out += fmt::format("  {}:\n", bench);
    out += time_table(rows, pythons) + peak_bytes(rows, *pythons.rbegin());
  }
  return out;
}

std::string times(double ratio) {
  return ratio < 10 ? fmt::format("{:.2f}x", ratio) : fmt::format("{:.0f}x", ratio);
}

double best_gain(std::string_view rule, Python python) {
  double best = 0;
  for (const std::string_view bench : benches_of(rule)) {
    for (const Measurement& row : measured(rule, bench, python)) best = std::max(best, row.time);
  }
  return best;
}

bool is_on(std::string_view rule, Python python) {
  return std::ranges::any_of(benches_of(rule),
                             [&](std::string_view bench) { return is_worth_it(rule, bench, python); });
}

std::string gain_words(std::string_view rule, Python python) {
  if (!is_on(rule, python)) return "off";
  double saved = 0;
  for (const std::string_view bench : benches_of(rule)) {
    saved = std::max(saved, share_saved(measured(rule, bench, python)));
  }
  const double gain = best_gain(rule, python);
  const std::string memory = saved > 0 ? fmt::format("-{:.0f} % memory", std::floor(saved * 100)) : "";
  if (gain < least_gain) return memory;
  return times(gain) + (memory.empty() ? "" : ", ") + memory;
}

std::string pythons_of(std::string_view rule) {
  std::string out;
  for (int minor = oldest_python.minor; minor <= newest_python.minor; ++minor) {
    const auto on = [&](int at) {
      return at >= oldest_python.minor && at <= newest_python.minor &&
             is_on(rule, Python{static_cast<std::uint8_t>(at)});
    };
    if (!on(minor) || on(minor - 1)) continue;  // not the first of a run
    int last = minor;
    while (on(last + 1)) ++last;
    const bool open = last == newest_python.minor;
    if (open && minor == oldest_python.minor) return "all";
    if (!out.empty()) out += ", ";
    out += fmt::format("3.{}", minor);
    if (open) out += "+";
    if (!open && last > minor) out += fmt::format("-3.{}", last);
  }
  return out.empty() ? "none" : out;
}

std::string_view fixes_of(std::string_view page) {
  bool safe = false, unsafe = false;
  for (const Code& code : code_blocks(section(page, "Cases"))) {
    if (code.label.find(" fixed") == std::string_view::npos) continue;
    unsafe = unsafe || code.label.ends_with(" unsafe");
    safe = safe || code.label.ends_with(" safe");
  }
  if (safe) return unsafe ? "safe or unsafe" : "safe";
  return unsafe ? "unsafe" : "none";
}

}  // namespace perfhint::server::cli
