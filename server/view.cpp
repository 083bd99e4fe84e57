// A cell is some whole lines of its document.
#include "server/view.h"

#include <algorithm>

namespace perfhint::server {

View::View(std::shared_ptr<const Cells> cells, std::size_t cell)
    : uri_(cells->cells[cell].uri),
      version_(cells->cells[cell].version),
      line_(cells->text.cells[cell].line),
      lines_(cells->text.cells[cell].lines),
      cells_(std::move(cells)),
      cell_(cell) {}

View View::none(std::string uri) {
  View view(std::move(uri), 0);
  view.lines_ = 0;
  return view;
}

lsp::Position View::inner(const lsp::Position& position) const {
  if (!is_cell()) return position;
  if (position.line >= lines_) return {line_ + lines_ - 1, UINT32_MAX};
  return {line_ + position.line, position.character};
}

bool View::holds(const lsp::Position& position) const {
  return !is_cell() ? !is_empty() : line_ <= position.line && position.line - line_ < lines_;
}

lsp::Position View::outer(const lsp::Position& position) const {
  if (!is_cell()) return position;
  if (position.line >= line_ + lines_) return {lines_, 0};
  return {position.line - std::min(position.line, line_), position.character};
}

lsp::Location View::location(const lsp::Range& range) const {
  if (!is_cell()) return {uri_, range};
  const View there(cells_, cells_->text.cell_of_line(range.start.line));
  return {there.uri(), there.outer(range)};
}

bool View::holds(Offset at) const {
  if (!is_cell()) return !is_empty();
  return cells_->text.cells[cell_].span.contains(at) && !cells_->text.is_blanked({at, at + 1});
}

bool View::may_edit(Span span) const {
  if (!is_cell()) return !is_empty();
  const Span here = cells_->text.cells[cell_].span;
  const bool inside = here.contains(span.begin) && span.end <= here.end;
  return inside && !cells_->text.is_blanked(span);
}

}  // namespace perfhint::server
