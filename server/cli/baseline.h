// Baseline: the hints that a project has decided to live with, by their fingerprints; only others are shown.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace perfhint::server::cli {

// A hint in the file: the fingerprint counts, the rest is for who reads it.
struct BaselineHint {
  std::string path, rule, fingerprint;
};

struct Baseline {
  std::set<std::string> fingerprints;
};

// The file, or the problem: what is wrong and what to do.
struct ReadBaseline {
  std::optional<Baseline> baseline;
  std::string problem;
};
ReadBaseline read_baseline(const std::string& path);
// Replaces the file at once. Answers the problem, or an empty string.
std::string write_baseline(const std::string& path, const std::vector<BaselineHint>&);

}  // namespace perfhint::server::cli
