// What builtins, constructors and methods return, and what annotations say.
#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

#include "analysis/facts/inference.h"

namespace perfhint {
namespace {

using enum TypeKind;

struct Return {
  std::string_view name;
  TypeKind kind, element = unknown;
};

// By qualified name, sorted. Constructors that take an iterable get its element kind from their argument.
constexpr std::array returns{
    Return{"Counter", unknown},
    Return{"ascii", str},
    Return{"bin", str},
    Return{"bool", boolean},
    Return{"bytearray", bytearray},
    Return{"bytes", bytes},
    Return{"chr", str},
    Return{"collections.Counter", dict},
    Return{"collections.OrderedDict", dict},
    Return{"collections.defaultdict", dict},
    Return{"collections.deque", deque},
    Return{"complex", complex},
    Return{"dict", dict},
    Return{"enumerate", iterator},
    Return{"filter", iterator},
    Return{"float", floating},
    Return{"format", str},
    Return{"frozenset", frozenset},
    Return{"hash", integer},
    Return{"hex", str},
    Return{"id", integer},
    Return{"input", str},
    Return{"int", integer},
    Return{"iter", iterator},
    Return{"len", integer},
    Return{"list", list},
    Return{"map", iterator},
    Return{"oct", str},
    Return{"ord", integer},
    Return{"os.listdir", list},
    Return{"range", range},
    Return{"re.findall", list},
    Return{"re.split", list},
    Return{"re.sub", str},
    Return{"repr", str},
    Return{"reversed", iterator},
    Return{"set", set},
    Return{"sorted", list},
    Return{"str", str},
    Return{"tuple", tuple},
    Return{"zip", iterator},
};

struct MethodReturn {
  TypeKind receiver;
  std::string_view method;
  TypeKind kind, element = unknown;
};

constexpr std::array method_returns{
    MethodReturn{bytes, "decode", str},
    MethodReturn{bytes, "join", bytes},
    MethodReturn{bytes, "split", list, bytes},
    MethodReturn{bytes, "strip", bytes},
    MethodReturn{dict, "copy", dict},
    MethodReturn{dict, "items", dict_view},
    MethodReturn{dict, "keys", dict_view},
    MethodReturn{dict, "values", dict_view},
    MethodReturn{list, "copy", list},
    MethodReturn{list, "count", integer},
    MethodReturn{list, "index", integer},
    MethodReturn{set, "copy", set},
    MethodReturn{set, "difference", set},
    MethodReturn{set, "intersection", set},
    MethodReturn{set, "union", set},
    MethodReturn{str, "capitalize", str},
    MethodReturn{str, "center", str},
    MethodReturn{str, "count", integer},
    MethodReturn{str, "encode", bytes},
    MethodReturn{str, "endswith", boolean},
    MethodReturn{str, "expandtabs", str},
    MethodReturn{str, "find", integer},
    MethodReturn{str, "format", str},
    MethodReturn{str, "isdigit", boolean},
    MethodReturn{str, "join", str},
    MethodReturn{str, "ljust", str},
    MethodReturn{str, "lower", str},
    MethodReturn{str, "lstrip", str},
    MethodReturn{str, "replace", str},
    MethodReturn{str, "rfind", integer},
    MethodReturn{str, "rjust", str},
    MethodReturn{str, "rsplit", list, str},
    MethodReturn{str, "rstrip", str},
    MethodReturn{str, "split", list, str},
    MethodReturn{str, "splitlines", list, str},
    MethodReturn{str, "startswith", boolean},
    MethodReturn{str, "strip", str},
    MethodReturn{str, "title", str},
    MethodReturn{str, "upper", str},
    MethodReturn{str, "zfill", str},
    MethodReturn{text_file, "read", str},
    MethodReturn{text_file, "readline", str},
    MethodReturn{text_file, "readlines", list, str},
    MethodReturn{binary_file, "read", bytes},
    MethodReturn{binary_file, "readline", bytes},
    MethodReturn{binary_file, "readlines", list, bytes},
};

// Methods whose name alone tells the result, whatever the receiver: no builtin type disagrees, and others
// hardly do.
constexpr std::array by_name_alone{
    MethodReturn{unknown, "readlines", list},
    MethodReturn{unknown, "splitlines", list},
};

bool takes_iterable(TypeKind kind) {
  return kind == list || kind == tuple || kind == set || kind == frozenset || kind == deque ||
         kind == iterator;
}

TypeKind open_kind(const Call& call) {
  Node mode = call.positional.size() > 1 ? call.positional[1] : Node();
  for (const Call::Keyword& keyword : call.keywords) {
    if (keyword.name == "mode") mode = keyword.value;
  }
  if (call.splats) return unknown;
  if (!mode) return text_file;
  const auto literal = read_string(mode);
  if (!literal.value) return unknown;
  return literal.value->find('b') == std::string::npos ? text_file : binary_file;
}

}  // namespace

Type Inference::call_type(Node node, int depth) const {
  const Call call = read_call(node);
  const std::string qualified = qualified_name(call.function);
  if (!qualified.empty()) {
    const Type constructed = constructed_type(qualified, call, depth);
    if (constructed) return constructed;
  }
  const MethodCall method = read_method_call(node);
  if (method) return method_type(type(method.object, depth + 1), method, depth);
  if (call.function.is(Kind::identifier) && type(call.function, depth + 1).is(class_))
    return {instance, {}, {}};
  return {};
}

Type Inference::constructed_type(std::string_view qualified, const Call& call, int depth) const {
  if (qualified == "open" || qualified == "io.open") return {open_kind(call), {}, {}};
  if (qualified == "abs" || qualified == "round") return {};
  const auto at = std::lower_bound(returns.begin(), returns.end(), qualified,
                                   [](const Return& row, std::string_view name) { return row.name < name; });
  if (at == returns.end() || at->name != qualified) return {};
  Type result{at->kind, at->element, {}};
  if (!takes_iterable(at->kind)) return result;
  if (qualified == "map" || qualified == "zip" || qualified == "enumerate") {
    if (qualified != "map") result.element = tuple;
    const std::string mapper =
        qualified == "map" && !call.positional.empty() ? qualified_name(call.positional[0]) : "";
    if (mapper == "str" || mapper == "int" || mapper == "float")
      result.element = constructed_type(mapper, Call(), depth).kind;
    return result;
  }
  if (call.generator)
    result.element = type(call.generator, depth + 1).element;
  else if (!call.positional.empty())
    result.element = element_of_iterable(call.positional.back(), depth);
  return result;
}

Type Inference::method_type(Type receiver, const MethodCall& method, int) const {
  for (const MethodReturn& row : method_returns) {
    if (row.receiver != receiver.kind || row.method != method.method) continue;
    Type result{row.kind, row.element, {}};
    if (method.method == "copy") return receiver;
    if (receiver.is(dict) && method.method == "keys") result.element = receiver.element;
    if (receiver.is(dict) && method.method == "values") result.element = receiver.value;
    if (receiver.is(set)) result.element = receiver.element;
    return result;
  }
  if (receiver) return {};
  for (const MethodReturn& row : by_name_alone) {
    if (row.method == method.method) return {row.kind, row.element, {}};
  }
  return {};
}

// --- annotations ---

namespace {

// `list[int]`, `List[str]`, `dict[str, int]`, `str`, in quotes or not; Unknown for unions and all else.
class AnnotationReader {
 public:
  explicit AnnotationReader(std::string_view text) : text_(text) {}

  Type read() {
    const Type type = read_one(0);
    skip_spaces();
    return at_ == text_.size() ? type : Type{};
  }

 private:
  void skip_spaces() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t')) ++at_;
  }

  Type read_one(int depth) {
    skip_spaces();
    const std::size_t begin = at_;
    while (at_ < text_.size() &&
           (std::isalnum(static_cast<unsigned char>(text_[at_])) || text_[at_] == '_' || text_[at_] == '.'))
      ++at_;
    Type type = named(text_.substr(begin, at_ - begin));
    skip_spaces();
    if (at_ == text_.size() || text_[at_] != '[' || depth > 4) return type;
    ++at_;
    std::array<Type, 2> arguments{};
    std::size_t count = 0;
    for (;;) {
      const Type argument = read_one(depth + 1);
      if (count < 2) arguments[count] = argument;
      ++count;
      skip_spaces();
      if (at_ < text_.size() && text_[at_] == ',') {
        ++at_;
        continue;
      }
      if (at_ < text_.size() && text_[at_] == ']') {
        ++at_;
        break;
      }
      at_ = text_.size() + 1;  // not understood: read() sees that the end was not met
      return {};
    }
    if (!type) return {};
    if (type.is(tuple) && count > 1 && arguments[0].kind != arguments[1].kind) return type;
    type.element = arguments[0].kind;
    if (type.is(dict)) type.value = arguments[1].kind;
    return type;
  }

  static Type named(std::string_view name) {
    if (name.starts_with("typing.")) name.remove_prefix(7);
    if (name.starts_with("collections.")) name.remove_prefix(12);
    static constexpr std::array<std::pair<std::string_view, TypeKind>, 24> names{{{"list", list},
                                                                                  {"List", list},
                                                                                  {"tuple", tuple},
                                                                                  {"Tuple", tuple},
                                                                                  {"set", set},
                                                                                  {"Set", set},
                                                                                  {"frozenset", frozenset},
                                                                                  {"FrozenSet", frozenset},
                                                                                  {"dict", dict},
                                                                                  {"Dict", dict},
                                                                                  {"str", str},
                                                                                  {"bytes", bytes},
                                                                                  {"bytearray", bytearray},
                                                                                  {"int", integer},
                                                                                  {"float", floating},
                                                                                  {"bool", boolean},
                                                                                  {"complex", complex},
                                                                                  {"deque", deque},
                                                                                  {"Deque", deque},
                                                                                  {"range", range},
                                                                                  {"DefaultDict", dict},
                                                                                  {"defaultdict", dict},
                                                                                  {"OrderedDict", dict},
                                                                                  {"None", none}}};
    for (const auto& [known, kind] : names) {
      if (known == name) return {kind, {}, {}};
    }
    return {};
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

Type Inference::annotation(Node node) const {
  for (Node child : descendants(node)) {
    // A name of the module's own that is called list, str, ... is not the builtin.
    if (!child.is(Kind::identifier)) continue;
    const std::uint32_t binding = names_.binding_at(child.index());
    if (binding == no_binding) continue;
    for (const Definition& definition : names_.bindings()[binding].definitions) {
      const bool import =
          definition.kind == DefinitionKind::import || definition.kind == DefinitionKind::import_from;
      if (!import) return {};
    }
  }
  std::string_view text = node.text();
  if (text.size() >= 2 && (text.front() == '"' || text.front() == '\'') && text.back() == text.front()) {
    text = text.substr(1, text.size() - 2);
  }
  // A float annotation admits ints, and an int one bools; both stay numbers.
  return AnnotationReader(text).read();
}

}  // namespace perfhint
