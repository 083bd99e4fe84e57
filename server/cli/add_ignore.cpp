// A round adds one rule to each line: a comment that is there takes the next.
#include "server/cli/add_ignore.h"

#include "server/ignore_comment.h"

namespace perfhint::server::cli {

namespace {

constexpr int most_rules_a_line = 20;

// Sorted, one a line. `shows` tells which findings count.
template <class Shows>
std::vector<Edit> ignore_edits(const Checked& checked, Shows shows) {
  std::vector<Edit> edits;
  for (const Located& located : checked.findings()) {
    if (!shows(located)) continue;
    const auto edit = ignore_edit(checked.module(), located);
    if (edit && (edits.empty() || edits.back().span.end < located.span().begin)) edits.push_back(*edit);
  }
  return edits;
}

}  // namespace

std::string with_ignores(const std::string& path, std::string text, const Settings& settings,
                         const CheckRun& run) {
  for (int round = 0; round < most_rules_a_line; ++round) {
    const Checked checked = run.check(path, text, settings);
    const auto edits = ignore_edits(checked, [](const Located&) { return true; });
    if (edits.empty()) break;
    text = apply_edits(std::move(text), edits);
  }
  return text;
}

NotebookCode with_ignores(const std::string& path, NotebookCode code, const Settings& settings,
                          const CheckRun& run) {
  for (int round = 0; round < most_rules_a_line; ++round) {
    const NotebookText text = code.joined();
    const Checked checked = run.check(path, text.text, settings);
    const auto edits = ignore_edits(checked, [&](const Located& located) {
      const Offset at = located.span().begin;
      return !text.is_blanked({at, at + 1});
    });
    if (edits.empty()) break;
    std::vector<std::vector<Edit>> by_cell(code.cells.size());
    for (const Edit& edit : edits) {
      const std::size_t cell = text.cell_at(edit.span.begin);
      const Offset begin = text.cells[cell].span.begin;
      by_cell[cell].push_back({{edit.span.begin - begin, edit.span.end - begin}, edit.text});
    }
    for (std::size_t i = 0; i < by_cell.size(); ++i)
      code.cells[i] = apply_edits(std::move(code.cells[i]), by_cell[i]);
  }
  return code;
}

}  // namespace perfhint::server::cli
