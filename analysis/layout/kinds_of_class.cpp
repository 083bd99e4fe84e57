// Instances of exceptions, enumerations and named tuples, super(), and what functions keep beside their code.
#include <algorithm>

#include "analysis/layout/classes.h"
#include "analysis/layout/growth.h"
#include "analysis/layout/library.h"
#include "analysis/layout/text.h"

namespace perfhint::layout {

// items: args.
Ref make_exception(Machine& machine, std::string_view type, const Arguments& arguments) {
  if (!arguments.certain || !arguments.keywords.empty()) return nothing_known;
  const Ref args = machine.sequence(Sort::tuple, arguments.positional);
  const Ref made = machine.opaque(std::string(type), exception_bytes(machine.python(), type), {args});
  if (type == "UnicodeDecodeError" || type == "SyntaxError" || type == "ImportError" ||
      type == "ModuleNotFoundError")
    machine.edit(made).vague = true;
  // OSError(errno, text) keeps both beside its args.
  if (exception_bytes(machine.python(), type) == exception_bytes(machine.python(), "OSError") &&
      arguments.positional.size() > 2)
    machine.edit(made).vague = true;
  return made;
}

namespace {

ByteCount member_bytes(const Machine& machine, const Class& of, Ref value) {
  const Model& model = machine.model();
  const int minor = model.python.minor;
  if (of.builtin_base.empty()) return model.instance;
  if (of.builtin_base == "int") {
    const auto number = machine.small(value);
    return number ? model.integer(*number) + 16 + (minor >= 12 ? 16 : 0) : 0;
  }
  const Object& object = machine.at(value);
  if (of.builtin_base != "str" || object.sort != Sort::str || object.vague ||
      kind_of(object.body->text) != StrKind::ascii)
    return 0;
  const ByteCount header = minor <= 11 ? 80 : 64;
  return header + object.body->text.size() + 1 + 16 + (minor >= 11 ? 16 : 0);
}

}  // namespace

Ref enum_member(Machine& machine, Ref class_, std::string_view name) {
  const auto of = machine.at(class_).body->class_of;
  for (const auto& [key, value] : of->names) {
    if (key != name || machine.at(value).sort == Sort::function || name.starts_with("_")) continue;
    const std::string full = "enum " + of->name + "." + key;
    if (const Ref known = machine.named(full); known != hole) return known;
    const ByteCount bytes = member_bytes(machine, *of, value);
    if (bytes == 0) return nothing_known;
    const Ref made = machine.opaque(of->name + "." + key, bytes);
    Object& object = machine.edit(made);
    object.before = true;
    object.body->class_of = of;
    object.body->values = {value, machine.constant(machine.text(Sort::str, wide(name)))};
    machine.name(full, made);
    return made;
  }
  return nothing_known;
}

Ref call_named_tuple_method(Machine& machine, Ref self, std::string_view name, const Arguments& arguments) {
  const Object& object = machine.at(self);
  const Class& of = *object.body->class_of;
  if (of.named_tuple && object.sort == Sort::tuple && arguments.certain) {
    std::vector<std::string> fields;
    for (const auto& [field, fallback] : of.fields) fields.push_back(field);
    if (fields.size() != object.body->items.size()) return machine.call_unknown(self, arguments);
    if (name == "_asdict") {
      const Ref dict = dict_new(machine, machine.model().dict_call_empty());
      for (std::size_t i = 0; i < fields.size(); ++i)
        dict_insert(machine, dict, machine.constant(machine.text(Sort::str, wide(fields[i]))),
                    object.body->items[i]);
      return dict;
    }
    if (name == "_replace" && arguments.positional.empty()) {
      std::vector<Ref> items = object.body->items;
      for (std::size_t i = 0; i < fields.size(); ++i) {
        if (const Ref value = arguments.keyword(fields[i]); value != hole) items[i] = value;
      }
      const Ref made = machine.make(Sort::tuple);
      machine.edit(made).body->items = std::move(items);
      machine.edit(made).body->class_of = machine.at(self).body->class_of;
      return made;
    }
  }
  if (object.sort == Sort::list) {
    const Ref made = call_list_method(machine, self, name, arguments);
    if (made != hole) return made;
  }
  return machine.call_unknown(self, arguments);
}

namespace {

const Class* class_around(const Machine& machine, Ref self, Node function) {
  const Object& object = machine.at(self);
  if (!object.body || !object.body->class_of) return nullptr;
  std::vector<const Class*> open{object.body->class_of.get()};
  const Node definition = function.ancestor(Kind::class_definition);
  for (std::size_t i = 0; i < open.size() && i < 32; ++i) {
    if (open[i]->definition == definition) return open[i];
    open.insert(open.end(), open[i]->bases.begin(), open[i]->bases.end());
  }
  return nullptr;
}

}  // namespace

Ref super_of(Machine& machine) {
  const Frame& frame = *machine.frame();
  const Node function = frame.block->syntax->node(frame.block->names->scopes()[frame.scope].node);
  if (!function.is(Kind::function_definition) || frame.variables.empty()) return nothing_known;
  const Ref self = frame.variables[0].second;  // parameters are bound first
  const Class* of = class_around(machine, self, function);
  if (!of || of->bases.size() > 1) return nothing_known;
  const Ref made = machine.opaque("super", fixed_bytes(machine.python(), "super"), {self});
  if (!of->bases.empty()) machine.edit(made).body->attributes.push_back(of->name);
  machine.edit(made).body->block = of->block;
  machine.edit(made).body->node = of->definition;
  return made;
}

Ref call_super_method(Machine& machine, Ref super, std::string_view name, const Arguments& arguments) {
  const Ref self = machine.at(super).body->items[0];
  const Node definition = machine.at(super).body->node;
  std::vector<const Class*> open{machine.at(self).body->class_of.get()};
  const Class* of = nullptr;
  for (std::size_t i = 0; i < open.size() && i < 32 && !of; ++i) {
    if (open[i]->definition == definition) of = open[i];
    open.insert(open.end(), open[i]->bases.begin(), open[i]->bases.end());
  }
  const Ref found = of && !of->bases.empty() ? find_in_class(*of->bases[0], name) : hole;
  if (found != hole) {
    Arguments with_self = arguments;
    with_self.positional.insert(with_self.positional.begin(), self);
    return machine.call(found, with_self);
  }
  if (name != "__init__" || !of || !arguments.certain) return machine.call_unknown(self, arguments);
  Object& object = machine.edit(self);
  if (exception_bytes(machine.python(), of->builtin_base) > 0) {
    object.body->items = {machine.sequence(Sort::tuple, arguments.positional)};
    object.tainted = false;
    return machine.none();
  }
  return of->builtin_base.empty() ? machine.none() : machine.call_unknown(self, arguments);
}

Ref keyword_defaults(Machine& machine, const std::vector<std::string>& names,
                     const std::vector<Ref>& values) {
  const Ref dict = dict_new(machine, names.size() > 5 ? machine.model().dict_display(names.size()) : 0, true);
  for (std::size_t i = 0; i < names.size(); ++i)
    dict_insert(machine, dict, machine.constant(machine.text(Sort::str, wide(names[i]))), values[i]);
  return dict;
}

Ref closure_of(Machine& machine, Node function) {
  const Frame& frame = *machine.frame();
  const auto& names = *frame.block->names;
  std::vector<std::uint32_t> free;
  for (Node node : descendants(function.child(Field::body))) {
    if (!node.is(Kind::identifier)) continue;
    const std::uint32_t index = names.binding_at(node.index());
    if (index == no_binding) continue;
    const Binding& binding = names.bindings()[index];
    if (binding.scope == 0 || names.scopes()[binding.scope].kind == ScopeKind::class_) continue;
    const Node owner = frame.block->syntax->node(names.scopes()[binding.scope].node);
    const bool outside = owner != function && function.within(owner);
    if (outside && std::find(free.begin(), free.end(), index) == free.end()) free.push_back(index);
  }
  if (free.empty()) return hole;
  std::vector<Ref> cells;
  for (std::uint32_t index : free) cells.push_back(machine.cell(index));
  const Ref tuple = machine.sequence(Sort::tuple, cells);
  machine.edit(tuple).body->type = "closure";
  return tuple;
}

// One cell for a variable of a frame, however many functions share it.
Ref Machine::cell(std::uint32_t binding) {
  std::shared_ptr<Frame> owner = frame_;
  const std::uint32_t scope = frame_->block->names->bindings()[binding].scope;
  while (owner && owner->scope != scope) owner = owner->outer;
  for (const auto& [known, cell] : cells_) {
    if (known.first == owner.get() && known.second == binding) return cell;
  }
  const Ref made = opaque("cell", fixed_bytes(python(), "cell"));
  edit(made).body->closure = owner;
  edit(made).number = binding;
  cells_.push_back({{owner.get(), binding}, made});
  return made;
}

Ref cell_value(const Machine& machine, Ref cell) {
  const Object& object = machine.at(cell);
  if (!object.body->closure) return nothing_known;
  for (const auto& [binding, value] : object.body->closure->variables) {
    if (binding == static_cast<std::uint32_t>(object.number)) return value;
  }
  return nothing_known;
}

void annotate_function(Machine& machine, Ref function, Node node) {
  std::uint64_t count = node.child(Field::return_type) ? 1 : 0;
  for (Node child : children(node.child(Field::parameters)))
    count += child.is_any(Kind::typed_parameter, Kind::typed_default_parameter);
  if (count == 0) return;
  const int minor = machine.python().minor;
  if (minor >= 14) {
    machine.edit(function).vague = true;  // a function of its own computes them
  } else if (minor >= 10) {
    machine.edit(function).body->items.push_back(
        machine.opaque("annotations", machine.model().tuple(2 * count)));
  } else {
    machine.edit(function).body->items.push_back(
        machine.opaque("annotations", machine.model().dict(machine.model().dict_display(count), true)));
  }
}

}  // namespace perfhint::layout
