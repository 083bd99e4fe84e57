// Tables after the library reference, sections "Built-in Types" and "collections".
#include "analysis/facts/effects.h"

#include <algorithm>
#include <array>
#include <span>

namespace perfhint {
namespace {

using Words = std::span<const std::string_view>;

constexpr std::array<std::string_view, 5> list_reads{"__contains__", "__len__", "copy", "count", "index"};
constexpr std::array<std::string_view, 8> list_changes{"append", "clear",  "extend",  "insert",
                                                       "pop",    "remove", "reverse", "sort"};
constexpr std::array<std::string_view, 9> dict_reads{"copy", "elements",    "fromkeys", "get",   "items",
                                                     "keys", "most_common", "total",    "values"};
constexpr std::array<std::string_view, 7> dict_changes{"clear",      "move_to_end", "pop",   "popitem",
                                                       "setdefault", "subtract",    "update"};
constexpr std::array<std::string_view, 8> set_reads{
    "copy",     "difference", "intersection",         "isdisjoint",
    "issubset", "issuperset", "symmetric_difference", "union"};
constexpr std::array<std::string_view, 9> set_changes{
    "add", "clear",  "difference_update",           "discard", "intersection_update",
    "pop", "remove", "symmetric_difference_update", "update"};
constexpr std::array<std::string_view, 3> deque_reads{"copy", "count", "index"};
constexpr std::array<std::string_view, 11> deque_changes{"append",     "appendleft", "clear", "extend",
                                                         "extendleft", "insert",     "pop",   "popleft",
                                                         "remove",     "reverse",    "rotate"};
constexpr std::array<std::string_view, 7> bytearray_changes{"append", "clear",  "extend", "insert",
                                                            "pop",    "remove", "reverse"};

Effect among(std::string_view method, Words reads, Words changes) {
  if (std::find(reads.begin(), reads.end(), method) != reads.end()) return Effect::reads;
  if (std::find(changes.begin(), changes.end(), method) != changes.end()) return Effect::changes;
  return Effect::unknown;
}

}  // namespace

// Of the kinds we tell apart, those that can surely be hashed are those that never change.
bool is_immutable(TypeKind kind) { return is_hashable(kind); }

Effect effect_of_method(TypeKind kind, std::string_view method) {
  switch (kind) {
    case TypeKind::list:
      return among(method, list_reads, list_changes);
    case TypeKind::dict:
      return among(method, dict_reads, dict_changes);
    case TypeKind::set:
      return among(method, set_reads, set_changes);
    case TypeKind::deque:
      return among(method, deque_reads, deque_changes);
    case TypeKind::bytearray:
      return std::find(bytearray_changes.begin(), bytearray_changes.end(), method) != bytearray_changes.end()
                 ? Effect::changes
                 : Effect::reads;
    case TypeKind::tuple:
    case TypeKind::frozenset:
    case TypeKind::dict_view:
      return Effect::reads;
    case TypeKind::iterator:
    case TypeKind::text_file:
    case TypeKind::binary_file:
      return Effect::changes;  // where it stands
    default:
      return is_immutable(kind) ? Effect::reads : Effect::unknown;
  }
}

bool is_reading_function(std::string_view qualified) {
  static constexpr std::array<std::string_view, 6> modules{"cmath.",    "itertools.", "math.",
                                                           "operator.", "os.path.",   "statistics."};
  static constexpr std::array<std::string_view, 24> functions{"collections.Counter",
                                                              "collections.OrderedDict",
                                                              "collections.deque",
                                                              "copy.copy",
                                                              "copy.deepcopy",
                                                              "datetime.timedelta",
                                                              "decimal.Decimal",
                                                              "fractions.Fraction",
                                                              "json.dumps",
                                                              "json.loads",
                                                              "os.environ.get",
                                                              "os.getenv",
                                                              "pathlib.Path",
                                                              "pathlib.PurePath",
                                                              "re.compile",
                                                              "re.escape",
                                                              "re.findall",
                                                              "re.fullmatch",
                                                              "re.match",
                                                              "re.search",
                                                              "re.split",
                                                              "string.capwords",
                                                              "struct.calcsize",
                                                              "struct.unpack"};
  const auto within = [&](std::string_view module) { return qualified.starts_with(module); };
  return std::any_of(modules.begin(), modules.end(), within) ||
         std::find(functions.begin(), functions.end(), qualified) != functions.end();
}

}  // namespace perfhint
