#include "server/fix_all.h"

#include <algorithm>

#include "server/convert.h"
#include "server/view_edits.h"

namespace perfhint::server {

namespace {

const Checked& checked_of(Contents& contents, const Config& config, std::stop_token stop) {
  const Checked& checked = contents.checked(config.analysis, std::move(stop));
  if (checked.stopped()) throw rpc::Error(rpc::ErrorCode::content_modified, "stopped");
  return checked;
}

// What differs, in whole lines, so that no character is cut.
Edit difference(const std::string& text, const std::string& fixed) {
  std::size_t head = static_cast<std::size_t>(std::ranges::mismatch(text, fixed).in1 - text.begin());
  while (head > 0 && text[head - 1] != '\n') --head;
  std::size_t tail = 0;
  const std::size_t most = std::min(text.size(), fixed.size()) - head;
  while (tail < most && text[text.size() - 1 - tail] == fixed[fixed.size() - 1 - tail]) ++tail;
  while (tail > 0 && text[text.size() - tail - 1] != '\n') --tail;
  return {{static_cast<Offset>(head), static_cast<Offset>(text.size() - tail)},
          fixed.substr(head, fixed.size() - head - tail)};
}

// The cells of the notebook that the view is a cell of, those that hold Python.
std::vector<View> python_cells(const Contents& contents, const View& view) {
  std::vector<View> cells;
  for (const Cells::Cell& one : view.cells()->cells) {
    if (View cell = contents.view(one.uri); !cell.is_empty()) cells.push_back(std::move(cell));
  }
  return cells;
}

// Round upon round, as the fixes' own edits if one round does it all, else as one edit of what differs.
std::vector<Edit> document_edits(const Checked& checked, const std::string& text) {
  std::vector<Edit> round = checked.all_edits(false);
  const std::string fixed = apply_fixes(text, checked.settings(), false).text;
  if (fixed == text) return {};
  if (apply_edits(text, round) == fixed) return round;
  return {difference(text, fixed)};
}

// One round.
std::vector<Edit> cell_edits(const View& cell, const Checked& checked) {
  AppliedFixes fixes;
  return all_edits_within(cell, checked, false, fixes);
}

}  // namespace

std::size_t count_fixes(const View& view, const Checked& checked) {
  AppliedFixes fixes;
  if (view.is_cell()) {
    all_edits_within(view, checked, false, fixes);
  } else {
    checked.all_edits(false, &fixes);
  }
  return fixes.size();
}

std::size_t count_fixes_of_notebook(const Contents& contents, const View& view, const Checked& checked) {
  std::size_t fixes = 0;
  for (const View& cell : python_cells(contents, view)) fixes += count_fixes(cell, checked);
  return fixes;
}

lsp::WorkspaceEdit fix_all(Contents& contents, const View& view, const Client& client, const Config& config,
                           std::stop_token stop) {
  const Checked& checked = checked_of(contents, config, std::move(stop));
  const auto edits = view.is_cell() ? cell_edits(view, checked) : document_edits(checked, contents.text());
  return workspace_edit(view, text_edits(checked.module(), view, edits, client.encoding), client);
}

lsp::WorkspaceEdit fix_all_of_notebook(Contents& contents, const View& view, const Client& client,
                                       const Config& config, std::stop_token stop) {
  if (!view.is_cell()) return fix_all(contents, view, client, config, std::move(stop));
  const Checked& checked = checked_of(contents, config, std::move(stop));
  lsp::WorkspaceEdit whole;
  whole.versioned = client.capabilities.workspace.document_changes;
  for (const View& cell : python_cells(contents, view)) {
    const auto edits = cell_edits(cell, checked);
    if (edits.empty()) continue;
    whole.documents.push_back(
        {cell.uri(), cell.version(), text_edits(checked.module(), cell, edits, client.encoding)});
  }
  return whole;
}

}  // namespace perfhint::server
