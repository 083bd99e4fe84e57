// df-concat-in-loop: `df = pd.concat([df, part])`, `df = df.append(part)`, `df.loc[len(df)] = row` in a loop:
// each makes a new frame of all rows so far.
#include <algorithm>
#include <array>

#include "analysis/rules/accumulation.h"
#include "analysis/rules/frames.h"
#include "analysis/rules/iteration.h"
#include "analysis/rules/regrown.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::call, Kind::assignment};
constexpr std::array<std::string_view, 2> callees = {"append", "concat"};

constexpr std::int64_t few = 8;

constexpr std::string_view advice =
    "O(n^2) in the loop; collect the parts in a list and pd.concat() them once "
    "after it, which holds all of them until then";

// df = df.append(part, ignore_index=True): gone from pandas 2, where older code still runs it.
bool is_frame_append(const Facts& facts, const MethodCall& method) {
  const Node assignment = method.object.parent().parent().parent();
  if (!assignment.is(Kind::assignment) || assignment.child(Field::left).text() != method.object.text())
    return false;
  for (const Call::Keyword& keyword : method.call.keywords) {
    if (keyword.name == "ignore_index") return true;
  }
  const Binding* binding = facts.binding(method.object);
  if (binding == nullptr) return is_frame(facts, method.object);
  return std::any_of(binding->definitions.begin(), binding->definitions.end(),
                     [&](const Definition& definition) {
                       const Node start = facts.syntax().node(definition.name).parent();
                       return start.is(Kind::assignment) && is_frame(facts, start.child(Field::right));
                     });
}

void check_append(const Facts& facts, Node node, Report& report) {
  const MethodCall method = read_method_call(node);
  if (!method || method.method != "append" || !is_frame_append(facts, method)) return;
  Regrowth growth;
  growth.assignment = node.parent();
  growth.target = growth.assignment.child(Field::left);
  growth.call = node;
  if (!loop_of(facts, growth, few)) return;
  Finding& finding =
      report.add(node, "`" + shown(node) + "` copies all rows so far on each round: " + std::string(advice));
  report.remark().evidence_case = "concat";
  finding.no_fix = {"Collect the parts and join them once",
                    "append() is gone from pandas 2: what it is to be "
                    "there is yours to choose"};
}

void check_concat(const Facts& facts, Node node, Report& report) {
  const Regrowth growth = read_regrowth(node, true);
  if (!growth || !is_pandas_call(facts, node, "concat")) return;
  const Node loop = loop_of(facts, growth, few);
  if (!loop) return;
  Finding& finding =
      report.add(node, "`" + shown(node) + "` copies all rows so far on each round: " + std::string(advice));
  report.remark().evidence_case = "concat";
  const std::string_view source = facts.syntax().source();
  const Span all = node.span(), first = read_call(node).positional[0].span();
  const std::string join = std::string(source.substr(all.begin, first.begin - all.begin)) + "$" +
                           std::string(source.substr(first.end, all.end - first.end));
  auto fix = collected(facts, growth, loop, join, finding.no_fix);
  if (!fix) return;
  fix->why =
      "columns may get other dtypes where parts differ, and a part that is changed later is joined as it is "
      "then";
  finding.fixes.push_back(std::move(*fix));
}

// The df of df.loc[len(df)], df.loc[len(df.index)], df.loc[df.shape[0]].
Node grown_by_row(Node target) {
  const Subscript row = read_subscript(target);
  if (!row.object.is(Kind::attribute) || row.object.child(Field::attribute).text() != "loc") return {};
  const Node frame = row.object.child(Field::object);
  const std::string name(frame.text());
  const std::string_view index = row.index.text();
  const bool behind =
      index == "len(" + name + ")" || index == "len(" + name + ".index)" || index == name + ".shape[0]";
  return behind && frame.is_any(Kind::identifier, Kind::attribute) ? frame : Node();
}

void check_row(const Facts& facts, Node node, Report& report) {
  const Node left = node.child(Field::left);
  const Node frame = left.is(Kind::subscript) ? grown_by_row(left) : Node();
  const Node loop = frame ? facts.enclosing_loop(node) : Node();
  if (!loop || is_last_round(node, loop) || !is_same_throughout(facts, frame, loop)) return;
  if (loop.is(Kind::for_statement) && is_short(facts, read_for(loop).iterable, few)) return;
  Finding& finding =
      report.add(node, "`" + shown(left) + " = ...` makes `" + shown(frame) +
                           "` anew to add one row: O(n^2) in the loop; " +
                           "collect the rows in a list and make one DataFrame of them after it");
  report.remark().evidence_case = "row";
  finding.no_fix = {"", "what the rows' columns are called is yours to say"};
}

void check(const Facts& facts, Node node, Report& report) {
  if (node.is(Kind::assignment)) return check_row(facts, node, report);
  if (!node.parent().is(Kind::assignment)) return;
  check_append(facts, node, report);
  check_concat(facts, node, report);
}

}  // namespace

extern const Rule df_concat_in_loop;
const Rule df_concat_in_loop = {"df-concat-in-loop", Impact::growth, Topic::copy, kinds, check, callees};

}  // namespace perfhint
