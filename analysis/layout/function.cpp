// Functions of the module: their objects, their calls, and the generators they make.
#include "analysis/layout/classes.h"
#include "analysis/layout/library.h"

namespace perfhint::layout {
namespace {

bool is_async(Node function) { return function.first_child().is(Kind::kw_async); }

struct Binder {
  Machine& machine;
  const Body& function;
  const Arguments& arguments;
  std::size_t next = 0;

  // The value for a parameter; hole: none was given.
  Ref value_for(const Parameter& parameter, bool keyword_only) {
    if (!keyword_only && next < arguments.positional.size()) return arguments.positional[next++];
    const Ref keyword = arguments.keyword(parameter.name.text());
    if (keyword != hole) return keyword;
    return hole;
  }
};

}  // namespace

bool Machine::yields(Node function) {
  const Node body = function.child(Field::body);
  for (std::uint32_t at = body.index(); at < body.end_index();) {
    const Node node(body.syntax(), at);
    if (at != body.index() &&
        node.is_any(Kind::function_definition, Kind::lambda_expression, Kind::class_definition)) {
      at = node.end_index();
      continue;
    }
    if (node.is(Kind::yield_expression)) return true;
    ++at;
  }
  return false;
}

bool Machine::is_generator_function(Node definition) { return yields(definition) || is_async(definition); }

// body.items: the tuple of defaults, the dict of keyword-only defaults, the closure's tuple; values: each
// default.
Ref Machine::function_value(Node node) {
  const Ref made = make(Sort::function);
  edit(made).body->node = node;
  edit(made).body->block = frame_->block;
  edit(made).body->closure = frame_;
  std::vector<Ref> defaults, values, keyword_values;
  std::vector<std::string> keyword_names;
  bool keyword_only = false, folded = true;
  for (Node child : children(node.child(Field::parameters))) {
    const bool star = child.is_any(Kind::list_splat_pattern, Kind::keyword_separator) ||
                      (child.is(Kind::typed_parameter) && child.named_child(0).is(Kind::list_splat_pattern));
    if (star) keyword_only = true;
    const Node fallback = child.is_any(Kind::default_parameter, Kind::typed_default_parameter)
                              ? child.child(Field::value)
                              : Node();
    if (!fallback) continue;
    const Ref value = evaluate(fallback);
    folded = folded && is_folded(*this, fallback, value);
    values.push_back(value);
    if (keyword_only) {
      keyword_names.emplace_back(child.child(Field::name).text());
      keyword_values.push_back(value);
    } else {
      defaults.push_back(value);
    }
  }
  Body& body = *edit(made).body;
  body.values = values;
  bool all_folded = folded && keyword_values.empty();
  if (!defaults.empty()) {
    const Ref tuple = sequence(Sort::tuple, defaults);
    body.items.push_back(all_folded || folded ? constant(tuple) : tuple);
  }
  if (!keyword_names.empty()) body.items.push_back(keyword_defaults(*this, keyword_names, keyword_values));
  if (const Ref cells = closure_of(*this, node); cells != hole) body.items.push_back(cells);
  annotate_function(*this, made, node);
  return made;
}

Ref decorated(Machine& machine, Node definition, const std::vector<Node>& decorators) {
  for (Node decorator : decorators) machine.taint(machine.evaluate(decorator));
  (void)definition;
  return nothing_known;
}

// Binds the parameters of the function whose frame runs; false: the arguments do not fit.
bool Machine::bind_parameters(const Body& body, const Arguments& arguments) {
  const Node node = body.node;
  Binder binder{*this, body, arguments};
  bool keyword_only = false, matched = true;
  std::size_t fallback = 0, used_keywords = 0;
  for (const Parameter& parameter : read_parameters(node.child(Field::parameters))) {
    if (parameter.sort == Parameter::Sort::star) {
      const std::vector<Ref> rest(arguments.positional.begin() + static_cast<std::ptrdiff_t>(binder.next),
                                  arguments.positional.end());
      binder.next = arguments.positional.size();
      keyword_only = true;
      store(parameter.name, sequence(Sort::tuple, rest));
      continue;
    }
    if (parameter.sort == Parameter::Sort::double_star) {
      store(parameter.name, nothing_known);
      matched = matched && used_keywords == arguments.keywords.size();
      continue;
    }
    Ref value = binder.value_for(parameter, keyword_only);
    if (arguments.keyword(parameter.name.text()) != hole) ++used_keywords;
    const Ref otherwise = parameter.value && fallback < body.values.size() ? body.values[fallback] : hole;
    if (parameter.value) ++fallback;
    if (value == hole) value = otherwise;
    if (value == hole) matched = false;
    store(parameter.name, value == hole ? nothing_known : value);
  }
  return matched && binder.next == arguments.positional.size() && used_keywords == arguments.keywords.size();
}

Ref Machine::call_function(Ref function, const Arguments& arguments) {
  const Body& body = *at(function).body;
  const Node node = body.node;
  if (!arguments.certain || depth_ > 40 || at(function).tainted) return call_unknown(function, arguments);
  auto frame = std::make_shared<Frame>();
  frame->block = body.block;
  frame->scope = scope_of(*body.block, node);
  frame->outer = body.closure;
  const bool lambda = node.is(Kind::lambda_expression);
  const bool generator = !lambda && (yields(node) || is_async(node));
  const auto caller = std::exchange(frame_, frame);
  const bool matched = bind_parameters(body, arguments);
  // Bare * and / are not told apart here: parameters behind them are bound by place all the same.
  Ref result = nothing_known;
  if (!matched) {
    frame_ = caller;
    return call_unknown(function, arguments);
  }
  if (generator) {
    result = make(Sort::generator);
    Body& made = *edit(result).body;
    made.node = node;
    made.block = body.block;
    made.closure = frame;
    for (const auto& [binding, value] : frame->variables) made.items.push_back(value);
    if (is_async(node)) edit(result).tainted = true;
  } else if (lambda) {
    ++depth_;
    result = evaluate(node.child(Field::body));
    --depth_;
  } else {
    ++depth_;
    const Flow flow = execute_block(node.child(Field::body));
    --depth_;
    result = flow == Flow::returns ? frame->result : none();
  }
  frame_ = caller;
  return stopped_ ? nothing_known : result;
}

Ref run_generator_function(Machine& machine, Ref generator, std::vector<Ref>& into) {
  return machine.run_body(generator, into);
}

Ref Machine::run_body(Ref generator, std::vector<Ref>& into) {
  const Body& body = *at(generator).body;
  const auto caller = std::exchange(frame_, body.closure);
  frame_->yields = &into;
  ++depth_;
  const Flow flow = execute_block(body.node.child(Field::body));
  --depth_;
  frame_->yields = nullptr;
  frame_ = caller;
  (void)flow;
  return stopped_ ? nothing_known : none();
}

}  // namespace perfhint::layout
