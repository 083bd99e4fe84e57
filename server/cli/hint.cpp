// Byte spans become places of people here, once for the whole command line.
#include "server/cli/hint.h"

#include <algorithm>
#include <array>

namespace perfhint::server::cli {

namespace {

std::uint32_t byte_order_mark(const Text& text, Position position) {
  return position.line == 0 && position.column > 0 && text.bytes().starts_with("\xEF\xBB\xBF") ? 1 : 0;
}

HintFix fix_of(const Text& text, const std::vector<Edit>& edits, const Fix& fix) {
  HintFix made{fix.title, fix.why, fix.safety, {}};
  for (const Edit& edit : edits) made.edits.push_back({place_of(text, edit.span), edit.text});
  return made;
}

std::optional<Hint::Profiled> profiled_of(const Rule& rule, const Weight& weight) {
  if (!weight.share) return std::nullopt;
  return Hint::Profiled{rule.topic == Topic::memory, *weight.share, saving_of(weight)};
}

}  // namespace

bool Hint::has_fix(Safety safety) const {
  return std::ranges::any_of(fixes, [=](const HintFix& fix) { return fix.safety == safety; });
}

Place place_of(const Text& text, Span absolute) {
  const Position begin = text.position(absolute.begin, Encoding::utf32);
  const Position end = text.position(absolute.end, Encoding::utf32);
  return {begin.line + 1, begin.column + 1 - byte_order_mark(text, begin), end.line + 1,
          end.column + 1 - byte_order_mark(text, end)};
}

std::vector<Hint> hints_of(const std::string& path, const Text& text, const Checked& checked) {
  return hints_of(path, text, checked, [&](const Located& located, const Fix& fix) {
    return std::optional(checked.edits(located, fix));
  });
}

std::vector<Hint> hints_of(const std::string& path, const Text& text, const Checked& checked,
                           const EditsOf& edits_of) {
  std::vector<Hint> hints;
  for (const Located& located : checked.findings()) {
    const Finding& finding = *located.finding;
    if (finding.severity == Severity::off) continue;
    Hint hint{path,
              std::string(finding.rule->name),
              place_of(text, located.span()),
              finding.message,
              finding.rule->impact,
              finding.severity,
              {},
              {},
              finding.fixes.empty() ? finding.no_fix : NoFix(),
              profiled_of(*finding.rule, *located.weight)};
    for (const Related& related : finding.related) {
      hint.related.push_back({place_of(text, located.absolute(related.span)), related.message});
    }
    for (const Fix& fix : finding.fixes) {
      if (const auto edits = edits_of(located, fix)) hint.fixes.push_back(fix_of(text, *edits, fix));
    }
    hints.push_back(std::move(hint));
  }
  return hints;
}

std::string_view name_of(Severity severity) {
  constexpr std::array<std::string_view, 4> names = {"off", "hint", "information", "warning"};
  return names[static_cast<std::size_t>(severity)];
}

std::string_view name_of(Safety safety) { return safety == Safety::safe ? "safe" : "unsafe"; }

}  // namespace perfhint::server::cli
