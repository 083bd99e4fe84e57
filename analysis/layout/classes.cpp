// Class bodies, and what decides the layout of their instances.
#include "analysis/layout/classes.h"

#include <algorithm>

#include "analysis/layout/growth.h"
#include "analysis/layout/library.h"

namespace perfhint::layout {
namespace {

bool is_any_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

void read_slots(Machine& machine, Class& made, Ref value) {
  made.has_slots = true;
  std::vector<Ref> items{value};
  if (machine.at(value).sort != Sort::str) {
    const auto listed = machine.iterate(value);
    if (!listed) {
      made.known = false;
      made.why = "its __slots__ are computed";
      return;
    }
    items = *listed;
  }
  for (Ref item : items) {
    const Object& object = machine.at(item);
    if (object.sort != Sort::str || object.vague) {
      made.known = false;
      return;
    }
    std::string name(object.body->text.begin(), object.body->text.end());
    if (name == "__weakref__")
      made.weakref_slot = true;
    else if (name == "__dict__")
      made.dict_slot = true;
    else
      made.slots.push_back(std::move(name));
  }
}

void read_dataclass(Machine& machine, Class& made, Node decorator) {
  made.dataclass = true;
  const Call call = read_call(decorator);
  bool slots = false, weakref = false;
  for (const Call::Keyword& keyword : call.keywords) {
    const auto value = machine.truth(machine.evaluate(keyword.value));
    if (!value || (keyword.name == "init" && !*value)) made.known = false;
    slots |= keyword.name == "slots" && value == true;
    weakref |= keyword.name == "weakref_slot" && value == true;
    if (keyword.name == "kw_only") made.known = made.known && value == false;
    if (keyword.name == "eq" && value == false) continue;
  }
  made.hashes_by_identity = false;  // dataclasses compare by value
  if (!slots || machine.python().minor < 10) return;
  made.has_slots = true;
  made.weakref_slot |= weakref;
  for (const auto& [name, fallback] : made.fields) made.slots.push_back(name);
  // 3.10 gives a slot to inherited fields once more.
  for (const Class* base : made.bases) {
    if (machine.python().minor > 10) break;
    for (const auto& [name, fallback] : base->fields) made.slots.push_back(name);
  }
}

// What a base of the builtins or the library makes of the class.
void read_builtin_base(Class& made, std::string_view name) {
  if (is_any_of(name, {"object", "abc.ABC", "typing.Generic"})) return;
  if (name == "typing.NamedTuple") {
    made.named_tuple = true;
  } else if (name == "typing.TypedDict") {
    made.typed_dict = true;
  } else if (name.starts_with("enum.")) {
    made.enumeration = true;
    if (name == "enum.IntEnum" || name == "enum.IntFlag") made.builtin_base = "int";
    if (name == "enum.StrEnum") made.builtin_base = "str";
  } else if (is_any_of(name, {"list", "dict", "set", "tuple", "str", "bytes", "int", "float", "frozenset"}) ||
             name.ends_with("Error") || name.ends_with("Exception") || name == "Warning") {
    if (!made.builtin_base.empty()) made.known = false;
    made.builtin_base = name;
  } else {
    made.known = false;
    made.why = "its base `" + std::string(name) + "` is not laid out here";
  }
}

void read_bases(Machine& machine, Class& made, Node superclasses) {
  for (Node base : children(superclasses)) {
    if (base.is(Kind::keyword_argument)) {
      made.known = made.known && (made.typed_dict || base.child(Field::name).text() == "total");
      if (!made.known) made.why = "it has a metaclass or keyword of its own";
      continue;
    }
    const bool generic = base.is(Kind::subscript);
    const Ref value = machine.evaluate(generic ? base.child(Field::value) : base);
    const Object& object = machine.at(value);
    if (object.sort == Sort::builtin) {
      read_builtin_base(made, object.body->type);
    } else if (object.sort == Sort::class_) {
      const Class& parent = *object.body->class_of;
      made.bases.push_back(&parent);
      made.known = made.known && parent.known && !parent.enumeration;
      if (made.why.empty()) made.why = parent.why;
      if (!parent.builtin_base.empty()) made.builtin_base = parent.builtin_base;
      made.named_tuple |= parent.named_tuple;
      made.hashes_by_identity = made.hashes_by_identity && parent.hashes_by_identity;
    } else {
      made.known = false;
      made.why = "its base `" + std::string(base.text().substr(0, 40)) + "` is not known";
    }
  }
}

void settle_layout(Class& made) {
  const bool tuple = made.named_tuple && made.bases.empty();
  made.has_dict = made.has_weakref = !made.has_slots && !tuple;
  made.has_dict |= made.dict_slot;
  made.has_weakref |= made.weakref_slot;
  made.all_slots = static_cast<std::uint32_t>(made.slots.size());
  for (const Class* base : made.bases) {
    made.has_dict |= base->has_dict;
    made.has_weakref |= base->has_weakref;
    made.all_slots += base->all_slots;
  }
  // Two bases with slots cannot be, and with several bases the layout is the largest of them.
  int laid_out = 0;
  for (const Class* base : made.bases) laid_out += base->all_slots > 0 || !base->builtin_base.empty();
  if (laid_out > 1) made.known = false, made.why = "several of its bases have a layout of their own";
}

void read_names(Machine& machine, Class& made, const Frame& frame) {
  for (const auto& [binding, value] : frame.variables) {
    std::string name(frame.block->names->bindings()[binding].name);
    if (name == "__slots__") read_slots(machine, made, value);
    if (is_any_of(name, {"__new__", "__getattr__", "__getattribute__", "__setattr__", "__sizeof__",
                         "__class_getitem__", "__delattr__"})) {
      made.known = false;
      made.why = "it defines " + name;
    }
    if (name == "__eq__" || name == "__hash__") made.hashes_by_identity = false;
    made.names.emplace_back(std::move(name), value);
  }
}

}  // namespace

Ref Machine::class_value(Node node, const std::vector<Node>& decorators) {
  const ClassHead head = read_class(node);
  auto made = std::make_shared<Class>();
  made->name = head.name.text();
  made->block = frame_->block;
  made->definition = node;
  read_bases(*this, *made, head.superclasses);
  auto inner = std::make_shared<Frame>();
  inner->block = frame_->block;
  inner->scope = scope_of(*frame_->block, node);
  inner->outer = frame_;
  const auto caller = std::exchange(frame_, inner);
  for (Node statement : children(head.body)) {
    Node expression = statement.is(Kind::expression_statement) ? statement.named_child(0) : Node();
    const Node annotation = expression.child(Field::type);
    if (expression.is(Kind::assignment) && annotation && expression.child(Field::left).is(Kind::identifier)) {
      const std::string_view type = annotation.text();
      if (type.find("InitVar") != std::string_view::npos || type.find("KW_ONLY") != std::string_view::npos)
        made->known = false;
      if (type.find("ClassVar") == std::string_view::npos)
        made->fields.emplace_back(std::string(expression.child(Field::left).text()),
                                  expression.child(Field::right));
    }
    const bool plain =
        statement.is_any(Kind::expression_statement, Kind::function_definition, Kind::decorated_definition,
                         Kind::class_definition, Kind::pass_statement, Kind::assert_statement);
    if (!plain && !statement.extra())
      made->known = false, made->why = "its body runs code that is not followed";
    execute(statement);
  }
  frame_ = caller;
  read_names(*this, *made, *inner);
  for (Node decorator : decorators) {
    const Ref value = evaluate(decorator.is(Kind::call) ? decorator.child(Field::function) : decorator);
    const bool builtin = at(value).sort == Sort::builtin;
    if (builtin && at(value).body->type == "dataclasses.dataclass") {
      read_dataclass(*this, *made, decorator);
    } else if (!builtin || !is_any_of(at(value).body->type,
                                      {"functools.total_ordering", "enum.unique", "typing.final"})) {
      made->known = false;
      made->why = "its decorator `" + std::string(decorator.text().substr(0, 40)) + "` is not known";
    }
  }
  settle_layout(*made);
  const Ref ref = make(Sort::class_);
  edit(ref).body->class_of = std::move(made);
  return ref;
}

Ref find_in_class(const Class& start, std::string_view name) {
  std::vector<const Class*> open{&start};
  for (std::size_t i = 0; i < open.size() && i < 64; ++i) {
    for (const auto& [key, value] : open[i]->names) {
      if (key == name) return value;
    }
    open.insert(open.end(), open[i]->bases.begin(), open[i]->bases.end());
  }
  return hole;
}

std::uint32_t shared_attributes(const Class& start) {
  std::vector<std::string> names;
  std::vector<const Class*> open{&start};
  for (std::size_t i = 0; i < open.size() && i < 64; ++i) {
    open.insert(open.end(), open[i]->bases.begin(), open[i]->bases.end());
    const Node body = open[i]->definition.child(Field::body);
    for (Node node : descendants(body)) {
      const bool stored =
          node.is(Kind::attribute) && node.child(Field::object).text() == "self" &&
          (node.field() == Field::left || node.parent().is_any(Kind::pattern_list, Kind::tuple_pattern));
      if (!stored) continue;
      std::string name(node.child(Field::attribute).text());
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
    }
  }
  return static_cast<std::uint32_t>(names.size());
}

ByteCount instance_bytes(const Model& model, const Class& of) {
  return model.slotted_instance(of.all_slots, of.has_weakref, of.has_dict);
}

ByteCount subclass_bytes(const Model& model, const Class& of, Sort base) {
  const int minor = model.python.minor;
  const ByteCount slots = 8 * ByteCount{of.all_slots};
  constexpr ByteCount collector = 16;
  switch (base) {
    case Sort::list:
    case Sort::dict:
      return model.slotted_instance(of.all_slots, of.has_weakref, of.has_dict) - 32;
    case Sort::floating:
      return model.slotted_instance(of.all_slots, of.has_weakref, of.has_dict) - 32 + collector;
    case Sort::set:
    case Sort::frozenset:
      return slots + (of.has_dict ? (minor <= 10 ? 8 : 16) : 0);
    case Sort::tuple:
      return of.has_dict ? (minor <= 11 ? 8 : 16) : 0;
    case Sort::bytes:
      return collector + (of.has_dict ? (minor <= 11 ? 8 : 16) : 0);
    case Sort::integer:
      return collector + (of.has_dict && minor >= 12 ? 16 : 0);
    case Sort::str:
      return collector + (of.has_dict && minor >= 11 ? 16 : 0);
    default:
      return slots + (of.has_weakref ? (minor <= 11 ? 8 : 16) : 0);  // exceptions have a dict already
  }
}

std::shared_ptr<Class> make_named_tuple(std::string name, std::vector<std::string> fields) {
  auto made = std::make_shared<Class>();
  made->name = std::move(name);
  made->named_tuple = true;
  made->has_dict = made->has_weakref = false;
  for (std::string& field : fields) made->fields.emplace_back(std::move(field), Node());
  return made;
}

}  // namespace perfhint::layout
