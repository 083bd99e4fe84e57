// readlines-iterate: `for line in f.readlines()` (or list(f)) where f is known to be a file; also through a
// name that is only there for the loop that follows. Iterating f holds one line at a time. Safe when nothing
// else uses the file during the loop or after it.
#include <array>

#include "analysis/rules/iteration.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::for_statement, Kind::for_in_clause};

bool is_file(const Facts& facts, Node expression) {
  const Type type = facts.type(expression);
  return type.is(TypeKind::text_file) || type.is(TypeKind::binary_file);
}

// The file whose lines the expression lists all at once; none for readlines(hint), and for other things.
Node listed_file(const Facts& facts, Node expression) {
  const MethodCall method = read_method_call(expression);
  if (method.method == "readlines" && expression.child(Field::arguments).named_child_count() == 0) {
    return is_file(facts, method.object) ? method.object : Node();
  }
  if (!facts.is_call_of(expression, "list")) return {};
  const Node argument = read_call(expression).sole_argument();
  return is_file(facts, argument) ? argument : Node();
}

// What the loop goes through: the call itself, inside enumerate() if it is there.
Node without_enumerate(const Facts& facts, Node iterable) {
  if (!facts.is_call_of(iterable, "enumerate")) return iterable;
  const Call call = read_call(iterable);
  return call.positional.empty() ? iterable : unparenthesised(call.positional[0]);
}

// `lines = f.readlines()` just before the loop, where the loop is all that uses `lines`; none otherwise.
Node made_before(const Facts& facts, const Iteration& iteration, Node name) {
  const Binding* lines = facts.binding(name);
  const Node before = iteration.loop.is(Kind::for_statement) ? previous_statement(iteration.loop) : Node();
  const Node assignment = before.is(Kind::expression_statement) ? sole_expression(before) : Node();
  if (!assignment.is(Kind::assignment) || lines == nullptr || assignment.child(Field::type)) return {};
  if (lines->definitions.size() != 1 || lines->uses.size() != 1 || lines->captured ||
      !is_own_local(facts, *lines, iteration.loop)) {
    return {};
  }
  return assignment.child(Field::left).index() == lines->definitions[0].name ? assignment : Node();
}

bool opens_a_file(const Facts& facts, Node call) {
  const Node function = unparenthesised(call.child(Field::function));
  const std::string_view name =
      function.is(Kind::attribute) ? function.child(Field::attribute).text() : function.text();
  return facts.is_call_of(call, "open") || name == "open" || name == "write_text" || name == "write_bytes" ||
         name == "truncate";
}

struct Verdict {
  bool silent = false;
  std::string why;  // unsafe; empty: proven
};

Verdict judge(const Facts& facts, Node file, const Iteration& iteration, Node listing) {
  const std::string name = shown(file);
  const Binding* binding = facts.binding(file);
  if (binding == nullptr) {
    if (file.is(Kind::call)) return {false, "the file stays open until the loop ends"};
    return {false, "`" + name + "` is no plain name: other code may read from it during the loop"};
  }
  Node later;
  const Node around = facts.enclosing_loop(iteration.loop);
  for (Node use : facts.uses_within(*binding, facts.syntax().root())) {
    if (use.within(listing)) continue;
    if (use.within(iteration.loop)) return {true, ""};  // it is read, written or asked where it stands
    if (use.span().begin > iteration.loop.span().begin || (around && use.within(around))) later = use;
  }
  if (facts.rebound_within(*binding, iteration.loop)) return {true, ""};
  for (Node node : descendants(iteration.during)) {
    if (!node.is(Kind::call) || node.within(listing) || !opens_a_file(facts, node)) continue;
    return {false, "`" + shown(node) + "` may change the file that is being read"};
  }
  if (!is_own_local(facts, *binding, iteration.loop) || binding->captured) {
    return {false, "`" + name + "` is not a local of this function alone: other code may read from it"};
  }
  if (facts.escapes(*binding))
    return {false, "other code has `" + name + "` and may read from it or close it"};
  if (later) return {false, "`" + shown(statement_of(later)) + "` uses `" + name + "` again"};
  return {};
}

void check(const Facts& facts, Node node, Report& report) {
  const Iteration iteration = read_iteration(facts, node);
  if (!iteration) return;
  const Node iterable = without_enumerate(facts, iteration.iterable);
  const Node made = iterable.is(Kind::identifier) ? made_before(facts, iteration, iterable) : Node();
  const Node listing = made ? unparenthesised(made.child(Field::right)) : iterable;
  const Node file = listed_file(facts, listing);
  if (!file) return;
  const Verdict verdict = judge(facts, file, iteration, listing);
  if (verdict.silent) return;

  const std::string name = shown(file);
  Finding& finding = report.add(
      listing, "`" + shown(listing) + "` holds every line at once: O(size of the file) bytes; iterate `" +
                   name + "` itself, one line at a time");
  const Syntax& syntax = facts.syntax();
  const Span replaced = made ? Span{made.span().begin, iterable.span().end} : listing.span();
  Fix fix;
  fix.title = "Iterate `" + name + "` itself";
  finding.no_fix = {fix.title, "a comment would be lost"};
  if (has_comment(syntax, replaced)) return;
  fix.safety = verdict.why.empty() ? Safety::safe : Safety::unsafe;
  fix.why =
      verdict.why.empty() ? "nothing else uses `" + name + "` during the loop or after it" : verdict.why;
  if (made) {
    // The assignment's statement goes, up to the loop.
    finding.no_fix.reason = "the statements share their lines with others";
    if (!indentation(statement_of(made)) || !indentation(iteration.loop)) return;
    fix.edits.push_back({{made.span().begin, iteration.loop.span().begin}, ""});
  }
  fix.edits.push_back({iterable.span(), std::string(file.text())});
  finding.fixes.push_back(std::move(fix));
}

}  // namespace

extern const Rule readlines_iterate;
const Rule readlines_iterate = {"readlines-iterate", Impact::factor, Topic::memory, kinds, check};

}  // namespace perfhint
