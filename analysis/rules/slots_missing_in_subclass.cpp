// slots-missing-in-subclass: all bases of a class have `__slots__`, the class itself adds no attributes and
// declares none, and its instances are made in a loop: each gets room for a `__dict__` after all. Where it
// adds attributes, missing-slots tells.
#include <algorithm>
#include <array>

#include "analysis/rules/instance_shape.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::class_definition};

void check(const Facts& facts, Node node, Report& report) {
  const Node superclasses = node.child(Field::superclasses);
  if (!superclasses || !node.parent().is(Kind::module)) return;  // decorated: not plain
  const ClassHead head = read_class(node);
  const ModuleEntry* entry = facts.module().find(head.name.text());
  if (entry == nullptr || entry->definitions != 1 || !entry->instantiated_in_loop || !entry->shape ||
      entry->shape->has_slots || facts.module().star_import()) {
    return;
  }
  const auto inherited = inherited_slots(facts, superclasses);
  if (!inherited || inherited->empty()) return;
  const InstanceShape shape = read_instance_shape(facts, head.body);
  if (shape.needs_dict) return;
  for (const auto* names : {&shape.attributes, &shape.stored}) {
    for (std::string_view name : *names) {
      if (std::find(inherited->begin(), inherited->end(), name) == inherited->end()) return;
    }
  }
  for (std::string_view name : shape.members) {  // it hides the slot of the base
    if (std::find(inherited->begin(), inherited->end(), name) != inherited->end()) return;
  }

  const std::string name(head.name.text()), base = shown(superclasses.named_child(0));
  Finding& finding =
      report.add(head.name, "`" + base + "` has slots, but each `" + name +
                                "` has room for a `__dict__` again, and they are made in a loop: O(n) bytes "
                                "more; say `__slots__ = ()`");
  Fix fix;
  fix.title = "Declare `__slots__ = ()` in `" + name + "`";
  fix.why = "code elsewhere may give a `" + name + "` further attributes, or refer to it weakly";
  finding.no_fix = {fix.title, "the class's body shares its line with other code"};
  const auto edit = slots_edit(node, "__slots__ = ()");
  if (!edit) return;
  fix.edits.push_back(*edit);
  finding.fixes.push_back(std::move(fix));
}

}  // namespace

extern const Rule slots_missing_in_subclass;
const Rule slots_missing_in_subclass = {"slots-missing-in-subclass", Impact::micro, Topic::memory, kinds,
                                        check};

}  // namespace perfhint
