// Weigh: how much a finding matters where it stands: its severity and its rank, by impact, gain, heat and,
// where a profile tells, by its share of the run.
#pragma once

#include <optional>

#include "analysis/facts/heat.h"
#include "analysis/fix.h"
#include "analysis/settings.h"

namespace perfhint {

enum class Impact : std::uint8_t;  // analysis/rules/rule.h

struct Weight {
  Impact impact;
  double gain = 1;  // evidence_gain() on the target
  Heat heat;
  // Of the run that a profile tells of: of its time, or where the rule is about memory of its peak. 0 to 1.
  std::optional<double> share = {};
  // Of what the place costs, by the same measure, what the fix saved where it was measured. 0 to 1.
  double saved = 0;
};

struct Weighed {
  Finding finding;
  Weight weight;
};

// What costs at least this share of a run is hot there; what costs less than the other is not worth a word.
constexpr double hot_share = 0.01, least_share = 0.001;

Severity severity_of(const Rule&, const Weight&, const Settings&);
// Higher is told first. What a profile tells of is before all else, by what it would save of the run.
double rank_of(const Finding&, const Weight&);
// The share of the run that the fix saves if it saves here as much as where it was measured; 0 where no
// profile tells.
double saving_of(const Weight&);

}  // namespace perfhint
