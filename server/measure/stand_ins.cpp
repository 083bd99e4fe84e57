// Names are followed from use to definition, as far as definitions only define; where that ends, the type
// gives a value. What a try brings is dropped again when it fails.
#include "server/measure/stand_ins.h"

#include <algorithm>
#include <map>
#include <set>

#include "analysis/syntax/python.h"
#include "server/measure/needed_names.h"
#include "server/measure/taken_along.h"

namespace perfhint::server {

namespace {

constexpr int deepest = 30;  // definitions that need each other

struct State {
  StandIns found;
  std::set<std::string> globals;    // those that are there, or on their way
  std::set<const Binding*> locals;  // likewise
};

class Resolver {
 public:
  Resolver(const Module& module, bool in_module, Python python)
      : module_(module), in_module_(in_module), python_(python) {}

  StandIns run(std::size_t block, Span lines) {
    fragment_ = &facts_of(block);
    lines_ = lines;
    for (const NeededName& name : needed_names(*fragment_, lines)) {
      if (std::string why = resolve(*fragment_, name, 0); !why.empty()) miss(name, std::move(why));
    }
    return std::move(state_.found);
  }

 private:
  const Facts& facts_of(std::size_t block) {
    auto& facts = facts_[block];
    const Block& of = *module_.blocks()[block].block;
    if (!facts) facts = std::make_unique<Facts>(*of.syntax, *of.names, module_.facts(), python_);
    return *facts;
  }

  void miss(const NeededName& name, std::string why) {
    const std::string text(name.binding->name);
    state_.found.missing.push_back({text, std::move(why)});
    state_.found.setup += text + " = ...\n";
  }

  // Each answers why there is none; empty: there is.
  std::string resolve(const Facts&, const NeededName&, int depth);
  std::string resolve_global(const Facts&, const NeededName&, int depth);
  std::string resolve_definition(std::size_t block, const Binding&, const Facts& user, const NeededName&,
                                 int depth);
  std::string resolve_local(const Facts&, const NeededName&, int depth);
  std::string resolve_self(const Facts&, const NeededName&);
  std::string by_type(const Facts&, const NeededName&);
  std::string take(const Facts&, const TakenAlong&, const NeededName&, int depth);
  std::string check_import(const Facts&, const NeededName&, const std::string& target);
  void add_import(const std::string& line);

  const Module& module_;
  const bool in_module_;
  const Python python_;
  std::map<std::size_t, std::unique_ptr<Facts>> facts_;
  const Facts* fragment_ = nullptr;
  Span lines_;
  State state_;
};

std::string Resolver::resolve(const Facts& facts, const NeededName& name, int depth) {
  if (depth > deepest) return "it needs too many others";
  if (name.binding->scope == 0) return resolve_global(facts, name, depth);
  if (facts.names().scopes()[name.binding->scope].kind == ScopeKind::class_)
    return "it belongs to a class's body";
  return resolve_local(facts, name, depth);
}

std::string attribute_chain(const Facts& facts, Node use) {
  Node chain = use;
  while (chain.parent().is(Kind::attribute) && chain.parent().child(Field::object) == chain)
    chain = chain.parent();
  return facts.qualified_name(chain);
}

std::string Resolver::check_import(const Facts& facts, const NeededName& name, const std::string& target) {
  for (Node use : name.uses) {
    std::string qualified = attribute_chain(facts, use);
    if (qualified.empty()) qualified = target;
    if (!is_harmless_import(qualified))
      return "it is imported: " +
             (qualified.empty() ? "from where is not known" : "`" + qualified + "` may do more than compute");
  }
  return "";
}

void Resolver::add_import(const std::string& line) {
  if (line.empty() || state_.found.module.find(line + "\n") != std::string::npos) return;
  state_.found.module = line + "\n" + state_.found.module;
}

std::string Resolver::resolve_global(const Facts& facts, const NeededName& name, int depth) {
  const std::string text(name.binding->name);
  if (state_.globals.contains(text)) return "";
  const ModuleEntry* entry = module_.facts().find(text);
  if (entry == nullptr || entry->definitions == 0) {
    if (!is_harmless_builtin(text)) return "it may do more than compute";
    return module_.facts().star_import() ? "a star import may bring it" : "";
  }
  state_.globals.insert(text);
  std::string why = "it is bound more than once, and nothing tells its type";
  for (std::size_t block = 0; entry->definitions == 1 && block < module_.blocks().size(); ++block) {
    const Names& names = *module_.blocks()[block].block->names;
    const std::uint32_t at = names.find(0, text);
    if (at == no_binding || names.bindings()[at].definitions.empty()) continue;
    const State before = state_;
    why = resolve_definition(block, names.bindings()[at], facts, name, depth);
    if (why.empty()) return "";
    state_ = before;
    const DefinitionKind kind = names.bindings()[at].definitions[0].kind;
    if (kind != DefinitionKind::assignment) {
      state_.globals.erase(text);
      return why;
    }
  }
  if (by_type(facts, name).empty()) return "";
  state_.globals.erase(text);
  return why;
}

std::string Resolver::resolve_definition(std::size_t block, const Binding& binding, const Facts& user,
                                         const NeededName& name, int depth) {
  const Facts& facts = facts_of(block);
  const Definition& definition = binding.definitions[0];
  const Node node = facts.syntax().node(definition.name);
  switch (definition.kind) {
    case DefinitionKind::import:
    case DefinitionKind::import_from: {
      const TakenAlong taken = taken_import(facts, definition);
      if (taken.text.empty()) return taken.problem;
      const ModuleEntry* entry = module_.facts().find(binding.name);
      if (std::string why = check_import(user, name, entry->target); !why.empty()) return why;
      add_import(taken.text);
      return "";
    }
    case DefinitionKind::function:
      return take(facts, taken_function(facts, node.parent()), name, depth);
    case DefinitionKind::class_:
      return take(facts, taken_class(facts, node.parent()), name, depth);
    case DefinitionKind::assignment: {
      TakenAlong taken = taken_value(facts, definition);
      const ModuleEntry* entry = module_.facts().find(binding.name);
      taken.in_module = !in_module_ && !entry->mutated;
      return take(facts, taken, name, depth);
    }
    default:
      return "nothing tells its type";
  }
}

// What a class's methods need is no need of the class's: one that is called says so itself.
std::string Resolver::take(const Facts& facts, const TakenAlong& taken, const NeededName& name, int depth) {
  if (taken.text.empty()) return "it " + taken.problem;
  for (const NeededName& other : needed_names(facts, taken.needs)) {
    if (other.binding->scope == 0 && other.binding->name == name.binding->name) continue;
    const State before = state_;
    const std::string why = resolve(facts, other, depth + 1);
    if (why.empty()) continue;
    const Node function = facts.enclosing_function(other.uses[0]);
    if (!taken.is_class || !function)
      return "`" + std::string(other.binding->name) + "`, which it needs: " + why;
    state_ = before;
  }
  (taken.in_module ? state_.found.module : state_.found.setup) +=
      taken.text + (taken.text.ends_with('\n') ? "" : "\n");
  return "";
}

std::string Resolver::by_type(const Facts& facts, const NeededName& name) {
  Type type = facts.type(name.uses[0]);
  for (Node use : name.uses) {
    if (type.says_nothing()) type = facts.type(use);
  }
  if (type.says_nothing()) type = facts.type(*name.binding);
  const auto made = stand_in_of(type, role_of(facts, name.uses));
  if (!made)
    return type.says_nothing() ? "nothing tells its type"
                               : "no value can be made of its type, " + describe(type);
  add_import(made->import);
  state_.found.setup += std::string(name.binding->name) + " = " + made->value + "\n";
  return "";
}

// self of a method: an object that has the attributes which the lines read.
std::string Resolver::resolve_self(const Facts& facts, const NeededName& name) {
  const Node of = facts.enclosing_class(name.uses[0]);
  std::set<std::string> seen;
  std::string attributes;
  for (Node use : name.uses) {
    const Node attribute = use.parent();
    const bool whole = !attribute.is(Kind::attribute) || attribute.child(Field::object) != use;
    const bool called = attribute.parent().is(Kind::call) && attribute.field() == Field::function;
    if (whole) return "the lines pass it on as a whole";
    const std::string text(attribute.child(Field::attribute).text());
    if (called) return "the lines call its method `" + text + "`";
    if (!seen.insert(text).second) continue;
    const Type type = facts.attribute_type(of, text);
    const auto made = stand_in_of(type, Role::any);
    if (!made) return "nothing tells what its attribute `" + text + "` holds";
    add_import(made->import);
    attributes += (attributes.empty() ? "" : ", ") + text + "=" + made->value;
  }
  add_import("import types");
  state_.found.setup += std::string(name.binding->name) + " = types.SimpleNamespace(" + attributes + ")\n";
  return "";
}

bool is_self(const Facts& facts, const Binding& binding) {
  if (binding.definitions.size() != 1 || binding.definitions[0].kind != DefinitionKind::parameter)
    return false;
  const Node name = facts.syntax().node(binding.definitions[0].name);
  const Node function = name.ancestor(Kind::function_definition);
  const auto parameters = read_parameters(function.child(Field::parameters));
  const Node body =
      function.parent().is(Kind::decorated_definition) ? function.parent().parent() : function.parent();
  return !parameters.empty() && parameters[0].name == name && body.parent().is(Kind::class_definition);
}

std::string Resolver::resolve_local(const Facts& facts, const NeededName& name, int depth) {
  if (!state_.locals.insert(name.binding).second) return "";
  if (is_self(facts, *name.binding)) {
    const State before = state_;
    std::string why = resolve_self(facts, name);
    if (!why.empty()) state_ = before;
    return why;
  }
  std::vector<Definition> outside;
  for (const Definition& one : facts.reaching_definitions(name.uses[0]).definitions) {
    if (&facts != fragment_ || !lines_.contains(facts.syntax().node(one.name).span().begin))
      outside.push_back(one);
  }
  if (outside.size() == 1) {
    const State before = state_;
    const Node node = facts.syntax().node(outside[0].name);
    std::string why = "nothing tells its type";
    if (outside[0].kind == DefinitionKind::assignment) {
      why = take(facts, taken_value(facts, outside[0]), name, depth);
    } else if (outside[0].kind == DefinitionKind::function) {
      TakenAlong taken = taken_function(facts, node.parent());
      taken.in_module = false;
      why = take(facts, taken, name, depth);
    } else if (outside[0].kind == DefinitionKind::import || outside[0].kind == DefinitionKind::import_from) {
      why = check_import(facts, name, "");
      if (why.empty()) add_import(taken_import(facts, outside[0]).text);
    }
    if (why.empty()) return "";
    state_ = before;
  }
  return by_type(facts, name);
}

}  // namespace

StandIns stand_ins_for(const Module& module, std::size_t block, Span lines, bool in_module, Python python) {
  return Resolver(module, in_module, python).run(block, lines);
}

}  // namespace perfhint::server
