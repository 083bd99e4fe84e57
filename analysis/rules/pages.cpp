// Finds a rule's page among the compiled-in ones, which the build sorts by rule.
#include "analysis/rules/pages.h"

#include <algorithm>

namespace perfhint {

std::string_view page_of(std::string_view rule) {
  const auto page = std::ranges::lower_bound(pages(), rule, {}, &Page::rule);
  return page != pages().end() && page->rule == rule ? page->text : std::string_view();
}

}  // namespace perfhint
