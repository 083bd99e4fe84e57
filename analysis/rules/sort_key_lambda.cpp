// sort-key-lambda: `key=lambda p: p[1]`, `p["k"]` or `p.attr` given to sorted(), sort(), min(), max() and the
// like. operator.itemgetter() and attrgetter() do it in C.
#include <algorithm>
#include <array>

#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::call};
constexpr std::array<std::string_view, 7> callees = {"groupby",   "max",  "min",   "nlargest",
                                                     "nsmallest", "sort", "sorted"};

struct Getter {
  std::string maker, code;  // "itemgetter", "itemgetter(1)"
};

bool is_constant(Node index) {
  if (index.is(Kind::string)) return !read_string(index).interpolated;
  if (index.is(Kind::unary_operator)) index = index.child(Field::argument);
  return index.is(Kind::integer);
}

// p.a.b: "a.b"; empty if it does not start from the parameter.
std::string path_of(Node node, std::string_view parameter) {
  std::string path;
  for (; node.is(Kind::attribute); node = node.child(Field::object)) {
    const std::string name(node.child(Field::attribute).text());
    if (name.starts_with("__") && !name.ends_with("__")) return "";  // mangled in a class
    path = path.empty() ? name : name + "." + path;
  }
  return node.is(Kind::identifier) && node.text() == parameter ? path : "";
}

Getter getter_of(Node lambda) {
  const auto parameters = read_parameters(lambda.child(Field::parameters));
  if (parameters.size() != 1 || parameters[0].sort != Parameter::Sort::plain || parameters[0].value ||
      lambda.child(Field::parameters).named_child_count() != 1) {
    return {};
  }
  const std::string_view name = parameters[0].name.text();
  const Node body = unparenthesised(lambda.child(Field::body));
  const Subscript item = read_subscript(body);
  if (item.object.is(Kind::identifier) && item.object.text() == name && is_constant(item.index)) {
    return {"itemgetter", "itemgetter(" + std::string(item.index.text()) + ")"};
  }
  const std::string path = path_of(body, name);
  if (path.empty()) return {};
  return {"attrgetter", "attrgetter(\"" + path + "\")"};
}

bool sorts(const Facts& facts, Node call) {
  static constexpr std::array<std::string_view, 6> functions = {
      "sorted", "min", "max", "itertools.groupby", "heapq.nlargest", "heapq.nsmallest"};
  if (std::any_of(functions.begin(), functions.end(),
                  [&](auto name) { return facts.is_call_of(call, name); }))
    return true;
  const MethodCall method = read_method_call(call);
  return method.method == "sort" && facts.type(method.object).is(TypeKind::list);
}

Node key_of(const Facts& facts, Node call) {
  const Call parts = read_call(call);
  for (const Call::Keyword& keyword : parts.keywords) {
    if (keyword.name == "key") return keyword.value;
  }
  return facts.is_call_of(call, "itertools.groupby") && parts.positional.size() == 2 ? parts.positional[1]
                                                                                     : Node();
}

void check(const Facts& facts, Node node, Report& report) {
  const Node key = key_of(facts, node);
  if (!key.is(Kind::lambda_expression)) return;
  const Getter getter = getter_of(key);
  if (getter.maker.empty() || !sorts(facts, node)) return;
  Finding& finding =
      report.add(key, "`" + shown(key) + "` is a call of a Python function for each element; operator." +
                          getter.code + " gets it in C");
  const bool scans = facts.is_call_of(node, "min") || facts.is_call_of(node, "max");
  report.remark().evidence_case = getter.maker == "attrgetter" ? "attribute" : scans ? "max" : "";
  finding.no_fix.title = "Use operator." + getter.code;
  if (!means_import(facts, key, "operator", getter.maker)) {
    finding.no_fix.reason = "`" + getter.maker + "` means something else here";
    return;
  }
  if (has_comment(facts.syntax(), key.span())) {
    finding.no_fix.reason = "a comment would be lost";
    return;
  }
  Fix fix;
  fix.title = finding.no_fix.title;
  fix.safety = Safety::safe;
  fix.edits.push_back({key.span(), getter.code});
  fix.imports.push_back("from operator import " + getter.maker);
  fix.why = "it gets the same from each element";
  finding.fixes.push_back(std::move(fix));
}

}  // namespace

extern const Rule sort_key_lambda;
const Rule sort_key_lambda = {"sort-key-lambda", Impact::micro, Topic::cpu, kinds, check, callees};

}  // namespace perfhint
