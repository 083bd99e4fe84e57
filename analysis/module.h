// Module: a file as a list of immutable blocks, itself an immutable snapshot. edited() shares every block that the
// edit does not touch, so a keystroke costs its block, not its file. I5: the blocks' texts, joined, are the document.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/facts/module_facts.h"
#include "analysis/facts/names.h"
#include "analysis/source/text.h"
#include "analysis/syntax/table.h"

namespace perfhint {

// One top-level statement with what stands before it. Immutable; shared between snapshots.
struct Block {
  Text text;
  bool open;  // a string or bracket is not closed at its end: no findings
  std::shared_ptr<const Syntax> syntax;
  std::unique_ptr<const Names> names;
  Summary summary;

  Block(std::string text, bool open, const Block* before, const struct Replacement* change);
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
  Module edited(const Change&) const;  // the span clamps to the text

  const std::vector<Entry>& blocks() const { return blocks_; }  // at least one
  const ModuleFacts& facts() const { return facts_; }
  Offset size() const;
  std::uint32_t line_count() const;
  std::string text() const;
  std::string text(Span) const;

  std::size_t block_at(Offset) const;  // index; the last block at the end of the text
  Offset offset(Position, Encoding) const;
  Position position(Offset, Encoding) const;

  // Names whose entry in facts() differs from the snapshot that this was edited() from.
  const std::vector<std::string>& changed_names() const { return changed_names_; }

 private:
  std::vector<Entry> blocks_;
  ModuleFacts facts_;
  std::vector<std::string> changed_names_;
};

}  // namespace perfhint
