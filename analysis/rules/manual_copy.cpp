// manual-copy: a for loop whose whole body is `out.append(x)`, x being what it iterates, or `out[k] = v` of
// the items of a dict. list(), extend(), dict() and update() copy in C.
#include <array>

#include "analysis/rules/filling_loop.h"
#include "analysis/rules/iteration.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

// Fewer elements are not worth a word.
constexpr std::int64_t few = 4;

constexpr std::array kinds = {Kind::call, Kind::assignment};
constexpr std::array<std::string_view, 1> callees = {"append"};

struct Copying {
  FillingLoop all;
  Node name, source;  // the container that is filled; what is copied
  bool dict = false;
  const Binding* binding = nullptr;
  Start start;  // none: the container exists already
  explicit operator bool() const { return binding != nullptr; }
};

// `out.append(x)`: the list.
Node list_of(const FillingLoop& all, const MethodCall& method) {
  const Node element = method.call.sole_argument();
  const bool bare = all && !all.condition && all.target.is(Kind::identifier) &&
                    element.is(Kind::identifier) && element.text() == all.target.text();
  return bare ? method.object : Node();
}

// `out[k] = v` in `for k, v in d.items()`: out, and d.
Node dict_of(const Facts& facts, const FillingLoop& all, Node assignment, Node& source) {
  const Subscript place = read_subscript(assignment.child(Field::left));
  const Node value = assignment.child(Field::right);
  if (!all || all.condition || assignment.child(Field::type) || all.target.named_child_count() != 2 ||
      !place.index.is(Kind::identifier) || !value.is(Kind::identifier) ||
      place.index.text() == value.text() || place.index.text() != all.target.named_child(0).text() ||
      value.text() != all.target.named_child(1).text()) {
    return {};
  }
  const MethodCall items = read_method_call(unparenthesised(all.iterable));
  if (items.method != "items" || !items.call.positional.empty() ||
      !facts.type(items.object).is(TypeKind::dict))
    return {};
  source = items.object;
  return place.object;
}

Copying read_copying(const Facts& facts, Node node) {
  Copying one;
  one.dict = node.is(Kind::assignment);
  if (one.dict && !node.child(Field::left).is(Kind::subscript)) return {};
  if (!node.parent().parent().parent().is(Kind::for_statement)) return {};
  one.all = read_filling_loop(node);
  one.source = one.all.iterable;
  one.name = one.dict ? dict_of(facts, one.all, node, one.source) : list_of(one.all, read_method_call(node));
  const Binding* binding = facts.binding(one.name);
  if (binding == nullptr || facts.uses_within(*binding, one.all.loop).size() != 1 ||
      facts.rebound_within(*binding, one.all.loop)) {
    return {};
  }
  one.start = start_of(facts, *binding, one.all.loop);
  const Node value = one.start.value;
  if (!(one.dict ? is_empty_dict(facts, value) : is_empty_list(facts, value))) {
    one.start = {};
    if (binding->captured) return {};  // what is iterated may add to it, too
    const Type type = facts.type(one.name);
    // Counter.update() adds.
    if (!type.is(one.dict ? TypeKind::dict : TypeKind::list) || !type.class_name().empty() ||
        !facts.is_closed(*binding)) {
      return {};
    }
  }
  one.binding = binding;
  return one;
}

bool is_plain_container(const Type& type) {
  return type && !type.is(TypeKind::instance) && !type.is(TypeKind::class_);
}

std::string objection(const Facts& facts, const Copying& one) {
  if (!is_plain_container(facts.type(one.source))) {
    return "`" + shown(one.source) +
           "` may be of a class whose __len__ does more than count: it is asked first";
  }
  return half_made_objection(facts, *one.binding, one.start, one.all);
}

// What takes the loop's place.
std::string rewritten(const Copying& one) {
  const std::string name(one.name.text());
  if (one.dict) {
    const std::string source(one.source.text());
    return one.start ? "dict(" + source + ")" : name + ".update(" + source + ")";
  }
  return one.start ? "list(" + argument_of(one.all) + ")" : name + ".extend(" + argument_of(one.all) + ")";
}

void add_fix(const Facts& facts, const Copying& one, Finding& finding) {
  const std::string name(one.name.text());
  const std::string call = one.dict ? (one.start ? "dict()" : "update()") : one.start ? "list()" : "extend()";
  finding.no_fix.title = "Copy by " + call;
  if (one.start && !means_builtin(facts, one.all.loop, one.dict ? "dict" : "list")) {
    finding.no_fix.reason = std::string(one.dict ? "`dict`" : "`list`") + " means something else here";
    return;
  }
  offer(in_one_go(one.all, name, one.start, {rewritten(one)}), objection(facts, one),
        "nothing sees `" + name + "` half filled, or uses the loop's names later", finding);
}

// for result in executor.map(f, xs): each is waited for, beside which an append is nothing.
bool is_waited_for(Node iterable) {
  const std::string_view method = read_method_call(iterable).method;
  return method == "map" || method == "imap" || method == "imap_unordered" || method == "as_completed";
}

void check(const Facts& facts, Node node, Report& report) {
  const Copying one = read_copying(facts, node);
  if (is_waited_for(one.all.iterable)) return;
  if (!one || used_afterwards(facts, one.all) == Afterwards::code || is_short(facts, one.all.iterable, few)) {
    return;
  }
  const std::string name(one.name.text());
  const std::string call = one.start ? name + " = " + (one.dict ? "dict(" : "list(") + shown(one.source) + ")"
                                     : name + (one.dict ? ".update(" : ".extend(") + shown(one.source) + ")";
  Finding& finding =
      report.add(node, "copying `" + shown(one.source) + "` element by element with `" + shown(node) +
                           "` is O(n) in the interpreter; `" + call + "` copies in C");
  report.remark().evidence_case = one.dict ? "dict" : one.start ? "" : "extend";
  add_fix(facts, one, finding);
}

}  // namespace

extern const Rule manual_copy;
const Rule manual_copy = {"manual-copy", Impact::factor, Topic::copy, kinds, check, callees};

}  // namespace perfhint
