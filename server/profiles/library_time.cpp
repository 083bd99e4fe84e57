// Rounds, because library functions call each other in circles; what goes round gets less with each of them.
#include "server/profiles/library_time.h"

#include <algorithm>
#include <numeric>

namespace perfhint::server {

namespace {

// By library function: the total time by which its callers share. Calls from nowhere count: they pay, too.
std::vector<double> shared_totals(std::span<const CalledFunction> functions,
                                  std::span<const CallEdge> edges) {
  std::vector<double> totals(functions.size());
  for (const CallEdge& edge : edges)
    if (edge.caller != edge.callee) totals[edge.callee] += edge.total;
  for (std::size_t i = 0; i < functions.size(); ++i) totals[i] = std::max(totals[i], functions[i].total);
  return totals;
}

}  // namespace

std::vector<double> paid_time(ProfileInput& input, std::span<const CalledFunction> functions,
                              std::span<const CallEdge> edges) {
  std::vector<double> paid(functions.size()), owed(functions.size()), next(functions.size());
  const auto charge = [&](std::vector<double>& library, std::uint32_t caller, double time) {
    (functions[caller].library ? library : paid)[caller] += time;
  };
  double run = 0;
  for (std::size_t i = 0; i < functions.size(); ++i) {
    run += functions[i].own;
    if (!functions[i].library) paid[i] = functions[i].own;
  }
  for (const CallEdge& edge : edges)
    if (functions[edge.callee].library) charge(owed, edge.caller, edge.own);
  const std::vector<double> totals = shared_totals(functions, edges);
  constexpr int most_rounds = 200;
  for (int round = 0; round < most_rounds; ++round) {
    if (std::accumulate(owed.begin(), owed.end(), 0.0) <= run * 1e-9) break;
    input.look_whether_stopped();
    std::ranges::fill(next, 0);
    for (const CallEdge& edge : edges)
      if (edge.caller != edge.callee && owed[edge.callee] > 0 && totals[edge.callee] > 0)
        charge(next, edge.caller, owed[edge.callee] * (edge.total / totals[edge.callee]));
    owed.swap(next);
  }
  return paid;
}

}  // namespace perfhint::server
