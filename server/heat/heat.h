// Heat: what a document has cost in a profiled run, as editors show it.
#pragma once

#include <string>

#include "protocol/heat.h"
#include "server/heat/loaded.h"
#include "server/heat/mapping.h"
#include "server/view.h"

namespace perfhint::server {

// 0 to 5: what is below least_share is no heat; from 0.1 %, 1 %, 5 %, 20 % and 50 % on.
std::uint32_t heat_step(double share);

// Of lines, or where only functions are known of the lines where these are defined.
lsp::PublishHeatParams heat_of(const MeasuredText&, const LoadedProfile&, const View&);
// That nothing is drawn any more.
lsp::PublishHeatParams no_heat(const View&);

// "2.41 s self · 3.02 s total · 1,200 calls · peak 12.0 MB": what is known of it. Empty: nothing.
std::string cost_words(const Cost&, TimeUnit);

}  // namespace perfhint::server
