#include "analysis/facts/changes.h"

#include <algorithm>

#include "analysis/facts/aliases.h"
#include "analysis/facts/effects.h"
#include "analysis/facts/facts.h"
#include "analysis/facts/loops.h"

namespace perfhint {
namespace {

class Search {
 public:
  Search(const Facts& facts, Aliases& aliases, Node expression, Node region)
      : facts_(facts), aliases_(aliases), expression_(expression), region_(region) {}

  Node run() {
    bool looks_inside = false;
    for (Node node : descendants(expression_))
      looks_inside |= node.is_any(Kind::attribute, Kind::subscript, Kind::call);
    for (Node node : descendants(expression_)) {
      if (node.is(Kind::identifier)) depend_on(node, looks_inside);
    }
    for (std::uint32_t at = region_.index(); at < region_.end_index() && !found_;) {
      const Node node = facts_.syntax().node(at);
      if (node.is_any(Kind::function_definition, Kind::lambda_expression) && node != region_) {
        at = node.end_index();
        continue;
      }
      look_at(node);
      ++at;
    }
    return rebound_ && (!found_ || rebound_.index() < found_.index()) ? rebound_ : found_;
  }

 private:
  void depend_on(Node name, bool looks_inside) {
    const Binding* binding = facts_.binding(name);
    if (binding == nullptr || facts_.is_builtin(name, name.text())) return;
    for (const Definition& definition : binding->definitions) {
      const Node place = facts_.syntax().node(definition.name);
      if (!place.within(region_) || place.within(expression_)) continue;
      if (facts_.enclosing_function(place) != facts_.enclosing_function(name)) continue;
      if (!rebound_ || place.index() < rebound_.index()) rebound_ = place;
    }
    const bool constant =
        is_imported_once(*binding) ||
        (facts_.is_closed(*binding) && binding->definitions.size() == 1 && !binding->rebound_elsewhere);
    if (!facts_.is_local(*binding) && !constant) world_ = true;
    if (binding->rebound_elsewhere) world_ = true;
    const Type type = facts_.type(name);
    if (is_immutable(type.kind) || type.is(TypeKind::module) || type.is(TypeKind::function) ||
        type.is(TypeKind::class_)) {
      return;
    }
    const std::uint32_t one = aliases_.of(name);
    add(one);
    if (looks_inside) add(aliases_.held_by(one));
  }

  // A name of the module that an import of another block binds, and nothing else does.
  bool is_imported_once(const Binding& binding) const {
    if (facts_.is_local(binding) || !binding.definitions.empty() || binding.rebound_elsewhere) return false;
    const ModuleEntry* entry = facts_.module().find(binding.name);
    return entry && entry->definitions == 1 &&
           (entry->kind == DefinitionKind::import || entry->kind == DefinitionKind::import_from);
  }

  void add(std::uint32_t one) {
    if (one == Aliases::none) return;
    classes_.push_back(one);
    world_ = world_ || aliases_.is_world(one);
  }

  bool is_ours(Node object) {
    if (is_immutable(facts_.type(object).kind)) return false;
    const std::uint32_t one = aliases_.of(object);
    return one != Aliases::none && std::any_of(classes_.begin(), classes_.end(), [&](std::uint32_t other) {
             return other == one || (world_ && aliases_.is_world(one) && aliases_.is_world(other));
           });
  }

  // The object that a store to the target changes; none for a name.
  static Node stored_to(Node target) {
    target = unparenthesised(target);
    if (target.is(Kind::attribute)) return target.child(Field::object);
    return target.is(Kind::subscript) ? target.child(Field::value) : Node();
  }

  void look_at_targets(Node targets, Node culprit) {
    for (std::uint32_t at = targets.index(); targets && at < targets.end_index();) {
      const Node node = facts_.syntax().node(at);
      const Node object = stored_to(node);
      if (object && is_ours(object)) found_ = culprit;
      at = object ? node.end_index() : at + 1;
    }
  }

  void look_at(Node node) {
    switch (node.kind()) {
      case Kind::yield_expression:
      case Kind::await_expression:
      case Kind::import_statement:
      case Kind::import_from_statement:
      case Kind::exec_statement:
      case Kind::decorator:  // is called
        if (world_) found_ = node;
        return;
      case Kind::class_definition:  // its bases' __init_subclass__, its metaclass
        if (world_ && node.child(Field::superclasses)) found_ = node.child(Field::superclasses);
        return;
      case Kind::with_item:
        if (world_ && facts_.type(node.child(Field::value)).is(TypeKind::unknown)) found_ = node;
        return;
      case Kind::for_statement:
      case Kind::for_in_clause:
        look_at_targets(node.child(Field::left), node.child(Field::left));
        return look_at_iteration(read_for(node).iterable);
      case Kind::assignment:
        return look_at_targets(node.child(Field::left), node);
      case Kind::delete_statement:
        return look_at_targets(node, node);
      case Kind::augmented_assignment: {
        const Node left = unparenthesised(node.child(Field::left));
        // `d[0] += x` changes what d holds, and may change it in place.
        if (is_ours(left) || (!left.is(Kind::identifier) && is_ours(stored_to(left)))) found_ = node;
        return;
      }
      case Kind::subscript: {
        // defaultdict(list)[key] adds the key.
        const Node object = node.child(Field::value);
        if (facts_.type(object).is(TypeKind::dict) && makes_what_is_missing(object) && is_ours(object))
          found_ = node;
        return;
      }
      case Kind::call:
        return look_at_call(node);
      default:
        return;
    }
  }

  bool makes_what_is_missing(Node object) const {
    const Binding* binding = facts_.binding(unparenthesised(object));
    if (binding == nullptr) return true;
    return std::any_of(binding->definitions.begin(), binding->definitions.end(), [&](const Definition& one) {
      const Node place = facts_.syntax().node(one.statement);
      return one.kind != DefinitionKind::parameter &&
             facts_.is_call_of(unparenthesised(place.child(Field::right)), "collections.defaultdict");
    });
  }

  // Iterating moves an iterator, and runs the code of a type that is not known.
  void look_at_iteration(Node iterable) {
    const TypeKind type = facts_.type(iterable).kind;
    if ((type == TypeKind::unknown || type == TypeKind::instance) && world_) found_ = iterable;
    const bool moves =
        type == TypeKind::iterator || type == TypeKind::text_file || type == TypeKind::binary_file;
    if (moves && is_ours(iterable)) found_ = iterable;
  }

  void look_at_call(Node node) {
    if (facts_.is_reading_call(node)) {
      for (Node argument : read_call(node).positional) {
        if (facts_.type(argument).is(TypeKind::iterator) && is_ours(argument)) found_ = node;
      }
      return;
    }
    const MethodCall method = read_method_call(node);
    const Effect effect =
        method ? effect_of_method(facts_.type(method.object).kind, method.method) : Effect::unknown;
    if (effect == Effect::changes && is_ours(method.object)) found_ = node;
    const Node called = method ? method.object : node.child(Field::function);  // h() after h = xs.append, too
    if (effect == Effect::unknown && (world_ || is_ours(called))) found_ = node;
  }

  const Facts& facts_;
  Aliases& aliases_;
  const Node expression_, region_;
  std::vector<std::uint32_t> classes_;  // of the objects that the value depends on
  bool world_ = false;                  // code that is not known may reach one of them
  Node rebound_, found_;
};

}  // namespace

Node first_change(const Facts& facts, Aliases& aliases, Node expression, Node region) {
  return Search(facts, aliases, expression, region).run();
}

}  // namespace perfhint
