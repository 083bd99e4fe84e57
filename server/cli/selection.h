// Selection: the flags that set for one run what settings files set for good.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/facts/python_version.h"
#include "server/config.h"

namespace CLI {
class App;
}

namespace perfhint::server::cli {

struct Selection {
  std::optional<Python> target;
  std::vector<std::string> select, ignore, exclude;  // patterns are relative to the current folder
  bool all = false;                                  // micro hints, and those in cold files

  SettingValues values() const;  // their origins are the flags
};

void add_selection_options(CLI::App&, Selection&);
// Whether all its rules are there; says on stderr the first that is not, for that command.
bool names_rules(std::string_view command, const Selection&);

}  // namespace perfhint::server::cli
