// Waiting: which calls wait for something outside the process, and what in a loop speaks against doing its
// calls at the same time. Calls are known by qualified name or by their object's type, never by a method's
// name alone.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "analysis/facts/facts.h"
#include "analysis/syntax/table.h"

namespace perfhint {

enum class Waits : std::uint8_t { no, sleep, network, process, person, thread };

// "requests.get"; of a method its object's class in front: "requests.Session.get". A name that nothing in
// the module binds is taken for the module of that name. "" if it is not known.
std::string called_name(const Facts&, Node call);
Waits what_it_waits_for(std::string_view called);  // by called_name()

// The async def that runs the node itself: no lambda, function or generator expression in between.
Node enclosing_coroutine(const Facts&, Node);
// `name` written at `at` would mean the module, once "import `name`" stands at the top.
bool means_module(const Facts&, Node at, std::string_view name);
// In a test, by the name of a function or class around it: nothing else waits there, and little is counted.
bool is_in_test(Node);
// SQL that asks for tables, columns and the like, or for a few rows: PRAGMA, sqlite_master, LIMIT, ...
bool asks_for_few(std::string_view sql);
// An expression in whose place `await ...` needs brackets: x in x.y, x(), x[0].
bool is_operand(Node);

// --- loops ---

// Some name in the expression is bound on each round: the loop's target, or a name bound in its body.
bool differs_by_round(const Facts&, Node expression, Node loop);
// Some name in it may hold, or be changed by, what an earlier round did.
bool needs_earlier_round(const Facts&, Node expression, Node loop);
// It may end, hand out or repeat before it has gone through all: break, return, yield, while.
bool stops_early(Node loop);
// Something called sleep, or a limiter: the pace is meant.
bool is_paced(Node loop);
// The loop's iterable grows while it runs.
bool feeds_itself(const Facts&, Node loop);
// Some name that the loop binds is used behind it.
bool leaves_names(const Facts&, Node loop);
// The for_in_clause or for_statement of a for loop, or of a comprehension with one clause that builds a
// list, set or dict; none for all other loops, and async ones.
Node sole_head(Node loop);

}  // namespace perfhint
