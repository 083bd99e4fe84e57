// Settles the events: definitions that no declaration moves, then those that one does, then uses; so that it
// does not matter what comes first in the text.
#include "analysis/facts/names.h"

#include <algorithm>
#include <functional>
#include <tuple>

#include "analysis/facts/mangled.h"
#include "analysis/facts/name_events.h"

namespace perfhint {
namespace {

std::size_t slot_hash(std::uint32_t scope, std::string_view name) {
  return std::hash<std::string_view>()(name) + scope * 0x9E3779B97F4A7C15u;
}

bool is_private(std::string_view name) { return name.starts_with("__") && !name.ends_with("__"); }

}  // namespace

class NamesBuilder {
 public:
  NamesBuilder(const Syntax& syntax, Names& names) : syntax_(syntax), names_(names) {}

  void build() {
    names_.binding_at_.assign(syntax_.size(), no_binding);
    names_.slots_.assign(64, 0);
    events_ = read_names(syntax_);
    names_.scopes_ = std::move(events_.scopes);
    names_.changes_ = std::move(events_.changes);
    for (NameEvents::Declare& declared : events_.declarations) {
      declared.name = known_as(declared.name, declared.scope);
    }
    std::sort(events_.declarations.begin(), events_.declarations.end(), [](const auto& a, const auto& b) {
      return std::tie(a.scope, a.name, b.global) < std::tie(b.scope, b.name, a.global);
    });
    for (const NameEvents::Define& define : events_.definitions) {
      if (!declaration(define.scope, name_of(define))) settle(define, define.scope);
    }
    settle_declared();
    for (const NameEvents::Use& use : events_.uses) resolve(use);
  }

 private:
  std::string_view name_of(const NameEvents::Define& define) {
    return known_as(Node(&syntax_, define.definition.name).text(), define.scope);
  }

  // The name as the interpreter has it: private names of classes are mangled.
  std::string_view known_as(std::string_view name, std::uint32_t scope) {
    if (!is_private(name)) return name;
    while (scope != no_scope && !is_of_class(scope)) scope = names_.scopes_[scope].parent;
    if (scope == no_scope) return name;
    const Node of = Node(&syntax_, names_.scopes_[scope].node).child(Field::name);
    names_.mangled_.push_back(mangled(of.text(), name));
    return names_.mangled_.back();
  }

  bool is_of_class(std::uint32_t scope) const {
    const Scope& of = names_.scopes_[scope];
    return of.kind == ScopeKind::class_ ||
           (of.kind == ScopeKind::type_parameters && Node(&syntax_, of.node).is(Kind::class_definition));
  }

  const NameEvents::Declare* declaration(std::uint32_t scope, std::string_view name) const {
    const auto& all = events_.declarations;
    if (all.empty()) return nullptr;
    const auto found = std::lower_bound(all.begin(), all.end(), std::tie(scope, name),
                                        [](const NameEvents::Declare& declared, const auto& key) {
                                          return std::tie(declared.scope, declared.name) < key;
                                        });
    return found != all.end() && found->scope == scope && found->name == name ? &*found : nullptr;
  }

  // Definitions of names that their scope declares global or nonlocal. Those of one binding stay in the order
  // of the text.
  void settle_declared() {
    if (events_.declarations.empty()) return;
    for (const NameEvents::Define& define : events_.definitions) {
      const std::string_view name = name_of(define);
      const NameEvents::Declare* declared = declaration(define.scope, name);
      if (!declared) continue;
      std::uint32_t target = 0;
      if (!declared->global) {
        const std::uint32_t outer = find_outside(define.scope, name);
        target = outer == no_binding ? define.scope : names_.bindings_[outer].scope;
      }
      const std::uint32_t binding = settle(define, target);
      std::vector<Definition>& all = names_.bindings_[binding].definitions;
      const auto earlier = [](const Definition& a, const Definition& b) { return a.name < b.name; };
      const auto place = std::upper_bound(all.begin(), all.end() - 1, all.back(), earlier);
      std::rotate(place, all.end() - 1, all.end());
    }
  }

  std::uint32_t settle(const NameEvents::Define& define, std::uint32_t target) {
    const std::uint32_t index = find_or_add(target, name_of(define));
    Binding& binding = names_.bindings_[index];
    binding.definitions.push_back(define.definition);
    if (target != define.scope) {
      binding.rebound_elsewhere = true;
      binding.captured |= target != 0;
    }
    names_.binding_at_[define.definition.name] = index;
    return index;
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

  // Scopes that look into the class around them: its body's annotation scopes.
  bool sees_class(std::uint32_t scope) const {
    const ScopeKind kind = names_.scopes_[scope].kind;
    return kind == ScopeKind::type_parameters || kind == ScopeKind::annotation;
  }

  // The binding that a name free in `from` has in the scopes around it, the module's included; no_binding if
  // no scope here binds it.
  std::uint32_t find_outside(std::uint32_t from, std::string_view name) {
    bool in_class = sees_class(from);
    for (std::uint32_t scope = names_.scopes_[from].parent; scope != no_scope;
         scope = names_.scopes_[scope].parent) {
      if (names_.scopes_[scope].kind == ScopeKind::class_) {
        if (name == "__class__") return class_binding(scope);
        if (!in_class) continue;
      }
      const NameEvents::Declare* declared = declaration(scope, name);
      if (declared && declared->global) return find_or_add(0, name);
      if (const std::uint32_t found = names_.find(scope, name); found != no_binding) return found;
      in_class = in_class && sees_class(scope);
    }
    return no_binding;
  }

  std::uint32_t class_binding(std::uint32_t scope) {
    const std::uint32_t index = find_or_add(scope, class_cell);
    Binding& binding = names_.bindings_[index];
    if (binding.definitions.empty()) {
      const Node definition(&syntax_, names_.scopes_[scope].node);
      binding.definitions.push_back(
          {DefinitionKind::class_, definition.child(Field::name).index(), definition.index()});
    }
    return index;
  }

  void resolve(const NameEvents::Use& use) {
    const std::string_view text = Node(&syntax_, use.node).text();
    const std::string_view name = known_as(text, use.scope);
    const NameEvents::Declare* declared = declaration(use.scope, name);
    std::uint32_t found = no_binding;
    if (declared && declared->global) found = find_or_add(0, name);
    if (!declared) found = names_.find(use.scope, name);
    if (found == no_binding) found = find_outside(use.scope, name);
    if (found == no_binding) found = find_or_add(0, name);
    add_use(found, use);
    if (names_.binding_at_[use.node] == no_binding) names_.binding_at_[use.node] = found;
    if (text == "super" && names_.scopes_[use.scope].kind == ScopeKind::function) {
      const std::uint32_t cell = find_outside(use.scope, "__class__");
      if (cell != no_binding) add_use(cell, use);
    }
  }

  void add_use(std::uint32_t index, const NameEvents::Use& use) {
    Binding& binding = names_.bindings_[index];
    binding.uses.push_back(use.node);
    std::uint32_t from = use.scope;
    while (from != binding.scope && names_.scopes_[from].kind == ScopeKind::comprehension)
      from = names_.scopes_[from].parent;
    binding.captured |= binding.scope != 0 && from != binding.scope;
  }

  const Syntax& syntax_;
  Names& names_;
  NameEvents events_;
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
