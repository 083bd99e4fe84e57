// Reaching: which definitions of a function's name may have given the value that a use reads. Told from the
// syntax: the last one that the use can not avoid, those between it and the use, and those that a loop brings
// round.
#pragma once

#include <vector>

#include "analysis/facts/names.h"
#include "analysis/syntax/table.h"

namespace perfhint {

// All of them where the use lies in another function than the binding, or another function rebinds it.
std::vector<const Definition*> definitions_reaching(const Names&, const Binding&, Node use);

}  // namespace perfhint
