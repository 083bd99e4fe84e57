#include "analysis/facts/library.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "analysis/facts/type_reader.h"

namespace perfhint {
namespace {

struct LibraryRow {
  std::uint32_t name, type;  // places in the pools: chunk << 16 | offset
};

#include "analysis/facts/library/table.inc"

struct PackageRow {
  std::string_view name, type;
};

#include "analysis/facts/library/packages.inc"

constexpr int deepest_bases = 12;

const char* text_at(const char* const* pool, std::uint32_t place) {
  return pool[place >> 16] + (place & 0xFFFF);
}

// The bases that a class entry's text lists, and its name.
std::string_view class_name_in(std::string_view text) { return text.substr(0, text.find(':')); }

std::vector<std::string_view> bases_in(std::string_view text) {
  std::vector<std::string_view> bases;
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return bases;
  text.remove_prefix(colon + 1);
  std::size_t begin = 0;
  int depth = 0;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    const char c = at < text.size() ? text[at] : ';';
    depth += (c == '[') - (c == ']');
    if (c != ';' || depth > 0) continue;
    bases.push_back(text.substr(begin, at - begin));
    begin = at + 1;
  }
  return bases;
}

// Reads the table's notation against one receiver and one call.
class RowReader : public TypeReader {
 public:
  RowReader(const Type& self, std::vector<Type> receiver, const CallTypes* call)
      : self_(self), receiver_(std::move(receiver)), call_(call) {}

 protected:
  Type named(std::string_view name, const std::vector<Type>& arguments) override {
    if (name == "Self") return self_;
    if (name == "S" && arguments.size() == 2) return by_arguments(arguments);
    if (name == "R" && arguments.size() == 2) return by_receiver(arguments);
    if (name.size() == 2 && name[1] >= '0' && name[1] <= '9') {
      const auto at = static_cast<std::size_t>(name[1] - '0');
      if (name[0] == 'T') return at < receiver_.size() ? receiver_[at] : Type();
      if (name[0] == 'A') return call_argument(at);
      if (name[0] == 'D') return is_left_out(at) ? Type(TypeKind::none) : call_argument(at);
      if (name[0] == 'E') return call_argument(at).element_type();
    }
    return type_named(name, arguments, false);
  }

 private:
  Type call_argument(std::size_t at) const {
    return call_ && at < call_->arguments.size() ? call_->arguments[at] : Type();
  }

  bool is_left_out(std::size_t at) const {
    return call_ && at >= call_->arguments.size() && !call_->by_keyword;
  }

  static Type either(const std::vector<Type>& both, const Type& decides) {
    const Type plain = without_none(decides);
    const bool text = plain.is(TypeKind::str) || is_library_subclass(plain.class_name(), "pathlib.PurePath");
    const bool binary = plain.is(TypeKind::bytes) || plain.is(TypeKind::bytearray);
    return text ? both[0] : binary ? both[1] : Type(TypeKind::never);
  }

  Type by_arguments(const std::vector<Type>& both) const {
    if (!call_) return join(both[0], both[1]);
    if (call_->nothing_given) return both[0];
    for (const Type& argument : call_->arguments) {
      const Type decider = argument.is_instance_of("re.Pattern") && !argument.arguments().empty()
                               ? argument.arguments()[0]
                               : argument;
      if (const Type chosen = either(both, decider); !chosen.is(TypeKind::never)) return chosen;
    }
    return join(both[0], both[1]);
  }

  Type by_receiver(const std::vector<Type>& both) const {
    const Type chosen = receiver_.empty() ? Type(TypeKind::never) : either(both, receiver_[0]);
    return chosen.is(TypeKind::never) ? join(both[0], both[1]) : chosen;
  }

  const Type& self_;
  std::vector<Type> receiver_;
  const CallTypes* call_;
};

// The arguments of a base as it is written ("dict[T0,int]"), the receiver's put in.
class BaseReader : public RowReader {
 public:
  using RowReader::RowReader;
  std::string base;
  std::vector<Type> arguments;

 protected:
  Type named(std::string_view name, const std::vector<Type>& given) override {
    const bool parameter = name.size() == 2 && name[0] == 'T' && name[1] >= '0' && name[1] <= '9';
    if (!parameter) {
      base = name;
      arguments = given;
    }
    return RowReader::named(name, given);
  }
};

Type read_entry(const LibraryEntry& entry, const Type& self, const std::vector<Type>& receiver,
                const CallTypes* call) {
  if (entry.sort == LibrarySort::value && call) return {};  // what calling a value gives is not told
  if (entry.sort == LibrarySort::callable && !call) return TypeKind::function;
  return RowReader(self, receiver, call).read(entry.text);
}

// The member of a class or of one of its bases.
Type member_of(std::string_view class_name, std::string_view name, const Type& self,
               const std::vector<Type>& arguments, const CallTypes* call, int depth) {
  if (depth > deepest_bases) return {};
  std::string key(class_name);
  key.append(".").append(name);
  if (const LibraryEntry entry = find_in_library(key)) {
    return entry.sort == LibrarySort::class_ ? Type() : read_entry(entry, self, arguments, call);
  }
  const LibraryEntry found = find_in_library(class_name);
  if (found.sort != LibrarySort::class_) return {};
  for (std::string_view written : bases_in(found.text)) {
    BaseReader base(self, arguments, nullptr);
    base.read(written);
    if (base.base.empty() || base.base == class_name) continue;
    if (const Type member = member_of(base.base, name, self, base.arguments, call, depth + 1);
        member || !member.arguments().empty())
      return member;
  }
  return {};
}

struct KindClass {
  TypeKind kind;
  std::string_view name;
};
constexpr std::array kind_classes{
    KindClass{TypeKind::boolean, "int"},
    KindClass{TypeKind::integer, "int"},
    KindClass{TypeKind::floating, "float"},
    KindClass{TypeKind::complex, "complex"},
    KindClass{TypeKind::str, "str"},
    KindClass{TypeKind::bytes, "bytes"},
    KindClass{TypeKind::bytearray, "bytearray"},
    KindClass{TypeKind::list, "list"},
    KindClass{TypeKind::tuple, "tuple"},
    KindClass{TypeKind::set, "set"},
    KindClass{TypeKind::frozenset, "frozenset"},
    KindClass{TypeKind::dict, "dict"},
    KindClass{TypeKind::dict_view, "typing.KeysView"},
    KindClass{TypeKind::range, "range"},
    KindClass{TypeKind::deque, "collections.deque"},
    KindClass{TypeKind::iterator, "typing.Iterator"},
    KindClass{TypeKind::text_file, "typing.TextIO"},
    KindClass{TypeKind::binary_file, "typing.BinaryIO"},
};

// What a type's class parameters stand for.
std::vector<Type> parameters_of(const Type& type) {
  switch (type.kind) {
    case TypeKind::list:
    case TypeKind::tuple:
    case TypeKind::set:
    case TypeKind::frozenset:
    case TypeKind::deque:
      return {type.element_type()};
    case TypeKind::iterator:  // of another class than Iterator, its parameters may be others
      return type.class_name().empty() ? std::vector<Type>{type.element_type()} : std::vector<Type>();
    case TypeKind::dict:
    case TypeKind::unknown:
      return {type.element_type(), type.value_type()};
    case TypeKind::text_file:
      return {TypeKind::str};
    case TypeKind::binary_file:
      return {TypeKind::bytes};
    default: {
      const auto arguments = type.arguments();
      return {arguments.begin(), arguments.end()};
    }
  }
}

bool is_below(std::string_view class_name, std::string_view base, int depth) {
  if (class_name == base) return true;
  if (depth > deepest_bases) return false;
  const LibraryEntry entry = find_in_library(class_name);
  if (entry.sort != LibrarySort::class_) return false;
  for (std::string_view written : bases_in(entry.text)) {
    const std::string_view plain = written.substr(0, written.find('['));
    if (plain != class_name && is_below(plain, base, depth + 1)) return true;
  }
  return false;
}

}  // namespace

LibraryEntry find_in_library(std::string_view qualified) {
  const auto name = [](const LibraryRow& row) { return std::string_view(text_at(name_pool, row.name)); };
  const auto at =
      std::lower_bound(std::begin(rows), std::end(rows), qualified,
                       [&](const LibraryRow& row, std::string_view key) { return name(row) < key; });
  std::string_view text;
  if (at != std::end(rows) && name(*at) == qualified) {
    text = text_at(type_pool, at->type);
  } else {
    const auto package =
        std::lower_bound(std::begin(package_rows), std::end(package_rows), qualified,
                         [](const PackageRow& row, std::string_view key) { return row.name < key; });
    if (package == std::end(package_rows) || package->name != qualified) return {};
    text = package->type;
  }
  return {static_cast<LibrarySort>(text[0]), text.substr(1)};
}

Type library_value(std::string_view qualified, const CallTypes* call) {
  const LibraryEntry entry = find_in_library(qualified);
  if (entry.sort == LibrarySort::class_) {
    const std::string_view name = class_name_in(entry.text);
    return call ? library_instance(name, {}) : class_object(name);
  }
  const std::size_t dot = qualified.rfind('.');
  const LibraryEntry owner =
      dot == std::string_view::npos ? LibraryEntry() : find_in_library(qualified.substr(0, dot));
  if (owner.sort != LibrarySort::class_) return entry ? read_entry(entry, Type(), {}, call) : Type();
  // A class's own: pathlib.Path.cwd(), datetime.now().
  const std::string_view name = class_name_in(owner.text);
  return member_of(name, qualified.substr(dot + 1), library_instance(name, {}), {}, call, 0);
}

std::string_view library_class_of(const Type& type) {
  if (type.detail && type.detail->own) return {};
  if (type.detail && type.detail->form == TypeDetail::Form::plain && !type.class_name().empty() &&
      !type.is(TypeKind::class_))
    return type.class_name();
  for (const KindClass& row : kind_classes) {
    if (row.kind == type.kind) return row.name;
  }
  return {};
}

Type library_member(const Type& receiver, std::string_view name, const CallTypes* call) {
  if (!receiver.members().empty()) {
    // None has no such attribute: where the expression has a value at all, it was another member.
    Type joined = TypeKind::never;
    for (const Type& one : receiver.members()) {
      if (!one.is(TypeKind::none)) joined = join(joined, library_member(one, name, call));
    }
    return joined.is(TypeKind::never) ? Type() : joined;
  }
  if (receiver.is(TypeKind::class_) && receiver.detail && !receiver.detail->own) {
    const Type instance = library_instance(receiver.class_name(), {});
    return member_of(receiver.class_name(), name, instance, {}, call, 0);
  }
  const std::string_view class_name = library_class_of(receiver);
  if (class_name.empty()) return {};
  return member_of(class_name, name, receiver, parameters_of(receiver), call, 0);
}

Type library_instance(std::string_view qualified, const std::vector<Type>& arguments) {
  const LibraryEntry entry = find_in_library(qualified);
  if (entry.sort != LibrarySort::class_) return {};
  const std::string_view name = class_name_in(entry.text);
  if (name != qualified) return library_instance(name, arguments);
  static constexpr std::string_view plain[] = {"bool",
                                               "bytearray",
                                               "bytes",
                                               "complex",
                                               "dict",
                                               "float",
                                               "int",
                                               "list",
                                               "range",
                                               "frozenset",
                                               "set",
                                               "str",
                                               "tuple",
                                               "typing.Iterator",
                                               "typing.Generator",
                                               "collections.deque",
                                               "collections.Counter",
                                               "collections.defaultdict",
                                               "collections.OrderedDict"};
  if (std::find(std::begin(plain), std::end(plain), name) != std::end(plain)) {
    return type_named(name, arguments, false);
  }
  if (name == "object" || name == "type" || name.starts_with("_typeshed.")) return {};
  Type instance = instance_of(name, arguments);
  if (is_below(name, "typing.TextIO", 0)) instance.kind = TypeKind::text_file;
  if (is_below(name, "typing.BinaryIO", 0)) instance.kind = TypeKind::binary_file;
  if (instance.is(TypeKind::instance)) {
    // An iterator is what has __next__.
    const CallTypes none;
    std::string next(name);
    if (find_in_library(next.append(".__next__")) && !is_below(name, "typing.IO", 0)) {
      const Type yielded = member_of(name, "__next__", instance, arguments, &none, 0);
      return container_of(TypeKind::iterator, yielded, name);
    }
  }
  return instance;
}

bool is_library_subclass(std::string_view qualified, std::string_view base) {
  return !qualified.empty() && is_below(qualified, base, 0);
}

}  // namespace perfhint
