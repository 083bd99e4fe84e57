// A file's format is found by its content, never by its name: the first line of the table that recognises it.
#include <string>

#include "server/profiles/format.h"
#include "server/profiles/readers.h"

namespace perfhint::server {

namespace {

constexpr Format formats[] = {
    {".pstats", is_pstats, read_pstats},
    {"run JSON", is_run_json, read_run_json},
    {"speedscope JSON", is_speedscope, read_speedscope},
    {"Scalene JSON", is_scalene, read_scalene},
    {"memray CSV", is_memray_csv, read_memray_csv},
    {"memray gprof2dot JSON", is_memray_gprof2dot, read_memray_gprof2dot},
    {"memray stats JSON", is_memray_stats, read_memray_stats},
    {"line_profiler text", is_line_profiler, read_line_profiler},
    {"memory_profiler text", is_memory_profiler, read_memory_profiler},
    {"mprof data", is_mprof, read_mprof},
    {"collapsed stacks", is_collapsed, read_collapsed},
};

[[noreturn]] void fail_unknown(const Beginning& beginning) {
  if (beginning.bytes.empty()) throw ProfileError("the file is empty: was the profiled program killed?");
  if (const ForeignFormat* foreign = foreign_format(beginning))
    throw ProfileError("this is " + std::string(foreign->name) + ": " + std::string(foreign->instead));
  std::string known;
  for (const Format& format : formats) known += (known.empty() ? "" : ", ") + std::string(format.name);
  throw ProfileError("byte 0: no profile that perfhint knows; it reads " + known);
}

}  // namespace

Profile read_profile(std::istream& source, std::stop_token stop) {
  ProfileInput input(source, std::move(stop));
  const Beginning beginning = look_at(input.beginning());
  for (const Format& format : formats)
    if (format.recognises(beginning)) return format.read(input);
  fail_unknown(beginning);
}

}  // namespace perfhint::server
