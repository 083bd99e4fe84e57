#include "analysis/facts/exports.h"

#include "analysis/syntax/python.h"

namespace perfhint {
namespace {

bool add_strings(Node display, std::vector<std::string>& into) {
  display = unparenthesised(display);
  if (!display.is_any(Kind::list, Kind::tuple, Kind::expression_list)) return false;
  for (Node element : children(display)) {
    const auto value = read_string(element).value;
    if (!value) return false;
    into.push_back(*value);
  }
  return true;
}

// Of `__all__` at `name`, read or bound.
bool add_exports(Node name, std::vector<std::string>& into) {
  const Node parent = name.parent();
  if (parent.is_any(Kind::assignment, Kind::augmented_assignment) && name.field() == Field::left)
    return add_strings(parent.child(Field::right), into);
  const MethodCall method = read_method_call(parent.parent());
  if (!method || method.object != name) return false;
  const Node argument = method.call.sole_argument();
  if (method.method == "extend") return add_strings(argument, into);
  const auto value = method.method == "append" ? read_string(argument).value : std::nullopt;
  if (value) into.push_back(*value);
  return value.has_value();
}

}  // namespace

std::optional<std::vector<std::string>> exported_names(const Syntax& syntax, const Names& names) {
  std::vector<std::string> all;
  const std::uint32_t index = names.find(0, "__all__");
  if (index == no_binding) return all;
  const Binding& binding = names.bindings()[index];
  for (const Definition& definition : binding.definitions) {
    if (!add_exports(syntax.node(definition.name), all)) return std::nullopt;
  }
  for (const std::uint32_t use : binding.uses) {
    const Node node = syntax.node(use);
    const bool augmented = node.parent().is(Kind::augmented_assignment) && node.field() == Field::left;
    if (!augmented && !add_exports(node, all)) return std::nullopt;
  }
  return all;
}

}  // namespace perfhint
