#include "analysis/facts/type_reader.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "analysis/facts/library.h"

namespace perfhint {

Type TypeReader::read(std::string_view text) {
  const std::string_view outer = text_;
  const std::size_t outer_at = at_;
  text_ = text;
  at_ = 0;
  understood_ = true;
  const Type type = read_union(0);
  skip_spaces();
  const bool whole = understood_ && at_ == text_.size();
  text_ = outer;
  at_ = outer_at;
  return whole ? type : Type();
}

void TypeReader::skip_spaces() {
  while (at_ < text_.size()) {
    const char c = text_[at_];
    if (c == '#') {
      while (at_ < text_.size() && text_[at_] != '\n') ++at_;
    } else if (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\\') {
      ++at_;
    } else {
      return;
    }
  }
}

bool TypeReader::accept(char c) {
  skip_spaces();
  if (at_ >= text_.size() || text_[at_] != c) return false;
  ++at_;
  return true;
}

Type TypeReader::read_union(int depth) {
  Type joined = read_one(depth);
  while (understood_ && accept('|')) joined = join(joined, read_one(depth));
  return joined;
}

Type TypeReader::read_one(int depth) {
  skip_spaces();
  if (at_ >= text_.size() || depth > deepest) {
    understood_ = false;
    return {};
  }
  const char c = text_[at_];
  if (c == '"' || c == '\'') return read_quoted(depth);
  if (accept('(')) {
    if (accept(')')) return protocol_of("...", {});  // tuple[()]
    const Type type = read_union(depth + 1);
    understood_ = understood_ && accept(')');
    return type;
  }
  if (accept('[')) {  // the parameters of a Callable
    read_arguments(']', depth + 1);
    return {};
  }
  if (c == '?' || c == '*') {
    ++at_;
    return c == '*' ? read_one(depth + 1) : Type();
  }
  if (text_.substr(at_).starts_with("...")) {
    at_ += 3;
    return protocol_of("...", {});
  }
  return read_name(depth);
}

Type TypeReader::read_name(int depth) {
  const std::size_t begin = at_;
  const auto is_part = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.' || (c & 0x80) != 0;
  };
  while (at_ < text_.size() && is_part(text_[at_])) ++at_;
  const std::string_view name = text_.substr(begin, at_ - begin);
  if (name.empty()) {
    understood_ = false;
    return {};
  }
  std::vector<Type> arguments;
  if (accept('[')) {
    if (name == "Literal" || name.ends_with(".Literal")) return read_literals();
    arguments = read_arguments(']', depth + 1);
  }
  if (!understood_) return {};
  if (name == "None") return TypeKind::none;
  return named(name, arguments);
}

Type TypeReader::read_quoted(int depth) {
  const char quote = text_[at_];
  const std::size_t close = text_.find(quote, at_ + 1);
  if (close == std::string_view::npos) {
    understood_ = false;
    return {};
  }
  const std::string_view whole = text_;
  text_ = whole.substr(0, close);
  ++at_;
  const Type type = read_union(depth + 1);
  skip_spaces();
  understood_ = understood_ && at_ == text_.size();
  text_ = whole;
  at_ = close + 1;
  return type;
}

std::vector<Type> TypeReader::read_arguments(char close, int depth) {
  std::vector<Type> arguments;
  while (understood_ && !accept(close)) {
    arguments.push_back(read_union(depth));
    if (!accept(',') && !accept(';') && (at_ >= text_.size() || text_[at_] != close)) understood_ = false;
  }
  return arguments;
}

// Literal["a", 3, None]: the kinds of the values.
Type TypeReader::read_literals() {
  Type joined = TypeKind::never;
  while (understood_ && !accept(']')) {
    skip_spaces();
    const std::string_view rest = text_.substr(at_);
    const bool bytes = rest.starts_with("b\"") || rest.starts_with("b'");
    const char c = rest.empty() ? '\0' : rest[bytes ? 1 : 0];
    Type one;
    if (c == '"' || c == '\'') {
      one = bytes ? TypeKind::bytes : TypeKind::str;
      const std::size_t end = text_.find(c, at_ + (bytes ? 2 : 1));
      at_ = end == std::string_view::npos ? text_.size() : end + 1;
    } else {
      const std::size_t end = std::min(text_.find_first_of(",]", at_), text_.size());
      std::string_view word = text_.substr(at_, end - at_);
      while (!word.empty() && word.back() == ' ') word.remove_suffix(1);
      at_ = end;
      const std::string_view digits = word.starts_with('-') ? word.substr(1) : word;
      if (word == "None") one = TypeKind::none;
      if (word == "True" || word == "False") one = TypeKind::boolean;
      if (!digits.empty() && std::isdigit(static_cast<unsigned char>(digits[0]))) one = TypeKind::integer;
    }
    joined = join(joined, one);
    if (!accept(',') && (at_ >= text_.size() || text_[at_] != ']')) understood_ = false;
  }
  return joined;
}

// --- what Python's own names denote ---

namespace {

using enum TypeKind;

struct NamedKind {
  std::string_view name;
  TypeKind kind;
};

// Plain classes, and the containers that their arguments describe. Sorted.
constexpr std::array named_kinds{
    NamedKind{"AbstractSet", unknown},
    NamedKind{"BinaryIO", binary_file},
    NamedKind{"Deque", deque},
    NamedKind{"Dict", dict},
    NamedKind{"FrozenSet", frozenset},
    NamedKind{"Generator", iterator},
    NamedKind{"Iterator", iterator},
    NamedKind{"List", list},
    NamedKind{"LiteralString", str},
    NamedKind{"NoneType", none},
    NamedKind{"Set", set},
    NamedKind{"Text", str},
    NamedKind{"TextIO", text_file},
    NamedKind{"Tuple", tuple},
    NamedKind{"bool", boolean},
    NamedKind{"bytearray", bytearray},
    NamedKind{"bytes", bytes},
    NamedKind{"collections.deque", deque},
    NamedKind{"complex", complex},
    NamedKind{"dict", dict},
    NamedKind{"float", floating},
    NamedKind{"frozenset", frozenset},
    NamedKind{"int", integer},
    NamedKind{"list", list},
    NamedKind{"range", range},
    NamedKind{"set", set},
    NamedKind{"str", str},
    NamedKind{"tuple", tuple},
};

// Protocols and abstract classes by what they yield: the number of arguments that are key and value.
constexpr std::array<std::string_view, 13> iterables{
    "AbstractSet", "Collection",      "Container",  "Iterable", "ItemsView",  "KeysView", "MappingView",
    "MutableSet",  "MutableSequence", "Reversible", "Sequence", "ValuesView", "Sized"};

std::string_view without_home(std::string_view qualified) {
  for (std::string_view home : {"typing.", "typing_extensions.", "collections.abc.", "builtins.", "types."}) {
    if (qualified.starts_with(home)) return qualified.substr(home.size());
  }
  return qualified;
}

Type argument(const std::vector<Type>& arguments, std::size_t at) {
  return at < arguments.size() ? arguments[at] : Type();
}

bool is_ellipsis(const Type& type) { return type.class_name() == "..."; }

Type tuple_named(const std::vector<Type>& arguments) {
  if (arguments.empty()) return tuple;
  if (arguments.size() == 2 && is_ellipsis(arguments[1])) return container_of(tuple, arguments[0]);
  if (std::any_of(arguments.begin(), arguments.end(), is_ellipsis)) return tuple;
  return tuple_of(arguments);
}

Type mapping_named(std::string_view name, const std::vector<Type>& arguments) {
  const Type key = argument(arguments, 0), value = argument(arguments, 1);
  if (name == "Mapping" || name == "MutableMapping")
    return protocol_of("typing." + std::string(name), key, value);
  if (name == "Counter" || name == "collections.Counter") return dict_of(key, integer, "collections.Counter");
  if (name == "DefaultDict" || name == "collections.defaultdict" || name == "defaultdict")
    return dict_of(key, value, "collections.defaultdict");
  if (name == "OrderedDict" || name == "collections.OrderedDict")
    return dict_of(key, value, "collections.OrderedDict");
  return never;
}

Type view_named(std::string_view name, const std::vector<Type>& arguments) {
  if (name == "ItemsView" && arguments.size() == 2)
    return protocol_of("typing.ItemsView", tuple_of(arguments));
  const std::size_t at = name.rfind('_');
  const std::string_view sort = at == std::string_view::npos ? "" : name.substr(at + 1);
  const bool own = name.starts_with("dict_") || name.starts_with("collections._odict_") ||
                   name.starts_with("collections.dict_");
  if (!own) return never;
  if (sort == "keys") return container_of(dict_view, argument(arguments, 0));
  if (sort == "values") return container_of(dict_view, argument(arguments, 1));
  if (sort == "items")
    return container_of(dict_view, tuple_of({argument(arguments, 0), argument(arguments, 1)}));
  return never;
}

// Optional, Union, Annotated and their like; `never`: it is none of them.
Type form_named(std::string_view name, const std::vector<Type>& arguments) {
  if (name == "Optional") return join(argument(arguments, 0), none);
  if (name == "Union") {
    Type joined = never;
    for (const Type& one : arguments) joined = join(joined, one);
    return joined;
  }
  if (name == "Annotated" || name == "Final" || name == "ClassVar" || name == "Required" ||
      name == "NotRequired" || name == "ReadOnly") {
    return argument(arguments, 0);
  }
  if (name == "Callable") return arguments.empty() ? Type(function) : function_returning(arguments.back());
  if (name == "Type" || name == "type") {
    const Type of = argument(arguments, 0);
    if (!of.is(instance)) return class_;
    return of.detail && of.detail->own ? own_class(of.class_name()) : class_object(of.class_name());
  }
  if (name == "Coroutine" || name == "Awaitable" || name == "CoroutineType")
    return instance_of("typing.Coroutine", {arguments.empty() ? Type() : arguments.back()});
  if (name == "IO") {
    const Type of = argument(arguments, 0);
    return of.is(str) ? Type(text_file) : of.is(bytes) ? Type(binary_file) : Type();
  }
  if (name == "TypeGuard" || name == "TypeIs") return boolean;
  if (name == "Any" || name == "object" || name == "AnyStr" || name == "Self" || name == "ByteString")
    return {};
  return never;
}

}  // namespace

Type type_named(std::string_view qualified, const std::vector<Type>& arguments, bool promotes) {
  const std::string_view name = without_home(qualified);
  for (const Type& found :
       {form_named(name, arguments), mapping_named(name, arguments), view_named(name, arguments)}) {
    if (!found.is(never)) return found;
  }
  if (std::find(iterables.begin(), iterables.end(), name) != iterables.end()) {
    return protocol_of("typing." + std::string(name), argument(arguments, 0));
  }
  const auto at = std::lower_bound(named_kinds.begin(), named_kinds.end(), name,
                                   [](const NamedKind& row, std::string_view key) { return row.name < key; });
  if (at == named_kinds.end() || at->name != name) return library_instance(qualified, arguments);
  switch (at->kind) {
    case floating:
      return promotes ? join(floating, integer) : Type(floating);
    case complex:
      return promotes ? join(complex, join(floating, integer)) : Type(complex);
    case tuple:
      return tuple_named(arguments);
    case dict:
      return dict_of(argument(arguments, 0), argument(arguments, 1));
    case list:
    case set:
    case frozenset:
    case deque:
    case iterator:
      return container_of(at->kind, argument(arguments, 0));
    default:
      return at->kind;
  }
}

}  // namespace perfhint
