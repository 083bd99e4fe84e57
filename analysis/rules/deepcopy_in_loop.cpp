// deepcopy-in-loop: copy.deepcopy(E) each time round, E being the same list, dict or set on each. Contents
// that are known to change in place are left alone: they need it.
#include <array>

#include "analysis/facts/effects.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"
#include "analysis/rules/unwrap.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::call};
constexpr std::array<std::string_view, 1> callees = {"deepcopy"};

// What is known of the things that a container holds.
enum class Contents : std::uint8_t { unknown, fixed, changing };

Contents contents_of(const Type& type) {
  const auto one = [](const Type& held) {
    if (held.says_nothing()) return Contents::unknown;
    if (is_immutable(held.kind)) return Contents::fixed;
    return held.is(TypeKind::unknown) ? Contents::unknown : Contents::changing;
  };
  const Contents held = one(type.is(TypeKind::dict) ? type.value_type() : type.element_type());
  return held;
}

// Contents of the copy are changed, or handed to code that may: d["a"].append(x), d["a"]["b"] = x.
bool changes_contents(const Facts& facts, Node call) {
  const Node assignment = call.parent();
  const Node target = assignment.is(Kind::assignment) && call.field() == Field::right
                          ? assignment.child(Field::left)
                          : Node();
  const Binding* copy = facts.binding(target);
  if (copy == nullptr) return true;  // where it goes cannot be followed
  for (const std::uint32_t index : copy->uses) {
    const Node use = facts.syntax().node(index);
    const Node subscript = use.parent();
    if (subscript.is(Kind::subscript) && use.field() == Field::value) {
      const Node parent = subscript.parent();
      const bool stored =
          parent.is_any(Kind::assignment, Kind::augmented_assignment) && subscript.field() == Field::left;
      if (!stored && !parent.is_any(Kind::comparison_operator, Kind::binary_operator, Kind::delete_statement))
        return true;
    }
    if (use.parent().is(Kind::attribute) && use.parent().child(Field::attribute).text() == "values")
      return true;
  }
  return false;
}

// Only what its definitions say is in it: nothing but deepcopy() gets hold of it.
bool is_only_copied(const Facts& facts, const Binding& name) {
  if (facts.mutated_within(name, facts.syntax().root()) || name.captured) return false;
  for (const std::uint32_t index : name.uses) {
    const Node use = facts.syntax().node(index);
    if (facts.use(use) != UseKind::read && !facts.is_call_of(use.parent().parent(), "copy.deepcopy"))
      return false;
  }
  return true;
}

void check(const Facts& facts, Node node, Report& report) {
  const Node loop = facts.enclosing_loop(node);
  if (!loop || !facts.is_call_of(node, "copy.deepcopy")) return;
  const Node source = unparenthesised(read_call(node).sole_argument());
  if (!source.is(Kind::identifier)) return;
  const Binding* name = facts.binding(source);
  if (name == nullptr || facts.rebound_within(*name, loop)) return;
  const Type type = facts.type(source);
  const bool plain = type.class_name().empty();
  if (!plain || (!type.is(TypeKind::list) && !type.is(TypeKind::dict) && !type.is(TypeKind::set))) return;
  const Contents contents = contents_of(type);
  if (contents == Contents::changing) return;
  if (contents == Contents::unknown && changes_contents(facts, node)) return;

  const std::string said = "`" + std::string(source.text()) + "`";
  Finding& finding =
      report.add(node, "`" + shown(node) + "` walks all that " + said +
                           " holds, object by object, on each round; where that never changes, " +
                           std::string(source.text()) + ".copy() copies the outer " +
                           std::string(name_of(type.kind)) + " only");
  Fix fix;
  fix.title = "Copy " + said + " only: copy()";
  finding.no_fix = {fix.title, "a comment would be lost"};
  const auto edit = replaced(node, std::string(source.text()) + ".copy()");
  if (!edit) return;
  fix.edits.push_back(*edit);
  const bool proven =
      contents == Contents::fixed && (is_element_proven(facts, *name) || is_only_copied(facts, *name));
  fix.safety = proven ? Safety::safe : Safety::unsafe;
  fix.why = proven ? "nothing that " + said + " holds can change"
                   : "what " + said + " holds may change in place: the copies would share it";
  finding.fixes.push_back(std::move(fix));
}

}  // namespace

extern const Rule deepcopy_in_loop;
const Rule deepcopy_in_loop = {"deepcopy-in-loop", Impact::factor, Topic::copy, kinds, check, callees};

}  // namespace perfhint
