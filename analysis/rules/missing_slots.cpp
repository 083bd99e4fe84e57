// missing-slots: a plain class without __slots__ whose instances are made in a loop somewhere in the module,
// and whose attributes are a fixed set that its own methods name. What other code does with the instances
// cannot be seen, so the fix is never safe; whatever the class itself does that needs a __dict__ keeps it
// silent.
#include <algorithm>
#include <array>

#include "analysis/rules/instance_shape.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::class_definition};

using Name = std::string_view;

template <class Names>
bool is_among(const Names& names, Name name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string slots_line(const std::vector<Name>& attributes) {
  std::string line = "__slots__ = (";
  for (std::size_t i = 0; i < attributes.size(); ++i) {
    if (i > 0) line += ", ";
    line += "\"" + std::string(attributes[i]) + "\"";
  }
  return line + (attributes.size() == 1 ? ",)" : ")");
}

void check(const Facts& facts, Node node, Report& report) {
  if (!node.parent().is(Kind::module)) return;  // instances of others are not followed; decorated: not plain
  const ClassHead head = read_class(node);
  const ModuleEntry* entry = facts.module().find(head.name.text());
  if (entry == nullptr || entry->definitions != 1 || !entry->instantiated_in_loop || !entry->shape ||
      entry->shape->has_slots || facts.module().star_import()) {
    return;
  }
  const auto inherited = inherited_slots(facts, head.superclasses);
  if (!inherited) return;
  const InstanceShape shape = read_instance_shape(facts, head.body);
  if (shape.needs_dict || !shape.has_init || shape.attributes.empty()) return;
  for (Name name : shape.attributes) {
    if (is_among(shape.members, name)) return;  // a class variable and a slot of one name clash
  }
  for (Name name : shape.stored) {
    if (!is_among(shape.attributes, name)) return;  // perhaps on another instance of the class
  }
  std::vector<Name> own;
  for (Name name : shape.attributes) {
    if (!is_among(*inherited, name)) own.push_back(name);
  }
  if (own.empty()) return;

  const std::string name(head.name.text());
  Finding& finding =
      report.add(head.name, "each `" + name +
                                "` has room for attributes in a `__dict__`, and they are made in a loop: "
                                "O(n) bytes beyond the " +
                                std::to_string(shape.attributes.size()) + " it uses; declare `__slots__`");
  // Making an instance takes longer with slots: that is a price where there are but a few of them.
  report.remark().has_impact = !entry->instantiated_often;
  report.remark().impact = Impact::micro;
  Fix fix;
  fix.title = "Declare `__slots__` in `" + name + "`";
  fix.why = "code elsewhere may give a `" + name + "` further attributes, or refer to it weakly";
  const auto edit = slots_edit(node, slots_line(own));
  finding.no_fix = {fix.title, "the class's body shares its line with other code"};
  if (!edit) return;
  fix.edits.push_back(*edit);
  finding.fixes.push_back(std::move(fix));
}

}  // namespace

extern const Rule missing_slots;
const Rule missing_slots = {"missing-slots", Impact::factor, Topic::memory, kinds, check};

}  // namespace perfhint
