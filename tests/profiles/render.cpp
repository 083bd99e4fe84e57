// Six digits are told: sums of doubles differ in the last ones.
#include "tests/profiles/render.h"

#include <fmt/format.h>

namespace perfhint::server {

namespace {

std::string costs(const Cost& cost) {
  std::string out;
  if (cost.self > 0) out += fmt::format(" self {:.6g}", cost.self);
  if (cost.total > 0) out += fmt::format(" total {:.6g}", cost.total);
  if (cost.calls > 0) out += fmt::format(" calls {}", cost.calls);
  if (cost.peak_bytes > 0) out += fmt::format(" peak {:.6g}", cost.peak_bytes);
  return out;
}

}  // namespace

std::string render(const Profile& profile) {
  std::string out = profile.unit == TimeUnit::seconds ? "seconds" : "samples";
  out += fmt::format(" {:.6g}", profile.total);
  if (profile.peak_bytes > 0) out += fmt::format(" peak {:.6g}", profile.peak_bytes);
  out += '\n';
  for (const auto& [path, file] : profile.files) {
    out += path + (file.text ? " with its text" : "") + '\n';
    for (const FunctionCost& function : file.functions)
      out += fmt::format("  {}:{}{}\n", function.name, function.line, costs(function.cost));
    for (const LineCost& line : file.lines) out += fmt::format("  line {}{}\n", line.line, costs(line.cost));
  }
  return out;
}

}  // namespace perfhint::server
