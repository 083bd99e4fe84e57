// Rounds: sources that are long by their kind, and branches that few rounds take.
#include "analysis/rules/rounds.h"

#include "analysis/rules/invariants.h"

namespace perfhint {
namespace {

constexpr std::int64_t many = 50;
constexpr std::int64_t few = 8;

// What the only assignment to a name gives it; the expression itself if it is no such name.
Node written(const Facts& facts, Node expression) {
  expression = unparenthesised(expression);
  const Binding* binding = facts.binding(expression);
  if (binding == nullptr || binding->definitions.size() != 1) return expression;
  const Node target = facts.syntax().node(binding->definitions.front().name);
  const bool assigned = target.parent().is(Kind::assignment) && target.field() == Field::left &&
                        !facts.mutated_within(*binding, facts.syntax().root());
  return assigned ? unparenthesised(target.parent().child(Field::right)) : expression;
}

// text.splitlines(), file.readlines(), text.split("\n")
bool gives_lines(const MethodCall& method) {
  if (method.method == "splitlines" || method.method == "readlines") return true;
  if (method.method != "split" || method.call.positional.empty()) return false;
  const Node separator = method.call.positional.front();
  const auto value = separator.is(Kind::string) ? read_string(separator).value : std::nullopt;
  return value && *value == "\n";
}

bool is_long(const Facts& facts, Node iterable) {
  iterable = unparenthesised(iterable);
  if (facts.is_call_of(iterable, "enumerate") || facts.is_call_of(iterable, "reversed")) {
    const Call call = read_call(iterable);
    return !call.positional.empty() && is_long(facts, call.positional.front());
  }
  const auto length = facts.length(iterable);
  if (length && length->most()) return *length->most() > many;
  if (iterable.is(Kind::subscript)) return false;  // a part, of who knows what size
  const Type type = facts.type(iterable);
  if (type.is(TypeKind::text_file) || type.is(TypeKind::binary_file) || type.is(TypeKind::str)) return true;
  return gives_lines(read_method_call(written(facts, iterable)));
}

// What another process or a user writes is waited for, line by line.
bool is_waited_for(Node stream) {
  const std::string_view text = stream.text();
  return text.ends_with("stdin") || text.ends_with("stdout") || text.ends_with("stderr");
}

bool reads_on(Node loop) {
  for (Node node : descendants(loop)) {
    const MethodCall method = read_method_call(node);
    // Without a size all is read at once, or it is no file: tokenizer.read().
    const bool sized = method.method == "read" && !method.call.positional.empty();
    const bool reads = method.method == "readline" || sized;
    if (reads && !is_waited_for(method.object)) return true;
  }
  return false;
}

// Asks for one certain text: a comparison with a literal, s.startswith("x"), a match of a pattern.
bool asks_for_one(const Facts& facts, Node test) {
  test = unparenthesised(test);
  if (test.is(Kind::boolean_operator))
    return asks_for_one(facts, test.child(Field::left)) || asks_for_one(facts, test.child(Field::right));
  const Comparison comparison = read_comparison(test);
  if (comparison.op == Kind::equal_equal)
    return comparison.left.is(Kind::string) || comparison.right.is(Kind::string);
  if (comparison.op == Kind::kw_in) return comparison.left.is(Kind::string);
  const MethodCall method = read_method_call(test);
  return method.method == "startswith" || method.method == "endswith" ||
         facts.qualified_name(test.child(Field::function)).starts_with("re.");
}

}  // namespace

bool goes_on(const Facts& facts, Node loop) {
  if (loop.is(Kind::while_statement)) return reads_on(loop);
  if (loop.is(Kind::for_statement)) return is_long(facts, read_for(loop).iterable);
  for (Node clause : children(loop)) {
    if (clause.is(Kind::for_in_clause) && is_long(facts, read_for(clause).iterable)) return true;
  }
  return false;
}

bool in_long_loop(const Facts& facts, Node place) {
  for (Node loop = facts.enclosing_loop(place); loop; loop = facts.enclosing_loop(loop)) {
    if (goes_on(facts, loop)) return true;
  }
  return false;
}

bool runs_long(const Facts& facts, Node place) {
  if (in_long_loop(facts, place)) return true;
  int loops = 0;
  for (Node loop = facts.enclosing_loop(place); loop; loop = facts.enclosing_loop(loop)) {
    loops += is_short_loop(facts, loop, few) ? 0 : 1;
  }
  return loops >= 2;
}

bool is_for_one(const Facts& facts, Node place, Node loop) {
  if (!loop.is(Kind::for_statement)) return false;
  const auto varies = [&](Node side) {
    const Binding* binding = facts.binding(side);
    return binding && facts.rebound_within(*binding, loop);
  };
  const auto is_value = [](Node side) { return side.is_any(Kind::identifier, Kind::string, Kind::integer); };
  for (Node at = place; at && at != loop; at = at.parent()) {
    const Node branch = at.parent();
    if (!at.is(Kind::block) || !branch.is_any(Kind::if_statement, Kind::elif_clause)) continue;
    const Comparison test = read_comparison(unparenthesised(branch.child(Field::condition)));
    const bool equal = test.op == Kind::equal_equal && is_value(test.left) && is_value(test.right);
    if (equal && varies(test.left) != varies(test.right)) return true;
  }
  return false;
}

bool is_picked_out(const Facts& facts, Node place, Node loop) {
  for (Node at = place; at && at != loop; at = at.parent()) {
    const Node test = at.parent();
    if (test.is(Kind::boolean_operator) && at.field() == Field::right) return true;
    const bool branch = at.is(Kind::block) && test.is_any(Kind::if_statement, Kind::elif_clause);
    if (branch && asks_for_one(facts, test.child(Field::condition))) return true;
  }
  return false;
}

}  // namespace perfhint
