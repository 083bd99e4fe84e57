// manual-set-update: a for loop whose whole body is `s.add(x)` or `s.discard(x)`, x being what it iterates,
// or `s.add(expression)` to a set that starts empty. set(), update(), difference_update() or a set
// comprehension.
#include <array>

#include "analysis/rules/filling_loop.h"
#include "analysis/rules/iteration.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

// Fewer elements are not worth a word.
constexpr std::int64_t few = 4;

constexpr std::array kinds = {Kind::call};
constexpr std::array<std::string_view, 2> callees = {"add", "discard"};

enum class Form : std::uint8_t { copied, updated, removed, computed };

struct Filling {
  FillingLoop all;
  Node set, element;
  const Binding* binding = nullptr;
  Start start;  // of a set that is made here
  Form form = Form::copied;
  explicit operator bool() const { return binding != nullptr; }
};

Filling read_filling(const Facts& facts, Node node) {
  const MethodCall method = read_method_call(node);
  Filling one;
  one.set = method.object;
  one.element = method.call.sole_argument();
  if (!one.element || !one.set.is(Kind::identifier)) return {};
  one.all = read_filling_loop(node);
  if (!one.all) return {};
  const Binding* binding = facts.binding(one.set);
  if (binding == nullptr || facts.uses_within(*binding, one.all.loop).size() != 1 ||
      facts.rebound_within(*binding, one.all.loop) || !facts.is_closed(*binding) ||
      !facts.type(one.set).is(TypeKind::set)) {
    return {};
  }
  one.start = start_of(facts, *binding, one.all.loop);
  if (!is_empty_set(facts, one.start.value)) one.start = {};
  const bool bare = !one.all.condition && one.all.target.is(Kind::identifier) &&
                    one.element.text() == one.all.target.text();
  const ScopeKind scope = facts.names().scopes()[facts.names().scope_at(node.index())].kind;
  if (!bare && (!one.start || method.method != "add" || scope == ScopeKind::class_)) return {};
  if (bare && method.method == "discard" && one.start) return {};
  one.form = !bare                    ? Form::computed
             : one.start              ? Form::copied
             : method.method == "add" ? Form::updated
                                      : Form::removed;
  one.binding = binding;
  return one;
}

std::vector<std::string> pieces_of(const Filling& one, const std::string& iterable) {
  const std::string name(one.set.text());
  switch (one.form) {
    case Form::copied:
      return {"set(" + iterable + ")"};
    case Form::updated:
      return {name + ".update(" + iterable + ")"};
    case Form::removed:
      return {name + ".difference_update(" + iterable + ")"};
    case Form::computed:
      return {"{", std::string(one.element.text()), clauses_of(one.all), "}"};
  }
  return {};
}

void add_fix(const Facts& facts, const Filling& one, Finding& finding) {
  const std::string name(one.set.text());
  finding.no_fix.title = one.form == Form::computed  ? "Make `" + name + "` by a set comprehension"
                         : one.form == Form::copied  ? "Make `" + name + "` by set()"
                         : one.form == Form::updated ? "Add all elements by update()"
                                                     : "Remove all elements by difference_update()";
  if (one.form == Form::copied && !means_builtin(facts, one.all.loop, "set")) {
    finding.no_fix.reason = "`set` means something else here";
    return;
  }
  if (one.form == Form::computed && !fits_comprehension(facts, one.all)) {
    finding.no_fix.reason = "super() works in a comprehension from Python 3.12 on";
    return;
  }
  offer(in_one_go(one.all, name, one.start, pieces_of(one, argument_of(one.all))),
        half_made_objection(facts, *one.binding, one.start, one.all),
        "nothing sees `" + name + "` half filled, or uses the loop's names later", finding);
}

// A name that an enclosing loop gives a new value on each round.
bool is_part(const Facts& facts, Node iterable, Node loop) {
  const Binding* binding = facts.binding(iterable);
  const Node around = facts.enclosing_loop(loop);
  if (binding == nullptr || !around.is(Kind::for_statement)) return false;
  return facts.binding(unparenthesised(read_for(around).target)) == binding;
}

void check(const Facts& facts, Node node, Report& report) {
  const Filling one = read_filling(facts, node);
  if (!one || used_afterwards(facts, one.all) == Afterwards::code || is_short(facts, one.all.iterable, few)) {
    return;
  }
  const std::string name(one.set.text());
  const std::string iterable = shown(one.all.iterable);
  const bool computed = one.form == Form::computed;
  const std::string instead =
      computed ? name + " = {" + shown(one.element) + " for ... in " + iterable + "}"
               : (one.form == Form::copied ? name + " = " : "") + pieces_of(one, iterable).front();
  Finding& finding =
      report.add(node, "each round calls `" + name + (one.form == Form::removed ? ".discard" : ".add") +
                           "`, O(n) calls; `" + instead + "` does the same without them");
  Report::Remark& remark = report.remark();
  remark.evidence_case = computed                    ? "computed"
                         : one.form == Form::updated ? "update"
                         : one.form == Form::removed ? "discard"
                                                     : "";
  // for x in part, part being what a loop around goes through: few elements, for which it is no gain.
  const bool part = is_part(facts, one.all.iterable, one.all.loop);
  remark.has_impact = computed || part;
  remark.impact = facts.python().minor < 11 && !part ? Impact::factor : Impact::micro;
  add_fix(facts, one, finding);
}

}  // namespace

extern const Rule manual_set_update;
const Rule manual_set_update = {"manual-set-update", Impact::factor, Topic::cpu, kinds, check, callees};

}  // namespace perfhint
