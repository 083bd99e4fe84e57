// The table of impacts and heat, and gain x heat x confidence.
#include "analysis/weigh.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "analysis/rules/rule.h"

namespace perfhint {

namespace {

// Where nothing is in a hurry: what hangs, leaks or asks too much of others. In tests and set-up, whose data
// are small, nothing grows.
Severity cold_severity(Impact impact, Topic topic, bool small) {
  if (impact != Impact::growth) return Severity::off;
  const bool of_size = topic == Topic::lookup || topic == Topic::copy || topic == Topic::cpu;
  return small && of_size ? Severity::off : Severity::hint;
}

bool is_hot(const Weight& weight) {
  return weight.heat.said == Said::hot || weight.share.value_or(0) >= hot_share;
}

Severity usual_severity(const Weight& weight, Topic topic, bool micro, bool cold_file) {
  const bool hot = is_hot(weight);
  const bool cold = cold_file || weight.heat.said == Said::cold;
  if (!hot && cold) return cold_severity(weight.impact, topic, cold_file);
  switch (weight.impact) {
    case Impact::growth:
      return hot ? Severity::warning : weight.heat.loops > 0 ? Severity::information : Severity::hint;
    case Impact::factor:
      return hot ? Severity::information : Severity::hint;
    case Impact::micro:
      return hot || micro ? Severity::hint : Severity::off;
  }
  return Severity::off;
}

// What a fix that is proven says of how well the place is understood.
double confidence_in(const Finding& finding) {
  const bool proven = !finding.fixes.empty() && finding.fixes.front().safety == Safety::safe;
  return proven ? 1 : finding.fixes.empty() ? 0.6 : 0.8;
}

}  // namespace

// What is shown at all is shown as the settings want it.
Severity severity_of(const Rule& rule, const Weight& weight, const Settings& settings) {
  if (weight.share && *weight.share < least_share && !settings.micro) return Severity::off;
  const auto wanted = settings.severity.find(rule.name);
  const bool is_wanted = wanted != settings.severity.end();
  const Severity usual = usual_severity(weight, rule.topic, settings.micro || is_wanted, settings.cold_file);
  return is_wanted && usual != Severity::off ? wanted->second : usual;
}

double saving_of(const Weight& weight) { return weight.share.value_or(0) * weight.saved; }

// Without a profile: the measured gain on a logarithmic scale, and three rounds for a loop nobody has
// counted.
double rank_of(const Finding& finding, const Weight& weight) {
  constexpr double above_all_guesses = 1e6;
  if (weight.share) return above_all_guesses * saving_of(weight) * confidence_in(finding);
  constexpr std::array<double, 3> weights = {4, 2, 1};  // growth, factor, micro
  const double heated =
      std::pow(3.0, std::min(weight.heat.loops, 3)) * (weight.heat.said == Said::hot ? 30 : 1);
  return weights[static_cast<std::size_t>(weight.impact)] * (1 + std::log2(std::max(weight.gain, 1.0))) *
         heated * confidence_in(finding);
}

}  // namespace perfhint
