// list-multiply: `[c for _ in range(n)]` where c is a constant, or a name: the same object n times, which
// `[c] * n` writes in C. A display or call in the place of c makes a new object each time and is left alone.
#include <array>

#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

// Fewer elements are not worth a word.
constexpr std::int64_t few = 4;

constexpr std::array kinds = {Kind::list_comprehension};

struct Repeated {
  Node element, count;  // of range(count)
  Node sized;           // or: as many as this container has elements
  explicit operator bool() const { return count || sized; }
};

bool is_constant(Node node) {
  node = unparenthesised(node);
  switch (node.kind()) {
    case Kind::integer:
    case Kind::float_number:
    case Kind::true_literal:
    case Kind::false_literal:
    case Kind::none_literal:
    case Kind::ellipsis:
      return true;
    case Kind::string:
      return !read_string(node).interpolated;
    case Kind::unary_operator:
      return node.child(Field::argument).is_any(Kind::integer, Kind::float_number);
    default:
      return false;
  }
}

bool is_sized(TypeKind kind) {
  switch (kind) {
    case TypeKind::list:
    case TypeKind::tuple:
    case TypeKind::str:
    case TypeKind::bytes:
    case TypeKind::set:
    case TypeKind::frozenset:
    case TypeKind::dict:
    case TypeKind::dict_view:
    case TypeKind::deque:
      return true;
    default:
      return false;
  }
}

Repeated read_repeated(const Facts& facts, Node node) {
  if (node.named_child_count() != 2) return {};
  Repeated one;
  one.element = node.child(Field::body);
  const ForHead head = read_for(node.named_child(1));
  if (!head.target.is(Kind::identifier) || head.async) return {};
  const bool name = one.element.is(Kind::identifier) && one.element.text() != head.target.text();
  if (!name && !is_constant(one.element)) return {};
  const Node iterable = unparenthesised(head.iterable);
  if (facts.is_call_of(iterable, "range")) {
    one.count = read_call(iterable).sole_argument();
  } else if (iterable.is(Kind::identifier) && is_sized(facts.type(iterable).kind)) {
    one.sized = iterable;
  }
  return one;
}

// Weaker than *.
bool needs_brackets(Node count) {
  return !count.is_any(Kind::identifier, Kind::integer, Kind::call, Kind::attribute, Kind::subscript,
                       Kind::parenthesized_expression);
}

void add_fix(const Facts& facts, Node node, const Repeated& one, Finding& finding) {
  finding.no_fix.title = "Multiply the list";
  if (has_comment(facts.syntax(), node.span())) {
    finding.no_fix.reason = "a comment would be lost";
    return;
  }
  if (one.sized && !means_builtin(facts, node, "len")) {
    finding.no_fix.reason = "`len` means something else here";
    return;
  }
  std::string count(one.count.text());
  if (one.sized) count = "len(" + std::string(one.sized.text()) + ")";
  if (one.count && needs_brackets(one.count)) count = "(" + count + ")";
  std::string text = "[" + std::string(one.element.text()) + "] * " + count;
  // What binds at least as strongly as * around it, or takes the list apart.
  const Node around = node.parent();
  if (around.is_any(Kind::binary_operator, Kind::unary_operator, Kind::attribute, Kind::subscript, Kind::call,
                    Kind::await_expression, Kind::list_splat) &&
      node.field() != Field::subscript) {
    text = "(" + text + ")";
  }
  Fix fix;
  fix.title = finding.no_fix.title;
  fix.edits.push_back({node.span(), text});
  const bool known = one.sized || facts.type(one.count).is(TypeKind::integer);
  const bool bound = !one.element.is(Kind::identifier) || !facts.may_be_unbound(one.element);
  fix.safety = known && bound ? Safety::safe : Safety::unsafe;
  fix.why = !known  ? "`" + shown(one.count) + "` may be no int, whose * does something else"
            : bound ? "the same object stands for every element, and the number of them is an int"
                    : "`" + shown(one.element) + "` may be unbound, which an empty list would not notice";
  finding.fixes.push_back(std::move(fix));
}

void check(const Facts& facts, Node node, Report& report) {
  const Repeated one = read_repeated(facts, node);
  const auto count_value = integer_value(one.count);
  if (!one || (count_value && *count_value <= few)) return;
  std::string count = one.sized ? "len(" + shown(one.sized) + ")" : shown(one.count);
  if (one.count && needs_brackets(one.count)) count = "(" + count + ")";
  Finding& finding = report.add(
      node, "`" + shown(one.element) + "` is put into the list round by round, O(n) in the interpreter; `[" +
                shown(one.element) + "] * " + count + "` fills it in C");
  add_fix(facts, node, one, finding);
}

}  // namespace

extern const Rule list_multiply;
const Rule list_multiply = {"list-multiply", Impact::factor, Topic::cpu, kinds, check};

}  // namespace perfhint
