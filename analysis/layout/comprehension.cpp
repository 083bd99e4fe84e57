// Comprehensions and generator expressions: run round by round.
#include "analysis/layout/growth.h"
#include "analysis/layout/library.h"

namespace perfhint::layout {

std::uint32_t scope_of(const Block& block, Node node) {
  const auto& scopes = block.names->scopes();
  for (std::uint32_t i = 0; i < scopes.size(); ++i) {
    if (scopes[i].node == node.index()) return i;
  }
  return no_scope;
}

// One run of the clauses; `take` is called once for each round that passes every test.
class Comprehension {
 public:
  Comprehension(Machine& machine, Node node) : machine_(machine), node_(node) {
    for (Node child : children(node)) {
      if (child.is_any(Kind::for_in_clause, Kind::if_clause)) clauses_.push_back(child);
    }
  }

  // False: the rounds are not known, or not all of them.
  template <class Take>
  bool run(const std::vector<Round>& outermost, Take take) {
    return run_over(0, outermost, take);
  }

 private:
  template <class Take>
  bool run_over(std::size_t clause, const std::vector<Round>& rounds, Take& take) {
    for (const Round& round : rounds) {
      if (!machine_.step()) return false;
      machine_.assign(clauses_[clause].child(Field::left), machine_.begin(round));
      const bool known = run_from(clause + 1, take);
      machine_.end(round);
      if (!known) return false;
    }
    return true;
  }

  template <class Take>
  bool run_from(std::size_t clause, Take& take) {
    if (clause == clauses_.size()) return take();
    if (clause > 8) return false;
    const Node node = clauses_[clause];
    if (node.is(Kind::if_clause)) {
      const auto met = machine_.truth(machine_.evaluate(node.named_child(0)));
      if (!met) return false;
      return !*met || run_from(clause + 1, take);
    }
    const auto rounds = machine_.rounds(machine_.evaluate(node.child(Field::right)));
    return rounds && run_over(clause, *rounds, take);
  }

  Machine& machine_;
  Node node_;
  std::vector<Node> clauses_;
};

namespace {

Node first_clause(Node comprehension) {
  for (Node child : children(comprehension)) {
    if (child.is(Kind::for_in_clause)) return child;
  }
  return {};
}

// At least so many steps every round takes.
std::uint64_t least_steps(Node comprehension) {
  std::uint64_t steps = 2;  // the round, and its test or its element
  for (Node child : children(comprehension)) {
    if (child.is(Kind::if_clause)) return steps;
  }
  for (Node node : descendants(comprehension.child(Field::body))) {
    if (node.is_any(Kind::conditional_expression, Kind::boolean_operator, Kind::lambda_expression,
                    Kind::list_comprehension, Kind::set_comprehension, Kind::dictionary_comprehension,
                    Kind::generator_expression))
      return 2;
    steps += node.is_any(Kind::list, Kind::tuple, Kind::binary_operator) + 2 * node.is(Kind::call);
  }
  return steps;
}

bool is_async(Node comprehension) {
  for (Node child : children(comprehension)) {
    if (child.is(Kind::for_in_clause) && child.first_child().is(Kind::kw_async)) return true;
  }
  return false;
}

}  // namespace

Ref Machine::comprehension(Node node) {
  const Ref source = evaluate(first_clause(node).child(Field::right));
  const bool list = node.is(Kind::list_comprehension), set = node.is(Kind::set_comprehension);
  // Not begun where it could not be ended.
  const auto range = assumed_ ? std::nullopt : range_of(*this, source);
  if (range && range->length() > steps_ / least_steps(node)) step(steps_ + 1);
  const auto items = is_async(node) ? std::nullopt : rounds(source);
  const Ref made = list ? make(Sort::list) : set ? set_new(*this, Sort::set) : dict_new(*this);
  bool known = items.has_value();
  if (known) {
    auto inner = std::make_shared<Frame>();
    inner->block = frame_->block;
    inner->scope = scope_of(*frame_->block, node);
    inner->outer = frame_;
    const auto caller = std::exchange(frame_, std::move(inner));
    const Node element = node.child(Field::body);
    known = Comprehension(*this, node).run(*items, [&] {
      if (list) {
        list_append(*this, made, evaluate(element));
      } else if (set) {
        return set_add(*this, made, evaluate(element));
      } else {
        const Ref key = evaluate(element.child(Field::key)), value = evaluate(element.child(Field::value));
        return dict_insert(*this, made, key, value);
      }
      return !stopped_;
    });
    frame_ = caller;
  }
  if (!known) {
    taint(source);
    havoc(node);
    edit(made).tainted = true;
  }
  return made;
}

Ref Machine::generator_expression(Node node) {
  const Ref source = evaluate(first_clause(node).child(Field::right));
  const Ref made = make(Sort::generator);
  Body& body = *edit(made).body;
  body.items.push_back(source);
  body.node = node;
  body.block = frame_->block;
  body.closure = frame_;
  if (is_async(node)) edit(made).tainted = true;
  return made;
}

Ref Machine::run_generator(const Body& body, std::vector<Ref>& into) {
  const auto items = assumed_ ? std::nullopt : rounds(body.items[0]);
  if (!items) return nothing_known;
  auto inner = std::make_shared<Frame>();
  inner->block = body.block;
  inner->scope = scope_of(*body.block, body.node);
  inner->outer = body.closure;
  const auto caller = std::exchange(frame_, std::move(inner));
  const Node element = body.node.child(Field::body);
  const bool known = Comprehension(*this, body.node).run(*items, [&] {
    into.push_back(evaluate(element));
    return !stopped_;
  });
  frame_ = caller;
  return known ? none() : nothing_known;
}

}  // namespace perfhint::layout
