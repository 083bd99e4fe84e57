// A line pays for itself; a statement for its lines; where only functions are known, the function says at
// most how much.
#include "analysis/measured.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "analysis/amounts.h"
#include "analysis/rules/rule.h"

namespace perfhint {

namespace {

struct Lines {
  std::uint32_t begin, end;
};

// The innermost that the line is in.
const Measured::Function* function_at(const Measured& measured, std::uint32_t line) {
  const Measured::Function* found = nullptr;
  for (const Measured::Function& function : measured.functions) {
    if (function.begin > line) break;
    if (line < function.end) found = &function;
  }
  return found;
}

// The statement that the node is, or is in.
Node statement_of(Node node) {
  while (node.parent() && !node.parent().is_any(Kind::block, Kind::module)) node = node.parent();
  return node;
}

// Whether a finding in the statement's first line is about all of the statement: it is simple, or the finding
// begins with it, or it is a definition. Else it is about an expression in the head of a loop or condition.
bool is_about_all(Node statement, Span span) {
  const bool simple = !statement.child(Field::body) && !statement.child(Field::consequence);
  const bool definition =
      statement.is_any(Kind::function_definition, Kind::class_definition, Kind::decorated_definition);
  return simple || definition || span.begin == statement.span().begin;
}

Lines lines_of(const Block& block, std::uint32_t first_line, Span span) {
  const Node statement = statement_of(block.syntax->covering(span));
  if (statement && statement.parent() && is_about_all(statement, span)) span = statement.span();
  const auto line = [&](Offset at) { return first_line + block.text.position(at, Encoding::utf8).line; };
  return {line(span.begin), line(span.end) + 1};
}

std::string share_sentence(const Measured& measured, const PlaceCost& cost, bool of_memory) {
  const double all = of_memory ? measured.peak_bytes : measured.total;
  const double part = of_memory ? cost.amount.bytes : cost.amount.time;
  const bool samples = !of_memory && measured.unit == Measured::Unit::samples;
  const auto amount = [&](double value) {
    return of_memory ? bytes_text(value) : samples ? count_text(value) : seconds_text(value);
  };
  const std::string what =
      fmt::format("{} of the {} ({} of {}{}, {}).", percent_text(part / all), of_memory ? "peak" : "run",
                  amount(part), amount(all), samples ? " samples" : "", measured.profile);
  if (cost.within == nullptr) return what;
  return (cost.within->name.empty() ? "The module's own code" : cost.within->name + "()") +
         (of_memory ? " holds " : " takes ") + what;
}

}  // namespace

std::optional<PlaceCost> cost_of_lines(const Measured& measured, std::uint32_t begin, std::uint32_t end) {
  const auto unknown = std::ranges::lower_bound(measured.unknown, begin);
  const bool known = measured.by_line && (unknown == measured.unknown.end() || *unknown >= end);
  if (!known) {
    const Measured::Function* function = function_at(measured, begin);
    if (function == nullptr || !function->self) return std::nullopt;
    return PlaceCost{*function->self, function};
  }
  PlaceCost cost;
  auto line = std::ranges::lower_bound(measured.lines, begin, {}, &Measured::Line::line);
  for (; line != measured.lines.end() && line->line < end; ++line) {
    cost.amount.time += line->self.time;
    cost.amount.bytes += line->self.bytes;
  }
  return cost;
}

std::vector<Weighed> weighed_by(const Measured& measured, const Settings& settings, const Block& block,
                                std::uint32_t first_line, std::vector<Weighed> findings) {
  for (Weighed& weighed : findings) {
    Finding& finding = weighed.finding;
    const bool of_memory = finding.rule->topic == Topic::memory;
    const double all = of_memory ? measured.peak_bytes : measured.total;
    const Lines lines = lines_of(block, first_line, finding.span);
    const auto cost = all > 0 ? cost_of_lines(measured, lines.begin, lines.end) : std::nullopt;
    if (cost) weighed.weight.share = (of_memory ? cost->amount.bytes : cost->amount.time) / all;
    finding.severity = severity_of(*finding.rule, weighed.weight, settings);
    finding.rank = rank_of(finding, weighed.weight);
    if (cost && *weighed.weight.share >= least_share) {
      finding.message += " " + share_sentence(measured, *cost, of_memory);
    }
  }
  std::erase_if(findings, [](const Weighed& weighed) { return weighed.finding.severity == Severity::off; });
  return findings;
}

}  // namespace perfhint
