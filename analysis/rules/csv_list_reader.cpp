// csv-list-reader: `for row in list(csv.reader(f))`, or through [row for row in reader], or a name that is
// only there for the loop: all rows are held at once. Safe where nothing else uses the reader or its file
// during the loop.
#include <algorithm>
#include <array>

#include "analysis/rules/iteration.h"
#include "analysis/rules/opened_here.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::for_statement, Kind::for_in_clause};

bool is_reader(const Facts& facts, Node expression) {
  if (facts.is_call_of(expression, "csv.reader") || facts.is_call_of(expression, "csv.DictReader"))
    return true;
  const Type type = facts.type(expression);
  return type.class_name() == "_csv.Reader" || type.class_name() == "csv.DictReader";
}

// R of list(R), tuple(R), [*R], [x for x in R].
Node listed(const Facts& facts, Node expression) {
  if (facts.is_call_of(expression, "list") || facts.is_call_of(expression, "tuple"))
    return unparenthesised(read_call(expression).sole_argument());
  if (expression.is(Kind::list) && expression.named_child_count() == 1) {
    const Node only = expression.named_child(0);
    return only.is(Kind::list_splat) ? unparenthesised(only.named_child(0)) : Node();
  }
  if (!expression.is(Kind::list_comprehension) || expression.named_child_count() != 2) return {};
  const ForHead head = read_for(expression.named_child(1));
  const bool same =
      head.target.is(Kind::identifier) && expression.child(Field::body).text() == head.target.text();
  return same && !head.async ? unparenthesised(head.iterable) : Node();
}

// `rows = list(...)` just before the loop, where the loop is all that uses `rows`; none otherwise.
Node made_before(const Facts& facts, const Iteration& iteration) {
  const Binding* rows = facts.binding(iteration.iterable);
  const Node before = iteration.loop.is(Kind::for_statement) ? previous_statement(iteration.loop) : Node();
  const Node assignment = before.is(Kind::expression_statement) ? sole_expression(before) : Node();
  if (!assignment.is(Kind::assignment) || rows == nullptr || assignment.child(Field::type)) return {};
  if (rows->definitions.size() != 1 || rows->uses.size() != 1 || rows->captured ||
      !is_own_local(facts, *rows, iteration.loop)) {
    return {};
  }
  return assignment.child(Field::left).index() == rows->definitions[0].name ? assignment : Node();
}

// What the reader reads from: f of csv.reader(f), or of the call that bound the reader's name.
Node source_of(const Facts& facts, Node reader) {
  Node call = reader;
  if (const Binding* name = facts.binding(reader); name && name->definitions.size() == 1)
    call = unparenthesised(facts.syntax().node(name->definitions.front().name).parent().child(Field::right));
  const Call made = read_call(call);
  return made.positional.empty() ? Node() : unparenthesised(made.positional[0]);
}

bool is_used_in(const Facts& facts, Node name, const Iteration& iteration) {
  const Binding* binding = facts.binding(name);
  return binding && (!facts.uses_within(*binding, iteration.during).empty() ||
                     facts.rebound_within(*binding, iteration.loop));
}

// The first call in the loop that opens a file: it may be the one that is read.
Node opening_in(Node region) {
  for (Node node : descendants(region)) {
    const Node function = node.is(Kind::call) ? node.child(Field::function) : Node();
    const std::string_view name =
        function.is(Kind::attribute) ? function.child(Field::attribute).text() : function.text();
    if (name == "open" || name == "write_text" || name == "write_bytes") return node;
  }
  return {};
}

std::string objection(const Facts& facts, Node reader, Node source, const Iteration& iteration) {
  if (const Node opening = opening_in(iteration.during))
    return "`" + shown(opening) + "` may change the file that is being read";
  if (inside_try(iteration.loop)) return "a malformed row would be found later, in the middle of the loop";
  for (Node name : {reader, source}) {
    const Binding* binding = facts.binding(name);
    if (binding == nullptr) continue;
    if (!is_own_local(facts, *binding, iteration.loop) || binding->captured)
      return "`" + shown(name) + "` is not a local of this function alone: other code may use it";
    if (facts.used_after(*binding, iteration.loop))
      return "`" + shown(name) + "` is used again behind the loop";
  }
  if (!is_opened_here(facts, source))
    return "`" + shown(source) + "` is not opened here: other code may use it";
  return "";
}

void check(const Facts& facts, Node node, Report& report) {
  const Iteration iteration = read_iteration(facts, node);
  if (!iteration) return;
  const Node made = iteration.iterable.is(Kind::identifier) ? made_before(facts, iteration) : Node();
  const Node listing = made ? unparenthesised(made.child(Field::right)) : iteration.iterable;
  if (!listing.is_any(Kind::call, Kind::list, Kind::list_comprehension)) return;
  const Node reader = listed(facts, listing);
  if (!reader || !is_reader(facts, reader)) return;
  const Node source = source_of(facts, reader);
  if (iteration.loop.is(Kind::for_statement) &&
      (is_used_in(facts, reader, iteration) || is_used_in(facts, source, iteration))) {
    return;
  }
  Finding& finding = report.add(listing, "`" + shown(listing) +
                                             "` holds every row at once: O(size of the file) "
                                             "bytes; iterate the reader itself, one row at a time");
  Fix fix;
  fix.title = "Iterate the reader itself";
  finding.no_fix = {fix.title, "a comment would be lost"};
  const Span replaced = made ? Span{made.span().begin, iteration.iterable.span().end} : listing.span();
  if (has_comment(facts.syntax(), replaced)) return;
  const std::string why = objection(facts, reader, source, iteration);
  fix.safety = why.empty() ? Safety::safe : Safety::unsafe;
  fix.why = why.empty() ? "nothing else uses the reader or its file during the loop" : why;
  if (made) {
    finding.no_fix.reason = "the statements share their lines with others";
    if (!indentation(statement_of(made)) || !indentation(iteration.loop)) return;
    fix.edits.push_back({{made.span().begin, iteration.loop.span().begin}, ""});
  }
  fix.edits.push_back({iteration.iterable.span(), std::string(reader.text())});
  finding.fixes.push_back(std::move(fix));
}

}  // namespace

extern const Rule csv_list_reader;
const Rule csv_list_reader = {"csv-list-reader", Impact::factor, Topic::memory, kinds, check};

}  // namespace perfhint
