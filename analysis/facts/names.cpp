// One preorder pass makes scopes, definitions and uses; a second step resolves the uses, when every
// definition is known.
#include "analysis/facts/names.h"

#include <algorithm>
#include <functional>

#include "analysis/syntax/python.h"

namespace perfhint {
namespace {

std::size_t slot_hash(std::uint32_t scope, std::string_view name) {
  return std::hash<std::string_view>()(name) + scope * 0x9E3779B97F4A7C15u;
}

}  // namespace

class NamesBuilder {
 public:
  NamesBuilder(const Syntax& syntax, Names& names) : syntax_(syntax), names_(names) {}

  void build() {
    names_.binding_at_.assign(syntax_.size(), no_binding);
    names_.slots_.assign(64, 0);
    names_.scopes_.push_back({ScopeKind::module, 0, no_scope});
    names_.changes_.push_back({0, 0});
    frames_.push_back({syntax_.size(), 0});
    for (std::uint32_t at = 0; at < syntax_.size(); ++at) {
      while (at >= frames_.back().end) leave(at);
      visit(Node(&syntax_, at));
    }
    for (const Use& use : uses_) resolve(use);
  }

 private:
  struct Frame {
    std::uint32_t end, scope;
  };
  struct Use {
    std::uint32_t node, scope;
  };
  struct Declared {
    std::uint32_t scope;
    std::string_view name;
    bool global;
  };

  std::uint32_t scope() const { return frames_.back().scope; }

  void enter(Node node, std::uint32_t scope, std::uint32_t from) {
    frames_.push_back({node.end_index(), scope});
    names_.changes_.push_back({from, scope});
  }
  void leave(std::uint32_t at) {
    frames_.pop_back();
    names_.changes_.push_back({at, scope()});
  }

  std::uint32_t open_scope(ScopeKind kind, Node node) {
    names_.scopes_.push_back({kind, node.index(), scope()});
    return static_cast<std::uint32_t>(names_.scopes_.size() - 1);
  }

  void visit(Node node) {
    // A body or a comprehension's first iterable switches the scope before it is looked at itself.
    if (node.field() == Field::body) enter_body(node);
    if (node.field() == Field::right && node.parent().is(Kind::for_in_clause)) enter_first_iterable(node);
    switch (node.kind()) {
      case Kind::identifier:
        return use(node);
      case Kind::function_definition:
        define(node.child(Field::name), DefinitionKind::function, node, scope());
        return open_callable(node, ScopeKind::function);
      case Kind::lambda_expression:
        return open_callable(node, ScopeKind::lambda);
      case Kind::class_definition:
        define(node.child(Field::name), DefinitionKind::class_, node, scope());
        pending_.push_back({node.index(), open_scope(ScopeKind::class_, node)});
        return;
      case Kind::list_comprehension:
      case Kind::set_comprehension:
      case Kind::dictionary_comprehension:
      case Kind::generator_expression:
        return enter(node, open_scope(ScopeKind::comprehension, node), node.index() + 1);
      case Kind::assignment:
        return define_targets(
            node.child(Field::left),
            node.child(Field::right) ? DefinitionKind::assignment : DefinitionKind::annotation_only, node);
      case Kind::augmented_assignment:
        return define_augmented(node);
      case Kind::for_statement:
        return define_targets(node.child(Field::left), DefinitionKind::for_target, node);
      case Kind::for_in_clause:
        return define_targets(node.child(Field::left), DefinitionKind::comprehension_target, node);
      case Kind::as_pattern:
        return define_alias(node);
      case Kind::named_expression:
        return define_walrus(node);
      case Kind::import_statement:
      case Kind::import_from_statement:
      case Kind::future_import_statement:
        return define_imports(node);
      case Kind::delete_statement:
        return define_targets(node.named_child(0), DefinitionKind::deletion, node);
      case Kind::global_statement:
      case Kind::nonlocal_statement:
        return declare(node);
      case Kind::type_alias_statement:
        return define_targets(node.named_child(0), DefinitionKind::assignment, node);
      case Kind::dotted_name:
      case Kind::splat_pattern:
        return define_capture(node);
      case Kind::keyword_pattern:
        skip(node.named_child(0));
        return;
      case Kind::keyword_argument:
        skip(node.child(Field::name));
        return;
      case Kind::attribute:
        skip(node.child(Field::attribute));
        return;
      case Kind::call:
        return open_for_namespaces(node);
      default:
        return;
    }
  }

  void enter_body(Node body) {
    const std::uint32_t parent = body.parent().index();
    for (std::size_t i = pending_.size(); i-- > 0;) {
      if (pending_[i].node != parent) continue;
      enter(body, pending_[i].scope, body.index());
      pending_.erase(pending_.begin() + static_cast<std::ptrdiff_t>(i));
      return;
    }
  }

  void enter_first_iterable(Node right) {
    const Node clause = right.parent();
    for (Node child : children(clause.parent())) {
      if (!child.is(Kind::for_in_clause)) continue;
      if (child == clause) enter(right, names_.scopes_[scope()].parent, right.index());
      return;
    }
  }

  void open_callable(Node node, ScopeKind kind) {
    const std::uint32_t inner = open_scope(kind, node);
    pending_.push_back({node.index(), inner});
    for (const Parameter& parameter : read_parameters(node.child(Field::parameters))) {
      define(parameter.name, DefinitionKind::parameter, parameter.name.parent(), inner);
    }
    for (Node child : descendants(node.child(Field::type_parameters))) {
      if (child.is(Kind::identifier) && child.parent().is(Kind::type)) {
        define(child, DefinitionKind::type_parameter, child, inner);
      }
    }
  }

  // Targets: names bound by a pattern; x.a, x[i] bind nothing.
  void define_targets(Node target, DefinitionKind kind, Node statement) {
    for (std::uint32_t at = target.index(), end = target.end_index(); target && at < end;) {
      const Node node(&syntax_, at);
      if (node.is(Kind::identifier)) define(node, kind, statement, scope());
      at = node.is_any(Kind::attribute, Kind::subscript, Kind::call) ? node.end_index() : at + 1;
    }
  }

  void define_augmented(Node node) {
    const Node left = node.child(Field::left);
    if (!left.is(Kind::identifier)) return;
    define(left, DefinitionKind::augmented, node, scope());
    uses_.push_back({left.index(), scope()});
  }

  void define_alias(Node node) {
    Node outer = node.parent();
    while (
        outer.is_any(Kind::parenthesized_expression, Kind::tuple, Kind::case_pattern, Kind::union_pattern)) {
      if (outer.is(Kind::case_pattern)) break;
      outer = outer.parent();
    }
    const Node target = node.child(Field::alias);
    if (target) {
      define_targets(
          target, outer.is(Kind::except_clause) ? DefinitionKind::except_target : DefinitionKind::with_target,
          node);
      return;
    }
    Node last;  // case ... as name
    for (Node child : children(node)) last = child;
    if (last.is(Kind::identifier)) define(last, DefinitionKind::match_capture, node, scope());
  }

  void define_walrus(Node node) {
    std::uint32_t target = scope();
    while (names_.scopes_[target].kind == ScopeKind::comprehension) target = names_.scopes_[target].parent;
    define(node.child(Field::name), DefinitionKind::walrus, node, target);
  }

  void define_imports(Node node) {
    const bool from = !node.is(Kind::import_statement);
    const auto kind = from ? DefinitionKind::import_from : DefinitionKind::import;
    for (Node child : descendants(node)) {
      if (child.is(Kind::identifier)) skip(child);
    }
    for (Node child : children(node)) {
      if (child.field() == Field::module_name) continue;
      if (child.is(Kind::wildcard_import)) names_.scopes_[scope()].open = true;
      if (child.is(Kind::aliased_import)) define(child.child(Field::alias), kind, child, scope());
      if (child.is(Kind::dotted_name)) define(child.named_child(0), kind, child, scope());
    }
  }

  // In a pattern a lone name is bound, a dotted one is looked up.
  void define_capture(Node pattern) {
    const Node name = pattern.named_child(0);
    const Node parent = pattern.parent();
    if (parent.is_any(Kind::import_statement, Kind::import_from_statement, Kind::future_import_statement,
                      Kind::aliased_import, Kind::relative_import)) {
      return;
    }
    if (pattern.is(Kind::dotted_name) &&
        (parent.is(Kind::class_pattern) || pattern.named_child_count() > 1)) {
      for (std::uint32_t i = 1; i < pattern.named_child_count(); ++i) skip(pattern.named_child(i));
    } else if (name.is(Kind::identifier)) {
      define(name, DefinitionKind::match_capture, pattern, scope());
    }
  }

  void declare(Node node) {
    for (Node name : children(node)) {
      declared_.push_back({scope(), name.text(), node.is(Kind::global_statement)});
      skip(name);
    }
  }

  // locals(), vars(), exec and eval may read or bind any name of their scope.
  void open_for_namespaces(Node call) {
    const std::string_view callee = call.child(Field::function).text();
    if (callee == "locals" || callee == "exec" || callee == "eval" ||
        (callee == "vars" && call.child(Field::arguments).named_child_count() == 0)) {
      names_.scopes_[scope()].open = true;
    }
  }

  void skip(Node name) {
    if (name.is(Kind::identifier)) names_.binding_at_[name.index()] = skipped;
  }

  void use(Node name) {
    std::uint32_t& at = names_.binding_at_[name.index()];
    if (at == skipped)
      at = no_binding;
    else if (at == no_binding)
      uses_.push_back({name.index(), scope()});
  }

  // The scope that a name bound in `scope` really belongs to, by global and nonlocal.
  std::uint32_t owner(std::uint32_t scope, std::string_view name) const {
    for (const Declared& declared : declared_) {
      if (declared.scope != scope || declared.name != name) continue;
      if (declared.global) return 0;
      for (std::uint32_t at = names_.scopes_[scope].parent; at != no_scope; at = names_.scopes_[at].parent) {
        if (names_.scopes_[at].kind != ScopeKind::class_ && names_.find(at, name) != no_binding) return at;
      }
    }
    return scope;
  }

  void define(Node name, DefinitionKind kind, Node statement, std::uint32_t scope) {
    if (!name.is(Kind::identifier)) return;
    const std::uint32_t target = owner(scope, name.text());
    const std::uint32_t binding = find_or_add(target, name.text());
    names_.bindings_[binding].definitions.push_back({kind, name.index(), statement.index()});
    if (target != scope) names_.bindings_[binding].rebound_elsewhere = true;
    names_.binding_at_[name.index()] = binding;
  }

  std::uint32_t find_or_add(std::uint32_t scope, std::string_view name) {
    const std::uint32_t found = names_.find(scope, name);
    if (found != no_binding) return found;
    if (names_.bindings_.size() * 2 >= names_.slots_.size()) grow();
    names_.bindings_.push_back({name, scope, {}, {}});
    const auto binding = static_cast<std::uint32_t>(names_.bindings_.size() - 1);
    place(binding);
    return binding;
  }

  void place(std::uint32_t binding) {
    const std::size_t mask = names_.slots_.size() - 1;
    std::size_t slot = slot_hash(names_.bindings_[binding].scope, names_.bindings_[binding].name) & mask;
    while (names_.slots_[slot] != 0) slot = (slot + 1) & mask;
    names_.slots_[slot] = binding + 1;
  }

  void grow() {
    names_.slots_.assign(names_.slots_.size() * 2, 0);
    for (std::uint32_t binding = 0; binding < names_.bindings_.size(); ++binding) place(binding);
  }

  void resolve(const Use& use) {
    const std::string_view name = Node(&syntax_, use.node).text();
    std::uint32_t at = owner(use.scope, name);
    std::uint32_t found = no_binding;
    bool crossed = at != use.scope;
    for (std::uint32_t scope = at; scope != no_scope && found == no_binding;
         scope = names_.scopes_[scope].parent) {
      const bool hidden = scope != at && names_.scopes_[scope].kind == ScopeKind::class_;
      if (!hidden) found = names_.find(scope, name);
      if (found == no_binding && names_.scopes_[scope].kind != ScopeKind::comprehension) crossed = true;
    }
    if (found == no_binding) found = find_or_add(0, name);
    Binding& binding = names_.bindings_[found];
    binding.uses.push_back(use.node);
    binding.captured |= crossed && binding.scope != 0;
    if (names_.binding_at_[use.node] == no_binding) names_.binding_at_[use.node] = found;
  }

  static constexpr std::uint32_t skipped = UINT32_MAX - 1;
  struct Pending {
    std::uint32_t node, scope;
  };

  const Syntax& syntax_;
  Names& names_;
  std::vector<Frame> frames_;
  std::vector<Pending> pending_;  // callables and classes whose body is still ahead
  std::vector<Use> uses_;
  std::vector<Declared> declared_;
};

Names::Names(const Syntax& syntax) { NamesBuilder(syntax, *this).build(); }

std::uint32_t Names::find(std::uint32_t scope, std::string_view name) const {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t slot = slot_hash(scope, name) & mask; slots_[slot] != 0; slot = (slot + 1) & mask) {
    const Binding& binding = bindings_[slots_[slot] - 1];
    if (binding.scope == scope && binding.name == name) return slots_[slot] - 1;
  }
  return no_binding;
}

std::uint32_t Names::scope_at(std::uint32_t node) const {
  const auto above =
      std::upper_bound(changes_.begin(), changes_.end(), node,
                       [](std::uint32_t at, const ScopeChange& change) { return at < change.node; });
  return (above - 1)->scope;
}

}  // namespace perfhint
