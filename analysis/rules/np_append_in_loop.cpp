// np-append-in-loop: `a = np.append(a, x)`, `a = np.concatenate([a, x])`, vstack, hstack and the like, round
// after round: each makes a new array of all elements so far.
#include <algorithm>
#include <array>

#include "analysis/rules/frames.h"
#include "analysis/rules/regrown.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::call};
constexpr std::array<std::string_view, 9> callees = {
    "append", "cat", "column_stack", "concat", "concatenate", "dstack", "hstack", "row_stack", "vstack"};

constexpr std::int64_t few = 8;

// The joining function's name in its module; "" if it is none.
std::string joiner(const Facts& facts, Node call) {
  const std::string function = numpy_function(facts, call);
  if (std::find(callees.begin(), callees.end(), function) != callees.end()) return function;
  return facts.is_call_of(call, "torch.cat") ? "cat" : "";
}

// The call with the list of parts in the place of the parts.
std::string joined(const Regrowth& growth, bool appends) {
  const std::string_view source = growth.call.syntax()->source();
  const auto between = [&](Offset begin, Offset end) {
    return std::string(source.substr(begin, end - begin));
  };
  const Node function = growth.call.child(Field::function);
  if (appends) {
    const Node module = function.child(Field::object);
    const std::string head = module ? std::string(module.text()) + "." : "";
    const auto keywords = read_call(growth.call).keywords;
    if (keywords.empty()) return head + "hstack($)";
    return head + "concatenate($, axis=" + std::string(keywords[0].value.text()) + ")";
  }
  const Node first = read_call(growth.call).positional[0];
  return between(growth.call.span().begin, first.span().begin) + "$" +
         between(first.span().end, growth.call.span().end);
}

void add_fix(const Facts& facts, const Regrowth& growth, Node loop, bool appends, Finding& finding) {
  const Call call = read_call(growth.call);
  const bool named = !appends || growth.call.child(Field::function).is(Kind::attribute);
  const bool plain = appends ? call.positional.size() == 2 && call.keywords.size() <= 1 : true;
  if (!named || !plain) {
    finding.no_fix = {"Collect the parts and join them once", "the call says more than what is joined"};
    return;
  }
  auto fix = collected(facts, growth, loop, joined(growth, appends), finding.no_fix);
  if (!fix) return;
  fix->why =
      appends && call.keywords.empty()
          ? "np.append() flattens parts of more than one dimension, and all parts are kept until the end"
          : "all parts are kept until the end: one that is changed in place later is joined as it is then";
  finding.fixes.push_back(std::move(*fix));
}

void check(const Facts& facts, Node node, Report& report) {
  if (!node.parent().is(Kind::assignment)) return;
  const bool appends =
      read_method_call(node).method == "append" || node.child(Field::function).text() == "append";
  const Regrowth growth = read_regrowth(node, !appends);
  if (!growth || joiner(facts, node).empty()) return;
  const Node loop = loop_of(facts, growth, few);
  if (!loop) return;
  const std::string name = "`" + shown(growth.target) + "`";
  Finding& finding = report.add(node, "`" + shown(node) + "` copies all of " + name +
                                          " on each round: O(n^2) in the loop; collect the parts in a list " +
                                          "and join them once after it, or fill an array of the final size");
  report.remark().evidence_case = appends ? "append" : "concatenate";
  add_fix(facts, growth, loop, appends, finding);
}

}  // namespace

extern const Rule np_append_in_loop;
const Rule np_append_in_loop = {"np-append-in-loop", Impact::growth, Topic::copy, kinds, check, callees};

}  // namespace perfhint
