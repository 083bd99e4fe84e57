// Module: a file as a list of immutable blocks, itself an immutable snapshot. edited() shares every block
// that the edit does not touch, so a keystroke costs its block, not its file. I5: the blocks' texts, joined,
// are the document.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/facts/module_facts.h"
#include "analysis/facts/names.h"
#include "analysis/source/text.h"
#include "analysis/syntax/parser.h"
#include "analysis/syntax/table.h"

namespace perfhint {

// One top-level statement with what stands before it. Immutable; shared between snapshots.
struct Block {
  Text text;
  bool open;  // a string or bracket is not closed at its end: no findings
  std::shared_ptr<const Syntax> syntax;
  std::unique_ptr<const Names> names;
  Summary summary;

  // `before` and `change` let a large block reuse the tree of the block it was edited from.
  Block(std::string text, bool open, const Block* before = nullptr,
        std::optional<Replacement> change = std::nullopt);
};

// A replacement in the whole document, bytes.
struct Change {
  Span span;
  std::string text;
};

class Module {
 public:
  struct Entry {
    std::shared_ptr<const Block> block;
    Offset begin;        // bytes before it
    std::uint32_t line;  // lines before it
  };

  Module() : Module(std::string()) {}
  explicit Module(std::string text);
  // The span clamps to the text. Re-splits from the first touched block until a boundary meets an old one.
  // Text that stays open to its end (an unclosed string or bracket) keeps the old boundaries behind the edit;
  // each later edit tries again.
  Module edited(const Change&) const;
  // The same text, with what the rest of the workspace tells (ModuleFacts::within). Edits keep it.
  Module within(std::shared_ptr<const Project>, std::string place) const;

  const std::vector<Entry>& blocks() const { return blocks_; }  // at least one
  const ModuleFacts& facts() const { return facts_; }
  Offset size() const;
  std::uint32_t line_count() const;
  std::size_t memory() const;  // bytes, about: texts, tables and names, shared blocks included
  std::string text() const;
  std::string text(Span) const;

  std::size_t block_at(Offset) const;  // index; the last block at the end of the text
  Offset offset(Position, Encoding) const;
  Position position(Offset, Encoding) const;

 private:
  friend class Resplit;
  explicit Module(ModuleFacts facts) : facts_(std::move(facts)) {}
  // Puts `fresh` in place of the blocks [first, behind).
  Module replaced(std::size_t first, std::size_t behind,
                  std::vector<std::shared_ptr<const Block>> fresh) const;
  void append(std::shared_ptr<const Block>);

  std::vector<Entry> blocks_;
  ModuleFacts facts_;
  bool settled_ = true;  // the blocks are what splitting the text afresh gives
};

}  // namespace perfhint
