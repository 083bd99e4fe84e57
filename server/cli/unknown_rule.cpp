#include "server/cli/unknown_rule.h"

#include <vector>

#include "analysis/rules/rule.h"
#include "server/cli/nearest.h"

namespace perfhint::server::cli {

std::string unknown_rule(std::string_view name) {
  std::vector<std::string_view> known;
  for (const Rule* rule : all_rules()) known.push_back(rule->name);
  const std::string near(nearest(name, known));
  return "no rule \"" + std::string(name) + "\"" + (near.empty() ? "" : ": did you mean " + near + "?") +
         "; perfhint rules lists all";
}

}  // namespace perfhint::server::cli
