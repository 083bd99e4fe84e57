// extend-generator: `xs.extend(f(x) for x in ys)`. extend() asks the generator for one element at a time, and
// each asking costs more than the element's place in a list: with brackets, the elements are made in one go.
#include <array>

#include "analysis/rules/iteration.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::call};
constexpr std::array<std::string_view, 1> callees = {"extend"};

std::string objection(const Facts& facts, Node object, Node generator) {
  const Binding* list = facts.binding(object);
  if (list == nullptr || !is_private(facts, *list) || !facts.uses_within(*list, generator).empty())
    return "`" + shown(object) + "` may be looked at while the generator runs";
  if (inside_try(object))
    return "after an error, what came before it would not be in `" + shown(object) + "`";
  if (facts.unknown_call_within(generator))
    return "a StopIteration out of the generator is another error than out of a list";
  return {};
}

void check(const Facts& facts, Node node, Report& report) {
  const Node generator = node.child(Field::arguments);
  const Node object = node.child(Field::function).child(Field::object);
  if (!generator.is(Kind::generator_expression) || !object || first_pause(generator) ||
      !facts.type(object).is(TypeKind::list)) {
    return;
  }
  Finding& finding =
      report.add(node, "`" + shown(node.child(Field::function)) +
                           "` asks the generator for each element: a switch of frames an "
                           "element; a list, `[...]`, is made in one go (it holds all of them at once)");
  finding.no_fix.title = "Extend by a list";
  Fix fix;
  fix.title = finding.no_fix.title;
  const Span span = generator.span();
  fix.edits.push_back({{span.begin + 1, span.begin + 1}, "["});
  fix.edits.push_back({{span.end - 1, span.end - 1}, "]"});
  fix.why = objection(facts, object, generator);
  fix.safety = fix.why.empty() ? Safety::safe : Safety::unsafe;
  if (fix.why.empty()) fix.why = "nothing looks at `" + shown(object) + "` meanwhile";
  finding.fixes.push_back(std::move(fix));
}

}  // namespace

extern const Rule extend_generator;
const Rule extend_generator = {"extend-generator", Impact::micro, Topic::cpu, kinds, check, callees};

}  // namespace perfhint
