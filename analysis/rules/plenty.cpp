// Plenty: from a value back to what it is made of, by the names in between.
#include "analysis/rules/plenty.h"

#include <algorithm>
#include <array>
#include <string>

#include "analysis/rules/iteration.h"
#include "analysis/rules/rewrite.h"

namespace perfhint {
namespace {

constexpr int deepest = 8;
constexpr std::int64_t few = 50;

template <std::size_t count>
bool is_one_of(std::string_view name, const std::array<std::string_view, count>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Functions that give as many elements as their first argument has; map and filter: their second.
constexpr std::array<std::string_view, 12> copiers = {
    "csv.DictReader", "csv.reader", "dict", "enumerate", "filter", "frozenset",
    "iter",           "list",       "map",  "reversed",  "set",    "sorted"};
constexpr std::array<std::string_view, 4> listings = {"glob.glob", "glob.iglob", "os.listdir", "os.walk"};
constexpr std::array<std::string_view, 5> lists = {"readlines", "fetchall", "iterdir", "rglob", "iterrows"};
constexpr std::array<std::string_view, 3> reads = {"read", "read_text", "read_bytes"};
constexpr std::array<std::string_view, 4> views = {"items", "keys", "values", "copy"};
constexpr std::array<std::string_view, 4> adders = {"append", "add", "extend", "update"};

Node assigned_value(const Facts& facts, const Definition& definition) {
  const Node name = facts.syntax().node(definition.name);
  const Node assignment = name.parent();
  const bool plain = assignment.is(Kind::assignment) && name.field() == Field::left;
  return plain ? assignment.child(Field::right) : Node();
}

class Origin {
 public:
  explicit Origin(const Facts& facts) : facts_(facts) {}

  bool is_text(Node value, int depth) const {
    const Node node = unparenthesised(value);
    if (depth > deepest) return false;
    if (node.is(Kind::identifier)) {
      return any_value(node, [&](Node one) { return is_text(one, depth + 1); });
    }
    const MethodCall method = read_method_call(node);
    if (!method) return false;
    const TypeKind kind = facts_.type(node).kind;
    const bool text = kind == TypeKind::str || kind == TypeKind::bytes || kind == TypeKind::unknown;
    return is_one_of(method.method, reads) || (text && is_text(method.object, depth + 1));
  }

  bool is_plenty(Node value, int depth) const {
    const Node node = unparenthesised(value);
    if (depth > deepest) return false;
    const TypeKind type = facts_.type(node).kind;
    if (type == TypeKind::text_file || type == TypeKind::binary_file) return true;
    const auto length = facts_.length(node);
    if (length && length->most()) return *length->most() > few;
    switch (node.kind()) {
      case Kind::identifier:
        return any_value(node, [&](Node one) { return is_plenty(one, depth + 1); }) || is_filled(node, depth);
      case Kind::list_comprehension:
      case Kind::set_comprehension:
      case Kind::dictionary_comprehension:
      case Kind::generator_expression:
        return is_plenty(first_iterable(node), depth + 1);
      case Kind::binary_operator:
        return node.child(Field::operator_).is(Kind::plus) &&
               (is_plenty(node.child(Field::left), depth + 1) ||
                is_plenty(node.child(Field::right), depth + 1));
      case Kind::subscript:
        return read_subscript(node).index.is(Kind::slice) &&
               is_plenty(read_subscript(node).object, depth + 1);
      case Kind::call:
        return is_plenty_call(node, depth);
      case Kind::attribute:
        return facts_.qualified_name(node) == "sys.modules";
      default:
        return false;
    }
  }

 private:
  template <class Asked>
  bool any_value(Node name, Asked asked) const {
    const Binding* binding = facts_.binding(name);
    if (binding == nullptr || !facts_.is_closed(*binding)) return false;
    return std::any_of(binding->definitions.begin(), binding->definitions.end(), [&](const Definition& one) {
      const Node value = assigned_value(facts_, one);
      return value && asked(value);
    });
  }

  // found.append(...) in a loop over plenty.
  bool is_filled(Node name, int depth) const {
    const Binding* binding = facts_.binding(name);
    if (binding == nullptr || !facts_.is_closed(*binding)) return false;
    for (const std::uint32_t index : binding->uses) {
      const Node use = facts_.syntax().node(index);
      const MethodCall method = read_method_call(use.parent().parent());
      if (method.object != use || !is_one_of(method.method, adders)) continue;
      const Node loop = facts_.enclosing_loop(use);
      if (loop.is(Kind::for_statement) && is_plenty(read_for(loop).iterable, depth + 1)) return true;
    }
    return false;
  }

  bool is_plenty_call(Node node, int depth) const {
    const Call call = read_call(node);
    const std::string name = facts_.qualified_name(call.function);
    if (is_one_of(name, listings)) return true;
    if (is_one_of(name, copiers)) {
      if (call.generator) return is_plenty(call.generator, depth + 1);
      const std::size_t at = name == "map" || name == "filter" ? 1 : 0;
      return call.positional.size() > at && is_plenty(call.positional[at], depth + 1);
    }
    const MethodCall method = read_method_call(node);
    if (!method) return false;
    if (is_one_of(method.method, lists)) return true;
    if (method.method == "split" || method.method == "splitlines") return is_text(method.object, depth + 1);
    return is_one_of(method.method, views) && is_plenty(method.object, depth + 1);
  }

  const Facts& facts_;
};

// Of the very function: what a function around it is given is mostly an option of it.
bool is_parameter(const Facts& facts, Node name) {
  const Binding* binding = facts.binding(name);
  if (binding == nullptr || binding->definitions.size() != 1 || !is_own_local(facts, *binding, name))
    return false;
  return binding->definitions[0].kind == DefinitionKind::parameter;
}

// xs of `for x in xs`, `for i, x in enumerate(xs)`; none for a while loop.
Node gone_through(const Facts& facts, Node loop) {
  const Node iterable =
      unparenthesised(loop.is(Kind::for_statement) ? read_for(loop).iterable : first_iterable(loop));
  const Node counted =
      facts.is_call_of(iterable, "enumerate") ? unparenthesised(read_call(iterable).sole_argument()) : Node();
  return counted ? counted : iterable;
}

}  // namespace

bool is_plenty(const Facts& facts, Node container) { return Origin(facts).is_plenty(container, 0); }

bool searches_add_up(const Facts& facts, Node container, Node loop) {
  const Node iterable = gone_through(facts, loop);
  if (is_plenty(facts, container)) return is_parameter(facts, iterable) || is_plenty(facts, iterable);
  if (!is_parameter(facts, container) || !is_parameter(facts, iterable)) return false;
  const Type held = facts.type(container).element_type();
  return is_hashable(held) && facts.type(iterable).element_type() == held;
}

bool is_read_text(const Facts& facts, Node text) { return Origin(facts).is_text(text, 0); }

void make_micro(Report& report) {
  report.remark().has_impact = true;
  report.remark().impact = Impact::micro;
}

}  // namespace perfhint
