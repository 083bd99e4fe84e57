// dataclass-slots: a dataclass without slots=True whose instances are made in a loop somewhere in the module,
// and which does nothing that needs a __dict__. What other code does with the instances cannot be seen, so
// the fix is never safe.
#include <algorithm>
#include <array>

#include "analysis/rules/instance_shape.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::decorated_definition};

constexpr Python first_with_slots{10};
constexpr Python first_with_super{14};  // zero-argument super() finds the class that slots=True makes

bool all_among(const std::vector<std::string_view>& names, const std::vector<std::string>& known) {
  return std::all_of(names.begin(), names.end(), [&](std::string_view name) {
    return std::find(known.begin(), known.end(), name) != known.end();
  });
}

// It says super() or __class__, which would still mean the class without slots.
bool speaks_of_its_class(Node body) {
  for (Node node : descendants(body)) {
    if (node.is(Kind::identifier) && (node.text() == "super" || node.text() == "__class__")) return true;
  }
  return false;
}

bool has_own_pickling(const InstanceShape& shape) {
  return std::any_of(shape.members.begin(), shape.members.end(), [](std::string_view name) {
    return name == "__getstate__" || name == "__setstate__" || name == "__slots__";
  });
}

// The decorator, if it is the only one and makes a dataclass without a word on slots.
Node plain_dataclass(const Facts& facts, const ClassHead& head) {
  if (head.decorators.size() != 1) return {};
  const Call call = read_call(head.decorators[0]);
  const Node name = call ? call.function : head.decorators[0];
  if (facts.qualified_name(name) != "dataclasses.dataclass" || call.splats) return {};
  for (const Call::Keyword& keyword : call.keywords) {
    if (keyword.name == "slots") return {};
  }
  return head.decorators[0];
}

Edit slots_edit(Node decorator) {
  const Node arguments = decorator.child(Field::arguments);
  if (!decorator.is(Kind::call)) return {{decorator.span().end, decorator.span().end}, "(slots=True)"};
  Node last;
  for (Node child : all_children(arguments)) {
    if (!child.is_any(Kind::paren_close, Kind::comment)) last = child;
  }
  const std::string text = last.is(Kind::paren_open) ? "slots=True"
                           : last.is(Kind::comma)    ? " slots=True"
                                                     : ", slots=True";
  return {{last.span().end, last.span().end}, text};
}

void check(const Facts& facts, Node node, Report& report) {
  const Node definition = node.child(Field::definition);
  if (!definition.is(Kind::class_definition) || !node.parent().is(Kind::module)) return;
  if (facts.oldest_python() < first_with_slots || facts.python() < first_with_slots) return;
  const ClassHead head = read_class(definition);
  const Node decorator = plain_dataclass(facts, head);
  const ModuleEntry* entry = decorator ? facts.module().find(head.name.text()) : nullptr;
  if (entry == nullptr || entry->definitions != 1 || !entry->instantiated_in_loop || !entry->shape ||
      entry->shape->fields.empty() || facts.module().star_import() ||
      !inherited_slots(facts, head.superclasses)) {
    return;
  }
  const InstanceShape shape = read_instance_shape(facts, head.body);
  const auto& fields = entry->shape->fields;
  if (shape.needs_dict || !all_among(shape.attributes, fields) || !all_among(shape.stored, fields)) return;
  if (has_own_pickling(shape) || (facts.oldest_python() < first_with_super && speaks_of_its_class(head.body)))
    return;

  const std::string name(head.name.text());
  Finding& finding =
      report.add(head.name, "each `" + name + "` has room for attributes beside its " +
                                std::to_string(fields.size()) + " field" + (fields.size() == 1 ? "" : "s") +
                                ", and they are made in a loop: O(n) bytes more; say `slots=True`");
  finding.related.push_back({decorator.span(), "the decorator"});
  Fix fix;
  fix.title = "Make `" + name + "` a dataclass with slots";
  fix.why = "code elsewhere may give a `" + name +
            "` further attributes, refer to it weakly, or mix it with another slotted class";
  fix.edits = {slots_edit(decorator)};
  finding.fixes.push_back(std::move(fix));
}

}  // namespace

extern const Rule dataclass_slots;
const Rule dataclass_slots = {"dataclass-slots", Impact::micro, Topic::memory, kinds, check};

}  // namespace perfhint
