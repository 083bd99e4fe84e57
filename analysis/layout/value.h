// Value: an object as far as its size goes. Evaluation: the value of an expression, from its syntax and facts
// alone.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "analysis/facts/facts.h"
#include "analysis/layout/model.h"
#include "analysis/layout/size.h"

namespace perfhint {

// What an object holds beyond itself. Constants are counted once however often they are named.
struct Reach {
  std::map<std::string, ByteCount> constants;  // by type and value
  ByteCount least = 0, most = 0;               // of all other objects
  std::string unknown;                         // why part of it is not known; empty: all is

  void add(const Reach&);
  void add_times(const Reach& fresh, std::uint64_t times);  // `times` objects alike, their constants once
  Bytes total(const Bytes& shallow) const;
};

struct Value {
  std::string type;  // as Python names it
  Bytes shallow;
  Reach reach;                          // itself left out
  std::optional<std::string> constant;  // its identity as a compile-time constant
  bool shared = false;                  // exists once in the interpreter: costs nothing beside others
  std::optional<std::int64_t> integer;
  std::optional<std::string> text;      // a str's value, UTF-8; a bytes' as it is
  std::optional<std::uint64_t> length;  // of a container or str
  std::string note;                     // why the shallow size is not exact
};

// Values of comprehension variables, the innermost last.
struct Variable {
  const Binding* binding;
  std::int64_t value;
  bool counted = false;  // this round's object is in the sum already
};

// range(stop), range(start, stop), range(start, stop, step), in whole numbers.
struct RangeBounds {
  std::int64_t start = 0, stop = 0, step = 1;
  std::uint64_t length() const;
};

class Evaluation {
 public:
  Evaluation(const Facts& facts, const Model& model) : facts_(facts), model_(model) {}

  std::optional<Value> value(Node expression) { return value(expression, 0); }
  std::optional<std::int64_t> integer(Node expression) { return integer(expression, 0); }

 private:
  friend class Rounds;
  static constexpr int deepest = 48;

  std::optional<Value> value(Node, int depth);
  std::optional<std::int64_t> integer(Node, int depth);

  // literal.cpp
  std::optional<Value> number(Node);
  std::optional<Value> string(Node);
  std::optional<Value> operation(Node, int depth);
  Value integer_value(std::int64_t) const;
  Value text_value(std::string text, bool bytes) const;
  // container.cpp
  std::optional<Value> sequence(Node, int depth);
  std::optional<Value> set_display(Node, int depth);
  std::optional<Value> dict_display(Node, int depth);
  std::optional<Value> call(Node, int depth);
  std::optional<Value> name(Node, int depth);
  Value from_range(std::string type, const Call& range, int depth);
  void hold(Value& holder, Node element, int depth);
  // comprehension.cpp
  std::optional<Value> comprehension(Node, int depth);
  std::optional<Value> generator(Node) const;
  std::optional<RangeBounds> bounds(const Call& range, int depth);  // none where not known
  ByteCount sum_of_range(const RangeBounds&) const;

  const Facts& facts_;
  const Model& model_;
  std::vector<Variable> variables_;
};

// Adds what holding `element` costs: nothing for a shared object, once for a constant.
void hold(Reach& reach, const Value& element);

}  // namespace perfhint
