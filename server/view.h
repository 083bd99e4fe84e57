// View: what a client knows by one URI of a document: the whole, or a cell of a notebook. Positions of a cell
// count from its first line; the columns are those of the document.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "protocol/lsp.h"
#include "server/notebook_text.h"

namespace perfhint::server {

// The cells of a notebook's document, in order. Immutable.
struct Cells {
  struct Cell {
    std::string uri;
    std::int64_t version = 0;
  };
  NotebookText text;
  std::vector<Cell> cells;  // those of `text`
};

class View {
 public:
  View(std::string uri, std::int64_t version) : uri_(std::move(uri)), version_(version) {}
  View(std::shared_ptr<const Cells>, std::size_t cell);
  // Of a cell that is gone, or holds no Python: nothing is in it.
  static View none(std::string uri);

  const std::string& uri() const { return uri_; }
  std::int64_t version() const { return version_; }
  bool is_cell() const { return cells_ != nullptr; }
  bool is_empty() const { return lines_ == 0; }

  lsp::Position inner(const lsp::Position&) const;  // of the document, from the client's; clamps to the view
  lsp::Range inner(const lsp::Range& range) const { return {inner(range.start), inner(range.end)}; }
  // Of the client, from the document's. A range that ends behind the view is cut; one that begins
  // elsewhere is not in it.
  bool holds(const lsp::Position& of_document) const;
  lsp::Position outer(const lsp::Position&) const;
  lsp::Range outer(const lsp::Range& range) const { return {outer(range.start), outer(range.end)}; }
  // Wherever that range of the document begins, if it is a notebook's.
  lsp::Location location(const lsp::Range& of_document) const;

  // Of the whole document, or what is Python in the cell. Bytes of the document.
  bool holds(Offset) const;
  // Whether the client's text is what the document has there, and in this view: what can be edited.
  bool may_edit(Span) const;
  const Cells* cells() const { return cells_.get(); }
  std::size_t cell() const { return cell_; }

 private:
  std::string uri_;
  std::int64_t version_ = 0;
  std::uint32_t line_ = 0, lines_ = UINT32_MAX;
  std::shared_ptr<const Cells> cells_;  // null: the whole document
  std::size_t cell_ = 0;
};

}  // namespace perfhint::server
