// loop-invariant-call: a call whose result only depends on its arguments, which nothing in the loop changes.
// Only functions whose price is known: those that go through their argument, paths, the environment, numbers
// read from text, math, and len() where a while asks it on each round.
#include <algorithm>
#include <array>

#include "analysis/rules/invariants.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::call};

struct Maker {
  std::string_view function;  // qualified
  std::string_view evidence;  // the case that was measured
  std::string_view name;      // for its result
};

constexpr std::array makers{
    Maker{"len", "len", "length"},
    Maker{"sum", "scan", "total"},
    Maker{"min", "scan", "least"},
    Maker{"max", "scan", "most"},
    Maker{"int", "number", "number"},
    Maker{"float", "number", "number"},
    Maker{"math.sqrt", "math", "root"},
    Maker{"math.log", "math", "logarithm"},
    Maker{"math.log2", "math", "logarithm"},
    Maker{"math.log10", "math", "logarithm"},
    Maker{"math.exp", "math", "power"},
    Maker{"math.sin", "math", "sine"},
    Maker{"math.cos", "math", "cosine"},
    Maker{"math.radians", "math", "angle"},
    Maker{"os.path.join", "path", "path"},
    Maker{"os.path.dirname", "path", "folder"},
    Maker{"os.path.basename", "path", "base"},
    Maker{"os.path.normpath", "path", "path"},
    Maker{"os.environ.get", "environ", "setting"},
    Maker{"os.getenv", "environ", "setting"},
    Maker{"pathlib.Path", "path-object", "as_path"},
    Maker{"struct.calcsize", "format", "size"},
};

constexpr std::array<std::string_view, 22> callees = {
    "len", "sum", "min",     "max",  "int",     "float",    "sqrt",     "log", "log2",   "log10", "exp",
    "sin", "cos", "radians", "join", "dirname", "basename", "normpath", "get", "getenv", "Path",  "calcsize"};

const Maker* maker_of(const Facts& facts, Node call) {
  const Node function = call.child(Field::function);
  // d.get(k) and ",".join(xs) are everywhere: their object tells them at a glance.
  if (function.is(Kind::attribute)) {
    const Node object = function.child(Field::object);
    if (!object.is_any(Kind::identifier, Kind::attribute)) return nullptr;
    const std::string_view last =
        object.is(Kind::attribute) ? object.child(Field::attribute).text() : object.text();
    const std::string_view method = function.child(Field::attribute).text();
    if ((method == "get" && last != "environ") || (method == "join" && !last.ends_with("path")))
      return nullptr;
  }
  const std::string name = facts.qualified_name(function);
  const auto found =
      std::find_if(makers.begin(), makers.end(), [&](const Maker& maker) { return maker.function == name; });
  return found == makers.end() ? nullptr : &*found;
}

bool is_container(TypeKind kind) {
  switch (kind) {
    case TypeKind::list:
    case TypeKind::tuple:
    case TypeKind::set:
    case TypeKind::frozenset:
    case TypeKind::dict:
      return true;
    default:
      return false;
  }
}

bool has_length(TypeKind kind) {
  return is_container(kind) || kind == TypeKind::str || kind == TypeKind::bytes ||
         kind == TypeKind::bytearray || kind == TypeKind::deque;
}

// The loop is a while whose condition asks it.
bool is_asked_by_while(const Facts& facts, Node call) {
  const Node loop = facts.enclosing_loop(call);
  return loop.is(Kind::while_statement) && call.within(loop.child(Field::condition));
}

bool is_plain_argument(Node argument) {
  argument = unparenthesised(argument);
  if (argument.is_any(Kind::identifier, Kind::string, Kind::integer, Kind::float_number)) return true;
  if (argument.is(Kind::unary_operator)) return is_plain_argument(argument.child(Field::argument));
  if (argument.is(Kind::binary_operator))
    return argument.child(Field::left).is_any(Kind::identifier, Kind::integer, Kind::float_number) &&
           argument.child(Field::right).is_any(Kind::identifier, Kind::integer, Kind::float_number);
  return argument.is(Kind::attribute) && is_plain_argument(argument.child(Field::object));
}

bool names_something(Node argument) {
  for (Node node : descendants(argument)) {
    if (node.is(Kind::identifier)) return true;
  }
  return false;
}

// The arguments are such that the call is worth moving, and its price is known.
bool is_worth_moving(const Facts& facts, const Maker& maker, Node node, const Call& call) {
  if (call.splats || call.generator || !call.keywords.empty() || call.positional.empty()) return false;
  for (Node argument : call.positional) {
    if (!is_plain_argument(argument)) return false;
  }
  const Node only = call.sole_argument();
  const TypeKind type = facts.type(only).kind;
  if (maker.evidence == "len") return only && has_length(type) && is_asked_by_while(facts, node);
  if (maker.evidence == "scan") {
    const auto length = facts.length(only);
    return only && is_container(type) && !(length && length->most() && *length->most() <= 8);
  }
  // float("inf") is cheap beside what a loop around it does.
  if (maker.evidence == "number") return only && type == TypeKind::str && names_something(only);
  if (maker.evidence == "math") {
    return std::all_of(call.positional.begin(), call.positional.end(), [&](Node argument) {
      const TypeKind number = facts.type(argument).kind;
      return number == TypeKind::integer || number == TypeKind::floating;
    });
  }
  return true;
}

// The environment may be changed by any name for it, and by a module that is imported.
bool changes_environment(Node loop) {
  for (Node node : descendants(loop)) {
    if (!node.is(Kind::identifier)) continue;
    if (node.text() == "putenv" || node.text() == "unsetenv" || node.text() == "import_module") return true;
    if (node.text() != "environ") continue;
    const Node object = node.parent().is(Kind::attribute) ? node.parent() : node;
    const Node user = object.parent();
    if (user.is(Kind::attribute) && user.child(Field::attribute).text() == "get") continue;
    return true;
  }
  return false;
}

// Path(x) gives an object that a later round could tell from this one only by its identity; the other
// functions give values.
Node loop_of(const Facts& facts, const Maker& maker, Node node) {
  const Node loop = steady_loop(facts, node);
  if (!loop || is_rare(node, loop) || is_short_loop(facts, loop, 8)) return {};
  if (maker.evidence != "len" && is_conditional(node, facts.enclosing_loop(node))) return {};
  return maker.evidence == "environ" && changes_environment(loop) ? Node() : loop;
}

// `text_length` for len(text): fixes that are made together need names of their own.
std::string name_for(Node call, const Maker& maker) {
  const Node argument = unparenthesised(read_call(call).positional.front());
  const std::string name(maker.name);
  return argument.is(Kind::identifier) ? std::string(argument.text()) + "_" + name : name;
}

void check(const Facts& facts, Node node, Report& report) {
  if (!facts.enclosing_loop(node)) return;
  if (node.child(Field::function).text() == "len" && !is_asked_by_while(facts, node)) return;
  const Maker* maker = maker_of(facts, node);
  if (maker == nullptr || !is_worth_moving(facts, *maker, node, read_call(node))) return;
  if (node.parent().is(Kind::expression_statement)) return;
  const Node loop = loop_of(facts, *maker, node);
  if (!loop) return;
  const std::vector<Node> places = repeats_within(facts, node, loop);
  if (places.empty() || places.front() != node) return;  // told at the first

  const std::string text = shown(node);
  const bool scans = maker->evidence == "scan";
  const std::string cost =
      scans ? "` goes through all of it on each round: O(n) a round, O(n*m) for the loop, for the same result"
            : "` is called anew on each round for the same result: O(n) calls for one";
  Finding& finding = report.add(node, "`" + text + cost + "; bind it to a name before the loop");
  Report::Remark& remark = report.remark();
  remark.evidence_case = std::string(maker->evidence);
  remark.has_impact = true;
  const bool cheap = maker->evidence == "len" && facts.python() >= Python{12};
  remark.impact = scans ? Impact::growth : cheap ? Impact::micro : Impact::factor;
  add_hoist(facts, node, places, loop, name_for(node, *maker),
            maker->evidence == "environ" ? "code that the loop calls may change the environment" : "",
            finding);
}

}  // namespace

extern const Rule loop_invariant_call;
const Rule loop_invariant_call = {"loop-invariant-call", Impact::factor, Topic::cpu, kinds, check, callees};

}  // namespace perfhint
