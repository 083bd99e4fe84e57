// Loops: what is evaluated once a round, and by which loop. A for's iterable, a comprehension's first
// iterable and an else belong to the loop outside; a function's body starts anew.
#pragma once

#include "analysis/syntax/table.h"

namespace perfhint {

bool is_comprehension(Kind);
bool is_first_clause(Node for_in_clause);  // of its comprehension: evaluated in the scope outside

// The innermost for, while or comprehension each of whose rounds evaluates the node, in the node's own
// function.
Node enclosing_loop(Node);
int loop_depth(Node);

// function_definition or lambda_expression whose body holds the node; none at module level.
Node enclosing_function(Node);
// class_definition whose body holds the node, methods included; none outside.
Node enclosing_class(Node);

}  // namespace perfhint
