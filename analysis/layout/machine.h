// Machine: runs the part of a module that a value depends on, on abstract objects, counting what CPython
// would allocate. It never runs Python: what it does not know becomes nothing_known, and what unknown code
// may have touched is tainted. Steps and depth are bounded.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/facts/mutation.h"
#include "analysis/layout/object.h"
#include "analysis/module.h"
#include "analysis/syntax/python.h"

namespace perfhint::layout {

class Machine {
 public:
  Machine(const Module&, Python, std::uint64_t steps);

  // Runs the function around the node (or the class's body, or the module's statement) up to it, with unknown
  // parameters; its value then. `assume` is what unknown whole numbers are taken for, where that is wanted.
  Ref value_at(const Block&, Node expression);
  // What a variable of the function around it holds when that has run to its end, or to its first return.
  Ref value_at_end(const Block&, Node identifier);
  // The function (or class) that the definition makes, where it stands.
  Ref definition_at(const Block&, Node definition);
  static bool yields(Node definition);                 // itself, not in a function inside
  static bool is_generator_function(Node definition);  // a call of it makes a generator or coroutine
  void assume_lengths(std::int64_t length) { assumed_ = length; }
  bool assumed_any() const { return assumed_any_; }

  // --- the heap ---
  const Object& at(Ref ref) const { return heap_[ref]; }
  Object& edit(Ref ref) { return heap_[ref]; }
  Ref make(Sort sort);  // with a body for what has one
  Ref integer(std::int64_t);
  Ref integer(BigInteger);
  Ref integer_of(double);  // never shared until 3.8
  Ref boolean(bool value) const { return value ? 2 : 3; }
  Ref none() const { return 1; }
  Ref floating(double);
  Ref vague(Sort);                                 // of that type, its value not known
  Ref text(Sort, std::u32string);                  // str, bytes
  Ref own_text(std::u32string, Sort = Sort::str);  // not shared, however short: what str(int) makes
  Ref sequence(Sort, std::vector<Ref> items, std::uint64_t capacity = 0);
  Ref opaque(std::string type, ByteCount bytes, std::vector<Ref> parts = {});
  Ref iterator(std::string type, std::vector<Ref> parts);
  Ref builtin(std::string_view qualified);
  Ref named(const std::string& name) const;  // what name() was told; hole: nothing
  void name(const std::string& name, Ref ref) { constants_.emplace(name, ref); }
  Ref constant(Ref fresh);  // the one object of its code that equals it

  // --- evaluation ---
  Ref evaluate(Node);
  Flow execute(Node statement);
  Flow execute_block(Node block);
  Ref call(Ref callee, const Arguments&, Node node = {});
  Ref call_unknown(Ref receiver, const Arguments&);
  Ref attribute(Ref object, std::string_view name);
  std::optional<bool> truth(Ref) const;
  std::optional<bool> equal(Ref, Ref) const;
  std::optional<std::vector<Ref>> iterate(Ref);   // all its items, in order
  std::optional<std::vector<Round>> rounds(Ref);  // of a loop over it
  Ref begin(const Round&);                        // its item; end() when it is over
  void end(const Round& round) {
    weight_ /= round.weight;
    disorder_ -= round.disordered;
  }
  bool in_disorder() const { return disorder_ > 0; }  // rounds run whose order is not known
  // Whether something was walked over in an order that is not known, since this was asked last.
  bool take_disorder() { return std::exchange(saw_disorder_, false); }
  // How often what is done now is done to the object.
  std::uint64_t times(Ref object) const { return weight_ / at(object).weight; }
  std::optional<std::string> key_of(Ref) const;  // equal keys, equal strings; none: not hashable or not known
  std::optional<std::int64_t> small(Ref) const;  // an int (or bool) of 64 bits
  bool is_number(Ref) const;
  std::optional<double> real(Ref) const;
  Ref operate(Kind operation, Ref left, Ref right);
  Ref operate_in_place(Kind operation, Ref left, Ref right);
  Ref run_generator(const Body&, std::vector<Ref>& into);
  Ref run_body(Ref generator, std::vector<Ref>& into);  // of a generator function, to its end
  Ref evaluate_in(const Class&, Node);  // among the names of the module that the class stands in
  Ref cell(std::uint32_t binding);      // of a variable in a frame around here
  bool assign(Node target, Ref value);
  void taint(Ref);  // and all that can be reached from it
  void taint_all(const Arguments&);
  Ref assumed(Ref value);           // an unknown value, taken for assume_lengths where that is wanted
  void stop() { stopped_ = true; }  // an exception, or too much to follow
  bool stopped() const { return stopped_; }
  bool step(std::uint64_t count = 1);  // false: no more

  const Model& model() const { return model_; }
  Python python() const { return model_.python; }
  const Module& module() const { return module_; }
  Frame* frame() const { return frame_.get(); }
  std::shared_ptr<Frame> frame_shared() const { return frame_; }

 private:
  friend class Comprehension;
  friend class Approach;
  friend class Calls;
  struct Depth;

  void enter(const Block&, Node owner);
  bool approach(const Block&, Node goal);  // runs what stands before it

  // machine.cpp
  Ref global(std::string_view name);
  Ref load(Node identifier);
  bool store(Node identifier, Ref);
  void store_name(std::string_view name, Ref);  // in the scope that runs
  void havoc(Node region);
  // statement.cpp
  Flow if_statement(Node), for_statement(Node), while_statement(Node), try_statement(Node),
      with_statement(Node);
  void simple(Node), assignment(Node), augmented(Node), deletion(Node), decorated_definition(Node);
  void import(Node);
  // expression.cpp
  Ref evaluate_here(Node);
  Ref literal(Node);
  Ref string(Node), formatted(Node);
  Ref operation(Node);
  Ref boolean_operation(Node), comparison(Node), conditional(Node);
  Ref subscript(Node), call_expression(Node);
  Ref function_value(Node), class_value(Node, const std::vector<Node>&decorators);
  bool read_arguments(Node call, Arguments&);
  // display.cpp
  Ref list_display(Node), tuple_display(Node), set_display(Node), dict_display(Node);
  Ref comprehension(Node);
  Ref generator_expression(Node);
  // calls
  Ref call_function(Ref function, const Arguments&);
  bool bind_parameters(const Body& function, const Arguments&);
  Ref instantiate(Ref class_, const Arguments&, Node node);

  const Module& module_;
  const Model& model_;
  std::deque<Object> heap_;
  std::shared_ptr<Frame> frame_;
  std::map<std::string, Ref, std::less<>> globals_, builtins_, constants_;
  std::vector<std::pair<std::pair<const Frame*, std::uint32_t>, Ref>> cells_;
  std::uint64_t steps_;
  int depth_ = 0;
  std::uint64_t weight_ = 1;
  int disorder_ = 0;
  bool saw_disorder_ = false;
  bool stopped_ = false, before_ = false, assumed_any_ = false;
  std::optional<std::int64_t> assumed_;
};

// Whether the compiler makes one constant of the expression whose value this is.
bool is_folded(const Machine&, Node, Ref value);

}  // namespace perfhint::layout
