// NotebookText: the code cells of a notebook as one Python module. Each cell begins a line of its own; what
// is IPython's and not Python's (%magic, !shell, help?) becomes a call of nothing known, or spaces, of the
// same length: so a place in a cell and in the module differ by whole lines alone.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/source/text.h"

namespace perfhint::server {

struct NotebookText {
  struct Cell {
    std::uint32_t line, lines;  // in the text; an empty cell has a line
    Span span;                  // with the line end that joins it to the next
  };
  std::string text;
  std::vector<Cell> cells;    // as they were given
  std::vector<Span> blanked;  // ascending

  // The cell of a line or offset of the text. Only if there are cells.
  std::size_t cell_of_line(std::uint32_t line) const;
  std::size_t cell_at(Offset) const;
  bool is_blanked(Span) const;  // any of it
};

NotebookText joined_cells(const std::vector<std::string_view>& cells);

}  // namespace perfhint::server
