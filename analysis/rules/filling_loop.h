// FillingLoop: a for loop that does nothing but add to one object, `for x in xs: [if c:] STATEMENT`; where
// that object comes from; and what stands against making it by one expression in the loop's place.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/facts/facts.h"
#include "analysis/fix.h"
#include "analysis/syntax/table.h"

namespace perfhint {

struct FillingLoop {
  Node loop;              // a for statement: not async, no else
  Node target, iterable;  // the target binds names only
  Node condition;         // of the only `if`, which has no else; none
  Node statement;         // the one that adds
  explicit operator bool() const { return static_cast<bool>(loop); }
};

// Of an expression that is, as a statement, all that a loop does; no await, yield or := anywhere in the loop.
FillingLoop read_filling_loop(Node expression);
// Of a statement, in the same way; of two that follow each other, `statement` being the first.
FillingLoop read_filling_loop_of(Node statement, Node second = {});

// `name = value`, the nearest statement before the loop, in its block, that says the name; none if that is
// another one.
struct Start {
  Node statement, value, annotation;
  explicit operator bool() const { return static_cast<bool>(statement); }
};
Start start_of(const Facts&, const Binding&, Node loop);

bool is_empty_list(const Facts&, Node value);  // [] or list()
bool is_empty_set(const Facts&, Node value);   // set()
bool is_empty_dict(const Facts&, Node value);  // {} or dict()

// Who may read the names that the loop's target binds, once the loop is over.
enum class Afterwards : std::uint8_t { nobody, importers, code };
Afterwards used_afterwards(const Facts&, const FillingLoop&);

// What stands against evaluating in one go what the loop adds to the name step by step: code that reads it
// half made, or the target's names. Empty: nothing. Without a start the object is there before the loop.
std::string half_made_objection(const Facts&, const Binding&, const Start&, const FillingLoop&);

// The code of the loop would mean the same in a comprehension in its place: it is not in a class body, and
// needs no super() before Python 3.12.
bool fits_comprehension(const Facts&, const FillingLoop&);

// " for x in xs if c", as a comprehension has it; and without the condition.
std::string clauses_of(const FillingLoop&);
// The iterable as an argument of a call.
std::string argument_of(const FillingLoop&);

// `name = value` in the place of the loop and the name's start; without a start, `value` in that of the loop.
// Pieces, if there are several, go on one line or, where it would be too long, on a line each.
struct InOneGo {
  std::vector<Edit> edits;
  std::string refusal;  // why there are none
};
InOneGo in_one_go(const FillingLoop&, std::string_view name, const Start&,
                  const std::vector<std::string>& pieces);
// As the finding's fix, whose title `no_fix` has; unsafe where there is an objection.
void offer(InOneGo, std::string objection, std::string proof, Finding&);

}  // namespace perfhint
