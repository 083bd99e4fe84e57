// Statements: straight-line code and loops whose rounds are known are followed; of any other region only is
// known what it may touch.
#include "analysis/layout/library.h"

namespace perfhint::layout {
namespace {

bool may_leave(Node region) {
  for (Node node : descendants(region)) {
    if (node.is_any(Kind::break_statement, Kind::continue_statement, Kind::return_statement,
                    Kind::raise_statement))
      return true;
  }
  return false;
}

}  // namespace

Flow Machine::execute_block(Node block) {
  for (Node statement : children(block)) {
    const Flow flow = execute(statement);
    if (flow != Flow::normal || stopped_) return flow;
  }
  return Flow::normal;
}

void Machine::simple(Node node) {
  if (node.is(Kind::assignment))
    assignment(node);
  else if (node.is(Kind::augmented_assignment))
    augmented(node);
  else
    evaluate(node);
}

void Machine::decorated_definition(Node node) {
  std::vector<Node> decorators;
  for (Node child : children(node)) {
    if (child.is(Kind::decorator)) decorators.push_back(child.named_child(0));
  }
  const Node definition = node.child(Field::definition);
  const bool is_class = definition.is(Kind::class_definition);
  store(definition.child(Field::name),
        is_class ? class_value(definition, decorators) : decorated(*this, definition, decorators));
}

Flow Machine::execute(Node statement) {
  if (!step() || depth_ > 40 || statement.broken()) {
    stop();
    return Flow::normal;
  }
  ++depth_;
  Flow flow = Flow::normal;
  switch (statement.kind()) {
    case Kind::expression_statement:
      for (Node inner : children(statement)) simple(inner);
      break;
    case Kind::assignment:
      assignment(statement);
      break;
    case Kind::augmented_assignment:
      augmented(statement);
      break;
    case Kind::if_statement:
      flow = if_statement(statement);
      break;
    case Kind::for_statement:
      flow = for_statement(statement);
      break;
    case Kind::while_statement:
      flow = while_statement(statement);
      break;
    case Kind::try_statement:
      flow = try_statement(statement);
      break;
    case Kind::with_statement:
      flow = with_statement(statement);
      break;
    case Kind::return_statement:
      frame_->result = statement.named_child(0) ? evaluate(statement.named_child(0)) : none();
      flow = Flow::returns;
      break;
    case Kind::break_statement:
      flow = Flow::breaks;
      break;
    case Kind::continue_statement:
      flow = Flow::continues;
      break;
    case Kind::raise_statement:
      stop();
      break;
    case Kind::assert_statement:
      if (truth(evaluate(statement.named_child(0))) == false) stop();
      break;
    case Kind::delete_statement:
      deletion(statement);
      break;
    case Kind::function_definition:
      store(statement.child(Field::name), function_value(statement));
      break;
    case Kind::class_definition:
      store(statement.child(Field::name), class_value(statement, {}));
      break;
    case Kind::decorated_definition:
      decorated_definition(statement);
      break;
    case Kind::import_statement:
    case Kind::import_from_statement:
      import(statement);
      break;
    case Kind::global_statement:
    case Kind::nonlocal_statement:
    case Kind::pass_statement:
    case Kind::future_import_statement:
    case Kind::comment:
      break;
    default:
      havoc(statement);
      if (may_leave(statement)) stop();
      break;
  }
  --depth_;
  return flow;
}

void Machine::assignment(Node node) {
  const Node right = node.child(Field::right);
  if (!right) return;  // x: int
  if (right.is(Kind::assignment)) {
    assignment(right);
    const Node inner = right.child(Field::left);
    assign(node.child(Field::left), inner.is(Kind::identifier) ? load(inner) : nothing_known);
    return;
  }
  const Ref value = right.is(Kind::augmented_assignment) ? nothing_known : evaluate(right);
  assign(node.child(Field::left), value);
}

namespace {

Kind plain_operator(Kind augmented) {
  switch (augmented) {
    case Kind::plus_equal:
      return Kind::plus;
    case Kind::minus_equal:
      return Kind::minus;
    case Kind::star_equal:
      return Kind::star;
    case Kind::slash_equal:
      return Kind::slash;
    case Kind::slash_slash_equal:
      return Kind::slash_slash;
    case Kind::percent_equal:
      return Kind::percent;
    case Kind::star_star_equal:
      return Kind::star_star;
    case Kind::shift_left_equal:
      return Kind::shift_left;
    case Kind::shift_right_equal:
      return Kind::shift_right;
    case Kind::ampersand_equal:
      return Kind::ampersand;
    case Kind::pipe_equal:
      return Kind::pipe;
    case Kind::caret_equal:
      return Kind::caret;
    default:
      return Kind::at;
  }
}

}  // namespace

void Machine::augmented(Node node) {
  const Node left = node.child(Field::left);
  const Kind operation = plain_operator(node.child(Field::operator_).kind());
  if (left.is(Kind::subscript)) {
    const Ref object = evaluate(left.child(Field::value));
    const Ref old = get_item(*this, object, left);
    set_item(*this, object, left, operate_in_place(operation, old, evaluate(node.child(Field::right))));
    return;
  }
  const Ref old = evaluate(left);
  assign(left, operate_in_place(operation, old, evaluate(node.child(Field::right))));
}

void Machine::deletion(Node node) {
  std::vector<Node> targets;
  for (Node target : children(node)) {
    if (target.is(Kind::expression_list)) {
      for (Node inner : children(target)) targets.push_back(inner);
    } else {
      targets.push_back(target);
    }
  }
  for (Node target : targets) {
    if (target.is(Kind::identifier)) {
      store(target, nothing_known);
    } else if (target.is(Kind::subscript)) {
      delete_item(*this, evaluate(target.child(Field::value)), target);
    } else if (target.is(Kind::attribute)) {
      delete_attribute(*this, evaluate(target.child(Field::object)), target.child(Field::attribute).text());
    }
  }
}

Flow Machine::if_statement(Node node) {
  const auto taken = truth(evaluate(node.child(Field::condition)));
  if (!taken) {
    havoc(node);
    if (may_leave(node)) stop();
    return Flow::normal;
  }
  if (*taken) return execute_block(node.child(Field::consequence));
  for (Node clause : children(node)) {
    if (clause.is(Kind::elif_clause)) {
      const auto met = truth(evaluate(clause.child(Field::condition)));
      if (!met) {
        havoc(node);
        if (may_leave(node)) stop();
        return Flow::normal;
      }
      if (*met) return execute_block(clause.child(Field::consequence));
    } else if (clause.is(Kind::else_clause)) {
      return execute_block(clause.child(Field::body));
    }
  }
  return Flow::normal;
}

Flow Machine::for_statement(Node node) {
  const Ref iterable = evaluate(node.child(Field::right));
  const auto items = rounds(iterable);
  const bool async = node.first_child().is(Kind::kw_async);
  const std::uint64_t length = at(iterable).body ? at(iterable).body->items.size() : 0;
  if (!items || async) {
    taint(iterable);
    havoc(node);
    for (Node inner : descendants(node.child(Field::body))) {
      if (inner.is_any(Kind::return_statement, Kind::raise_statement)) stop();
    }
    return Flow::normal;
  }
  for (const Round& round : *items) {
    assign(node.child(Field::left), begin(round));
    const Flow flow = execute_block(node.child(Field::body));
    end(round);
    if (stopped_ || flow == Flow::returns) return flow;
    if (flow == Flow::breaks) return Flow::normal;
    // A list that grows while it is walked over is walked further than was looked.
    const Object& object = at(iterable);
    const bool one_pass = object.sort == Sort::iterator || object.sort == Sort::generator;
    if (!one_pass && object.body && (object.tainted || object.body->items.size() != length)) stop();
  }
  const Node otherwise = node.child(Field::alternative);
  return otherwise ? execute_block(otherwise.child(Field::body)) : Flow::normal;
}

Flow Machine::while_statement(Node node) {
  while (!stopped_) {
    const auto goes_on = truth(evaluate(node.child(Field::condition)));
    if (!goes_on) {
      havoc(node);
      for (Node inner : descendants(node.child(Field::body))) {
        if (inner.is_any(Kind::return_statement, Kind::raise_statement)) stop();
      }
      return Flow::normal;
    }
    if (!*goes_on) break;
    const Flow flow = execute_block(node.child(Field::body));
    if (stopped_ || flow == Flow::returns) return flow;
    if (flow == Flow::breaks) return Flow::normal;
  }
  const Node otherwise = node.child(Field::alternative);
  return otherwise ? execute_block(otherwise.child(Field::body)) : Flow::normal;
}

Flow Machine::try_statement(Node node) {
  havoc(node);
  if (may_leave(node)) stop();
  return Flow::normal;
}

Flow Machine::with_statement(Node node) {
  for (Node item : children(node.named_child(0))) {
    Node value = item.child(Field::value);
    const bool named = value.is(Kind::as_pattern);
    const Ref manager = evaluate(named ? value.named_child(0) : value);
    taint(manager);
    if (named) assign(value.named_child(1).named_child(0), nothing_known);
  }
  return execute_block(node.child(Field::body));
}

void Machine::import(Node node) {
  // import a.b, c as d; from m import x as y
  const bool from = node.is(Kind::import_from_statement);
  const Node source = node.child(Field::module_name);
  for (Node name : children(node)) {
    if (name.index() == source.index() || name.is(Kind::wildcard_import)) continue;
    const bool aliased = name.is(Kind::aliased_import);
    const Node dotted = aliased ? name.child(Field::name) : name;
    const Node target = aliased ? name.child(Field::alias) : dotted.named_child(0);
    const std::string_view path = dotted.text();
    Ref value = nothing_known;
    if (from) {
      if (source.is(Kind::dotted_name)) value = module_attribute(*this, source.text(), path);
    } else {
      value = make(Sort::module);
      edit(value).before = true;
      edit(value).body->type = aliased ? path : path.substr(0, path.find('.'));
    }
    if (target) store_name(target.text(), value);
  }
}

}  // namespace perfhint::layout
