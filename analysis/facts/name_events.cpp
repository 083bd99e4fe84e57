// One preorder pass. A region that belongs to another scope than what is around it (a body, an annotation of
// a generic function, a comprehension's first iterable) is a frame: pushed when the pass reaches its first
// node, popped behind its last.
#include "analysis/facts/name_events.h"

#include <algorithm>

#include "analysis/facts/loops.h"
#include "analysis/syntax/python.h"

namespace perfhint {
namespace {

class Reader {
 public:
  explicit Reader(const Syntax& syntax) : syntax_(syntax), seen_(syntax.size(), false) {}

  NameEvents run() {
    events_.scopes.push_back({ScopeKind::module, 0, no_scope});
    events_.changes.push_back({0, 0});
    frames_.push_back({syntax_.size(), 0});
    for (std::uint32_t at = 0; at < syntax_.size(); ++at) {
      while (at >= frames_.back().end) leave(at);
      visit(Node(&syntax_, at));
    }
    return std::move(events_);
  }

 private:
  struct Frame {
    std::uint32_t end, scope;
  };
  // A callable, class or type alias some regions of which are still ahead.
  struct Pending {
    std::uint32_t node, end;
    std::uint32_t body;             // scope of its body, or no_scope
    std::uint32_t type_parameters;  // scope, or no_scope
  };

  std::uint32_t scope() const { return frames_.back().scope; }
  Scope& scope_of(std::uint32_t index) { return events_.scopes[index]; }

  void enter(Node node, std::uint32_t scope, std::uint32_t from) {
    frames_.push_back({node.end_index(), scope});
    events_.changes.push_back({from, scope});
  }
  void leave(std::uint32_t at) {
    frames_.pop_back();
    events_.changes.push_back({at, scope()});
  }

  std::uint32_t open_scope(ScopeKind kind, Node node, std::uint32_t parent) {
    events_.scopes.push_back({kind, node.index(), parent});
    return static_cast<std::uint32_t>(events_.scopes.size() - 1);
  }

  void visit(Node node) {
    if (node.field() != Field::none) enter_region(node);
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
        return open_class(node);
      case Kind::type_alias_statement:
        return open_alias(node);
      case Kind::list_comprehension:
      case Kind::set_comprehension:
      case Kind::dictionary_comprehension:
      case Kind::generator_expression:
        return enter(node, open_scope(ScopeKind::comprehension, node, scope()), node.index() + 1);
      case Kind::type:
        return enter_bound(node);
      case Kind::keyword_pattern:
        return skip(node.named_child(0));
      case Kind::keyword_argument:
        return skip(node.child(Field::name));
      case Kind::attribute:
        return skip(node.child(Field::attribute));
      case Kind::call:
        return open_for_namespaces(node);
      default:
        return visit_binding(node);
    }
  }

  void visit_binding(Node node) {
    switch (node.kind()) {
      case Kind::assignment:
        return define_assigned(node);
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
      case Kind::dotted_name:
      case Kind::splat_pattern:
        return define_capture(node);
      default:
        return;
    }
  }

  // --- regions ---

  const Pending* pending_for(Node node) const {
    for (std::size_t i = pending_.size(); i-- > 0;) {
      if (pending_[i].node == node.index()) return &pending_[i];
    }
    return nullptr;
  }

  void add_pending(Node node, std::uint32_t body, std::uint32_t type_parameters) {
    while (!pending_.empty() && pending_.back().end <= node.index()) pending_.pop_back();
    pending_.push_back({node.index(), node.end_index(), body, type_parameters});
  }

  void enter_region(Node node) {
    const Node parent = node.parent();
    switch (node.field()) {
      case Field::body:
        if (!parent.is_any(Kind::function_definition, Kind::lambda_expression, Kind::class_definition))
          return;
        if (const Pending* owner = pending_for(parent)) enter(node, owner->body, node.index());
        return;
      case Field::right:
        if (parent.is(Kind::for_in_clause)) return enter_first_iterable(node);
        if (!parent.is(Kind::type_alias_statement)) return;
        if (const Pending* owner = pending_for(parent)) enter(node, owner->body, node.index());
        return;
      case Field::type_parameters:
      case Field::superclasses:
      case Field::return_type:
        return enter_type_parameters(node, parent);
      case Field::type:  // a parameter's annotation
        if (parent.is_any(Kind::typed_parameter, Kind::typed_default_parameter)) {
          enter_type_parameters(node, parent.parent().parent());
        }
        return;
      default:
        return;
    }
  }

  void enter_type_parameters(Node node, Node owner) {
    const Pending* pending = pending_for(owner);
    if (pending && pending->type_parameters != no_scope) enter(node, pending->type_parameters, node.index());
  }

  // `T: bound` in a list of type parameters: the bound has a scope of its own.
  void enter_bound(Node node) {
    const Node pair = node.parent();
    if (!pair.is(Kind::constrained_type) || pair.named_child(0) == node) return;
    if (scope_of(scope()).kind != ScopeKind::type_parameters) return;
    enter(node, open_scope(ScopeKind::annotation, node, scope()), node.index());
  }

  void enter_first_iterable(Node right) {
    const Node clause = right.parent();
    const Scope& around = scope_of(scope());  // where the parser guessed, a clause may stand anywhere
    if (around.kind != ScopeKind::comprehension || around.node != clause.parent().index()) return;
    if (is_first_clause(clause)) enter(right, around.parent, right.index());
  }

  std::uint32_t open_type_parameters(Node list, Node owner) {
    if (!list) return no_scope;
    const std::uint32_t inner = open_scope(ScopeKind::type_parameters, owner, scope());
    for (Node parameter : children(list)) {
      Node name = parameter;
      while (name.is_any(Kind::type, Kind::constrained_type, Kind::splat_type)) name = name.named_child(0);
      define(name, DefinitionKind::type_parameter, parameter, inner);
    }
    return inner;
  }

  void open_callable(Node node, ScopeKind kind) {
    const std::uint32_t outer = open_type_parameters(node.child(Field::type_parameters), node);
    const std::uint32_t inner = open_scope(kind, node, outer == no_scope ? scope() : outer);
    add_pending(node, inner, outer);
    for (const Parameter& parameter : read_parameters(node.child(Field::parameters))) {
      define(parameter.name, DefinitionKind::parameter, parameter.name.parent(), inner);
    }
  }

  void open_class(Node node) {
    const std::uint32_t outer = open_type_parameters(node.child(Field::type_parameters), node);
    add_pending(node, open_scope(ScopeKind::class_, node, outer == no_scope ? scope() : outer), outer);
  }

  // type X[T] = value. `type(x).a = value`, too, is such a node to the parser: it binds nothing, and the
  // keyword is a name that it reads.
  void open_alias(Node node) {
    Node name = node.child(Field::left).named_child(0);
    Node list;
    if (name.is(Kind::generic_type)) {
      list = name.named_child(1);
      name = name.named_child(0);
    }
    if (!name.is(Kind::identifier)) {
      events_.uses.push_back({node.first_child().index(), scope()});
      return;
    }
    define(name, DefinitionKind::assignment, node, scope());
    const std::uint32_t outer = open_type_parameters(list, node);
    add_pending(node, open_scope(ScopeKind::annotation, node, outer == no_scope ? scope() : outer), outer);
    if (list) enter(list, outer, list.index());
  }

  // --- definitions ---

  void define(Node name, DefinitionKind kind, Node statement, std::uint32_t scope) {
    if (!name.is(Kind::identifier)) return;
    events_.definitions.push_back({{kind, name.index(), statement.index()}, scope});
    seen_[name.index()] = true;
  }

  // Targets: names bound by a pattern; x.a, x[i] bind nothing.
  void define_targets(Node target, DefinitionKind kind, Node statement) {
    for (std::uint32_t at = target.index(), end = target.end_index(); target && at < end;) {
      const Node node(&syntax_, at);
      if (node.is(Kind::identifier)) define(node, kind, statement, scope());
      at = node.is_any(Kind::attribute, Kind::subscript, Kind::call) ? node.end_index() : at + 1;
    }
  }

  void define_assigned(Node node) {
    const Node left = node.child(Field::left);
    // `match [a]:` and its first case may come as `x[a]: y[b]: z`, which no Python is: what it binds is lost.
    if (node.child(Field::type).named_child(0).is(Kind::constrained_type)) scope_of(scope()).open = true;
    const bool valued = node.child(Field::right) || !node.child(Field::type);
    if (!valued && !left.is(Kind::identifier)) return;  // `(x): int` binds nothing
    define_targets(left, valued ? DefinitionKind::assignment : DefinitionKind::annotation_only, node);
  }

  void define_augmented(Node node) {
    const Node left = unparenthesised(node.child(Field::left));
    if (!left.is(Kind::identifier)) return;
    define(left, DefinitionKind::augmented, node, scope());
    events_.uses.push_back({left.index(), scope()});
  }

  void define_alias(Node node) {
    if (const Node target = node.child(Field::alias)) {
      Node outer = node.parent();
      while (outer.is_any(Kind::parenthesized_expression, Kind::tuple)) outer = outer.parent();
      const bool caught = outer.is(Kind::except_clause);
      define_targets(target, caught ? DefinitionKind::except_target : DefinitionKind::with_target, node);
      return;
    }
    Node last;  // case ... as name
    for (Node child : children(node)) last = child;
    define(last, DefinitionKind::match_capture, node, scope());
  }

  void define_walrus(Node node) {
    std::uint32_t target = scope();
    while (scope_of(target).kind == ScopeKind::comprehension) target = scope_of(target).parent;
    define(node.child(Field::name), DefinitionKind::walrus, node, target);
  }

  void define_imports(Node node) {
    const bool from = !node.is(Kind::import_statement);
    const auto kind = from ? DefinitionKind::import_from : DefinitionKind::import;
    for (Node child : descendants(node)) skip(child);
    for (Node child : children(node)) {
      if (child.field() == Field::module_name) continue;
      if (child.is(Kind::wildcard_import)) scope_of(scope()).open = true;
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
    } else {
      define(name, DefinitionKind::match_capture, pattern, scope());
    }
  }

  void declare(Node node) {
    for (Node name : children(node)) {
      events_.declarations.push_back({scope(), name.text(), node.is(Kind::global_statement)});
      skip(name);
    }
  }

  // --- uses ---

  // locals(), vars(), exec and eval may read or bind any name of their scope; globals() that is not only read
  // binds any of the module's.
  void open_for_namespaces(Node call) {
    const Node function = call.child(Field::function);
    if (!function.is(Kind::identifier)) return;
    const std::string_view callee = function.text();
    if (callee == "globals") {
      const Node parent = call.parent();
      const bool looked_up = parent.is(Kind::subscript) && parent.field() != Field::left &&
                             !parent.parent().is(Kind::delete_statement);
      const bool tested = parent.is(Kind::comparison_operator);
      const bool got = parent.is(Kind::attribute) && parent.child(Field::attribute).text() == "get";
      if (!looked_up && !tested && !got) scope_of(0).open = true;
    }
    if (callee == "locals" || callee == "exec" || callee == "eval" ||
        (callee == "vars" && call.child(Field::arguments).named_child_count() == 0)) {
      std::uint32_t at = scope();
      scope_of(at).open = true;
      while (scope_of(at).kind == ScopeKind::comprehension) scope_of(at = scope_of(at).parent).open = true;
    }
  }

  void skip(Node name) {
    if (name.is(Kind::identifier)) seen_[name.index()] = true;
  }

  void use(Node name) {
    if (!seen_[name.index()]) events_.uses.push_back({name.index(), scope()});
  }

  const Syntax& syntax_;
  std::vector<bool> seen_;  // by node: an identifier that is bound, or no name at all
  NameEvents events_;
  std::vector<Frame> frames_;
  std::vector<Pending> pending_;
};

}  // namespace

NameEvents read_names(const Syntax& syntax) { return Reader(syntax).run(); }

}  // namespace perfhint
