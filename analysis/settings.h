// Settings: what a check is asked to do. Plain values; where they come from is the server's business.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "analysis/facts/python_version.h"
#include "analysis/fix.h"

namespace perfhint {

struct Settings {
  Python python = default_python;             // whose numbers count
  Python oldest = default_python;             // that fixes must suit; not above `python`
  std::set<std::string, std::less<>> select;  // rules to run; empty: all
  std::set<std::string, std::less<>> ignore;  // rules not to run
  // Of rules whose findings are not shown as impact and heat have it. `off` is as `ignore`; a micro rule that
  // has another one here is shown as if `micro` were set for it.
  std::map<std::string, Severity, std::less<>> severity;
  bool micro = false;                  // show micro hints also where nothing says they are hot, or it is not
  bool cold_file = false;              // tests, set-up, migrations: leaks and waits only
  bool profiled = false;               // weighed_by() will decide: everything is found that may be hot
  std::uint32_t line_length = 88;      // code points: fixes that pass it are not offered
  std::uint32_t max_bytes = 2u << 20;  // larger modules are not analysed
  bool operator==(const Settings&) const = default;
};

}  // namespace perfhint
