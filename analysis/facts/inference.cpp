// Names: what a name means, and the type it has at a use.
#include "analysis/facts/inference.h"

#include <algorithm>

#include "analysis/facts/guards.h"
#include "analysis/facts/loops.h"
#include "analysis/facts/reaching.h"

namespace perfhint {

std::string import_target(const Syntax& syntax, const Definition& definition) {
  const Node node = syntax.node(definition.statement);
  const bool aliased = node.is(Kind::aliased_import);
  const Node name = aliased ? node.child(Field::name) : node;
  const Node statement = node.parent();
  if (definition.kind == DefinitionKind::import) {
    return std::string(aliased ? name.text() : name.named_child(0).text());
  }
  if (statement.is(Kind::future_import_statement)) return "__future__." + std::string(name.text());
  std::string target(statement.child(Field::module_name).text());
  if (!target.ends_with('.')) target += '.';
  return target.append(name.text());
}

Inference::Inference(const Syntax& syntax, const Names& names, const ModuleView* module)
    : syntax_(syntax), names_(names), module_(module) {}

bool Inference::is_builtin(Node identifier) const {
  if (!identifier.is(Kind::identifier)) return false;
  const std::uint32_t binding = names_.binding_at(identifier.index());
  if (binding == no_binding || !names_.bindings()[binding].definitions.empty()) return false;
  if (names_.scopes()[0].open) return false;
  if (!module_) return true;
  const ModuleEntry* entry = module_->find(identifier.text());
  return !module_->star_import() && (!entry || entry->definitions == 0);
}

std::string Inference::qualified_name(Node expression) const {
  std::string tail;
  Node at = unparenthesised(expression);
  while (at.is(Kind::attribute)) {
    tail = "." + std::string(at.child(Field::attribute).text()) + tail;
    at = unparenthesised(at.child(Field::object));
  }
  if (!at.is(Kind::identifier)) return {};
  const std::uint32_t index = names_.binding_at(at.index());
  if (index == no_binding) return {};
  const Binding& binding = names_.bindings()[index];
  if (is_builtin(at)) return std::string(at.text()) + tail;
  std::string target;
  for (const Definition& definition : binding.definitions) {
    if (definition.kind != DefinitionKind::import && definition.kind != DefinitionKind::import_from)
      return {};
    const std::string one = import_target(syntax_, definition);
    if (!target.empty() && target != one) return {};
    target = one;
  }
  if (binding.scope == 0) {
    const ModuleEntry* entry = module_ ? module_->find(binding.name) : nullptr;
    if (entry && !target.empty() && entry->target != target) return {};
    if (target.empty() && entry) target = entry->target;
  }
  return target.empty() ? target : target + tail;
}

// --- names ---

// What other blocks bind to a module-level name, added to what this one does.
Type Inference::module_name_type(std::uint32_t index, Type joined) const {
  const Binding& binding = names_.bindings()[index];
  if (!module_) return binding.definitions.empty() ? Type() : joined;
  const ModuleEntry* entry = module_->find(binding.name);
  if (module_->star_import() || !entry) return module_->star_import() ? Type() : joined;
  const bool elsewhere = entry->definitions != binding.definitions.size();
  if (elsewhere) joined = binding.definitions.empty() ? entry->type : join(joined, entry->type);
  // Always None, as far as the module tells: what else is it for, others give it its values.
  if (joined.is(TypeKind::none)) return {};
  return entry->mutated ? with_unknown_contents(joined) : joined;
}

Type Inference::binding_type(std::uint32_t index, int depth) const {
  if (depth > deepest) return cut_off();
  const Binding& binding = names_.bindings()[index];
  if (names_.scopes()[binding.scope].open && binding.scope != 0) return {};
  return solve(Question::binding, index, [&]() -> Type {
    Type joined = TypeKind::never;
    bool annotated = false;
    for (const Definition& definition : binding.definitions) {
      if (definition.kind == DefinitionKind::deletion) continue;
      joined = join(joined, definition_type(binding, definition, depth + 1));
      annotated = annotated || is_annotated(definition);
      if (joined.says_nothing()) break;
    }
    if (!annotated) joined = settled_contents(binding, joined, depth + 1);
    return binding.scope == 0 ? module_name_type(index, joined) : joined;
  });
}

Type Inference::name_type(Node identifier, int depth) const {
  const std::uint32_t index = names_.binding_at(identifier.index());
  if (index == no_binding) return {};
  if (is_builtin(identifier)) return library_value(identifier.text(), nullptr);
  const Binding& binding = names_.bindings()[index];
  if (names_.scopes()[binding.scope].open && binding.scope != 0) return {};
  for (const Definition& definition : binding.definitions) {
    const bool target = definition.name == identifier.index() && definition.kind != DefinitionKind::augmented;
    if (!target) continue;
    if (definition.kind == DefinitionKind::deletion) return {};
    const Type type = definition_type(binding, definition, depth + 1);
    if (binding.scope == 0 || binding.rebound_elsewhere) return binding_type(index, depth + 1);
    return is_annotated(definition) ? type : settled_contents(binding, type, depth + 1);
  }
  const bool local = binding.scope != 0 && names_.scopes()[binding.scope].kind != ScopeKind::class_;
  const bool simple = binding.definitions.size() == 1 || !local || binding.rebound_elsewhere;
  if (simple && (!is_tested(binding, syntax_) || binding.rebound_elsewhere))
    return binding_type(index, depth + 1);
  return solve(Question::use, identifier.index(), [&] { return type_at(binding, identifier, depth + 1); });
}

Type Inference::type_at(const Binding& binding, Node use, int depth) const {
  const auto index = static_cast<std::uint32_t>(&binding - names_.bindings().data());
  const std::vector<Guard> guards =
      is_tested(binding, syntax_) ? guards_of(use, index, names_) : std::vector<Guard>();
  const bool local = binding.scope != 0 && names_.scopes()[binding.scope].kind != ScopeKind::class_;
  // Has the test seen the value that this definition gave? Where the definition stands before it; or behind
  // the use, in a loop that comes back to the test.
  const auto is_seen = [&](std::uint32_t definition, Node condition) {
    if (definition < condition.end_index()) return true;
    if (definition < use.index()) return false;
    for (Node loop = enclosing_loop(use); loop; loop = enclosing_loop(loop)) {
      if (syntax_.node(definition).within(loop)) return condition.within(loop);
    }
    return false;
  };
  const auto behind_guards = [&](Type type, std::uint32_t defined_at) {
    for (const Guard& guard : guards) {
      if (is_seen(defined_at, guard.condition))
        type = narrowed(std::move(type), guard.condition, guard.truth, index, depth + 1);
    }
    return type;
  };
  if (!local) {
    for (const Definition& definition : binding.definitions) {
      const bool between = definition.name > use.index()
                               ? false
                               : std::any_of(guards.begin(), guards.end(), [&](const Guard& guard) {
                                   return definition.name > guard.condition.index();
                                 });
      if (between) return binding_type(index, depth);
    }
    return behind_guards(binding_type(index, depth), 0);
  }
  Type joined = TypeKind::never;
  for (const Definition* definition : definitions_reaching(names_, binding, use)) {
    if (definition->kind == DefinitionKind::deletion) continue;
    Type one = definition_type(binding, *definition, depth + 1);
    if (!is_annotated(*definition)) one = settled_contents(binding, one, depth + 1);
    joined = join(joined, behind_guards(std::move(one), definition->name));
  }
  return joined;
}

}  // namespace perfhint
