// large-module-global: a module-level name bound to a container or a text of known length and more than a
// megabyte: every process that imports the module makes it, and keeps it.
#include <algorithm>
#include <array>

#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::expression_statement};

constexpr std::int64_t least_bytes = 1 << 20;

// Bytes of the container alone for each element, at least; 0: not known.
std::int64_t bytes_each(const Type& type) {
  switch (type.kind) {
    case TypeKind::list:
    case TypeKind::tuple:
      return 8;
    case TypeKind::dict:
      return 40;  // 24 an entry, the index, and two thirds full
    case TypeKind::set:
    case TypeKind::frozenset:
      return 32;
    case TypeKind::bytes:
    case TypeKind::bytearray:
    case TypeKind::str:
      return 1;
    default:
      return 0;
  }
}

// The number of elements, where the text tells; a dict's or set's comprehension over a range gives as many.
std::int64_t elements(const Facts& facts, Node value) {
  const auto length = facts.length(value);
  if (!length || length->of != nullptr) return 0;
  const bool keyed = value.is_any(Kind::dictionary_comprehension, Kind::set_comprehension);
  if (length->sort == Length::Sort::exactly) return length->count;
  // The key is the range's own number: none is there twice.
  const Node body = value.child(Field::body), key = body.is(Kind::pair) ? body.child(Field::key) : body;
  Node clause;
  for (Node child : children(value)) {
    if (child.is(Kind::if_clause)) return 0;
    if (child.is(Kind::for_in_clause)) clause = child;
  }
  const bool own = keyed && key.is(Kind::identifier) && key.text() == clause.child(Field::left).text() &&
                   facts.is_call_of(unparenthesised(clause.child(Field::right)), "range");
  return own ? length->count : 0;
}

std::string megabytes(std::int64_t bytes) {
  const std::int64_t tenths = (bytes * 10 + 500000) / 1000000;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " MB";
}

void check(const Facts& facts, Node node, Report& report) {
  if (!node.parent().is(Kind::module)) return;
  const Node assignment = sole_expression(node);
  const Node name = assignment.child(Field::left);
  if (!assignment.is(Kind::assignment) || !name.is(Kind::identifier)) return;
  const Node value = unparenthesised(assignment.child(Field::right));
  if (!value.is_any(Kind::list_comprehension, Kind::dictionary_comprehension, Kind::set_comprehension,
                    Kind::call, Kind::binary_operator))
    return;
  const std::int64_t count = elements(facts, value);
  const std::int64_t bytes = count > (std::int64_t{1} << 40) ? 0 : count * bytes_each(facts.type(value));
  if (bytes < least_bytes) return;
  const ModuleEntry* entry = facts.module().find(name.text());
  if (entry == nullptr || entry->definitions != 1) return;  // bound anew or deleted later

  Finding& finding =
      report.add(name, "`" + std::string(name.text()) + "` takes at least " + megabytes(bytes) +
                           " in every process that imports this module, for as long as it runs, used or not; "
                           "make it in a function, "
                           "`functools.cache` keeping it from the first use on");
  finding.no_fix = {"", "every use of the name has to become a call, in other modules, too"};
}

}  // namespace

extern const Rule large_module_global;
const Rule large_module_global = {"large-module-global", Impact::factor, Topic::memory, kinds, check};

}  // namespace perfhint
