#include "protocol/heat.h"

namespace perfhint::lsp {

namespace {

Json write(const HeatLine& line) {
  Json out = {{"line", line.line}, {"self", line.self}, {"total", line.total}, {"heat", line.heat}};
  if (line.peak_bytes) out["peakBytes"] = *line.peak_bytes;
  return out;
}

}  // namespace

Json write(const PublishHeatParams& params) {
  Json lines = Json::array();
  for (const HeatLine& line : params.lines) lines.push_back(write(line));
  Json out = {{"uri", params.uri},        {"version", params.version}, {"profile", params.profile},
              {"unit", params.unit},      {"total", params.total},     {"stale", params.stale},
              {"lines", std::move(lines)}};
  if (params.peak_bytes) out["peakBytes"] = *params.peak_bytes;
  return out;
}

}  // namespace perfhint::lsp
