// Fixes of a round are those of one check; cells are edited each by itself.
#include "server/cli/check_notebook.h"

#include <fmt/format.h>

#include <algorithm>

#include "server/cli/unified_diff.h"
#include "server/view_edits.h"

namespace perfhint::server::cli {

namespace {

std::shared_ptr<const Cells> cells_of(const NotebookCode& code) {
  Cells cells;
  cells.text = code.joined();
  cells.cells.resize(code.cells.size());
  return std::make_shared<const Cells>(std::move(cells));
}

std::string cell_path(const std::string& path, std::size_t number) {
  return fmt::format("{}:cell {}", path, number);
}

// From a place of the module.
Place in_cell(const Place& place, const NotebookText& text, const NotebookCode& code) {
  const std::size_t cell = text.cell_of_line(place.line - 1);
  const std::uint32_t line = text.cells[cell].line;
  return {place.line - line, place.column, place.end_line - line, place.end_column,
          static_cast<std::uint32_t>(code.numbers[cell])};
}

// What reads a format like this knows files and their lines; the line of a cell is none of these.
Hint of_the_file(Hint hint) {
  hint.message =
      fmt::format("cell {}:{}:{}: {}", hint.place.cell, hint.place.line, hint.place.column, hint.message);
  hint.place = {};
  hint.related.clear();
  hint.fixes.clear();
  return hint;
}

void move_to_cells(std::vector<Hint>& hints, const NotebookCode& code) {
  const NotebookText text = code.joined();
  const auto move = [&](Place& place) { place = in_cell(place, text, code); };
  for (Hint& hint : hints) {
    move(hint.place);
    for (HintNote& note : hint.related) move(note.place);
    for (HintFix& fix : hint.fixes) {
      for (HintEdit& edit : fix.edits) move(edit.place);
    }
  }
}

bool knows_cells(Format format) {
  return format == Format::full || format == Format::concise || format == Format::json ||
         format == Format::jsonl;
}

}  // namespace

NotebookCode::NotebookCode(const NotebookFile& file) {
  for (const NotebookFile::Cell& cell : file.cells()) {
    numbers.push_back(cell.number);
    cells.push_back(cell.code);
  }
}

NotebookText NotebookCode::joined() const { return joined_cells({cells.begin(), cells.end()}); }

std::vector<Hint> notebook_hints(const std::string& path, const NotebookCode& code, const Checked& checked) {
  const auto cells = cells_of(code);
  if (cells->cells.empty()) return {};
  const auto edits = [&](const Located& located, const Fix& fix) {
    return edits_within(View(cells, cells->text.cell_at(located.span().begin)), checked, located, fix);
  };
  const Text text(cells->text.text);
  std::vector<Hint> hints = hints_of(path, text, checked, edits);
  std::erase_if(hints, [&](const Hint& hint) {
    const Offset at = text.offset({hint.place.line - 1, hint.place.column - 1}, Encoding::utf32);
    return cells->text.is_blanked({at, at + 1});
  });
  return hints;
}

NotebookCode fixed_notebook(const std::string& path, NotebookCode code, const Settings& settings,
                            const CheckRun& run, AppliedFixes& applied) {
  constexpr int most_rounds = 10;
  bool any = true;
  for (int round = 0; round < most_rounds && any; ++round) {
    const std::size_t before = applied.size();
    const auto cells = cells_of(code);
    const Checked checked = run.check(path, cells->text.text, settings);
    for (std::size_t i = 0; i < code.cells.size(); ++i) {
      auto edits = all_edits_within(View(cells, i), checked, run.options.unsafe_fixes, applied);
      const Offset begin = cells->text.cells[i].span.begin;
      for (Edit& edit : edits) edit.span = {edit.span.begin - begin, edit.span.end - begin};
      code.cells[i] = apply_edits(std::move(code.cells[i]), edits);
    }
    any = applied.size() > before;
  }
  return code;
}

std::string written_notebook(std::vector<Hint> hints, const NotebookCode& code, Format format,
                             const Painter& painter) {
  const Writer& writer = writer_of(format);
  move_to_cells(hints, code);
  if (!knows_cells(format)) {
    std::vector<Hint> flat;
    std::ranges::transform(hints, std::back_inserter(flat), of_the_file);
    return writer.file(flat, Text(""), painter);
  }
  std::string out;
  for (std::size_t i = 0; i < code.cells.size(); ++i) {
    std::vector<Hint> here;
    std::ranges::copy_if(hints, std::back_inserter(here),
                         [&](const Hint& hint) { return hint.place.cell == code.numbers[i]; });
    if (here.empty()) continue;
    if (!out.empty()) out += writer.between;
    out += writer.file(here, Text(code.cells[i]), painter);
  }
  return out;
}

std::string notebook_diff(const std::string& path, const NotebookCode& before, const NotebookCode& after,
                          const Painter& painter) {
  std::string out;
  for (std::size_t i = 0; i < before.cells.size(); ++i) {
    out += unified_diff(cell_path(path, before.numbers[i]), before.cells[i], after.cells[i], painter);
  }
  return out;
}

}  // namespace perfhint::server::cli
