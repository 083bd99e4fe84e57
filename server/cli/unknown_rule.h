// What is said of a name that is no rule, wherever it stands.
#pragma once

#include <string>
#include <string_view>

namespace perfhint::server::cli {

// no rule "list-pop": did you mean list-pop0?; perfhint rules lists all
std::string unknown_rule(std::string_view name);

}  // namespace perfhint::server::cli
