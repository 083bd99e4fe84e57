// What "safe" means of a fix, for who reads it in an editor or a terminal; docs/pages/fixes.md says it at
// length.
#pragma once

#include <string_view>

namespace perfhint::server::cli {

// The name by which `perfhint explain` and `perfhint.explain` know the page, beside the rules'.
inline constexpr std::string_view fix_safety = "fix-safety";

std::string_view fix_safety_page();  // Markdown

}  // namespace perfhint::server::cli
