// Walking the table: every step is an index.
#include "analysis/syntax/table.h"

namespace perfhint {

Syntax::Syntax(std::string_view source, std::vector<Row> rows, std::shared_ptr<const RetainedTree> tree)
    : source_(source), rows_(std::move(rows)), tree_(std::move(tree)) {}

Node Syntax::covering(Span span) const {
  std::uint32_t found = 0;
  for (std::uint32_t at = 1; at < size();) {
    const Row& row = rows_[at];
    if (row.begin > span.begin) break;
    if (row.end >= span.end) {
      found = at++;
    } else {
      at = row.next;
    }
  }
  return Node(this, found);
}

Node Node::named_child(std::uint32_t position) const {
  for (Node child : children(*this)) {
    if (position-- == 0) return child;
  }
  return {};
}

std::uint32_t Node::named_child_count() const {
  std::uint32_t count = 0;
  for ([[maybe_unused]] Node child : children(*this)) ++count;
  return count;
}

Node Node::first_child() const {
  return syntax_ && row().next > index_ + 1 ? Node(syntax_, index_ + 1) : Node();
}

Node Node::next_sibling() const {
  if (!syntax_ || index_ == 0) return {};
  const std::uint32_t next = row().next;
  return next < syntax_->row(row().parent).next ? Node(syntax_, next) : Node();
}

Node Node::ancestor(Kind kind) const {
  for (Node at = parent(); at; at = at.parent()) {
    if (at.is(kind)) return at;
  }
  return {};
}

bool Node::within(Node ancestor) const {
  return syntax_ && syntax_ == ancestor.syntax_ && ancestor.index_ <= index_ && index_ < ancestor.end_index();
}

}  // namespace perfhint
