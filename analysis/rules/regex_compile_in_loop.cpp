// regex-compile-in-loop: re.match("...", s) and its like, or re.compile("..."), on each round of a loop, or
// in a function that a loop calls. The module keeps what it compiled, but looks it up on each call, through
// two functions written in Python.
#include <algorithm>
#include <array>

#include "analysis/rules/invariants.h"
#include "analysis/rules/patterns.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rounds.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::call};
constexpr std::array<std::string_view, 9> callees = {"compile", "findall", "finditer", "fullmatch", "match",
                                                     "search",  "split",   "sub",      "subn"};

// Flags of the module, joined by |.
bool are_constant(const Facts& facts, Node flags) {
  flags = unparenthesised(flags);
  if (flags.is(Kind::binary_operator))
    return are_constant(facts, flags.child(Field::left)) && are_constant(facts, flags.child(Field::right));
  return flags.is(Kind::integer) ||
         (flags.is(Kind::attribute) && facts.qualified_name(flags).starts_with("re."));
}

// A try or with statement between the call and the loop: it may be there for what a malformed pattern raises.
bool is_handled_within(Node call, Node loop) {
  for (Node at = call; at && at != loop; at = at.parent()) {
    if (at.is_any(Kind::try_statement, Kind::with_statement)) return true;
  }
  return false;
}

// The outermost loop from which nothing handles the call's errors; or the innermost one.
Node outermost_loop(const Facts& facts, Node node) {
  Node widest = facts.enclosing_loop(node);
  for (Node loop = widest; loop && !is_handled_within(node, loop); loop = facts.enclosing_loop(loop))
    widest = loop;
  return widest;
}

// From the argument to the next one, or from the one before to this: what goes with it.
Span with_comma(Node argument) {
  const Node list = argument.parent();
  Span span = argument.span();
  bool behind = false;
  Node before;
  for (Node part : children(list)) {
    if (behind) return {span.begin, part.span().begin};
    behind = part == argument;
    if (!behind) before = part;
  }
  return before ? Span{before.span().end, span.end} : span;
}

Node argument_of(Node value) { return value.parent().is(Kind::keyword_argument) ? value.parent() : value; }

// Which of its function's calls of this sort it is, from 1: fixes that are made together need names of their
// own.
int place_among_patterns(const Facts& facts, Node call) {
  const Node function = facts.enclosing_function(call);
  int place = 1;
  for (Node node : descendants(function ? function : facts.syntax().root())) {
    if (node == call) break;
    const Node name = node.child(Field::function).child(Field::attribute);
    if (node.is(Kind::call) && std::find(callees.begin(), callees.end(), name.text()) != callees.end() &&
        facts.enclosing_loop(node) && read_pattern_call(facts, node))
      ++place;
  }
  return place;
}

void add_fix(const Facts& facts, const PatternCall& call, Node loop, Finding& finding) {
  finding.no_fix = {"Compile the pattern before the loop", ""};
  const Node function = call.call.child(Field::function);
  const Node before = statement_of(loop);
  if (!loop || !can_bind_before(facts, before) ||
      facts.enclosing_function(loop) != facts.enclosing_function(before)) {
    finding.no_fix.reason = loop ? "no statement that binds a name can stand before this loop"
                                 : "the loop is in another function: the pattern belongs at module level";
    return;
  }
  if (!function.is(Kind::attribute) || !call.positional || has_comment(facts.syntax(), call.call.span())) {
    finding.no_fix.reason = "the call is not re.function(pattern, ...), or has a comment in it";
    return;
  }
  const int number = place_among_patterns(facts, call.call);
  const std::string name =
      fresh_name(facts, before, number == 1 ? "pattern" : "pattern_" + std::to_string(number));
  const std::string module(function.child(Field::object).text());
  const std::string flags = call.flags ? ", " + std::string(call.flags.text()) : "";
  Fix fix;
  fix.title = "Compile it to `" + name + "` before the loop";
  fix.edits.push_back(*line_before(
      before, name + " = " + module + ".compile(" + std::string(call.pattern.text()) + flags + ")"));
  if (call.function == "compile") {
    fix.edits.push_back({call.call.span(), name});
  } else {
    fix.edits.push_back({function.child(Field::object).span(), name});
    const Span pattern = with_comma(read_call(call.call).positional[0]);
    fix.edits.push_back({pattern, ""});
    if (call.flags) {
      Span flagged = with_comma(argument_of(call.flags));
      if (flagged.begin < pattern.end) flagged.begin = pattern.end;
      fix.edits.push_back({flagged, ""});
    }
  }
  const Binding* re = facts.binding(function.child(Field::object));
  const bool bound = re && (!facts.is_local(*re) || is_bound_before(facts, *re, before));
  fix.why = is_handled_within(call.call, loop)  ? "what a malformed pattern raises is handled in the loop"
            : !facts.enclosing_function(before) ? "the module gets a new name"
            : !bound                            ? "`re` may not be imported before the loop"
                                                : "";
  fix.safety = fix.why.empty() ? Safety::safe : Safety::unsafe;
  if (fix.why.empty()) fix.why = "the pattern and its flags are constants";
  finding.fixes.push_back(std::move(fix));
}

// The text is a whole file: to search it outweighs the lookup.
bool searches_file(const Facts& facts, const PatternCall& call) {
  for (Node argument : call.arguments) {
    const Binding* binding = facts.binding(argument);
    if (binding == nullptr) continue;
    for (const Definition& definition : binding->definitions) {
      const Node assignment = facts.syntax().node(definition.name).parent();
      const std::string_view method = read_method_call(assignment.child(Field::right)).method;
      if (method == "read" || method == "read_text") return true;
    }
  }
  return false;
}

// Most loops have a handful of rounds, beside whose work a lookup is nothing.
// `while re.search("x", s): s = re.sub("x", "", s)` ends after a round or two; what is picked out of the
// rounds runs in few of them: compiling before the loop would take as long.
bool is_seldom(const Facts& facts, const PatternCall& pattern, Node loop) {
  const Node call = pattern.call;
  if (!runs_long(facts, call) || searches_file(facts, pattern)) return true;
  if (is_picked_out(facts, call, loop)) return true;
  if (!loop.is(Kind::while_statement)) return false;
  for (Node node : descendants(loop.child(Field::condition))) {
    if (node.is(Kind::call) && read_pattern_call(facts, node)) return true;
  }
  return false;
}

void check(const Facts& facts, Node node, Report& report) {
  const Node innermost = facts.enclosing_loop(node);
  if (!innermost && !facts.enclosing_function(node)) return;
  const PatternCall call = read_pattern_call(facts, node);
  if (!call || (call.flags && !are_constant(facts, call.flags))) return;
  if (call.function == "compile" && node.parent().is(Kind::expression_statement)) return;
  if (plain_rewrite(facts, call)) return;  // regex-for-plain-string
  if (innermost ? is_short_loop(facts, innermost, 8) || is_rare(node, innermost)
                : facts.heat(node).loops == 0)
    return;

  const std::string where = innermost ? " on each round" : " on each call of a function that a loop calls";
  const std::string what =
      call.function == "compile" ? "`re.compile(" : "`re." + std::string(call.function) + "(";
  Finding& finding =
      report.add(node, what + shown(call.pattern) + (call.function == "compile" ? ")`" : ", ...)`") +
                           " looks its pattern up in the module's cache" + where +
                           ", O(n) lookups for one pattern; compile it once " +
                           (innermost ? "before the loop" : "at module level") + " and call its method");
  // What else such a function does is likely to outweigh it.
  report.remark().has_impact = !innermost || is_seldom(facts, call, innermost);
  report.remark().impact = Impact::micro;
  report.remark().evidence_case = call.function == "compile" ? "compile" : "match";
  add_fix(facts, call, outermost_loop(facts, node), finding);
}

}  // namespace

extern const Rule regex_compile_in_loop;
const Rule regex_compile_in_loop = {
    "regex-compile-in-loop", Impact::factor, Topic::cpu, kinds, check, callees};

}  // namespace perfhint
