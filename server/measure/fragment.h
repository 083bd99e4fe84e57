// Fragment: the statements that a fix rewrites, cut out of their function or module, and what they become.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/facts/facts.h"
#include "analysis/fix.h"
#include "analysis/module.h"

namespace perfhint::server {

struct Fragment {
  std::vector<Node> statements;  // adjacent, of one body
  Span lines;                    // of the block: from the beginning of a line to that of another
  bool in_function = false;

  bool holds(Node node) const { return lines.contains(node.span().begin); }
};

// The statements around the span that can be run by themselves, from the inside outward: those that it
// touches, then the compound statements around them, at last the whole body of the function.
std::vector<Fragment> fragments_around(const Facts&, const Block&, Span);

// All statements of the function, without its head; none where its body stands in the head's line.
std::optional<Fragment> whole_body(const Block&, Node function_definition);

// Nothing in it needs what is around it: no loop to break out of, no name that it binds elsewhere.
bool stands_alone(const Fragment&);

// Its lines with the edits that lie there, indented to no column. Empty if an edit lies elsewhere, or puts a
// line outside of the body.
std::string fragment_text(const Block&, const Fragment&, const std::vector<Edit>&);

// Takes the first line's indentation from all lines, but for those that begin inside a string. Empty if a
// line is indented less.
std::string dedented(const std::string& code);

}  // namespace perfhint::server
