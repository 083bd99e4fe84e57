// df-iterrows: a loop over `df.iterrows()`: a Series is made for each row. Only frames have this method, so
// its name is proof enough where the object's type is not known. The fix goes through itertuples(), where the
// loop only reads fields by constant names.
#include <algorithm>
#include <array>

#include "analysis/rules/frames.h"
#include "analysis/rules/iteration.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::call};
constexpr std::array<std::string_view, 1> callees = {"iterrows"};

constexpr std::int64_t few = 8;

// The for_statement or for_in_clause that goes through the rows, enumerated or not.
Node head_of(const Facts& facts, Node call) {
  Node at = call;
  while (at.parent().is(Kind::parenthesized_expression)) at = at.parent();
  if (at.parent().is(Kind::argument_list) && facts.is_call_of(at.parent().parent(), "enumerate"))
    at = at.parent().parent();
  const Node head = at.parent();
  return head.is_any(Kind::for_statement, Kind::for_in_clause) && at.field() == Field::right ? head : Node();
}

bool is_small_count(const Facts& facts, Node count) {
  const auto number = facts.constant(count);
  return number && *number <= few;
}

// df.head(3), df.iloc[:3], df[:3], pd.DataFrame([few rows]).
bool is_few_rows(const Facts& facts, Node frame) {
  const Node at = unparenthesised(frame);
  if (const MethodCall method = read_method_call(at)) {
    if (method.method == "head" || method.method == "tail" || method.method == "sample" ||
        method.method == "nlargest" || method.method == "nsmallest") {
      const Call& call = method.call;
      return (call.positional.empty() && call.keywords.empty()) ||
             (!call.positional.empty() && is_small_count(facts, call.positional[0]));
    }
    if (!is_pandas_call(facts, at, "DataFrame") || method.call.positional.empty()) return false;
    const auto length = facts.length(method.call.positional[0]);
    return method.call.positional[0].is(Kind::list) && length && length->most() && *length->most() <= few;
  }
  const Node slice = read_subscript(at).index;
  if (slice.is(Kind::slice)) {
    const Node bound = slice.named_child_count() == 1 ? slice.named_child(0) : Node();
    return bound && slice.text().starts_with(":") && is_small_count(facts, bound);
  }
  if (!at.is(Kind::identifier)) return false;
  const Reaching reaching = facts.reaching_definitions(at);
  if (reaching.unbound || reaching.elsewhere || reaching.definitions.size() != 1) return false;
  const Node name = facts.syntax().node(reaching.definitions[0].name);
  const Node value = name.parent().child(Field::right);
  return name.parent().is(Kind::assignment) && name.field() == Field::left && !value.is(Kind::identifier) &&
         is_few_rows(facts, value);
}

// The row of `for index, row in df.iterrows()`.
Node row_of(Node head) {
  const Node target = read_for(head).target;
  if (!target.is_any(Kind::pattern_list, Kind::tuple_pattern) || target.named_child_count() != 2) return {};
  Node row = target.named_child(1);
  if (row.is(Kind::tuple_pattern) && row.named_child_count() == 2) row = row.named_child(1);  // enumerate()
  return row.is(Kind::identifier) ? row : Node();
}

bool is_written(Node use) {
  const Node at = use.parent();
  const bool part = (at.is(Kind::subscript) && use.field() == Field::value) ||
                    (at.is(Kind::attribute) && use.field() == Field::object);
  return part && at.field() == Field::left &&
         at.parent().is_any(Kind::assignment, Kind::augmented_assignment);
}

bool is_keyword(std::string_view name) {
  static constexpr std::array<std::string_view, 35> keywords{
      "False", "None",     "True",  "and",    "as",   "assert", "async",  "await",    "break",
      "class", "continue", "def",   "del",    "elif", "else",   "except", "finally",  "for",
      "from",  "global",   "if",    "import", "in",   "is",     "lambda", "nonlocal", "not",
      "or",    "pass",     "raise", "return", "try",  "while",  "with",   "yield"};
  return std::find(keywords.begin(), keywords.end(), name) != keywords.end();
}

// The field of row["field"] or row.field that a namedtuple can have; empty if the use is anything else.
std::string field_of(Node use) {
  const Node at = use.parent();
  std::string name;
  if (at.is(Kind::subscript) && use.field() == Field::value) {
    const Node index = read_subscript(at).index;
    if (index.is(Kind::string)) name = read_string(index).value.value_or("");
  } else if (at.is(Kind::attribute) && use.field() == Field::object) {
    const std::string_view written = at.child(Field::attribute).text();
    const bool called = at.parent().is(Kind::call) && at.field() == Field::function;
    if (!called && !is_attribute_of_series(written)) name = written;
  }
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const bool plain = !name.empty() && is_letter(name[0]) && !is_keyword(name) &&
                     std::all_of(name.begin(), name.end(),
                                 [&](char c) { return is_letter(c) || c == '_' || (c >= '0' && c <= '9'); });
  return plain ? name : "";
}

void add_fix(const Facts& facts, Node call, Node head, Finding& finding) {
  finding.no_fix = {"Go through itertuples()",
                    "the loop needs whole rows: to_dict(\"records\") gives dicts, "
                    "and columns can be computed as wholes"};
  const Node row = row_of(head);
  const Binding* binding = row ? facts.binding(row) : nullptr;
  if (binding == nullptr || call.parent() != head) return;
  const Node target = read_for(head).target;
  Fix fix;
  for (std::uint32_t index : binding->uses) {
    const Node use = facts.syntax().node(index);
    const Node loop = head.is(Kind::for_statement) ? head : head.parent();
    const std::string field = field_of(use);
    if (!use.within(loop) || field.empty()) return;
    if (use.parent().is(Kind::subscript))
      fix.edits.push_back({{use.span().end, use.parent().span().end}, "." + field});
  }
  const Binding* label = facts.binding(target.named_child(0));
  if (label == nullptr || facts.rebound_within(*binding, head.child(Field::body))) return;
  const MethodCall method = read_method_call(call);
  const std::string frame(method.object.text());
  finding.no_fix.reason = "a comment would be lost";
  if (has_comment(facts.syntax(), target.span()) || has_comment(facts.syntax(), call.span())) return;
  const bool labelled = !label->uses.empty() || label->captured || label->rebound_elsewhere;
  if (labelled) {
    finding.no_fix.reason =
        "its index would need `" + shown(method.object) + "` twice, or `zip` is no builtin here";
    if (!method.object.is_any(Kind::identifier, Kind::attribute) || !means_builtin(facts, head, "zip"))
      return;
    fix.edits.push_back({call.span(), "zip(" + frame + ".index, " + frame + ".itertuples(index=False))"});
  } else {
    fix.edits.push_back({target.span(), std::string(row.text())});
    fix.edits.push_back({call.span(), frame + ".itertuples(index=False)"});
  }
  std::sort(fix.edits.begin(), fix.edits.end(),
            [](const Edit& a, const Edit& b) { return a.span.begin < b.span.begin; });
  fix.title = "Go through itertuples()";
  fix.why =
      "values keep their columns' own types where iterrows() makes a row's one type, and labels must be "
      "columns";
  finding.fixes.push_back(std::move(fix));
}

void check(const Facts& facts, Node node, Report& report) {
  const MethodCall method = read_method_call(node);
  if (!method || !method.call.positional.empty() || !method.call.keywords.empty() || method.call.splats)
    return;
  const Node head = head_of(facts, node);
  if (!head) return;
  const Type type = facts.type(method.object);
  if (type && !is_frame(facts, method.object)) return;
  if (is_few_rows(facts, method.object)) return;
  if (const Node row = row_of(head)) {
    const Binding* binding = facts.binding(row);
    if (binding == nullptr) return;
    for (std::uint32_t use : binding->uses) {
      if (is_written(facts.syntax().node(use))) return;  // rows that are built from: their copies are wanted
    }
  }
  Finding& finding =
      report.add(node, "`" + shown(node) +
                           "` makes a Series of each row, of one type for all its columns: O(n) Series; " +
                           "itertuples() makes plain tuples, and whole columns can be computed in C");
  report.remark().evidence_case = "fields";
  add_fix(facts, node, head, finding);
}

}  // namespace

extern const Rule df_iterrows;
const Rule df_iterrows = {"df-iterrows", Impact::growth, Topic::cpu, kinds, check, callees};

}  // namespace perfhint
