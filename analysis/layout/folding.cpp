// Folding: which expressions the compiler makes constants of. Source: Python/ast_opt.c until 3.13, then
// flowgraph.c (the limits are the same).
#include "analysis/layout/count.h"
#include "analysis/layout/machine.h"

namespace perfhint::layout {
namespace {

unsigned bits_of(const Object& object) {
  return object.body && !object.body->big.zero() ? object.body->big.bits()
                                                 : BigInteger::of(object.number).bits();
}

bool is_integer(const Object& object) {
  return (object.sort == Sort::integer || object.sort == Sort::boolean) && !object.vague &&
         !(object.body && object.body->class_of);
}

bool is_sequence(Sort sort) { return sort == Sort::str || sort == Sort::bytes || sort == Sort::tuple; }

// Whether the compiler computes the result itself.
bool within_folding_limits(const Machine& machine, Kind op, Ref left, Ref right, Ref result) {
  const Object &a = machine.at(left), &b = machine.at(right), &r = machine.at(result);
  if (r.body && r.body->many) return false;
  constexpr unsigned most_bits = 128;
  if (is_integer(a) && is_integer(b)) {
    if (op == Kind::star) return bits_of(a) + bits_of(b) <= most_bits || bits_of(a) == 0 || bits_of(b) == 0;
    if (op == Kind::star_star) {
      if (b.number <= 0 || bits_of(a) == 0) return true;
      return static_cast<std::uint64_t>(b.number) <= most_bits &&
             bits_of(a) <= most_bits / static_cast<std::uint64_t>(b.number);
    }
    if (op == Kind::shift_left) {
      if (bits_of(a) == 0 || bits_of(b) == 0) return true;
      return b.number <= most_bits && bits_of(a) <= most_bits - static_cast<std::uint64_t>(b.number);
    }
    return true;
  }
  if (op == Kind::star && is_integer(b) && is_sequence(a.sort)) {
    if (a.sort == Sort::tuple) return r.body->items.size() <= 256;
    return r.body->text.size() <= 4096;
  }
  if (op == Kind::star && is_integer(a) && is_sequence(b.sort))
    return b.sort == Sort::tuple ? r.body->items.size() <= 256 : r.body->text.size() <= 4096;
  return !(op == Kind::percent && (a.sort == Sort::str || a.sort == Sort::bytes));
}

}  // namespace

bool is_folded(const Machine& machine, Node node, Ref value) {
  if (!machine.at(value).constant && !is_shared(machine, value)) return false;
  for (Node inner : descendants(node)) {
    const bool plain = inner.is_any(
        Kind::integer, Kind::float_number, Kind::string, Kind::string_start, Kind::string_content,
        Kind::string_end, Kind::escape_sequence, Kind::tuple, Kind::unary_operator, Kind::binary_operator,
        Kind::parenthesized_expression, Kind::true_literal, Kind::false_literal, Kind::none_literal,
        Kind::ellipsis, Kind::concatenated_string, Kind::not_operator, Kind::comment, Kind::subscript,
        Kind::slice, Kind::expression_list, Kind::line_continuation, Kind::escape_interpolation);
    if (inner.is(Kind::slice) && machine.python().minor < 14) return false;
    const bool debug = inner.is(Kind::identifier) && inner.text() == "__debug__";
    if (inner.named() && !plain && !debug) return false;
    // An f-string without fields is a constant to the optimiser of 3.14 only.
    const bool formatted =
        inner.is(Kind::string_start) && inner.text().find_first_of("fF") != std::string_view::npos;
    if (formatted && machine.python().minor < 14) return false;
  }
  return true;
}

Ref Machine::operation(Node node) {
  if (node.is(Kind::not_operator)) {
    const auto met = truth(evaluate(node.child(Field::argument)));
    return met ? boolean(!*met) : vague(Sort::boolean);
  }
  if (node.is(Kind::unary_operator)) {
    const Node operand = node.child(Field::argument);
    const Ref value = evaluate(operand);
    const Kind op = node.child(Field::operator_).kind();
    if (!is_number(value) || (at(value).body && at(value).body->class_of)) return call_unknown(value, {});
    const bool folded = is_folded(*this, operand, value);
    if (op == Kind::plus && at(value).sort != Sort::boolean) return value;
    Ref result = op == Kind::tilde ? operate(Kind::minus, operate(Kind::minus, integer(0), value), integer(1))
                 : op == Kind::plus ? operate(Kind::plus, integer(0), value)
                 : at(value).sort == Sort::floating && !at(value).vague
                     ? floating(-at(value).real)
                     : operate(Kind::minus, integer(0), value);
    if (folded && at(result).sort == Sort::complex) edit(result).constant = true;
    return folded ? constant(result) : result;
  }
  const Node left_node = node.child(Field::left), right_node = node.child(Field::right);
  const Ref left = evaluate(left_node), right = evaluate(right_node);
  const Kind op = node.child(Field::operator_).kind();
  const Ref result = operate(op, left, right);
  if (result == nothing_known || stopped_) return result;
  const bool folded = is_folded(*this, left_node, left) && is_folded(*this, right_node, right) &&
                      within_folding_limits(*this, op, left, right, result);
  if (!folded || at(result).constant) return result;
  if (at(result).sort == Sort::complex || at(result).vague) {
    edit(result).constant = true;
    return result;
  }
  return constant(result);
}

}  // namespace perfhint::layout
