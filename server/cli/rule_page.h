// A rule's page and numbers, put for a terminal.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/evidence/evidence.h"

namespace perfhint::server::cli {

// The first sentence of the page's first paragraph, on one line.
std::string first_sentence(std::string_view page);

// The page without its cases and benchmarks: the text, then the first case that has a hint and what its fix
// makes of it.
std::string readable_page(std::string_view page);

// What `perfhint explain` prints: the page and its measurements, `whole` with all cases and benchmarks; of a
// rejected rule, why; of "fix-safety", what safe means. None for what is neither.
std::optional<std::string> explanation_of(std::string_view rule, bool whole = false);

// One table a bench case: a row for each n, a column for each Python, time before / after; below it the peak
// bytes of the newest Python. Empty without measurements.
std::string evidence_table(const std::vector<Measurement>&);

// "350x", "1.29x".
std::string times(double ratio);

// The greatest time ratio measured, over all cases and n; 0 without measurements.
double best_gain(std::string_view rule, Python);
// "350x", "350x, -80 % memory", "-80 % memory": what clears the bar; "off" if nothing does.
std::string gain_words(std::string_view rule, Python);
// The Pythons on which the rule is on: "all", "3.8-3.10", "3.11+", "3.8, 3.12+"; "none".
std::string pythons_of(std::string_view rule);
// The fixes that the page's cases show: "safe", "unsafe", "safe or unsafe", "none".
std::string_view fixes_of(std::string_view page);
// Does any case of the rule clear the bar of evidence.h?
bool is_on(std::string_view rule, Python);

}  // namespace perfhint::server::cli
