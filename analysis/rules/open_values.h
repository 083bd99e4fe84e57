// Open values: parameters whose values come from outside and have no end (paths, lines, addresses, times),
// unlike the names of options, languages and encodings, of which the code knows a few.
#pragma once

#include "analysis/facts/facts.h"

namespace perfhint {

// By the parameter's type: fractions, bytes, times, paths; text only where its name says what of.
bool is_open(const Facts&, const Binding& parameter);
// By its name alone: "path", "base_url", "line", "user_id".
bool says_open(std::string_view parameter);

}  // namespace perfhint
