// IgnoreComment: the edit that silences one finding: "# perfhint: ignore[rule]" at the end of its first line.
#pragma once

#include <optional>

#include "analysis/check.h"

namespace perfhint::server {

// Puts the comment there, or its rule into the one that is there; none where a comment cannot stand: in a
// string, behind a backslash.
std::optional<Edit> ignore_edit(const Module&, const Located&);

}  // namespace perfhint::server
