// NotebookFile: an .ipynb file: its code cells, and the file with other code in them. Only their code is
// touched: a file that could not be written back byte for byte is not written at all.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace perfhint::server::cli {

bool is_notebook(std::string_view path);

class NotebookFile {
 public:
  struct Cell {
    std::size_t number;  // among all cells, from 1
    std::string code;
  };
  // nbformat 4. The file, or the problem, to stand after "PATH: ".
  static std::variant<NotebookFile, std::string> read(std::string bytes);

  // Those of Python; none in a notebook of another language.
  const std::vector<Cell>& cells() const { return cells_; }
  // With this code in the cells, in the order of cells(); none where that would change other bytes, too.
  std::optional<std::string> with_code(const std::vector<std::string>& code) const;

 private:
  using Json = nlohmann::ordered_json;
  std::string bytes_;
  Json json_;
  std::vector<Cell> cells_;
};

}  // namespace perfhint::server::cli
