// ViewEdits: the edits of fixes as far as one view goes. A fix of a notebook that reaches beyond its hint's
// cell, or into what is no Python, is none; the imports that it needs go into the cell.
#pragma once

#include <optional>
#include <vector>

#include "analysis/check.h"
#include "server/view.h"

namespace perfhint::server {

// Of the whole document, sorted; none where the view does not allow them all.
std::optional<std::vector<Edit>> edits_within(const View&, const Checked&, const Located&, const Fix&);
// Of one cell: the first applicable safe fix (or any, with `unsafe_too`) of every finding that does not clash
// with those before it, sorted. `applied` gets the rule of each.
std::vector<Edit> all_edits_within(const View&, const Checked&, bool unsafe_too, AppliedFixes& applied);

}  // namespace perfhint::server
