// range-len-index: `for i in range(len(xs))`, as a statement or in a comprehension, where i is only read, and
// only as xs[i]. Iterating gives the elements without an int and an index operation for each.
#include <algorithm>
#include <array>

#include "analysis/facts/loops.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::call};
constexpr std::array<std::string_view, 1> callees = {"range"};

struct Indexing {
  Node head;                // the for_statement or for_in_clause
  Node loop;                // the statement, or the comprehension
  Node index, sequence;     // i and xs, both identifiers
  std::vector<Node> reads;  // each xs[i]
  explicit operator bool() const { return !reads.empty(); }
};

// `xs[i]` that is read, around a use of i.
Node read_of(Node use, std::string_view sequence) {
  const Node place = use.parent();
  const Subscript subscript = read_subscript(place);
  if (subscript.index != use || !subscript.object.is(Kind::identifier) || subscript.object.text() != sequence)
    return {};
  const bool stored = place.field() == Field::left ||
                      place.parent().is_any(Kind::delete_statement, Kind::pattern_list, Kind::tuple_pattern,
                                            Kind::list_pattern, Kind::as_pattern_target);
  return stored ? Node() : place;
}

Indexing read_indexing(const Facts& facts, Node range) {
  Indexing one;
  one.head = range.parent();
  if (!one.head.is_any(Kind::for_statement, Kind::for_in_clause) || range.field() != Field::right) return {};
  const ForHead head = read_for(one.head);
  const Node length = read_call(range).sole_argument();
  one.index = head.target;
  one.sequence = read_call(length).sole_argument();
  if (head.async || !one.index.is(Kind::identifier) || !one.sequence.is(Kind::identifier) ||
      one.index.text() == one.sequence.text() || !facts.is_call_of(range, "range") ||
      !facts.is_call_of(length, "len")) {
    return {};
  }
  const bool statement = one.head.is(Kind::for_statement);
  one.loop = statement ? one.head : one.head.parent();
  const Binding* index = facts.binding(one.index);
  if (index == nullptr || index->captured || index->rebound_elsewhere) return {};
  const Node body = statement ? one.head.child(Field::body) : one.loop;
  for (const std::uint32_t at : index->uses) {
    const Node use = facts.syntax().node(at);
    if (!use.within(one.loop)) continue;
    const Node read = use.within(body) ? read_of(use, one.sequence.text()) : Node();
    if (!read) return {};
    one.reads.push_back(read);
  }
  return one;
}

// The index is bound by the loop alone there, and nobody asks for it later.
bool is_only_index(const Facts& facts, const Indexing& one) {
  const Binding& index = *facts.binding(one.index);
  for (const Definition& definition : index.definitions) {
    const Node name = facts.syntax().node(definition.name);
    if (definition.kind == DefinitionKind::deletion || (name != one.index && name.within(one.loop)))
      return false;
  }
  return !one.head.is(Kind::for_statement) ||
         (is_own_local(facts, index, one.loop) && !facts.used_after(index, one.loop));
}

bool is_sequence(const Type& type) {
  switch (type.kind) {
    case TypeKind::list:
    case TypeKind::tuple:
    case TypeKind::str:
    case TypeKind::bytes:
    case TypeKind::bytearray:
    case TypeKind::deque:
    case TypeKind::range:
      return true;
    default:
      return false;
  }
}

// A name for an element: that of `name = xs[i]`, the loop's first statement, which then goes.
Node named_first(const Indexing& one) {
  const Node first = one.head.child(Field::body).named_child(0);
  const Node assignment = sole_expression(first);
  const bool names = one.reads.size() == 1 && assignment.is(Kind::assignment) &&
                     assignment.child(Field::right) == one.reads.front() && !assignment.child(Field::type) &&
                     assignment.child(Field::left).is(Kind::identifier) &&
                     one.head.child(Field::body).named_child_count() > 1;
  return names ? first : Node();
}

std::string element_name(const Facts& facts, const Indexing& one) {
  std::string name(one.sequence.text());
  const bool plural =
      name.size() > 3 && name.ends_with('s') && !name.ends_with("ss") && !name.ends_with("us");
  if (name.size() > 4 && name.ends_with("ies")) {
    name = name.substr(0, name.size() - 3) + "y";
  } else if (plural) {
    name.pop_back();
  } else {
    name = name.size() == 2 && name.ends_with('s') ? name.substr(0, 1) : "item";  // xs -> x
  }
  static constexpr std::array<std::string_view, 12> words = {"as", "clas", "pas", "is", "from", "import",
                                                             "in", "for",  "not", "or", "and",  "del"};
  for (const std::string_view word : words) {
    if (name == word) name = "item";
  }
  // Loops in each other may be rewritten together.
  const Node around = unparenthesised(read_for(facts.enclosing_loop(one.loop)).iterable);
  const bool inner = one.head.is(Kind::for_in_clause) && !is_first_clause(one.head);
  if (inner || around.is(Kind::call)) name += "_" + std::string(one.index.text());
  return fresh_name(facts, one.loop, name);
}

// The line of the statement and the white space to the next one.
Span up_to_next(Node statement) {
  Node next = statement.next_sibling();
  while (next && !next.named()) next = next.next_sibling();
  return {statement.span().begin, next.span().begin};
}

std::string objection(const Facts& facts, const Indexing& one) {
  const std::string name(one.sequence.text());
  const Binding& sequence = *facts.binding(one.sequence);
  if (!is_own_local(facts, sequence, one.loop) || sequence.captured)
    return "other code may change `" + name + "` while the loop runs";
  const Node during = one.head.is(Kind::for_statement) ? one.head.child(Field::body) : one.loop;
  if (const Node changer = facts.may_change_within(one.sequence, during))
    return "`" + shown(changer) + "` may change `" + name + "`";
  return {};
}

void add_fix(const Facts& facts, const Indexing& one, Finding& finding) {
  finding.no_fix.title = "Iterate `" + std::string(one.sequence.text()) + "`";
  const Node first = one.head.is(Kind::for_statement) ? named_first(one) : Node();
  const std::string name =
      first ? std::string(sole_expression(first).child(Field::left).text()) : element_name(facts, one);
  Fix fix;
  fix.title = finding.no_fix.title;
  fix.edits.push_back({{one.index.span().begin, read_for(one.head).iterable.span().end},
                       name + " in " + std::string(one.sequence.text())});
  if (first) {
    fix.edits.push_back({up_to_next(first), ""});
  } else {
    for (Node read : one.reads) fix.edits.push_back({read.span(), name});
  }
  for (const Edit& edit : fix.edits) {
    if (has_comment(facts.syntax(), edit.span)) {
      finding.no_fix.reason = "a comment would be lost";
      return;
    }
  }
  std::sort(fix.edits.begin(), fix.edits.end(),
            [](const Edit& a, const Edit& b) { return a.span.begin < b.span.begin; });
  fix.why = objection(facts, one);
  fix.safety = fix.why.empty() ? Safety::safe : Safety::unsafe;
  if (fix.why.empty())
    fix.why = "`" + std::string(one.index.text()) +
              "` is only an index, and nothing in the loop changes the sequence";
  finding.fixes.push_back(std::move(fix));
}

void check(const Facts& facts, Node node, Report& report) {
  const Indexing one = read_indexing(facts, node);
  if (!one || !is_only_index(facts, one) || !is_sequence(facts.type(one.sequence))) return;
  const Binding* sequence = facts.binding(one.sequence);
  if (sequence == nullptr || facts.rebound_within(*sequence, one.loop) ||
      facts.mutated_within(*sequence, one.loop)) {
    return;
  }
  const std::string xs(one.sequence.text()), i(one.index.text());
  Finding& finding =
      report.add(node, "`" + i + "` only indexes `" + xs + "`: an int and an index operation for each `" +
                           xs + "[" + i + "]`, O(n) in the interpreter; iterate `" + xs + "` itself");
  const bool comprehension = one.head.is(Kind::for_in_clause);
  report.remark().evidence_case = comprehension ? "comprehension" : "";
  report.remark().has_impact = comprehension;  // 1.3x to 1.5x on new Pythons
  report.remark().impact = Impact::micro;
  add_fix(facts, one, finding);
}

}  // namespace

extern const Rule range_len_index;
const Rule range_len_index = {"range-len-index", Impact::factor, Topic::cpu, kinds, check, callees};

}  // namespace perfhint
