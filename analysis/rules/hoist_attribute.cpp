// hoist-attribute: a chain a.b.c that is read on every round of a loop in which nothing can change it.
// From Python 3.11 on the interpreter caches attribute lookups: there only chains of three and more are worth
// a word. A method is never taken off its object: calling a bound method costs more than it saves; a module's
// function is.
#include <algorithm>
#include <array>

#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::attribute};

struct Chain {
  Node node, root;                      // the whole chain, and the name it starts from
  std::vector<std::string_view> names;  // of its attributes
  bool of_module = false;
  explicit operator bool() const { return static_cast<bool>(node); }
};

bool is_module_name(const Facts& facts, Node root) {
  const Binding* binding = facts.binding(root);
  if (binding == nullptr) return false;
  if (facts.is_closed(*binding)) {
    return std::all_of(
               binding->definitions.begin(), binding->definitions.end(),
               [](const Definition& definition) { return definition.kind == DefinitionKind::import; }) &&
           !binding->definitions.empty();
  }
  const ModuleEntry* entry = facts.module().find(root.text());
  return entry && entry->kind == DefinitionKind::import && entry->definitions == 1;
}

// The chain that ends at the attribute; none if a longer one does, or if it is not read.
Chain read_chain(const Facts& facts, Node node) {
  const Node parent = node.parent();
  if (parent.is(Kind::attribute) && !(parent.parent().is(Kind::call) && parent.field() == Field::function))
    return {};
  const bool called = parent.is(Kind::call) && node.field() == Field::function;
  if (node.field() == Field::left ||
      parent.is_any(Kind::delete_statement, Kind::pattern_list, Kind::tuple_pattern, Kind::list_pattern,
                    Kind::as_pattern_target)) {
    return {};
  }
  Chain chain;
  Node at = node;
  for (; at.is(Kind::attribute); at = at.child(Field::object)) {
    chain.names.insert(chain.names.begin(), at.child(Field::attribute).text());
  }
  if (!at.is(Kind::identifier)) return {};
  chain.root = at;
  chain.of_module = is_module_name(facts, at);
  // math.sqrt and os.path.join are functions; what has more dots is a method, as it is of anything but a
  // module.
  constexpr std::size_t longest_function = 2;
  const std::size_t links = chain.names.size();
  if (called && (!chain.of_module || links > longest_function)) return {};
  if (parent.is(Kind::attribute) && chain.of_module && links < longest_function) return {};
  chain.node = node;
  return chain;
}

// Read where it seldom or never runs: annotations, errors.
bool is_cold(Node node) {
  for (Node at = node; at && !at.is(Kind::block); at = at.parent()) {
    if (at.is_any(Kind::type, Kind::raise_statement, Kind::except_clause, Kind::assert_statement,
                  Kind::decorator))
      return true;
  }
  return false;
}

bool is_in_chain(const Chain& chain, std::string_view name) {
  return std::find(chain.names.begin(), chain.names.end(), name) != chain.names.end();
}

// `prefix` is the chain's root or one of its objects: a, a.b of a.b.c. The value of the chain itself is none.
bool is_prefix(const Chain& chain, Node prefix) {
  return prefix.is_any(Kind::identifier, Kind::attribute) &&
         prefix.span().size() < chain.node.span().size() && chain.node.text().starts_with(prefix.text()) &&
         chain.node.text()[prefix.span().size()] == '.';
}

// A call that gets a prefix of the chain, as its object or as an argument, can bind any of its attributes
// anew.
bool reaches_chain(const Chain& chain, Node call) {
  if (chain.of_module) return false;
  const MethodCall method = read_method_call(call);
  if (method && is_prefix(chain, method.object)) return true;
  for (Node argument : children(call.child(Field::arguments))) {
    if (is_prefix(chain, argument.is(Kind::keyword_argument) ? argument.child(Field::value) : argument))
      return true;
  }
  return false;
}

bool is_steady_in(const Facts& facts, const Chain& chain, Node loop) {
  const Binding* root = facts.binding(chain.root);
  if (root == nullptr || facts.rebound_within(*root, loop)) return false;
  for (Node node : descendants(loop)) {
    switch (node.kind()) {
      case Kind::await_expression:
      case Kind::yield_expression:
        return false;
      case Kind::attribute: {
        const bool stored =
            node.field() == Field::left ||
            node.parent().is_any(Kind::delete_statement, Kind::pattern_list, Kind::tuple_pattern,
                                 Kind::list_pattern, Kind::as_pattern_target);
        if (stored && is_in_chain(chain, node.child(Field::attribute).text())) return false;
        break;
      }
      case Kind::call:
        if (reaches_chain(chain, node)) return false;
        if (facts.is_call_of(node, "setattr") || facts.is_call_of(node, "delattr")) return false;
        break;
      default:
        break;
    }
  }
  return true;
}

// The class that the root is known to be an instance of: its own class for self, else its annotation.
const ClassShape* shape_of(const Facts& facts, const Chain& chain) {
  std::string_view name;
  const Binding* root = facts.binding(chain.root);
  for (const Definition& definition : root->definitions) {
    const Node parameter = facts.syntax().node(definition.name).parent();
    const Node value = parameter.child(Field::right);
    if (const Node type = parameter.child(Field::type))
      name = type.text();
    else if (parameter.is(Kind::assignment) && value.is(Kind::call))
      name = read_call(value).function.text();
    else if (chain.root.text() == "self")
      name = read_class(parameter.ancestor(Kind::class_definition)).name.text();
  }
  const ModuleEntry* entry = name.empty() ? nullptr : facts.module().find(name);
  return entry ? entry->shape.get() : nullptr;
}

Node widest_loop(const Facts& facts, const Chain& chain) {
  Node widest;
  for (Node loop = facts.enclosing_loop(chain.node); loop && is_steady_in(facts, chain, loop);
       loop = facts.enclosing_loop(loop)) {
    widest = loop;
  }
  return widest;
}

// All reads of the chain in the loop, in order.
std::vector<Node> reads_within(const Facts& facts, const Chain& chain, Node loop) {
  std::vector<Node> found;
  for (Node use : facts.uses_within(*facts.binding(chain.root), loop)) {
    Node at = use;
    for (std::size_t links = 0; links < chain.names.size() && at.parent().is(Kind::attribute); ++links)
      at = at.parent();
    if (at.text() == chain.node.text() && facts.enclosing_function(at) == facts.enclosing_function(loop))
      found.push_back(at);
  }
  return found;
}

void add_fix(const Facts& facts, const Chain& chain, Node loop, const std::vector<Node>& reads,
             Finding& finding) {
  const Node before = statement_of(loop);
  finding.no_fix = {"Bind it before the loop", "no statement that binds a name can stand before this loop"};
  if (!can_bind_before(facts, before) || facts.enclosing_function(loop) != facts.enclosing_function(before))
    return;
  if (before != loop && before.child(Field::body) && !is_steady_in(facts, chain, before)) return;
  const std::string name = fresh_name(facts, before, chain.names.back());
  Fix fix;
  fix.title = "Bind `" + name + "` before the loop";
  fix.edits.push_back(*line_before(before, name + " = " + std::string(chain.node.text())));
  for (Node read : reads) fix.edits.push_back({read.span(), name});
  fix.safety = Safety::unsafe;
  fix.why = "`" + shown(chain.node) +
            "` is read even if the loop runs no round, and code that the loop calls may change it";
  finding.fixes.push_back(std::move(fix));
}

void check(const Facts& facts, Node node, Report& report) {
  const Chain chain = read_chain(facts, node);
  if (!chain || !facts.enclosing_loop(node)) return;
  const bool cached = facts.python() >= Python{11};
  if ((cached && chain.names.size() < 3) || chain.names.back().starts_with("__") || is_cold(node)) return;
  const Binding* root = facts.binding(chain.root);
  if (root == nullptr || (!chain.of_module && !facts.is_local(*root))) return;
  const ClassShape* shape = shape_of(facts, chain);
  if (shape && shape->computed_attributes) return;
  const Node loop = widest_loop(facts, chain);
  if (!loop) return;
  const std::vector<Node> reads = reads_within(facts, chain, loop);
  if (reads.empty() || reads.front() != node) return;  // told at the first

  const std::string text = shown(node);
  const std::string count = std::to_string(chain.names.size());
  Finding& finding =
      report.add(node, "`" + text + "` is looked up anew on each round: " + count +
                           (count == "1" ? " lookup" : " lookups") +
                           " a round, O(n) in all, for the same object; bind it to a local before the loop");
  Report::Remark& remark = report.remark();
  remark.has_impact = true;
  remark.impact = cached ? Impact::micro : Impact::factor;
  remark.evidence_case = node.parent().is(Kind::call) ? "module"
                         : count == "1"               ? "one"
                         : count == "2"               ? "two"
                                                      : "three";
  add_fix(facts, chain, loop, reads, finding);
}

}  // namespace

extern const Rule hoist_attribute;
const Rule hoist_attribute = {"hoist-attribute", Impact::factor, Topic::cpu, kinds, check};

}  // namespace perfhint
