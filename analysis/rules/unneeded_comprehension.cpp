// unneeded-comprehension: [x for x in xs], {x for x in xs}, {k: v for k, v in d.items()}: a copy, element by
// element in the interpreter, where list(xs), set(xs), dict(d) copy in C.
#include <array>

#include "analysis/rules/iteration.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"
#include "analysis/rules/unwrap.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::list_comprehension, Kind::set_comprehension,
                              Kind::dictionary_comprehension};

constexpr std::int64_t few = 5;

// {k: v for k, v in d.items()}: the d, known as a dict.
Node mapping_of(const Facts& facts, Node pair, const ForHead& head) {
  const Node key = pair.child(Field::key), value = pair.child(Field::value);
  if (!head.target.is_any(Kind::pattern_list, Kind::tuple_pattern) || head.target.named_child_count() != 2)
    return {};
  if (!key.is(Kind::identifier) || !value.is(Kind::identifier) || key.text() == value.text()) return {};
  if (head.target.named_child(0).text() != key.text() || head.target.named_child(1).text() != value.text())
    return {};
  const MethodCall items = read_method_call(unparenthesised(head.iterable));
  if (items.method != "items" || !items.call.positional.empty() || !items.call.keywords.empty()) return {};
  return facts.type(items.object).is(TypeKind::dict) ? items.object : Node();
}

void check(const Facts& facts, Node node, Report& report) {
  if (node.named_child_count() != 2) return;
  const Node element = node.named_child(0);
  const ForHead head = read_for(node.named_child(1));
  if (!head.iterable || head.async || first_pause(head.iterable)) return;
  const bool dict = node.is(Kind::dictionary_comprehension);
  Node source;
  if (dict) {
    source = mapping_of(facts, element, head);
  } else if (element.is(Kind::identifier) && head.target.is(Kind::identifier) &&
             element.text() == head.target.text()) {
    source = head.iterable;
  }
  if (!source || facts.is_call_of(unparenthesised(source), "range")) return;  // list-of-range's matter
  const auto length = facts.length(source);
  if (length && length->most().value_or(few + 1) <= few) return;
  const std::string maker = dict ? "dict" : node.is(Kind::set_comprehension) ? "set" : "list";
  // list() asks for a length first: of a class of one's own that may be more than nothing.
  const Type type = facts.type(source);
  Finding& finding =
      report.add(node, "`" + shown(node) + "` copies `" + shown(source) +
                           "` element by element in the interpreter; " + maker + "() copies it in C");
  report.remark().evidence_case = maker;
  Fix fix;
  fix.title = "Copy it by " + maker + "()";
  finding.no_fix = {fix.title, "`" + maker + "` means something else here"};
  if (!means_builtin(facts, node, maker)) return;
  finding.no_fix.reason = "a comment would be lost";
  const std::string text(source.text());
  const auto edit = replaced(node, maker + (source.is(Kind::generator_expression) ? text : "(" + text + ")"));
  if (!edit) return;
  fix.edits.push_back(*edit);
  const bool known = dict ? type.class_name().empty() : !type.says_nothing() && !type.is(TypeKind::instance);
  fix.safety = known && !facts.type(source).is(TypeKind::unknown) ? Safety::safe : Safety::unsafe;
  fix.why = fix.safety == Safety::safe
                ? "it is known what `" + shown(source) + "` is"
                : "`" + shown(source) + "` may have a length of its own, which " + maker + "() asks for";
  finding.fixes.push_back(std::move(fix));
}

}  // namespace

extern const Rule unneeded_comprehension;
const Rule unneeded_comprehension = {"unneeded-comprehension", Impact::micro, Topic::copy, kinds, check};

}  // namespace perfhint
