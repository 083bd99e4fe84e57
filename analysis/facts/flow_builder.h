// FlowBuilder: the walk behind build_flow_graph. What is still to be done is a stack of tasks, not recursion
// (I10): a statement is replaced by its parts, last part deepest.
#pragma once

#include <initializer_list>

#include "analysis/facts/flow_graph.h"

namespace perfhint {

class FlowBuilder {
 public:
  FlowBuilder(const Syntax&, const Names&, std::uint32_t unit, const std::vector<std::uint32_t>& units,
              const MaySwallow&);
  FlowGraph run();

 private:
  using Op = FlowGraph::Op;

  enum class Step : std::uint8_t {
    range,          // events of the nodes [a, b), in order of evaluation
    statement,      // a
    suite,          // the statements among the siblings from a on, up to b
    define,         // the names of target a
    event,          // of identifier a, with op b
    condition,      // a; goes to block b if true, to c if not
    comprehension,  // a
    weaker,         // from here on definitions may be skipped
    stronger,       // to here
    start,          // block a
    link,           // an edge to block a, and on
    fall,           // link and start
    jump,           // an edge to block a, and no way on
    mark,           // the end of marks[a]
    leave,          // the innermost context
    handler,        // exceptions go to block a
    handlers,       // the except clauses of try a: dispatch begins in block b, the way on is block c
    case_,          // case clause a; the way on is block c
    name,           // of an except clause: identifier a, a context
    go,             // return, break, continue or raise: statement a
    copy,           // a finally clause written twice begins (a = 1) or ends
    finish,         // the way out of a finally clause: go where its jumps went
  };
  struct Task {
    Step step;
    std::uint32_t a = 0, b = 0, c = 0;
  };

  // What a jump passes on its way out.
  struct Context {
    enum class Sort : std::uint8_t { loop, finally, except_name } sort;
    std::uint32_t a = 0, b = 0;  // loop: continue and break targets; finally: its way out; except: the name
    std::uint8_t jumps = 0;      // finally: bits of Jump
  };
  enum Jump : std::uint8_t { returns = 1, breaks = 2, continues = 4 };

  Node node(std::uint32_t index) const { return Node(&syntax_, index); }
  std::uint32_t new_block();
  void start(std::uint32_t block);
  void link(std::uint32_t block) { graph_.edges.push_back({current_, block}); }
  void dead() { start(new_block()); }
  void push(std::initializer_list<Task> in_order);
  void push(const std::vector<Task>& in_order);
  static Task range(Node whole) { return {Step::range, whole.index(), whole.end_index()}; }
  static Task suite(Node block);
  static Task define(Node target) { return {Step::define, target.index()}; }

  void perform(const Task&);
  void open_mark(Node);
  void add_event(Node identifier, Op);
  void jump(Jump);
  void go(Node statement);
  void finish_finally();

  // flow_expressions.cpp
  void read_range(std::uint32_t from, std::uint32_t to);
  bool read_special(Node, std::uint32_t to);
  void read_assignment(Node);
  void define_target(Node);
  void read_condition(Node, std::uint32_t if_true, std::uint32_t if_false);
  void read_comprehension(Node);
  void read_heads(Node callable, std::vector<Task>&);

  // flow_statements.cpp
  void read_suite(std::uint32_t at, std::uint32_t end);
  void read_statement(Node);
  void read_definition(Node);
  void read_if(Node);
  void read_for(Node);
  void read_while(Node);
  void read_try(Node);
  void read_handlers(Node try_statement, std::uint32_t dispatch, std::uint32_t after);
  void read_with(Node);
  void read_match(Node);
  void read_case(Node clause, std::uint32_t after);

  const Syntax& syntax_;
  const Names& names_;
  const std::uint32_t unit_;
  const std::vector<std::uint32_t>& units_;
  const MaySwallow& may_swallow_;
  FlowGraph graph_;
  std::vector<Task> tasks_;
  std::vector<Context> contexts_;
  std::vector<std::uint8_t> left_jumps_;  // of finally clauses whose way out is still ahead
  std::uint32_t current_ = FlowGraph::entry;
  std::uint32_t handler_ = FlowGraph::none;
  int weak_ = 0;
  int copies_ = 0;  // finally clauses around this one that are written twice
};

}  // namespace perfhint
