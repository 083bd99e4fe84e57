// perfhint's own notification: what the lines of a document have cost in a profiled run. Only for clients
// that say by experimental.perfhint.heat that they draw it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "protocol/lsp.h"

namespace perfhint::lsp {

struct HeatLine {
  std::uint32_t line = 0;      // from 0
  double self = 0, total = 0;  // in the unit
  std::uint32_t heat = 0;      // 1 to 5
  std::optional<std::uint64_t> peak_bytes;
};
struct PublishHeatParams {
  std::string uri;
  std::int64_t version = 0;
  std::string profile;                      // the name of its file; empty: none is loaded any more
  std::string unit;                         // "seconds" or "samples"
  double total = 0;                         // of the run; 0: no time was measured
  std::optional<std::uint64_t> peak_bytes;  // of the run
  bool stale = false;  // the text is newer than the run: where its lines were is not known
  std::vector<HeatLine> lines;
};
Json write(const PublishHeatParams&);

}  // namespace perfhint::lsp
