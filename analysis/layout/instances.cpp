// Instances: made by calling a class, read and written by attribute.
#include <algorithm>

#include "analysis/layout/classes.h"
#include "analysis/layout/growth.h"
#include "analysis/layout/library.h"

namespace perfhint::layout {
namespace {

Ref new_instance(Machine& machine, Ref class_) {
  const Ref made = machine.make(Sort::instance);
  machine.edit(made).body->class_of = machine.at(class_).body->class_of;
  return made;
}

Ref unknown_instance(Machine& machine, const Arguments& arguments) {
  machine.taint_all(arguments);
  return nothing_known;
}

struct Field_ {
  const Class* of;
  std::string name;
  Node fallback;
};

// Of the class and its bases, the deepest base first; a field named again keeps its place.
std::vector<Field_> all_fields(const Class& start) {
  std::vector<const Class*> order{&start};
  for (std::size_t i = 0; i < order.size() && i < 32; ++i)
    order.insert(order.end(), order[i]->bases.begin(), order[i]->bases.end());
  std::vector<Field_> fields;
  for (std::size_t i = order.size(); i-- > 0;) {
    for (const auto& [name, fallback] : order[i]->fields) {
      const auto known = std::find_if(fields.begin(), fields.end(),
                                      [&field = name](const Field_& f) { return f.name == field; });
      if (known == fields.end())
        fields.push_back({order[i], name, fallback});
      else
        *known = {order[i], name, fallback};
    }
  }
  return fields;
}

// field(default_factory=list) makes one anew; any other default is the class's own.
Ref default_of(Machine& machine, const Field_& field) {
  const Node fallback = field.fallback;
  if (!fallback) return hole;
  const Call call = read_call(fallback);
  if (!call || !call.function.text().ends_with("field")) return find_in_class(*field.of, field.name);
  for (const Call::Keyword& keyword : call.keywords) {
    const bool factory = keyword.name == "default_factory";
    if (!factory && keyword.name != "default") continue;
    const Ref value = machine.evaluate_in(*field.of, keyword.value);
    return factory ? machine.call(value, {}) : value;
  }
  return hole;
}

// The value for each field; none: a value is missing or left over.
std::optional<std::vector<Ref>> field_values(Machine& machine, const std::vector<Field_>& fields,
                                             const Arguments& arguments) {
  if (!arguments.certain || arguments.positional.size() > fields.size()) return std::nullopt;
  std::vector<Ref> values;
  std::size_t keywords = 0;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    Ref value = i < arguments.positional.size() ? arguments.positional[i] : arguments.keyword(fields[i].name);
    keywords += arguments.keyword(fields[i].name) != hole;
    if (value == hole) value = default_of(machine, fields[i]);
    if (value == hole) return std::nullopt;
    values.push_back(value);
  }
  return keywords == arguments.keywords.size() ? std::optional(values) : std::nullopt;
}

}  // namespace

Ref Machine::evaluate_in(const Class& of, Node node) {
  auto inner = std::make_shared<Frame>();
  inner->block = of.block;
  inner->scope = 0;
  const auto caller = std::exchange(frame_, std::move(inner));
  const Ref value = evaluate(node);
  frame_ = caller;
  return value;
}

Ref make_dataclass_instance(Machine& machine, Ref class_, const Arguments& arguments) {
  const Class& of = *machine.at(class_).body->class_of;
  const auto fields = all_fields(of);
  const auto values = field_values(machine, fields, arguments);
  if (!values) return unknown_instance(machine, arguments);
  const Ref made = new_instance(machine, class_);
  for (std::size_t i = 0; i < fields.size(); ++i) set_attribute(machine, made, fields[i].name, (*values)[i]);
  if (const Ref after = find_in_class(of, "__post_init__"); after != hole) {
    Arguments self;
    self.positional = {made};
    machine.call(after, self);
  }
  return made;
}

Ref make_tuple_instance(Machine& machine, Ref class_, const Arguments& arguments) {
  const auto values = field_values(machine, all_fields(*machine.at(class_).body->class_of), arguments);
  if (!values) return unknown_instance(machine, arguments);
  const Ref made = machine.make(Sort::tuple);
  machine.edit(made).body->items = *values;
  machine.edit(made).body->class_of = machine.at(class_).body->class_of;
  return made;
}

Ref make_builtin_instance(Machine& machine, Ref class_, const Arguments& arguments) {
  const auto of = machine.at(class_).body->class_of;
  const std::string& base = of->builtin_base;
  const bool custom = find_in_class(*of, "__init__") != hole;
  const bool exception = exception_bytes(machine.python(), base) > 0;
  if (custom && !exception) return unknown_instance(machine, arguments);
  const Ref plain =
      exception ? make_exception(machine, base, arguments) : construct(machine, base, arguments);
  if (plain == hole || plain == nothing_known || machine.at(plain).vague)
    return unknown_instance(machine, arguments);
  // A copy, for what was made may be shared or an argument itself.
  const Object& from = machine.at(plain);
  const Ref made = machine.make(from.sort);
  Object& object = machine.edit(made);
  object.number = from.number;
  object.real = from.real;
  object.tainted = from.tainted;
  if (!object.body) object.body = std::make_unique<Body>();
  if (from.body) *object.body = *from.body;
  object.body->class_of = of;
  if (custom) {
    object.body->items.clear();  // its args are what it passes to super().__init__
    object.tainted = true;
    Arguments with_self = arguments;
    with_self.positional.insert(with_self.positional.begin(), made);
    machine.call(find_in_class(*of, "__init__"), with_self);
  }
  return made;
}

Ref Machine::instantiate(Ref class_, const Arguments& arguments, Node node) {
  (void)node;
  const Class& of = *at(class_).body->class_of;
  if (of.typed_dict) return construct(*this, "dict", arguments);
  if (!of.known || of.enumeration) return unknown_instance(*this, arguments);
  if (of.named_tuple) return make_tuple_instance(*this, class_, arguments);
  if (!of.builtin_base.empty()) return make_builtin_instance(*this, class_, arguments);
  const Ref init = find_in_class(of, "__init__");
  if (of.dataclass && init == hole) return make_dataclass_instance(*this, class_, arguments);
  const Ref made = new_instance(*this, class_);
  if (init == hole) {
    if (!arguments.positional.empty() || !arguments.keywords.empty()) stop();
    return made;
  }
  Arguments with_self = arguments;
  with_self.positional.insert(with_self.positional.begin(), made);
  if (at(init).sort != Sort::function) taint(made);
  call(init, with_self);
  return made;
}

bool set_attribute(Machine& machine, Ref ref, std::string_view name, Ref value) {
  Object& object = machine.edit(ref);
  if (object.sort == Sort::class_) {
    object.body->class_of->known = false;
    object.body->class_of->why = "its attributes are assigned anew";
  }
  const bool exception = object.sort == Sort::opaque && object.body->class_of;
  if (object.sort != Sort::instance && !exception) {
    machine.taint(ref);
    machine.taint(value);
    return false;
  }
  Body& body = *object.body;
  const Class& of = *body.class_of;
  const Ref known = find_in_class(of, name);
  const bool field =
      std::any_of(of.fields.begin(), of.fields.end(), [&](const auto& one) { return one.first == name; });
  if (known != hole && !field && machine.at(known).sort == Sort::unknown) {
    machine.taint(ref);  // a property, perhaps
    machine.taint(value);
    return false;
  }
  for (std::size_t i = 0; i < body.attributes.size(); ++i) {
    if (body.attributes[i] == name) {
      body.values[i] = value;
      return true;
    }
  }
  body.attributes.emplace_back(name);
  body.values.push_back(value);
  body.used = std::max<std::uint64_t>(body.used, body.attributes.size());
  return true;
}

void delete_attribute(Machine& machine, Ref ref, std::string_view name) {
  Object& object = machine.edit(ref);
  if (object.sort != Sort::instance) return machine.taint(ref);
  Body& body = *object.body;
  const auto at = std::find(body.attributes.begin(), body.attributes.end(), name);
  if (at == body.attributes.end()) return machine.taint(ref);
  body.values.erase(body.values.begin() + (at - body.attributes.begin()));
  body.attributes.erase(at);
  body.str_keys = false;  // its __dict__, if it has one, shares no keys any more
}

namespace {

// The __dict__ of an instance, as asking for it makes it.
Ref dict_of_instance(Machine& machine, Ref ref) {
  Object& object = machine.edit(ref);
  const Class& of = *object.body->class_of;
  if (object.tainted || !of.has_dict || object.sort != Sort::instance) return nothing_known;
  const Model& model = machine.model();
  std::vector<Ref> values;
  for (std::size_t i = 0; i < object.body->attributes.size(); ++i) {
    const auto& name = object.body->attributes[i];
    bool slot = false;
    for (const std::string& own : of.slots) slot |= own == name;
    if (!slot) values.push_back(object.body->values[i]);
  }
  object.body->many = true;  // its __dict__ exists from now on
  const Ref made =
      machine.opaque("dict", model.attribute_dict(static_cast<std::uint32_t>(values.size())), values);
  machine.edit(made).body->values = {ref};  // whose it is
  return made;
}

}  // namespace

namespace {

// What stands in a class for all to see, and to change, is known only where it cannot change.
Ref class_attribute(Machine& machine, const Class& of, Ref found) {
  const Object& object = machine.at(found);
  if (object.sort == Sort::function || object.sort == Sort::builtin) return found;
  if (!object.before && !of.changed) return found;
  const bool fixed = object.sort == Sort::str || object.sort == Sort::bytes || object.sort == Sort::integer ||
                     object.sort == Sort::floating || object.sort == Sort::boolean ||
                     object.sort == Sort::none;
  if (fixed && !of.changed) return found;
  const Ref unknown = machine.make(Sort::unknown);
  machine.edit(unknown).before = true;
  return unknown;
}

}  // namespace

Ref Machine::attribute(Ref ref, std::string_view name) {
  const Object& object = at(ref);
  if (object.sort == Sort::module) return module_attribute(*this, object.body->type, name);
  if (object.sort == Sort::builtin) return module_attribute(*this, object.body->type, name);
  if (object.sort == Sort::class_) {
    const Class& of = *object.body->class_of;
    if (!of.known) return nothing_known;
    if (of.enumeration) return enum_member(*this, ref, name);
    const Ref found = find_in_class(of, name);
    if (found != hole) return class_attribute(*this, of, found);
    if (of.named_tuple && name == "_make") return nothing_known;
    return nothing_known;
  }
  if (object.sort == Sort::function && name == "__closure__" && !object.tainted) {
    for (Ref part : object.body->items) {
      if (at(part).sort == Sort::tuple && at(part).body->type == "closure") return part;
    }
    return none();
  }
  if (object.body && object.body->class_of) {
    const Class& of = *object.body->class_of;
    if (name == "__dict__") return dict_of_instance(*this, ref);
    if (object.tainted) return nothing_known;
    for (std::size_t i = 0; i < object.body->attributes.size(); ++i) {
      if (object.body->attributes[i] == name) return object.body->values[i];
    }
    if (of.named_tuple && object.sort == Sort::tuple) {
      const auto fields = all_fields(of);
      for (std::size_t i = 0; i < fields.size(); ++i) {
        if (fields[i].name == name) return object.body->items[i];
      }
    }
    if (of.enumeration && (name == "value" || name == "name"))
      return object.body->values.empty() ? nothing_known : object.body->values[name == "value" ? 0 : 1];
    const Ref found = find_in_class(of, name);
    if (found == hole) return method_of(*this, ref, name);
    if (at(found).sort != Sort::function) return class_attribute(*this, of, found);
    const Ref method = make(Sort::method);
    edit(method).body->items = {ref, found};
    return method;
  }
  return method_of(*this, ref, name);
}

}  // namespace perfhint::layout
