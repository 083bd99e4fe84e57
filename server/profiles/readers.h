// The readers, one a format. Each is given what its format recognises, and throws ProfileError.
#pragma once

#include "server/profiles/format.h"

namespace perfhint::server {

bool is_pstats(const Beginning&);  // cProfile, profile, profiling.sampling --pstats
Profile read_pstats(ProfileInput&);

bool is_speedscope(const Beginning&);  // py-spy, pyinstrument, austin2speedscope
Profile read_speedscope(ProfileInput&);

bool is_collapsed(const Beginning&);  // py-spy --format raw, Austin, profiling.sampling --collapsed
Profile read_collapsed(ProfileInput&);

bool is_run_json(const Beginning&);  // of perfhint's own runner
Profile read_run_json(ProfileInput&);

}  // namespace perfhint::server
