// map-lambda: map() or filter() of a lambda and one iterable. Each element costs a call of the lambda, which
// a comprehension evaluates in place: [...] and {...} for list() and set(), a list for sum(), join() and the
// like, a generator elsewhere.
#include <algorithm>
#include <array>

#include "analysis/rules/iteration.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

// Fewer elements are not worth a word.
constexpr std::int64_t few = 4;

constexpr std::array kinds = {Kind::call};
constexpr std::array<std::string_view, 2> callees = {"map", "filter"};

enum class Taken : std::uint8_t { list, set, whole, iterated, lazily };

struct Mapped {
  Node call, parameter, body, iterable;
  bool filter = false;
  Taken taken = Taken::lazily;
  Node wrapper;  // list(...) or set(...)
  explicit operator bool() const { return static_cast<bool>(body); }
};

// Builtins and methods that take every element before they do anything else that could be seen.
bool takes_all(const Facts& facts, Node call) {
  static constexpr std::array<std::string_view, 7> takers = {"dict",   "frozenset", "max",  "min",
                                                             "sorted", "sum",       "tuple"};
  if (std::any_of(takers.begin(), takers.end(), [&](auto name) { return facts.is_call_of(call, name); }))
    return true;
  const MethodCall method = read_method_call(call);
  return method.method == "join" && facts.type(method.object).is(TypeKind::str);
}

Taken taken_by(const Facts& facts, Node map, Node& wrapper) {
  if (map.field() == Field::right && map.parent().is_any(Kind::for_statement, Kind::for_in_clause) &&
      !read_for(map.parent()).async) {
    return Taken::iterated;
  }
  const Node call = map.parent().is(Kind::argument_list) ? map.parent().parent() : Node();
  const Call parts = read_call(call);
  if (!parts || parts.positional.empty() || parts.positional.front() != map) return Taken::lazily;
  const bool sole = parts.sole_argument() == map;
  wrapper = call;
  if (facts.is_call_of(call, "any") || facts.is_call_of(call, "all")) return Taken::iterated;
  if (sole && facts.is_call_of(call, "list")) return Taken::list;
  if (sole && facts.is_call_of(call, "set")) return Taken::set;
  return takes_all(facts, call) ? Taken::whole : Taken::lazily;
}

// Every call of a lambda has its own parameter; the rounds of a comprehension share one. Code that runs later
// would tell them apart.
bool is_kept(Node body) {
  for (Node node : descendants(body)) {
    if (node.is_any(Kind::lambda_expression, Kind::generator_expression, Kind::yield_expression,
                    Kind::await_expression, Kind::named_expression)) {
      return true;
    }
  }
  return false;
}

Mapped read_mapped(const Facts& facts, Node node) {
  Mapped one;
  const Call call = read_call(node);
  if (!call.function.is(Kind::identifier) || call.positional.size() != 2 || !call.keywords.empty() ||
      call.splats || !call.positional[0].is(Kind::lambda_expression)) {
    return {};
  }
  one.filter = call.function.text() == "filter";
  if (!facts.is_call_of(node, one.filter ? "filter" : "map")) return {};
  const Node lambda = call.positional[0];
  const auto parameters = read_parameters(lambda.child(Field::parameters));
  if (parameters.size() != 1 || parameters[0].sort != Parameter::Sort::plain || parameters[0].value ||
      lambda.child(Field::parameters).named_child_count() != 1) {
    return {};
  }
  one.call = node;
  one.parameter = parameters[0].name;
  one.iterable = call.positional[1];
  one.body = is_kept(lambda.child(Field::body)) ? Node() : lambda.child(Field::body);
  one.taken = taken_by(facts, node, one.wrapper);
  return one;
}

bool is_later(const Mapped& one) { return one.taken == Taken::iterated || one.taken == Taken::lazily; }

std::string clauses(const Mapped& one) {
  std::string iterable(one.iterable.text());
  if (one.iterable.is_any(Kind::conditional_expression, Kind::lambda_expression))
    iterable = "(" + iterable + ")";
  const std::string name(one.parameter.text());
  std::string text = (one.filter ? name : std::string(one.body.text())) + " for " + name + " in " + iterable;
  if (!one.filter) return text;
  const bool enclosed = one.body.is_any(Kind::conditional_expression, Kind::lambda_expression);
  return text + " if " + (enclosed ? "(" : "") + std::string(one.body.text()) + (enclosed ? ")" : "");
}

// The only thing between a call's brackets, which then are the generator's.
bool has_own_brackets(Node call) {
  const Node arguments = call.parent();
  if (!arguments.is(Kind::argument_list) || arguments.named_child_count() != 1) return false;
  for (Node child : all_children(arguments)) {
    if (child.is_any(Kind::comma, Kind::comment)) return false;
  }
  return true;
}

// The rewriting, and what of the code it takes the place of.
std::string rewritten(const Mapped& one, Node& replaced) {
  replaced = one.taken == Taken::list || one.taken == Taken::set ? one.wrapper : one.call;
  switch (one.taken) {
    case Taken::list:
    case Taken::whole:
      return "[" + clauses(one) + "]";
    case Taken::set:
      return "{" + clauses(one) + "}";
    case Taken::iterated:
    case Taken::lazily:
      return has_own_brackets(one.call) ? clauses(one) : "(" + clauses(one) + ")";
  }
  return {};
}

std::string objection(const Facts& facts, const Mapped& one) {
  if (facts.purity(one.body).has_effect && one.taken != Taken::list && one.taken != Taken::set &&
      one.taken != Taken::whole) {
    return "a StopIteration out of `" + shown(one.body) + "` ends a map, and is an error in a generator";
  }
  if (one.taken == Taken::lazily)
    return "what takes the " + std::string(one.filter ? "filter" : "map") +
           " object may tell a generator from it";
  return {};
}

void add_fix(const Facts& facts, const Mapped& one, Finding& finding) {
  Node replaced;
  const std::string text = rewritten(one, replaced);
  const bool list = one.taken == Taken::list || one.taken == Taken::whole;
  finding.no_fix.title = is_later(one) ? "Write a generator expression"
                         : list        ? "Write a list comprehension"
                                       : "Write a set comprehension";
  if (has_comment(facts.syntax(), replaced.span())) {
    finding.no_fix.reason = "a comment would be lost";
    return;
  }
  const Node before = replaced.parent();
  if (before.is(Kind::interpolation) && facts.oldest_python().minor < 12) {
    finding.no_fix.reason = "an f-string's field may not hold every expression before Python 3.12";
    return;
  }
  Fix fix;
  fix.title = finding.no_fix.title;
  fix.edits.push_back({replaced.span(), text});
  fix.why = objection(facts, one);
  fix.safety = fix.why.empty() ? Safety::safe : Safety::unsafe;
  if (fix.why.empty())
    fix.why = "the lambda's code runs for the same elements in the same order, and nothing keeps its `" +
              std::string(one.parameter.text()) + "`";
  finding.fixes.push_back(std::move(fix));
}

// chain(first, map(...)): a search that may be over before it comes to these, or after one of them.
bool is_chained(Node map) {
  const Node call = map.parent().is(Kind::argument_list) ? map.parent().parent() : Node();
  const Node function = call.child(Field::function);
  const Node name = function.is(Kind::attribute) ? function.child(Field::attribute) : function;
  return name.text() == "chain" || name.text() == "islice";
}

void check(const Facts& facts, Node node, Report& report) {
  const Mapped one = read_mapped(facts, node);
  const bool unpacked = node.parent().child(Field::left).is(Kind::pattern_list);
  if (!one || unpacked || is_short(facts, one.iterable, few)) return;
  if (one.taken == Taken::lazily && is_chained(node)) return;
  Node replaced;
  const std::string text = rewritten(one, replaced);
  Finding& finding =
      report.add(node, std::string(one.filter ? "filter" : "map") +
                           "() calls the lambda for each element, O(n) calls; a comprehension evaluates `" +
                           shown(one.body) + "` in place");
  const bool later = is_later(one);
  report.remark().evidence_case = one.filter                  ? (later ? "filter-lazy" : "filter")
                                  : later                     ? "lazy"
                                  : one.taken == Taken::whole ? "whole"
                                                              : "";
  add_fix(facts, one, finding);
}

}  // namespace

extern const Rule map_lambda;
const Rule map_lambda = {"map-lambda", Impact::factor, Topic::cpu, kinds, check, callees};

}  // namespace perfhint
