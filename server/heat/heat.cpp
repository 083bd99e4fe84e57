#include "server/heat/heat.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "analysis/amounts.h"
#include "analysis/weigh.h"

namespace perfhint::server {

namespace {

std::optional<std::uint64_t> whole_bytes(double bytes) {
  constexpr double most = 9e15;  // what JSON's readers take exactly
  if (!(bytes > 0)) return std::nullopt;
  return static_cast<std::uint64_t>(std::llround(std::min(bytes, most)));
}

double share_of(const Cost& cost, const Profile& profile) {
  if (profile.total > 0) return cost.self / profile.total;
  return profile.peak_bytes > 0 ? cost.peak_bytes / profile.peak_bytes : 0;
}

void add_line(std::uint32_t line, const Cost& cost, const Profile& profile, const View& view,
              std::vector<lsp::HeatLine>& lines) {
  const lsp::Position place{line, 0};
  const std::uint32_t heat = heat_step(share_of(cost, profile));
  if (heat == 0 || !view.holds(place)) return;
  lines.push_back({view.outer(place).line, cost.self, cost.total, heat, whole_bytes(cost.peak_bytes)});
}

}  // namespace

std::uint32_t heat_step(double share) {
  constexpr std::array steps = {least_share, 0.01, 0.05, 0.2, 0.5};
  if (!(share > 0)) return 0;
  return static_cast<std::uint32_t>(std::ranges::upper_bound(steps, share) - steps.begin());
}

lsp::PublishHeatParams heat_of(const MeasuredText& text, const LoadedProfile& loaded, const View& view) {
  const Profile& profile = loaded.profile;
  lsp::PublishHeatParams heat = no_heat(view);
  heat.profile = loaded.name;
  heat.unit = profile.unit == TimeUnit::samples ? "samples" : "seconds";
  heat.total = profile.total;
  heat.peak_bytes = whole_bytes(profile.peak_bytes);
  heat.stale = text.stale;
  for (const LineCost& line : text.lines) add_line(line.line, line.cost, profile, view, heat.lines);
  if (!text.lines.empty()) return heat;
  for (const MeasuredFunction& function : text.functions) {
    if (function.cost) add_line(function.place.def, *function.cost, profile, view, heat.lines);
  }
  return heat;
}

lsp::PublishHeatParams no_heat(const View& view) {
  lsp::PublishHeatParams heat;
  heat.uri = view.uri();
  heat.version = view.version();
  heat.unit = "seconds";
  return heat;
}

std::string cost_words(const Cost& cost, TimeUnit unit) {
  const auto time = [&](double amount) {
    return unit == TimeUnit::samples ? count_text(amount) + " samples" : seconds_text(amount);
  };
  std::string words;
  const auto add = [&](const std::string& word) { words += (words.empty() ? "" : " \u00B7 ") + word; };
  if (cost.self > 0 || cost.total > 0) add(time(cost.self) + " self");
  if (cost.total > 0) add(time(cost.total) + " total");
  if (cost.calls > 0)
    add(count_text(static_cast<double>(cost.calls)) + (cost.calls == 1 ? " call" : " calls"));
  if (cost.peak_bytes > 0) add("peak " + bytes_text(cost.peak_bytes));
  return words;
}

}  // namespace perfhint::server
