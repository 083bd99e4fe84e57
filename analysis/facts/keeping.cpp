#include "analysis/facts/keeping.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "analysis/syntax/python.h"

namespace perfhint {
namespace {

// Methods that take out, end or look at how much there is.
constexpr std::array<std::string_view, 21> releasing{"pop",
                                                     "popitem",
                                                     "popleft",
                                                     "clear",
                                                     "remove",
                                                     "discard",
                                                     "cache_clear",
                                                     "__delitem__",
                                                     "__len__",
                                                     "move_to_end",
                                                     "cache_info",
                                                     "difference_update",
                                                     "stop",
                                                     "disable",
                                                     "symmetric_difference_update",
                                                     "clear_traces",
                                                     "take_snapshot",
                                                     "intersection_update",
                                                     "is_tracing",
                                                     "get_tracemalloc_memory",
                                                     "get_traced_memory"};

bool is_among(const auto& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

bool releases(Node identifier) {
  const Node parent = identifier.parent();
  switch (parent.kind()) {
    case Kind::attribute:
      return identifier.field() == Field::object &&
             is_among(releasing, parent.child(Field::attribute).text());
    case Kind::subscript: {
      if (identifier.field() != Field::value) return false;
      if (parent.ancestor(Kind::delete_statement)) return true;
      const bool stored = parent.field() == Field::left && parent.parent().is(Kind::assignment);
      return stored && read_subscript(parent).index.is(Kind::slice);
    }
    case Kind::argument_list:
      return parent.parent().child(Field::function).text() == "len";
    default:
      return false;
  }
}

bool is_empty_container(Node value, const Inference& inference) {
  const Node made = unparenthesised(value);
  if (made.is_any(Kind::dictionary, Kind::list)) return made.named_child_count() == 0;
  const Call call = read_call(made);
  if (!call || call.splats || call.generator || !call.keywords.empty()) return false;
  const std::string name = inference.qualified_name(call.function);
  return call.positional.empty() && (name == "dict" || name == "list" || name == "set");
}

}  // namespace perfhint
