// What a call gives: of a class, a function of the module's own, a method, or anything of the library's.
#include <algorithm>

#include "analysis/facts/inference.h"
#include "analysis/facts/loops.h"

namespace perfhint {
namespace {

using enum TypeKind;

// open()'s mode, where it is a literal or left out.
std::string mode_of(const Call& call, std::size_t position) {
  Node mode = call.positional.size() > position ? call.positional[position] : Node();
  for (const Call::Keyword& keyword : call.keywords) {
    if (keyword.name == "mode") mode = keyword.value;
  }
  if (call.splats) return "?";
  if (!mode) return "r";
  return read_string(mode).value.value_or("?");
}

Type opened(const Call& call, std::size_t position) {
  const std::string mode = mode_of(call, position);
  if (mode == "?") return {};
  return mode.find('b') == std::string::npos ? text_file : binary_file;
}

// Match.group and Match.groups: the whole match is there, a group may not be.
Type matched(const Call& call, bool groups, const Type& text) {
  const bool nothing_given = call.positional.empty() && call.keywords.empty() && !call.splats;
  if (groups) return nothing_given ? container_of(tuple, join(text, none)) : tuple;
  if (call.splats || call.positional.size() > 1) return {};
  const bool whole = nothing_given || integer_value(call.sole_argument()) == 0;
  return whole ? text : join(text, none);
}

bool has_keyword(const Call& call, std::string_view name) {
  return std::any_of(call.keywords.begin(), call.keywords.end(),
                     [&](const Call::Keyword& one) { return one.name == name; });
}

// subprocess.run(..., text=True): what it gives is text.
bool asks_for_text(const Call& call) {
  for (const Call::Keyword& one : call.keywords) {
    if (one.name == "encoding" || one.name == "errors") return true;
    if ((one.name == "text" || one.name == "universal_newlines") && one.value.is(Kind::true_literal))
      return true;
  }
  return false;
}

bool asks_for_bytes(const Call& call) {
  return !call.splats && !has_keyword(call, "text") && !has_keyword(call, "universal_newlines") &&
         !has_keyword(call, "encoding") && !has_keyword(call, "errors");
}

}  // namespace

CallTypes Inference::types_of(const Call& call, int depth) const {
  CallTypes types;
  types.nothing_given = call.positional.empty() && call.keywords.empty() && !call.splats && !call.generator;
  types.by_keyword = !call.keywords.empty() || call.splats;
  if (call.splats) return types;
  if (call.generator) types.arguments.push_back(type(call.generator, depth + 1));
  for (Node argument : call.positional) types.arguments.push_back(type(argument, depth + 1));
  return types;
}

Type Inference::element_of_argument(const Call& call, std::size_t position, int depth) const {
  if (call.generator) return position == 0 ? type(call.generator, depth + 1).element_type() : Type();
  if (call.splats || position >= call.positional.size()) return {};
  return iterated(type(call.positional[position], depth + 1), depth);
}

Type Inference::argument_type(const Call& call, std::size_t position, std::string_view keyword,
                              int depth) const {
  for (const Call::Keyword& one : call.keywords) {
    if (one.name == keyword) return type(one.value, depth + 1);
  }
  if (call.splats || position >= call.positional.size()) return never;
  return type(call.positional[position], depth + 1);
}

Type Inference::call_type(Node node, int depth) const {
  const Call call = read_call(node);
  const std::string qualified = qualified_name(call.function);
  if (!qualified.empty()) {
    if (call.function.is(Kind::identifier) && is_builtin(call.function)) {
      return builtin_call(qualified, call, depth);
    }
    if (const Type given = library_call(qualified, call, depth); given || !given.arguments().empty())
      return given;
  }
  if (const MethodCall method = read_method_call(node)) {
    const bool of_module = type(method.object, depth + 1).is(module);
    if (!of_module) return method_call_type(method, depth);
  }
  const Type called = type(call.function, depth + 1);
  if (called.is(never)) return never;
  // Color("red") is a member, Enum("Color", names) a class.
  const bool may_make_class = call.positional.size() > 1 || !call.keywords.empty() || call.splats;
  if (called.is(class_) && may_make_class && is_enum(called)) return class_;
  if (called.is(function)) return called.result_type();
  return called.is(class_) ? instance_of_class(called) : Type();
}

// By qualified name, imports followed.
Type Inference::library_call(std::string_view qualified, const Call& call, int depth) const {
  if (qualified == "io.open" || qualified == "codecs.open" || qualified == "gzip.open" ||
      qualified == "bz2.open" || qualified == "lzma.open") {
    return qualified == "io.open" ? opened(call, 1) : Type();
  }
  if (qualified.starts_with("collections.")) {
    if (const Type made = container_call(qualified, call, depth); !made.is(never)) return made;
  }
  if (qualified.starts_with("itertools.")) {
    if (const Type made = iterating_call(qualified, call, depth); !made.is(never)) return made;
  }
  const bool runs = qualified == "subprocess.run" || qualified == "subprocess.Popen";
  if (runs || qualified == "subprocess.check_output") {
    const Type output = asks_for_text(call) ? Type(str) : asks_for_bytes(call) ? Type(bytes) : Type();
    if (!runs) return output;
    return instance_of(qualified == "subprocess.run" ? "subprocess.CompletedProcess" : "subprocess.Popen",
                       {output});
  }
  if (qualified == "pandas.read_csv" || qualified == "pandas.read_sql" || qualified == "pandas.read_json") {
    const bool chunks = has_keyword(call, "chunksize") || has_keyword(call, "iterator") || call.splats;
    return chunks ? Type() : instance_of("pandas.DataFrame");
  }
  if (qualified == "dict.fromkeys") {
    const Type value = call.positional.size() > 1 ? type(call.positional[1], depth + 1) : Type(none);
    return dict_of(element_of_argument(call, 0, depth), value);
  }
  if (qualified == "heapq.nlargest" || qualified == "heapq.nsmallest")
    return container_of(list, element_of_argument(call, 1, depth));
  if (qualified == "heapq.merge" && call.positional.size() == 1)
    return container_of(iterator, element_of_argument(call, 0, depth));
  if (qualified == "random.sample" || qualified == "random.choices")
    return container_of(list, element_of_argument(call, 0, depth));
  if (qualified == "typing.cast" && call.positional.size() == 2) return annotation(call.positional[0]);
  if (qualified == "copy.copy" || qualified == "copy.deepcopy") {
    const Type given = argument_type(call, 0, "x", depth);
    return given.is(never) ? Type() : given;
  }
  if (qualified == "re.compile" && call.splats) return instance_of("re.Pattern");
  if (!find_in_library(qualified) && !find_in_library(qualified.substr(0, qualified.rfind('.')))) return {};
  if (is_library_subclass(qualified, "enum.Enum")) return class_;
  const CallTypes types = types_of(call, depth);
  return library_value(qualified, &types);
}

// Of the library's enum classes, or derived from one.
bool Inference::is_enum(const Type& object) const {
  if (is_library_subclass(object.class_name(), "enum.Enum")) return true;
  const auto is_enum_name = [](std::string_view name) {
    return name.ends_with("Enum") || name.ends_with("Flag");
  };
  const Node here = own_class_node(object.class_name());
  for (Node base : children(here.child(Field::superclasses))) {
    if (is_enum_name(base.text())) return true;
  }
  const bool mentioned = names_.find(0, object.class_name()) != no_binding;
  const ModuleEntry* entry = !here && mentioned && module_ ? module_->find(object.class_name()) : nullptr;
  if (!entry || !entry->shape) return false;
  return std::any_of(entry->shape->bases.begin(), entry->shape->bases.end(), is_enum_name);
}

Type Inference::method_call_type(const MethodCall& method, int depth) const {
  const Node object = method.object;
  // super().method()
  if (object.is(Kind::call) && object.child(Field::function).text() == "super") {
    const Node owner = enclosing_class(object);
    return owner ? base_member(owner, method.method, depth + 1).result_type() : Type();
  }
  const std::string_view self = self_of(object);
  if (!self.empty() && object.text() == self) {
    const Type own = own_member(enclosing_class(object), method.method, depth + 1);
    if (own.is(function) && !own.arguments().empty()) return own.result_type();
    if (own.is(function)) return base_call(enclosing_class(object), method, depth);
    if (own.is(class_)) return instance_of_class(own);
    if (own) return {};
  }
  const Type receiver = type(object, depth + 1);
  if (receiver.is(never)) return never;
  if (!receiver.members().empty()) {
    Type joined = never;
    for (const Type& one : receiver.members()) {
      if (!one.is(none)) joined = join(joined, special_method(one, method, depth));
    }
    return joined.is(never) ? Type() : joined;
  }
  return special_method(receiver, method, depth);
}

// A method of one type: what depends on its arguments in ways that the table does not tell comes first.
Type Inference::special_method(const Type& receiver, const MethodCall& method, int depth) const {
  const std::string_view name = method.method;
  if (receiver.is(dict)) {
    if (const Type given = dict_method(receiver, method, depth); !given.is(never)) return given;
  }
  if ((receiver.is(list) || receiver.is(set) || receiver.is(deque)) && name == "copy") return receiver;
  if ((receiver.is(set) || receiver.is(frozenset)) && (name == "union" || name == "symmetric_difference")) {
    Type element = receiver.element_type();
    if (method.call.splats) element = {};
    for (std::size_t i = 0; i < method.call.positional.size(); ++i) {
      element = join(element, element_of_argument(method.call, i, depth));
    }
    return container_of(receiver.kind, element);
  }
  if (receiver.is_instance_of("re.Match") && (name == "group" || name == "groups")) {
    const Type text = receiver.arguments().empty() ? Type() : receiver.arguments()[0];
    return matched(method.call, name == "groups", text);
  }
  if (name == "open" && is_library_subclass(receiver.class_name(), "pathlib.Path"))
    return opened(method.call, 0);
  if (receiver.is(instance) && receiver.detail && receiver.detail->own) {
    const Type own = member_type(receiver, name, depth + 1);
    if (own.is(function) && own.arguments().empty())
      return base_call(own_class_node(receiver.class_name()), method, depth);
    return own.is(function) ? own.result_type() : own.is(class_) ? instance_of_class(own) : Type();
  }
  if (receiver.is(class_)) {
    const Type own = member_type(receiver, name, depth + 1);
    if (own.is(function) && !own.arguments().empty()) return own.result_type();
  }
  if (!receiver && receiver.class_name().empty()) {
    // Methods whose name alone tells the result: no class of the library disagrees, and others hardly do.
    return name == "readlines" || name == "splitlines" ? list : unknown;
  }
  const CallTypes types = types_of(method.call, depth);
  return library_member(receiver, name, &types);
}

// A method that a class of this block has from a class of the library.
Type Inference::base_call(Node class_definition, const MethodCall& method, int depth) const {
  for (Node base : children(class_definition.child(Field::superclasses))) {
    const Type object = base.is(Kind::keyword_argument) ? Type() : type(base, depth + 1);
    if (!object.is(class_) || !object.detail || object.detail->own) continue;
    const CallTypes types = types_of(method.call, depth);
    return library_member(instance_of_class(object), method.method, &types);
  }
  return {};
}

Type Inference::dict_method(const Type& receiver, const MethodCall& method, int depth) const {
  const std::string_view name = method.method;
  const Type value = receiver.value_type();
  const bool defaulted = method.call.positional.size() > 1 || !method.call.keywords.empty();
  if (name == "get" || name == "setdefault") {
    if (method.call.splats) return {};
    return join(value, defaulted ? argument_type(method.call, 1, "default", depth) : Type(none));
  }
  if (name == "pop") {
    if (method.call.splats) return {};
    return defaulted ? join(value, argument_type(method.call, 1, "default", depth)) : value;
  }
  if (name == "copy") return receiver;
  if (name == "keys") return container_of(dict_view, receiver.element_type());
  if (name == "values") return container_of(dict_view, value);
  if (name == "items") return container_of(dict_view, tuple_of({receiver.element_type(), value}));
  if (name == "popitem") return tuple_of({receiver.element_type(), value});
  if (name == "most_common") return container_of(list, tuple_of({receiver.element_type(), value}));
  if (name == "elements") return container_of(iterator, receiver.element_type());
  if (name == "fromkeys")
    return dict_of(element_of_argument(method.call, 0, depth),
                   defaulted ? argument_type(method.call, 1, "value", depth) : Type(none));
  return never;
}

}  // namespace perfhint
