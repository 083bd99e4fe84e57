// download-whole-body: what an HTTP answer holds is taken whole (content, read()) only to be written to a
// file. It can be copied piece by piece. urllib's answers are files: shutil.copyfileobj() does it.
#include <array>

#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"
#include "analysis/rules/waiting.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::call};
constexpr std::array<std::string_view, 2> callees = {"write", "write_bytes"};

// A name bound once, and said `most` times at most: its value.
Node value_of(const Facts& facts, Node expression, std::size_t most) {
  expression = unparenthesised(expression);
  const Binding* name = facts.binding(expression);
  if (name == nullptr) return expression;
  if (name->definitions.size() != 1 || name->uses.size() > most || !is_own_local(facts, *name, expression))
    return {};
  const Definition& one = name->definitions.front();
  const Node place = facts.syntax().node(one.name);
  if (one.kind == DefinitionKind::with_target)
    return unparenthesised(place.ancestor(Kind::as_pattern).named_child(0));
  const Node assignment = place.parent();
  return assignment.is(Kind::assignment) ? unparenthesised(assignment.child(Field::right)) : Node();
}

bool is_streamed(Node request) {
  const Call call = read_call(request);
  if (call.splats) return true;
  for (const Call::Keyword& keyword : call.keywords) {
    if (keyword.name == "stream" && !keyword.value.is(Kind::false_literal)) return true;
  }
  return false;
}

struct Body {
  Node whole;         // r.content, r.read()
  Node response;      // r
  bool file = false;  // the answer can be read like a file
  explicit operator bool() const { return static_cast<bool>(whole); }
};

// r.content is said once: what it holds is for nothing else.
bool is_taken_once(const Facts& facts, Node response) {
  const Binding* name = facts.binding(unparenthesised(response));
  if (name == nullptr) return true;
  int taken = 0;
  for (Node use : facts.uses_within(*name, facts.syntax().root())) {
    const std::string_view part = use.parent().child(Field::attribute).text();
    taken += part == "content" || part == "text" || part == "json" || part == "read" ? 1 : 0;
  }
  return taken == 1;
}

Body body_of(const Facts& facts, Node argument) {
  const Node whole = value_of(facts, argument, 1);
  const MethodCall read = read_method_call(whole);
  if (read.method == "read" && whole.child(Field::arguments).named_child_count() == 0) {
    const Node request = value_of(facts, read.object, 100);
    const bool urllib = request.is(Kind::call) && called_name(facts, request) == "urllib.request.urlopen";
    return urllib && is_taken_once(facts, read.object) ? Body{whole, read.object, true} : Body{};
  }
  if (!whole.is(Kind::attribute)) return {};
  const std::string_view name = whole.child(Field::attribute).text();
  if (name != "content" && name != "text") return {};
  const Node response = whole.child(Field::object);
  const Node request = value_of(facts, response, 100);
  if (!request.is(Kind::call)) return {};
  const std::string called = called_name(facts, request);
  const bool get = called == "requests.get" || called == "requests.Session.get" || called == "httpx.get" ||
                   called == "httpx.Client.get";
  return get && !is_streamed(request) && is_taken_once(facts, response) ? Body{whole, response, false}
                                                                        : Body{};
}

// Written once; binary where the target's mode is known.
void add_fix(const Facts& facts, Node node, const MethodCall& write, const Body& body, Finding& finding) {
  Fix fix;
  fix.title = "Copy by shutil.copyfileobj()";
  finding.no_fix = {"", "the request has to ask for a stream, and to be closed behind it"};
  if (!body.file) return;
  finding.no_fix = {fix.title, "what write() gives, or `" + shown(body.whole) + "` by its name, is used"};
  if (!node.parent().is(Kind::expression_statement) || write.call.sole_argument() != body.whole) return;
  finding.no_fix.reason = "the target is no open file";
  if (write.method != "write" || !facts.type(write.object).is(TypeKind::binary_file)) return;
  finding.no_fix.reason = "`shutil` means something else here";
  if (!means_module(facts, node, "shutil")) return;
  finding.no_fix.reason = "a comment would be lost";
  if (has_comment(facts.syntax(), node.span())) return;
  fix.why = "an answer that breaks off leaves a part of it in the file";
  fix.edits = {{node.span(), "shutil.copyfileobj(" + std::string(body.response.text()) + ", " +
                                 std::string(write.object.text()) + ")"}};
  fix.imports = {"import shutil"};
  finding.fixes.push_back(std::move(fix));
}

void check(const Facts& facts, Node node, Report& report) {
  const MethodCall write = read_method_call(node);
  const Node argument = write.call.sole_argument();
  if (!argument || is_in_test(node)) return;
  const Body body = body_of(facts, argument);
  if (!body) return;
  Finding& finding = report.add(
      node, "`" + shown(body.whole) +
                "` holds the whole answer only to write it: O(size of the body) bytes; " +
                (body.file ? "shutil.copyfileobj() copies it piece by piece"
                           : "ask for a stream (stream=True and iter_content(), httpx.stream()) and write it "
                             "piece by piece"));
  add_fix(facts, node, write, body, finding);
}

}  // namespace

extern const Rule download_whole_body;
const Rule download_whole_body = {
    "download-whole-body", Impact::factor, Topic::memory, kinds, check, callees};

}  // namespace perfhint
