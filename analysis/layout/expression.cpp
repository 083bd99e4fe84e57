// Expressions, by their kind.
#include <algorithm>
#include <charconv>
#include <cmath>

#include "analysis/layout/count.h"
#include "analysis/layout/growth.h"
#include "analysis/layout/library.h"
#include "analysis/layout/text.h"

namespace perfhint::layout {

Ref Machine::evaluate(Node node) {
  if (!node || node.broken() || depth_ > 60 || !step()) {
    if (depth_ > 60) stop();
    return nothing_known;
  }
  ++depth_;
  const Ref value = evaluate_here(node);
  --depth_;
  return stopped_ ? nothing_known : value;
}

Ref Machine::evaluate_here(Node node) {
  switch (node.kind()) {
    case Kind::parenthesized_expression:
      return evaluate(node.named_child(0));
    case Kind::identifier:
      return load(node);
    case Kind::integer:
    case Kind::float_number:
    case Kind::none_literal:
    case Kind::true_literal:
    case Kind::false_literal:
    case Kind::ellipsis:
      return literal(node);
    case Kind::string:
    case Kind::concatenated_string:
      return string(node);
    case Kind::unary_operator:
    case Kind::binary_operator:
    case Kind::not_operator:
      return operation(node);
    case Kind::boolean_operator:
      return boolean_operation(node);
    case Kind::comparison_operator:
      return comparison(node);
    case Kind::conditional_expression:
      return conditional(node);
    case Kind::named_expression: {
      const Ref value = evaluate(node.child(Field::value));
      store(node.child(Field::name), value);
      return value;
    }
    case Kind::list:
      return list_display(node);
    case Kind::tuple:
    case Kind::expression_list:
      return tuple_display(node);
    case Kind::set:
      return set_display(node);
    case Kind::dictionary:
      return dict_display(node);
    case Kind::list_comprehension:
    case Kind::set_comprehension:
    case Kind::dictionary_comprehension:
      return comprehension(node);
    case Kind::generator_expression:
      return generator_expression(node);
    case Kind::lambda_expression:
      return function_value(node);
    case Kind::attribute:
      return attribute(evaluate(node.child(Field::object)), node.child(Field::attribute).text());
    case Kind::subscript:
      return subscript(node);
    case Kind::call:
      return call_expression(node);
    case Kind::list_splat:
    case Kind::dictionary_splat:
      return evaluate(node.named_child(0));
    case Kind::yield_expression: {
      const Ref value = node.named_child(0) ? evaluate(node.named_child(0)) : none();
      if (!frame_->yields || node.text().starts_with("yield from")) {
        taint(value);
        stop();
        return nothing_known;
      }
      frame_->yields->push_back(value);
      return none();
    }
    default:
      havoc(node);
      return nothing_known;
  }
}

Ref Machine::literal(Node node) {
  switch (node.kind()) {
    case Kind::none_literal:
      return none();
    case Kind::true_literal:
      return boolean(true);
    case Kind::false_literal:
      return boolean(false);
    case Kind::ellipsis:
      if (const auto known = constants_.find("..."); known != constants_.end()) return known->second;
      return constants_.emplace("...", make(Sort::ellipsis)).first->second;
    default:
      break;
  }
  std::string text(node.text());
  std::erase(text, '_');
  const char last = static_cast<char>(text.back() | 0x20);
  const bool hex = text.size() > 2 && text[0] == '0' && (text[1] | 0x20) == 'x';
  if (last == 'j' && !hex) {
    const Ref value = make(Sort::complex);
    edit(value).constant = true;
    edit(value).vague = true;
    return value;
  }
  if (node.is(Kind::float_number)) {
    double real = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), real);
    if (error != std::errc() || end != text.data() + text.size()) {
      const Ref value = vague(Sort::floating);
      edit(value).constant = true;
      return value;
    }
    return constant(floating(real));
  }
  unsigned base = 10;
  if (text.size() > 2 && text[0] == '0' && std::isalpha(static_cast<unsigned char>(text[1]))) {
    const char mark = static_cast<char>(text[1] | 0x20);
    base = mark == 'x' ? 16 : mark == 'o' ? 8 : 2;
    text.erase(0, 2);
  }
  const auto number = text.size() > 4300 ? std::nullopt : BigInteger::parse(text, base);
  return number ? constant(integer(*number)) : nothing_known;
}

Ref Machine::boolean_operation(Node node) {
  const Ref left = evaluate(node.child(Field::left));
  const auto met = truth(left);
  const bool conjunction = node.child(Field::operator_).is(Kind::kw_and);
  if (met) return *met == conjunction ? evaluate(node.child(Field::right)) : left;
  havoc(node.child(Field::right));
  return nothing_known;
}

Ref Machine::conditional(Node node) {
  const auto met = truth(evaluate(node.named_child(1)));
  if (met) return evaluate(node.named_child(*met ? 0 : 2));
  havoc(node.named_child(0));
  havoc(node.named_child(2));
  return nothing_known;
}

namespace {

std::optional<bool> contains(Machine& machine, Ref container, Ref item) {
  const Object& object = machine.at(container);
  if (object.tainted || object.vague) return std::nullopt;
  switch (object.sort) {
    case Sort::dict: {
      const auto found = dict_find(machine, container, item);
      return found ? std::optional(*found != hole) : std::nullopt;
    }
    case Sort::set:
    case Sort::frozenset:
      return set_has(machine, container, item);
    case Sort::str:
      if (machine.at(item).sort != Sort::str || machine.at(item).vague) return std::nullopt;
      return object.body->text.find(machine.at(item).body->text) != std::u32string::npos;
    case Sort::list:
    case Sort::tuple:
    case Sort::range: {
      const auto items = machine.iterate(container);
      if (!items) return std::nullopt;
      for (Ref candidate : *items) {
        const auto same = machine.equal(candidate, item);
        if (!same) return std::nullopt;
        if (*same) return true;
      }
      return false;
    }
    default:
      return std::nullopt;
  }
}

std::optional<int> ordered(const Machine& machine, Ref a, Ref b) {
  const auto x = machine.small(a), y = machine.small(b);
  if (x && y) return *x < *y ? -1 : *x > *y;
  const auto l = machine.real(a), r = machine.real(b);
  if (l && r) {
    if (std::isnan(*l) || std::isnan(*r) || std::abs(*l) > 1e15 || std::abs(*r) > 1e15) return std::nullopt;
    return *l < *r ? -1 : *l > *r;
  }
  const Object &first = machine.at(a), &second = machine.at(b);
  if (first.sort == Sort::str && second.sort == Sort::str && !first.vague && !second.vague)
    return first.body->text.compare(second.body->text);
  return std::nullopt;
}

std::optional<bool> compare(Machine& machine, Kind op, Ref left, Ref right) {
  switch (op) {
    case Kind::equal_equal:
      return machine.equal(left, right);
    case Kind::not_equal: {
      const auto same = machine.equal(left, right);
      return same ? std::optional(!*same) : std::nullopt;
    }
    case Kind::kw_is:
    case Kind::kw_is_not: {
      const bool one = machine.at(left).sort == Sort::none || machine.at(right).sort == Sort::none;
      const bool unknown = machine.at(left).sort == Sort::unknown || machine.at(right).sort == Sort::unknown;
      if (!one || unknown) return std::nullopt;
      return (left == right) == (op == Kind::kw_is);
    }
    case Kind::kw_in:
    case Kind::kw_not_in: {
      const auto found = contains(machine, right, left);
      return found ? std::optional(*found == (op == Kind::kw_in)) : std::nullopt;
    }
    default:
      break;
  }
  const auto order = ordered(machine, left, right);
  if (!order) return std::nullopt;
  return op == Kind::less            ? *order < 0
         : op == Kind::less_equal    ? *order <= 0
         : op == Kind::greater       ? *order > 0
         : op == Kind::greater_equal ? std::optional(*order >= 0)
                                     : std::nullopt;
}

}  // namespace

Ref Machine::comparison(Node node) {
  std::vector<Ref> operands;
  std::vector<Kind> operators;
  for (Node child : all_children(node)) {
    if (child.field() == Field::operators)
      operators.push_back(child.kind());
    else if (child.named() && !child.extra())
      operands.push_back(evaluate(child));
  }
  if (operands.size() != operators.size() + 1) return nothing_known;
  bool known = true;
  for (std::size_t i = 0; i < operators.size(); ++i) {
    // Comparing objects of the module's own classes runs their code.
    for (Ref operand : {operands[i], operands[i + 1]}) {
      if (at(operand).sort == Sort::instance) return nothing_known;
    }
    const auto met = compare(*this, operators[i], operands[i], operands[i + 1]);
    if (!met)
      known = false;
    else if (!*met)
      return known ? boolean(false) : nothing_known;
  }
  if (known) return boolean(true);
  const bool plain = std::all_of(operands.begin(), operands.end(),
                                 [&](Ref r) { return is_number(r) || at(r).sort == Sort::str; });
  return plain ? vague(Sort::boolean) : nothing_known;
}

Ref Machine::subscript(Node node) { return get_item(*this, evaluate(node.child(Field::value)), node); }

bool Machine::read_arguments(Node node, Arguments& arguments) {
  const Node list = node.child(Field::arguments);
  if (list.is(Kind::generator_expression)) {
    arguments.positional.push_back(generator_expression(list));
    return true;
  }
  for (Node argument : children(list)) {
    if (argument.is(Kind::keyword_argument)) {
      arguments.keywords.emplace_back(argument.child(Field::name).text(),
                                      evaluate(argument.child(Field::value)));
    } else if (argument.text().starts_with('*') && !argument.text().starts_with("**")) {
      const Ref splat = evaluate(argument.is(Kind::list_splat) ? argument.named_child(0) : argument);
      const auto items = iterate(splat);
      if (items)
        arguments.positional.insert(arguments.positional.end(), items->begin(), items->end());
      else
        taint(splat), arguments.certain = false;
    } else if (argument.text().starts_with("**")) {
      taint(evaluate(argument.is(Kind::dictionary_splat) ? argument.named_child(0) : argument));
      arguments.certain = false;
    } else {
      arguments.positional.push_back(evaluate(argument));
    }
  }
  return arguments.certain;
}

Ref Machine::call_expression(Node node) {
  const Node function = node.child(Field::function);
  Arguments arguments;
  if (function.is(Kind::attribute)) {
    const Ref object = evaluate(function.child(Field::object));
    const std::string_view name = function.child(Field::attribute).text();
    read_arguments(node, arguments);
    const Sort sort = at(object).sort;
    if (sort != Sort::module && sort != Sort::builtin && sort != Sort::class_ && sort != Sort::instance)
      return stopped_ ? nothing_known : call_method(*this, object, name, arguments);
    return call(attribute(object, name), arguments, node);
  }
  const Ref callee = evaluate(function);
  read_arguments(node, arguments);
  return call(callee, arguments, node);
}

Ref Machine::call_unknown(Ref receiver, const Arguments& arguments) {
  taint(receiver);
  taint_all(arguments);
  return nothing_known;
}

Ref Machine::call(Ref callee, const Arguments& arguments, Node node) {
  if (stopped_ || !step()) return nothing_known;
  const Object& object = at(callee);
  switch (object.sort) {
    case Sort::builtin:
      return call_builtin(*this, std::string(object.body->type), arguments);
    case Sort::function:
      return call_function(callee, arguments);
    case Sort::class_:
      return instantiate(callee, arguments, node);
    case Sort::method: {
      const Ref self = object.body->items[0], function = object.body->items[1];
      if (function == hole) return call_method(*this, self, std::string(object.body->type), arguments);
      Arguments with_self = arguments;
      with_self.positional.insert(with_self.positional.begin(), self);
      return call_function(function, with_self);
    }
    default:
      return call_unknown(callee, arguments);
  }
}

}  // namespace perfhint::layout
