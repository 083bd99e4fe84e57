// manual-counter: a for loop that only counts keys in a dict that starts empty: `d[k] = d.get(k, 0) + 1`, the
// same by `in` or by KeyError, or `d[k] += 1` of a defaultdict(int). Counter() counts in C; dict() of it is
// the dict that the loop makes.
#include <array>

#include "analysis/rules/filling_loop.h"
#include "analysis/rules/iteration.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::call, Kind::augmented_assignment};
constexpr std::array<std::string_view, 1> callees = {"get"};

// A Counter's own cost is earned back from about so many elements on.
constexpr std::int64_t few = 50;

struct Counting {
  Node statement;  // the loop's only one, or that of its `if`
  Node second;     // that follows it, where there are two
  Node dict, key;
  bool by_default = false;  // of a defaultdict
  explicit operator bool() const { return static_cast<bool>(statement); }
};

bool is_number(Node node, std::string_view number) { return node.is(Kind::integer) && node.text() == number; }

// `d[k]`, the same as elsewhere.
bool is_place(Node node, const Counting& counting) {
  const Subscript place = read_subscript(node);
  return place.index && place.object.text() == counting.dict.text() &&
         place.index.text() == counting.key.text();
}

// The only statement of a block: an assignment `d[k] = number`.
bool sets(Node block, const Counting& counting, std::string_view number) {
  const auto all = block.is(Kind::block) ? statements(block) : std::vector<Node>();
  const Node assignment = all.size() == 1 ? sole_expression(all.front()) : Node();
  return assignment.is(Kind::assignment) && is_place(assignment.child(Field::left), counting) &&
         is_number(assignment.child(Field::right), number);
}

bool is_test(Node condition, Kind op, const Counting& counting) {
  const Comparison test = read_comparison(unparenthesised(condition));
  return test.op == op && unparenthesised(test.left).text() == counting.key.text() &&
         unparenthesised(test.right).text() == counting.dict.text();
}

// d[k] = d.get(k, 0) + 1
Counting read_get(Node call) {
  const MethodCall get = read_method_call(call);
  const Node sum = call.parent(), assignment = sum.parent();
  Counting counting;
  if (!sum.is(Kind::binary_operator) || !sum.child(Field::operator_).is(Kind::plus) ||
      !assignment.is(Kind::assignment) || get.call.positional.size() != 2 || !get.call.keywords.empty() ||
      !is_number(get.call.positional[1], "0")) {
    return {};
  }
  const Node other = sum.child(Field::left) == call ? sum.child(Field::right) : sum.child(Field::left);
  counting.dict = get.object;
  counting.key = get.call.positional[0];
  if (!is_number(other, "1") || !is_place(assignment.child(Field::left), counting)) return {};
  counting.statement = assignment.parent();
  return counting;
}

// if k in d: d[k] += 1, else: d[k] = 1; or the other way round.
Node branch_statement(Node block, const Counting& counting) {
  const Node outer = block.parent();
  const Node choice = outer.is(Kind::else_clause) ? outer.parent() : outer;
  if (!choice.is(Kind::if_statement) || statements(block).size() != 1) return {};
  Node alternative;
  for (Node child : children(choice)) {
    if (child.field() != Field::alternative) continue;
    if (alternative || !child.is(Kind::else_clause)) return {};
    alternative = child;
  }
  const bool counted_first = outer == choice;
  const Node other = counted_first ? alternative.child(Field::body) : choice.child(Field::consequence);
  const bool fits =
      is_test(choice.child(Field::condition), counted_first ? Kind::kw_in : Kind::kw_not_in, counting);
  return alternative && fits && sets(other, counting, "1") ? choice : Node();
}

// try: d[k] += 1, except KeyError: d[k] = 1.
Node try_statement(Node block, const Counting& counting) {
  const Node attempt = block.parent();
  if (!attempt.is(Kind::try_statement) || attempt.named_child_count() != 2 || statements(block).size() != 1)
    return {};
  const Node handler = attempt.named_child(1);
  if (!handler.is(Kind::except_clause) || handler.named_child_count() != 2) return {};
  const bool fits =
      handler.named_child(0).text() == "KeyError" && sets(handler.named_child(1), counting, "1");
  return fits ? attempt : Node();
}

Counting read_increment(Node node) {
  const Subscript place = read_subscript(node.child(Field::left));
  if (!place.index || !node.child(Field::operator_).is(Kind::plus_equal) ||
      !is_number(node.child(Field::right), "1"))
    return {};
  Counting counting;
  counting.dict = place.object;
  counting.key = place.index;
  const Node statement = node.parent(), block = statement.parent();
  if (const Node choice = branch_statement(block, counting)) {
    counting.statement = choice;
  } else if (const Node attempt = try_statement(block, counting)) {
    counting.statement = attempt;
  } else if (const Node before = previous_statement(statement);
             before.is(Kind::if_statement) && !before.child(Field::alternative) &&
             is_test(before.child(Field::condition), Kind::kw_not_in, counting) &&
             sets(before.child(Field::consequence), counting, "0")) {
    counting.statement = before;
    counting.second = statement;
  } else {
    counting.statement = statement;
    counting.by_default = true;
  }
  return counting;
}

bool is_counting_default(const Facts& facts, Node value) {
  return facts.is_call_of(value, "collections.defaultdict") &&
         read_call(value).sole_argument().text() == "int";
}

struct Found {
  Counting counting;
  FillingLoop all;
  const Binding* binding = nullptr;
  Start start;
  bool bare = false;  // the key is what the loop iterates
};

bool read(const Facts& facts, Node node, Found& found) {
  found.counting = node.is(Kind::call) ? read_get(node) : read_increment(node);
  const Counting& counting = found.counting;
  if (!counting || !counting.dict.is(Kind::identifier)) return false;
  found.all = counting.second ? read_filling_loop_of(counting.statement, counting.second)
                              : read_filling_loop_of(counting.statement);
  const Binding* dict = facts.binding(counting.dict);
  if (!found.all || dict == nullptr || facts.rebound_within(*dict, found.all.loop)) return false;
  for (Node part : {counting.key, found.all.iterable, found.all.condition}) {
    if (part && !facts.uses_within(*dict, part).empty()) return false;
  }
  found.binding = dict;
  found.start = start_of(facts, *dict, found.all.loop);
  const Node value = found.start.value;
  found.bare = !found.all.condition && found.all.target.is(Kind::identifier) &&
               counting.key.text() == found.all.target.text();
  return counting.by_default ? is_counting_default(facts, value) : is_empty_dict(facts, value);
}

std::string objection(const Facts& facts, const Found& found) {
  if (found.counting.by_default)
    return "a Counter does not keep a missing key that is read, and compares otherwise";
  if (!facts.is_pure(found.counting.key))
    return "`" + shown(found.counting.key) + "` would be evaluated once for each element, not twice";
  if (found.bare && !facts.type(found.all.iterable)) {
    return "`" + shown(found.all.iterable) + "` may be a mapping, whose values Counter() takes for counts";
  }
  return half_made_objection(facts, *found.binding, found.start, found.all);
}

void add_fix(const Facts& facts, const Found& found, Finding& finding) {
  const std::string name(found.counting.dict.text());
  finding.no_fix.title = "Count `" + name + "` with collections.Counter";
  if (!means_import(facts, found.all.loop, "collections", "Counter") ||
      !means_builtin(facts, found.all.loop, "dict")) {
    finding.no_fix.reason = "`Counter` or `dict` means something else here";
    return;
  }
  if (!found.bare && !fits_comprehension(facts, found.all)) {
    finding.no_fix.reason =
        "`" + shown(found.counting.key) + "` means something else in a comprehension here";
    return;
  }
  const std::string head = found.counting.by_default ? "Counter(" : "dict(Counter(";
  const std::string tail = found.counting.by_default ? ")" : "))";
  std::vector<std::string> pieces{head + argument_of(found.all) + tail};
  if (!found.bare)
    pieces = {head + "[", std::string(found.counting.key.text()), clauses_of(found.all), "]" + tail};
  const std::size_t before = finding.fixes.size();
  offer(in_one_go(found.all, name, found.start, pieces), objection(facts, found),
        "nothing sees `" + name + "` half filled, or uses the loop's names later", finding);
  if (finding.fixes.size() > before)
    finding.fixes.back().imports.push_back("from collections import Counter");
}

void check(const Facts& facts, Node node, Report& report) {
  Found found;
  if (!read(facts, node, found) || used_afterwards(facts, found.all) == Afterwards::code) return;
  if (facts.type(found.all.iterable).is(TypeKind::dict) || is_short(facts, found.all.iterable, few)) return;
  const std::string what =
      found.bare ? shown(found.all.iterable) : "[" + shown(found.counting.key) + " for ...]";
  Finding& finding = report.add(node.is(Kind::call) ? sole_expression(found.counting.statement) : node,
                                "counting in `" + std::string(found.counting.dict.text()) +
                                    "` looks every key up twice in the interpreter, O(n); Counter(" + what +
                                    ") counts in C, and pays from some dozens of elements on");
  report.remark().evidence_case = !found.bare                 ? "computed"
                                  : found.counting.by_default ? "defaultdict"
                                  : node.is(Kind::call)       ? ""
                                                              : "membership";
  report.remark().has_impact = !found.bare && facts.python().minor >= 11;
  report.remark().impact = Impact::micro;
  add_fix(facts, found, finding);
}

}  // namespace

extern const Rule manual_counter;
const Rule manual_counter = {"manual-counter", Impact::factor, Topic::cpu, kinds, check, callees};

}  // namespace perfhint
