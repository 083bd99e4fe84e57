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

bool is_scalene(const Beginning&);
Profile read_scalene(ProfileInput&);

bool is_memray_csv(const Beginning&);  // memray transform csv
Profile read_memray_csv(ProfileInput&);

bool is_memray_gprof2dot(const Beginning&);  // memray transform gprof2dot
Profile read_memray_gprof2dot(ProfileInput&);

bool is_memray_stats(const Beginning&);  // memray stats --json
Profile read_memray_stats(ProfileInput&);

bool is_line_profiler(const Beginning&);  // the text of python -m line_profiler, kernprof -v
Profile read_line_profiler(ProfileInput&);

bool is_memory_profiler(const Beginning&);  // the text of python -m memory_profiler
Profile read_memory_profiler(ProfileInput&);

bool is_mprof(const Beginning&);  // mprof run
Profile read_mprof(ProfileInput&);

}  // namespace perfhint::server
