// constant-container-rebuilt: a dict, set or list of six constants or more that a function only looks at,
// built anew on each call or round, where a loop says that there are many.
#include <array>

#include "analysis/rules/invariants.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::dictionary, Kind::set, Kind::list};
constexpr std::uint32_t least = 6;

bool is_constant(Node node) {
  node = unparenthesised(node);
  if (node.is(Kind::unary_operator)) return is_constant(node.child(Field::argument));
  if (node.is(Kind::string)) return !read_string(node).interpolated;
  return node.is_any(Kind::integer, Kind::float_number, Kind::none_literal, Kind::true_literal,
                     Kind::false_literal);
}

bool is_constant_element(Node element) {
  if (element.is(Kind::pair))
    return is_constant(element.child(Field::key)) && is_constant_element(element.child(Field::value));
  if (element.is(Kind::tuple)) {
    for (Node part : children(element)) {
      if (!is_constant(part)) return false;
    }
    return true;
  }
  return is_constant(element);
}

bool holds_constants(Node display) {
  for (Node element : children(display)) {
    if (!is_constant_element(element)) return false;
  }
  return true;
}

// How a use only looks: what a tuple can do as well, what a dict or set can.
enum class Look : std::uint8_t { tuple_too, only_this, no };

Look look_of(const Facts& facts, Node use) {
  const Node parent = use.parent();
  const Comparison test = read_comparison(parent);
  if (test) {
    const bool membership = test.right == use && (test.op == Kind::kw_in || test.op == Kind::kw_not_in);
    return membership ? Look::tuple_too : Look::no;
  }
  if (parent.is(Kind::subscript) && parent.child(Field::value) == use) {
    const bool stored = parent.field() == Field::left || parent.parent().is(Kind::delete_statement);
    return stored                                         ? Look::no
           : read_subscript(parent).index.is(Kind::slice) ? Look::only_this
                                                          : Look::tuple_too;
  }
  if (parent.is_any(Kind::for_statement, Kind::for_in_clause) && use.field() == Field::right)
    return Look::tuple_too;
  if (parent.is(Kind::argument_list))
    return facts.is_call_of(parent.parent(), "len") || facts.is_call_of(parent.parent(), "enumerate")
               ? Look::tuple_too
               : Look::no;
  const MethodCall method = read_method_call(parent.parent());
  const bool reads = method && method.object == use &&
                     (method.method == "get" || method.method == "items" || method.method == "keys" ||
                      method.method == "values" || method.method == "index" || method.method == "count");
  return !reads                                                 ? Look::no
         : method.method == "index" || method.method == "count" ? Look::tuple_too
                                                                : Look::only_this;
}

// The name that the display is bound to, once and for looking only.
const Binding* name_of_display(const Facts& facts, Node display, bool& tuple_too) {
  const Node assignment = display.parent();
  if (!assignment.is(Kind::assignment) || display.field() != Field::right) return nullptr;
  const Node left = assignment.child(Field::left);
  if (!left.is(Kind::identifier) || assignment.child(Field::type)) return nullptr;
  const Binding* name = facts.binding(left);
  if (name == nullptr || name->definitions.size() != 1 || name->rebound_elsewhere || !facts.is_local(*name))
    return nullptr;
  const std::vector<Node> uses = facts.uses_within(*name, facts.syntax().root());
  for (Node use : uses) {
    const Look look = look_of(facts, use);
    if (look == Look::no) return nullptr;
    tuple_too = tuple_too && look == Look::tuple_too;
  }
  return uses.empty() ? nullptr : name;
}

void add_tuple_fix(Node display, Finding& finding) {
  const Span span = display.span();
  Fix fix;
  fix.title = "Make it a tuple, which is a constant of the code";
  fix.edits.push_back({{span.begin, span.begin + 1}, "("});
  fix.edits.push_back({{span.end - 1, span.end}, ")"});
  fix.safety = Safety::safe;
  fix.why = "it is only looked at, in ways in which a tuple answers alike";
  finding.fixes.push_back(std::move(fix));
}

// Built in each call: to a constant of the module, before the statement that holds the function.
void add_module_fix(const Facts& facts, Node display, const Binding& name, Finding& finding) {
  finding.no_fix = {"Make it a constant of the module", ""};
  Node top = display;
  while (top.parent() && !top.parent().is(Kind::module)) top = top.parent();
  const Node statement = statement_of(display);
  const Node next = statement.next_sibling();
  if (!next || !next.named() || next.is(Kind::comment) || !indentation(next) || !indentation(statement) ||
      has_comment(facts.syntax(), display.span()) || display.text().find('\n') != std::string_view::npos) {
    finding.no_fix.reason = "its lines cannot be moved as they are";
    return;
  }
  std::string wanted = "_";
  for (const char c : name.name) wanted += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  const std::string constant = fresh_name(facts, top, wanted);
  const auto edit = line_before(top, constant + " = " + std::string(display.text()));
  if (!edit) {
    finding.no_fix.reason = "no line can stand before the function";
    return;
  }
  Fix fix;
  fix.title = "Make it the module's constant `" + constant + "`";
  fix.edits.push_back(*edit);
  fix.edits.push_back({{statement.span().begin, next.span().begin}, ""});
  for (Node use : facts.uses_within(name, facts.syntax().root())) fix.edits.push_back({use.span(), constant});
  fix.why = "all calls would share one object, and the module gets a new name";
  finding.fixes.push_back(std::move(fix));
}

// A class is made on each call, too, which takes far longer.
bool makes_class(Node function) {
  for (Node node : descendants(function)) {
    if (node.is(Kind::class_definition)) return true;
  }
  return false;
}

void check(const Facts& facts, Node node, Report& report) {
  const Node assignment = node.parent();
  if (!assignment.is(Kind::assignment) || node.named_child_count() < least) return;
  if (!facts.enclosing_function(node) || !holds_constants(node)) return;
  if (makes_class(facts.enclosing_function(node))) return;
  if (node.ancestor(Kind::except_clause)) return;
  bool tuple_too = node.is(Kind::list);
  const Binding* name = name_of_display(facts, node, tuple_too);
  if (name == nullptr) return;
  const Node loop = facts.enclosing_loop(node);
  if (loop ? is_rare(node, loop) || is_short_loop(facts, loop, 8) : facts.heat(node).loops == 0) return;
  const std::string_view what = node.is(Kind::dictionary) ? "dict" : node.is(Kind::set) ? "set" : "list";
  const std::string count = std::to_string(node.named_child_count());
  Finding& finding = report.add(
      node, "`" + std::string(name->name) + "` is a " + std::string(what) + " of " + count +
                " constants that is built anew on each " + (loop ? "round" : "call, and a loop calls") +
                ": O(" + count + ") each time, for the same contents; " +
                (tuple_too ? "as a tuple it is a constant of the code"
                           : "make it a constant of the module, or a local before the loop"));
  report.remark().evidence_case = std::string(what);
  if (tuple_too)
    add_tuple_fix(node, finding);
  else if (loop)
    finding.no_fix = {"", "where it belongs, before the loop or in the module, is for you to say"};
  else
    add_module_fix(facts, node, *name, finding);
}

}  // namespace

extern const Rule constant_container_rebuilt;
const Rule constant_container_rebuilt = {"constant-container-rebuilt", Impact::factor, Topic::cpu, kinds,
                                         check};

}  // namespace perfhint
