// What rules have in common: reporting, and finding one by its name.
#include "analysis/rules/rule.h"

#include <algorithm>
#include <utility>

namespace perfhint {

std::string_view name_of(Impact impact) {
  switch (impact) {
    case Impact::growth:
      return "growth";
    case Impact::factor:
      return "factor";
    case Impact::micro:
      return "micro";
  }
  return "";
}

std::string_view name_of(Topic topic) {
  switch (topic) {
    case Topic::lookup:
      return "lookup";
    case Topic::copy:
      return "copy";
    case Topic::cpu:
      return "cpu";
    case Topic::memory:
      return "memory";
    case Topic::concurrency:
      return "concurrency";
    case Topic::io:
      return "io";
  }
  return "";
}

Finding& Report::add(Node at, std::string message) { return add(at.span(), std::move(message)); }

Finding& Report::add(Span at, std::string message) {
  Finding finding;
  finding.span = at;
  finding.message = std::move(message);
  findings_.push_back(std::move(finding));
  remarks_.emplace_back();
  return findings_.back();
}

const Rule* find_rule(std::string_view name) {
  const auto rules = all_rules();
  const auto at =
      std::lower_bound(rules.begin(), rules.end(), name,
                       [](const Rule* rule, std::string_view wanted) { return rule->name < wanted; });
  return at != rules.end() && (*at)->name == name ? *at : nullptr;
}

}  // namespace perfhint
