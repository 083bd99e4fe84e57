// The rule pages, compiled in: NAME.md beside each rule.
#pragma once

#include <string_view>
#include <vector>

namespace perfhint {

struct Page {
  std::string_view rule, text;
};

const std::vector<Page>& pages();                 // sorted by rule
std::string_view page_of(std::string_view rule);  // empty if there is none

}  // namespace perfhint
