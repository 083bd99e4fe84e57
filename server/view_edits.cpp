// A cell's last line end is not the client's: it joins the cell to the next.
#include "server/view_edits.h"

#include <algorithm>

namespace perfhint::server {

namespace {

Node statement_of(const Block& block) { return block.syntax->root().named_child(0); }

bool is_import(Node statement) {
  return statement.is_any(Kind::import_statement, Kind::import_from_statement, Kind::future_import_statement);
}

// The edit that Checked::edits() makes for an import where the module lacks it.
bool adds(const Edit& edit, const std::string& import) {
  return edit.span.size() == 0 && edit.text.find(import) != std::string::npos;
}

// The module may import it in a cell behind this one, which has not run: only what stands before counts.
bool is_imported_before(const Module& module, std::size_t block, const std::string& import) {
  const std::string_view text = import;
  const std::string_view name = text.substr(text.rfind(' ') + 1);
  const std::size_t from = text.starts_with("from ") ? 5 : 7;
  const std::string_view source = text.substr(from, text.find(' ', from) - from);
  for (std::size_t i = 0; i < block; ++i) {
    const Block& one = *module.blocks()[i].block;
    const std::string_view bytes = one.text.bytes();
    const bool both =
        bytes.find(name) != std::string_view::npos && bytes.find(source) != std::string_view::npos;
    if (both && is_import(statement_of(one))) return true;
  }
  return false;
}

// Behind the cell's leading magics and imports.
Offset import_place(const Module& module, const NotebookText& text, const NotebookText::Cell& cell) {
  Offset place = cell.span.begin;
  for (const Module::Entry& entry : module.blocks()) {
    const Node statement = statement_of(*entry.block);
    if (!statement || entry.begin + statement.span().begin < cell.span.begin) continue;
    const Span span{entry.begin + statement.span().begin, entry.begin + statement.span().end};
    if (span.begin >= cell.span.end) break;
    if (!is_import(statement) && !text.is_blanked(span)) return std::max(place, span.begin);
    place = module.offset({module.position(span.end, Encoding::utf8).line + 1, 0}, Encoding::utf8);
  }
  return place;
}

// Without the line end that joins the cell to the next; none where the text would join them anew.
std::optional<Edit> within_cell(Edit edit, Span cell) {
  if (edit.span.end < cell.end || edit.span.size() == 0) return edit;
  --edit.span.end;
  if (edit.text.empty()) return edit;
  if (!edit.text.ends_with('\n')) return std::nullopt;
  edit.text.pop_back();
  if (edit.text.ends_with('\r')) edit.text.pop_back();
  return edit;
}

bool touch(const Edit& a, const Edit& b) { return a.span.begin <= b.span.end && b.span.begin <= a.span.end; }

void sort(std::vector<Edit>& edits) {
  std::ranges::stable_sort(edits, {}, [](const Edit& edit) { return edit.span.begin; });
}

}  // namespace

std::optional<std::vector<Edit>> edits_within(const View& view, const Checked& checked,
                                              const Located& located, const Fix& fix) {
  if (view.is_empty()) return std::nullopt;
  std::vector<Edit> whole = checked.edits(located, fix);
  if (!view.is_cell()) return whole;
  const NotebookText& text = view.cells()->text;
  const NotebookText::Cell& cell = text.cells[view.cell()];
  std::vector<Edit> out;
  for (const std::string& import : fix.imports) {
    const bool lacks = std::ranges::any_of(whole, [&](const Edit& edit) { return adds(edit, import); });
    if (!lacks && is_imported_before(checked.module(), located.block, import)) continue;
    const Offset place = import_place(checked.module(), text, cell);
    out.push_back({{place, place}, import + "\n"});
  }
  for (const Edit& edit : fix.edits) out.push_back({located.absolute(edit.span), edit.text});
  for (Edit& edit : out) {
    if (!view.may_edit(edit.span)) return std::nullopt;
    auto inside = within_cell(std::move(edit), cell.span);
    if (!inside) return std::nullopt;
    edit = std::move(*inside);
  }
  sort(out);
  return out;
}

std::vector<Edit> all_edits_within(const View& view, const Checked& checked, bool unsafe_too,
                                   AppliedFixes& applied) {
  std::vector<Edit> taken;
  for (const Located& located : checked.findings()) {
    if (!view.holds(located.span().begin)) continue;
    for (const Fix& fix : located.finding->fixes) {
      if (fix.safety == Safety::unsafe && !unsafe_too) continue;
      const auto edits = edits_within(view, checked, located, fix);
      if (!edits || edits->empty()) continue;
      const auto is_taken = [&](const Edit& edit) { return std::ranges::find(taken, edit) != taken.end(); };
      const bool clash = std::ranges::any_of(*edits, [&](const Edit& edit) {
        return !is_taken(edit) &&
               std::ranges::any_of(taken, [&](const Edit& one) { return touch(one, edit); });
      });
      if (clash) continue;
      for (const Edit& edit : *edits) {
        if (!is_taken(edit)) taken.push_back(edit);
      }
      applied.push_back(located.finding->rule);
      break;
    }
  }
  sort(taken);
  return taken;
}

}  // namespace perfhint::server
