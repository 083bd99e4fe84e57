// call-overhead: x.__len__(), getattr(x, "name") and f(**{"a": 1}) in a loop: a detour to what an operator,
// an attribute or a keyword says directly.
#include <array>

#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::call, Kind::dictionary_splat};
constexpr std::array<std::string_view, 2> callees = {"__len__", "getattr"};

bool is_name(std::string_view text) {
  if (text.empty() || (text[0] >= '0' && text[0] <= '9') || text.starts_with("__")) return false;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    if (!plain) return false;
  }
  static constexpr std::array<std::string_view, 35> keywords = {
      "False", "None",     "True",  "and",    "as",   "assert", "async",  "await",    "break",
      "class", "continue", "def",   "del",    "elif", "else",   "except", "finally",  "for",
      "from",  "global",   "if",    "import", "in",   "is",     "lambda", "nonlocal", "not",
      "or",    "pass",     "raise", "return", "try",  "while",  "with",   "yield"};
  for (const std::string_view keyword : keywords) {
    if (text == keyword) return false;
  }
  return true;
}

std::string name_in(Node string) {
  string = unparenthesised(string);
  if (!string.is(Kind::string)) return {};
  const StringLiteral literal = read_string(string);
  const bool plain = !literal.bytes && !literal.formatted && literal.value && is_name(*literal.value);
  return plain ? *literal.value : std::string();
}

struct Detour {
  Node place;
  std::string code, what;
  std::string_view evidence;
  std::string why;  // it is the same
};

Detour read_len(const Facts& facts, Node node) {
  const MethodCall method = read_method_call(node);
  if (!method || !method.call.positional.empty() || method.object.text() == "super()") return {};
  const TypeKind type = facts.type(method.object).kind;
  const bool known = type == TypeKind::list || type == TypeKind::str || type == TypeKind::dict ||
                     type == TypeKind::set || type == TypeKind::tuple || type == TypeKind::deque ||
                     type == TypeKind::bytes;
  if (!known || !means_builtin(facts, node, "len")) return {};
  return {node, "len(" + std::string(method.object.text()) + ")", "a bound method is looked up and called",
          "dunder", "`" + shown(method.object) + "` is of a builtin type"};
}

Detour read_getattr(const Facts& facts, Node node) {
  const Call call = read_call(node);
  if (call.positional.size() != 2 || call.splats || !call.keywords.empty()) return {};
  const std::string name = name_in(call.positional[1]);
  const Node object = call.positional[0];
  const bool primary = object.is_any(Kind::identifier, Kind::attribute, Kind::call, Kind::subscript);
  if (name.empty() || !primary || !facts.is_builtin(call.function, "getattr")) return {};
  return {node, std::string(object.text()) + "." + name, "a global is looked up and called", "getattr",
          "the name is a constant"};
}

Detour read_splat(Node splat) {
  const Node display = unparenthesised(splat.named_child(0));
  if (!splat.parent().is(Kind::argument_list) || !display.is(Kind::dictionary) ||
      display.named_child_count() == 0)
    return {};
  std::string code;
  for (Node pair : children(display)) {
    const std::string name = pair.is(Kind::pair) ? name_in(pair.child(Field::key)) : std::string();
    if (name.empty()) return {};
    code += (code.empty() ? "" : ", ") + name + "=" + std::string(pair.child(Field::value).text());
  }
  return {splat, code, "a dict is built and taken apart", "splat", "the keys are constants"};
}

void check(const Facts& facts, Node node, Report& report) {
  const Detour detour = node.is(Kind::dictionary_splat)                   ? read_splat(node)
                        : node.child(Field::function).is(Kind::attribute) ? read_len(facts, node)
                                                                          : read_getattr(facts, node);
  if (!detour.place || facts.heat(node).loops == 0) return;
  Finding& finding =
      report.add(node, "`" + shown(node) + "` takes a detour: " + detour.what +
                           " on each round, O(1) each; `" + detour.code + "` says it directly");
  report.remark().evidence_case = std::string(detour.evidence);
  finding.no_fix = {"Say it directly", "a comment stands in it"};
  if (has_comment(facts.syntax(), node.span())) return;
  Fix fix;
  fix.title = "Use `" + detour.code + "`";
  fix.edits.push_back({node.span(), detour.code});
  fix.safety = Safety::safe;
  fix.why = detour.why;
  finding.fixes.push_back(std::move(fix));
}

}  // namespace

extern const Rule call_overhead;
const Rule call_overhead = {"call-overhead", Impact::micro, Topic::cpu, kinds, check, callees};

}  // namespace perfhint
