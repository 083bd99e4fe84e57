// Names and what they stand for, iteration, and what becomes of a region that cannot be followed.
#include "analysis/layout/machine.h"

#include <algorithm>

#include "analysis/facts/loops.h"
#include "analysis/layout/library.h"

namespace perfhint::layout {

Machine::Machine(const Module& module, Python python, std::uint64_t steps)
    : module_(module), model_(model_of(python)), steps_(steps) {
  for (const Sort sort : {Sort::unknown, Sort::none, Sort::boolean, Sort::boolean}) make(sort);
  edit(2).number = 1;
}

namespace {

const Binding* binding_of(const Frame& frame, Node identifier) {
  if (identifier.syntax() != frame.block->syntax.get()) return nullptr;
  const std::uint32_t index = frame.block->names->binding_at(identifier.index());
  return index == no_binding ? nullptr : &frame.block->names->bindings()[index];
}

std::uint32_t index_of(const Frame& frame, const Binding& binding) {
  return static_cast<std::uint32_t>(&binding - frame.block->names->bindings().data());
}

Frame* frame_of(Frame* frame, const Binding& binding) {
  const Block* block = frame->block;
  while (frame && (frame->block != block || frame->scope != binding.scope)) frame = frame->outer.get();
  return frame;
}

}  // namespace

Ref Machine::load(Node identifier) {
  const Binding* binding = frame_ ? binding_of(*frame_, identifier) : nullptr;
  if (!binding) return nothing_known;
  if (binding->scope == 0) return global(binding->name);
  Frame* frame = frame_of(frame_.get(), *binding);
  if (!frame) return nothing_known;
  const std::uint32_t index = index_of(*frame, *binding);
  for (const auto& [variable, value] : frame->variables) {
    if (variable == index) return value;
  }
  // A class's body reads what it has not bound yet from outside.
  const bool in_class = frame->block->names->scopes()[binding->scope].kind == ScopeKind::class_;
  return in_class ? global(binding->name) : nothing_known;
}

void Machine::store_name(std::string_view name, Ref value) {
  const std::uint32_t index = frame_->block->names->find(frame_->scope, name);
  if (index == no_binding) return;
  for (auto& [variable, known] : frame_->variables) {
    if (variable == index) {
      known = value;
      return;
    }
  }
  frame_->variables.emplace_back(index, value);
}

bool Machine::store(Node identifier, Ref value) {
  const Binding* binding = frame_ ? binding_of(*frame_, identifier) : nullptr;
  Frame* frame = binding ? frame_of(frame_.get(), *binding) : nullptr;
  if (!frame) {
    taint(value);
    return false;
  }
  const std::uint32_t index = index_of(*frame, *binding);
  for (auto& [variable, known] : frame->variables) {
    if (variable == index) {
      known = value;
      return true;
    }
  }
  frame->variables.emplace_back(index, value);
  return true;
}

namespace {

// The block that binds a module-level name, and where.
struct Place {
  const Block* block = nullptr;
  const Definition* definition = nullptr;
};

Place find_global(const Module& module, std::string_view name) {
  for (const Module::Entry& entry : module.blocks()) {
    const Block& block = *entry.block;
    if (block.open || !block.names) continue;
    const std::uint32_t index = block.names->find(0, name);
    if (index == no_binding) continue;
    const Binding& binding = block.names->bindings()[index];
    if (binding.rebound_elsewhere) return {};
    if (!binding.definitions.empty()) return {&block, &binding.definitions[0]};
  }
  return {};
}

// Bound by a statement of the module itself, not in an if or loop there.
bool is_unconditional(Node statement) {
  for (Node node = statement.parent(); node; node = node.parent()) {
    if (node.is(Kind::module)) return true;
    if (!node.is_any(Kind::expression_statement, Kind::decorated_definition, Kind::assignment,
                     Kind::import_statement, Kind::import_from_statement))
      return false;
  }
  return false;
}

}  // namespace

Ref Machine::global(std::string_view name) {
  if (const auto known = globals_.find(name); known != globals_.end()) return known->second;
  const ModuleEntry* entry = module_.facts().find(name);
  const bool bound = entry && entry->definitions > 0;
  if (!bound) return module_.facts().star_import() ? nothing_known : builtin_named(*this, name);
  globals_.emplace(name, nothing_known);  // while it is being made
  if (entry->definitions != 1) return nothing_known;
  const Place place = find_global(module_, name);
  if (!place.block) return nothing_known;
  const Node statement = place.block->syntax->node(place.definition->statement);
  const DefinitionKind kind = place.definition->kind;
  const bool fixed = kind == DefinitionKind::import || kind == DefinitionKind::import_from ||
                     kind == DefinitionKind::function || kind == DefinitionKind::class_;
  if (!is_unconditional(statement) || statement.broken() || (!fixed && entry->mutated)) return nothing_known;

  const auto caller = std::exchange(frame_, std::make_shared<Frame>());
  const bool before = std::exchange(before_, true);
  frame_->block = place.block;
  Node whole = statement;
  while (whole.parent().is_any(Kind::decorated_definition, Kind::expression_statement, Kind::import_statement,
                               Kind::import_from_statement))
    whole = whole.parent();
  const std::uint32_t index = place.block->names->find(0, name);
  if (!stopped_) {
    execute(whole);
    // Names of the module that this statement binds stay with its frame.
    for (const auto& [variable, value] : frame_->variables) {
      if (variable != index) continue;
      globals_[std::string(name)] = value;
      if (at(value).sort == Sort::class_) edit(value).body->class_of->changed |= entry->mutated;
    }
  }
  frame_ = caller;
  before_ = before;
  return globals_.find(name)->second;
}

// A region that may run any number of times, or not at all: what it binds is not known, and what it reaches
// may have changed.
void Machine::havoc(Node region) {
  const auto& names = *frame_->block->names;
  const ModuleView facts(module_.facts());
  for (Node node : descendants(region)) {
    if (!step()) return;
    if (!node.is(Kind::identifier)) continue;
    const Binding* binding = binding_of(*frame_, node);
    if (!binding) continue;
    const Ref value = load(node);
    if (use_of(node, names, &facts) == UseKind::read) {
      if (at(value).body && at(value).sort != Sort::builtin && at(value).sort != Sort::class_) {
        const std::vector<Ref> items = at(value).body->items, values = at(value).body->values;
        for (Ref item : items) taint(item);
        for (Ref item : values) taint(item);
        if (at(value).sort == Sort::instance || at(value).sort == Sort::generator ||
            at(value).sort == Sort::iterator)
          taint(value);
      }
    } else {
      taint(value);
    }
    for (const Definition& definition : binding->definitions) {
      if (frame_->block->syntax->node(definition.name).within(region)) {
        store(node, nothing_known);
        break;
      }
    }
  }
}

bool Machine::assign(Node target, Ref value) {
  if (target.is_any(Kind::tuple, Kind::list, Kind::pattern_list, Kind::tuple_pattern, Kind::list_pattern)) {
    std::vector<Node> parts;
    bool splat = false;
    for (Node part : children(target)) {
      parts.push_back(part);
      splat |= part.is_any(Kind::list_splat_pattern, Kind::list_splat);
    }
    const auto items = splat ? std::nullopt : iterate(value);
    if (items && items->size() != parts.size()) {
      stop();
      return false;
    }
    for (std::size_t i = 0; i < parts.size(); ++i) assign(parts[i], items ? (*items)[i] : nothing_known);
    return items.has_value();
  }
  if (target.is(Kind::identifier)) return store(target, value);
  if (target.is_any(Kind::list_splat_pattern, Kind::list_splat))
    return assign(target.named_child(0), nothing_known);
  if (target.is(Kind::attribute)) {
    const Ref object = evaluate(target.child(Field::object));
    return set_attribute(*this, object, target.child(Field::attribute).text(), value);
  }
  if (target.is(Kind::subscript)) {
    const Ref object = evaluate(target.child(Field::value));
    return set_item(*this, object, target, value);
  }
  if (target.is(Kind::parenthesized_expression)) return assign(target.named_child(0), value);
  return false;
}

}  // namespace perfhint::layout
