// pathlib-in-hot-loop: Path(x).exists(), or str(Path(a) / b), in a loop: a Path object is made, and for the
// latter its text put together again, for what os.path does on the text itself.
#include <array>

#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::call};
constexpr std::array<std::string_view, 4> callees = {"exists", "is_dir", "is_file", "str"};

// Path(x) with one argument that is text.
Node text_of_path(const Facts& facts, Node node) {
  node = unparenthesised(node);
  if (!node.is(Kind::call) || !facts.is_call_of(node, "pathlib.Path")) return {};
  const Node text = read_call(node).sole_argument();
  return facts.type(text).is(TypeKind::str) ? text : Node();
}

struct Rewrite {
  std::string code;
  std::string_view evidence;
};

Rewrite read_rewrite(const Facts& facts, Node node) {
  if (node.child(Field::function).is(Kind::identifier)) {
    const Node joined = unparenthesised(read_call(node).sole_argument());
    if (!joined.is(Kind::binary_operator) || !joined.child(Field::operator_).is(Kind::slash)) return {};
    if (!facts.is_call_of(node, "str")) return {};
    const Node base = text_of_path(facts, joined.child(Field::left));
    const Node name = joined.child(Field::right);
    if (!base || !facts.type(name).is(TypeKind::str)) return {};
    return {"os.path.join(" + std::string(base.text()) + ", " + std::string(name.text()) + ")", "join"};
  }
  const MethodCall method = read_method_call(node);
  if (!method.object.is(Kind::call) || !method.call.positional.empty() || !method.call.keywords.empty() ||
      method.call.splats)
    return {};
  const Node text = text_of_path(facts, method.object);
  if (!text) return {};
  const std::string test = method.method == "exists"    ? "exists"
                           : method.method == "is_file" ? "isfile"
                                                        : "isdir";
  return {"os.path." + test + "(" + std::string(text.text()) + ")", "exists"};
}

void check(const Facts& facts, Node node, Report& report) {
  const Rewrite rewrite = read_rewrite(facts, node);
  if (rewrite.code.empty() || facts.heat(node).loops == 0) return;
  Finding& finding = report.add(node, "`" + shown(node) +
                                          "` makes a Path on each round, O(n) objects, to ask for "
                                          "what the text alone answers; where it is hot, `" +
                                          rewrite.code + "`");
  report.remark().evidence_case = std::string(rewrite.evidence);
  finding.no_fix = {"Use `os.path`", "a comment stands in the call"};
  if (has_comment(facts.syntax(), node.span())) return;
  const ModuleEntry* os = facts.module().find("os");
  const bool free = os == nullptr || os->definitions == 0 || (os->definitions == 1 && os->target == "os");
  if (!free) {
    finding.no_fix.reason = "`os` means something else here";
    return;
  }
  Fix fix;
  fix.title = "Use `" + rewrite.code + "`";
  fix.edits.push_back({node.span(), rewrite.code});
  fix.imports.push_back("import os");
  fix.why = "Path tidies the text up (\"a//b/./c\" becomes \"a/b/c\"), os.path leaves it";
  finding.fixes.push_back(std::move(fix));
}

}  // namespace

extern const Rule pathlib_in_hot_loop;
const Rule pathlib_in_hot_loop = {"pathlib-in-hot-loop", Impact::micro, Topic::cpu, kinds, check, callees};

}  // namespace perfhint
