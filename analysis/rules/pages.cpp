#include "analysis/rules/pages.h"

#include <algorithm>

namespace perfhint {

std::string_view page_of(std::string_view rule) {
  const auto at = std::lower_bound(pages().begin(), pages().end(), rule,
                                   [](const Page& page, std::string_view name) { return page.rule < name; });
  return at != pages().end() && at->rule == rule ? at->text : std::string_view();
}

}  // namespace perfhint
