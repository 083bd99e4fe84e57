// Mapping: where in a text, as it is now, the costs of a run are. Never a guess: what cannot be told is left
// out.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/measured.h"
#include "analysis/module.h"
#include "server/heat/functions.h"
#include "server/heat/loaded.h"

namespace perfhint::server {

struct MeasuredFunction {
  FunctionPlace place;
  std::optional<Cost> cost;  // none: the run's function of that name may be another
};

struct MeasuredText {
  std::vector<LineCost> lines;              // by line, from 0; those of lines that are as they were
  std::vector<MeasuredFunction> functions;  // all of the text's, by begin
  Measured measured;                        // the same, for findings
  bool stale = false;  // something here has cost, and it is not known where: the text is newer
};

// Lines that moved are found again; for those that changed, their function tells, by its name where that is
// the only one.
MeasuredText measured_text(const FileProfile&, const Module&);

}  // namespace perfhint::server
