// Syntax: a block's tree as a flat, read-only preorder table; Node: a cursor of two words into it.
// tree-sitter's tree is walked once, into this; rules and facts read nothing else.
// Climbing (parent) and skipping (next) are one load each; nothing here recurses (I10).
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "analysis/source/text.h"
#include "analysis/syntax/kind.h"

namespace perfhint {

// 20 bytes a node.
struct Row {
  Kind kind;
  Field field;
  std::uint8_t flags;
  Offset begin, end;
  std::uint32_t parent;  // index; the root is its own parent
  std::uint32_t next;    // index behind the last descendant
};

namespace flag {
constexpr std::uint8_t named = 1, extra = 2, missing = 4, error = 8;
constexpr std::uint8_t broken = 16;  // an ERROR or MISSING node is in here, or this is one
}  // namespace flag

struct RetainedTree;  // tree-sitter's own tree, kept by large blocks (parser.h)

class Node;

class Syntax {
 public:
  // `source` must outlive the Syntax: both belong to one Block.
  Syntax(std::string_view source, std::vector<Row> rows, std::shared_ptr<const RetainedTree> tree);

  inline Node root() const;
  inline Node node(std::uint32_t index) const;
  std::uint32_t size() const { return static_cast<std::uint32_t>(rows_.size()); }  // >= 1
  const Row& row(std::uint32_t index) const { return rows_[index]; }
  std::string_view source() const { return source_; }
  // The smallest node that contains the span.
  Node covering(Span) const;
  const std::shared_ptr<const RetainedTree>& tree() const { return tree_; }

 private:
  std::string_view source_;
  std::vector<Row> rows_;
  std::shared_ptr<const RetainedTree> tree_;
};

// A node, or none: a none node answers Kind::none, an empty text, and none for every neighbour, so chains of
// questions need no checks between them. Cheap to copy.
class Node {
 public:
  Node() = default;
  Node(const Syntax* syntax, std::uint32_t index) : syntax_(syntax), index_(index) {}

  explicit operator bool() const { return syntax_ != nullptr; }
  bool operator==(const Node&) const = default;
  std::uint32_t index() const { return index_; }
  const Syntax* syntax() const { return syntax_; }

  Kind kind() const { return syntax_ ? row().kind : Kind::none; }
  bool is(Kind kind) const { return this->kind() == kind; }
  template <class... Kinds>
  bool is_any(Kinds... kinds) const {
    return ((kind() == kinds) || ...);
  }
  Field field() const { return syntax_ ? row().field : Field::none; }
  bool named() const { return has(flag::named); }
  bool extra() const { return has(flag::extra); }    // a comment or a line continuation
  bool broken() const { return has(flag::broken); }  // the parser guessed in here
  Span span() const { return syntax_ ? Span{row().begin, row().end} : Span{}; }
  std::string_view text() const {
    return syntax_ ? syntax_->source().substr(row().begin, row().end - row().begin) : std::string_view();
  }

  // None at the root.
  Node parent() const { return syntax_ && index_ != 0 ? Node(syntax_, row().parent) : Node(); }
  // The first child in that field.
  Node child(Field field) const {
    if (!syntax_) return {};
    for (std::uint32_t at = index_ + 1, end = row().next; at < end; at = syntax_->row(at).next) {
      if (syntax_->row(at).field == field) return Node(syntax_, at);
    }
    return {};
  }
  Node named_child(std::uint32_t position) const;  // named, no extras
  std::uint32_t named_child_count() const;
  Node first_child() const;          // of any sort
  Node next_sibling() const;         // of any sort
  Node ancestor(Kind) const;         // the nearest of that kind, not itself
  bool within(Node ancestor) const;  // is `ancestor`, or lies in it
  // The descendants, itself first: indices [index(), end_index()).
  std::uint32_t end_index() const { return syntax_ ? row().next : 0; }

 private:
  const Row& row() const { return syntax_->row(index_); }
  bool has(std::uint8_t bit) const { return syntax_ && (row().flags & bit) != 0; }

  const Syntax* syntax_ = nullptr;
  std::uint32_t index_ = 0;
};

inline Node Syntax::root() const { return Node(this, 0); }
inline Node Syntax::node(std::uint32_t index) const { return Node(this, index); }

// for (Node child : children(node)): named children without extras.
// for (Node child : all_children(node)): every child, tokens and comments too.
// for (Node node : descendants(root)): preorder, itself first.
class NodeRange {
 public:
  enum class Step : std::uint8_t { named_siblings, siblings, preorder };
  class Iterator {
   public:
    Iterator(const Syntax* syntax, std::uint32_t index, std::uint32_t end, Step step)
        : syntax_(syntax), index_(index), end_(end), step_(step) {
      settle();
    }
    Node operator*() const { return Node(syntax_, index_); }
    Iterator& operator++() {
      index_ = step_ == Step::preorder ? index_ + 1 : syntax_->row(index_).next;
      settle();
      return *this;
    }
    bool operator!=(const Iterator& other) const { return index_ != other.index_; }

   private:
    void settle() {
      if (step_ != Step::named_siblings) return;
      while (index_ < end_) {
        const Row& row = syntax_->row(index_);
        if ((row.flags & flag::named) != 0 && (row.flags & flag::extra) == 0) return;
        index_ = row.next;
      }
    }
    const Syntax* syntax_;
    std::uint32_t index_, end_;
    Step step_;
  };
  NodeRange(Node parent, Step step) : syntax_(parent.syntax()), first_(0), end_(0), step_(step) {
    if (!parent) return;
    end_ = parent.end_index();
    first_ = step == Step::preorder ? parent.index() : parent.index() + 1;
  }
  Iterator begin() const { return Iterator(syntax_, first_, end_, step_); }
  Iterator end() const { return Iterator(syntax_, end_, end_, step_); }

 private:
  const Syntax* syntax_;
  std::uint32_t first_, end_;
  Step step_;
};

inline NodeRange children(Node node) { return NodeRange(node, NodeRange::Step::named_siblings); }
inline NodeRange all_children(Node node) { return NodeRange(node, NodeRange::Step::siblings); }
inline NodeRange descendants(Node node) { return NodeRange(node, NodeRange::Step::preorder); }

}  // namespace perfhint
