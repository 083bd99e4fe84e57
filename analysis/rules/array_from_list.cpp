// array-from-list: array("q", [... for ...]), bytes([... for ...]), bytearray([... for ...]): a list of
// objects in between, many times as large as what is made of it. A generator saves it, for some more time.
#include <array>

#include "analysis/rules/iteration.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::call};
constexpr std::array<std::string_view, 3> callees = {"array", "bytearray", "bytes"};

constexpr std::int64_t few = 1000;

void check(const Facts& facts, Node node, Report& report) {
  const Node arguments = node.child(Field::arguments);
  const std::uint32_t count = arguments.named_child_count();
  const Node made = count == 0 ? Node() : arguments.named_child(count - 1);
  if (!made.is(Kind::list_comprehension)) return;
  const bool array = count == 2 && facts.is_call_of(node, "array.array");
  const bool bytes = count == 1 && (facts.is_call_of(node, "bytes") || facts.is_call_of(node, "bytearray"));
  if ((!array && !bytes) || first_pause(made)) return;
  const auto length = facts.length(made);
  if (length && length->most().value_or(few + 1) <= few) return;
  if (bytes && !may_be_long(facts, first_iterable(made), few)) return;  // most are made of a few
  const std::string maker = array ? "array" : std::string(node.child(Field::function).text());
  Finding& finding = report.add(
      made, "`" + maker +
                "` is made of a list of objects, 8 bytes a place and some 30 an object, that is thrown "
                "away at once; a generator hands them over one by one, for some more time");
  report.remark().evidence_case = array ? "array" : "bytes";
  Fix fix;
  fix.title = "Make it a generator: less memory, more time";
  fix.why = "it takes more time, and an error in an element would come later";
  bool comma = false;
  for (Node child : all_children(arguments)) comma = comma || child.is(Kind::comma);
  const Span span = made.span();
  fix.edits.push_back({{span.begin, span.begin + 1}, comma ? "(" : ""});
  fix.edits.push_back({{span.end - 1, span.end}, comma ? ")" : ""});
  finding.fixes.push_back(std::move(fix));
}

}  // namespace

extern const Rule array_from_list;
const Rule array_from_list = {"array-from-list", Impact::micro, Topic::memory, kinds, check, callees};

}  // namespace perfhint
