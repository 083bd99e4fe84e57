// Measurable: what is run to measure a fix, or why it cannot be.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/check.h"
#include "server/measure/snippet.h"
#include "server/measure/stand_ins.h"

namespace perfhint::server {

struct Measurable {
  std::optional<Snippet> snippet;  // also if `problem` says that names are missing: to be completed
  std::string problem;             // empty: it can be run as it is
};

Measurable measurable_fix(const Checked&, const Located&, const Fix&);

}  // namespace perfhint::server
