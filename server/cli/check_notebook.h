// One notebook through `perfhint check`: its code cells are checked as one module, and told of each by
// itself.
#pragma once

#include <string>
#include <vector>

#include "server/cli/check_file.h"
#include "server/cli/notebook_file.h"
#include "server/notebook_text.h"

namespace perfhint::server::cli {

// The code of a notebook's cells, and the module that they are.
struct NotebookCode {
  std::vector<std::size_t> numbers;  // of the cells, in the file
  std::vector<std::string> cells;

  explicit NotebookCode(const NotebookFile&);
  NotebookText joined() const;
};

// Its hints, at their places in joined().
std::vector<Hint> notebook_hints(const std::string& path, const NotebookCode&, const Checked&);
// The code with its fixes, as far as each stays in its cell. `applied` gets the rule of each.
NotebookCode fixed_notebook(const std::string& path, NotebookCode, const Settings&, const CheckRun&,
                            AppliedFixes& applied);
// These hints as the format has them, at the places of their cells.
std::string written_notebook(std::vector<Hint>, const NotebookCode&, Format, const Painter&);
std::string notebook_diff(const std::string& path, const NotebookCode& before, const NotebookCode& after,
                          const Painter&);

}  // namespace perfhint::server::cli
