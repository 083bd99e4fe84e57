// Files that users take for profiles that can be read: what each is, and what to do instead.
#include "server/profiles/format.h"

namespace perfhint::server {

namespace {

using namespace std::string_view_literals;

// Protocols 2 to 5 tell their number first.
bool is_pickle(const Beginning& beginning) {
  const std::string_view bytes = beginning.bytes;
  return bytes.size() > 2 && bytes[0] == '\x80' && bytes[1] >= 2 && bytes[1] <= 5;
}

bool starts_with(const Beginning& beginning, std::string_view text) {
  return beginning.bytes.starts_with(text);
}

constexpr ForeignFormat foreign[] = {
    {"line_profiler's .lprof, a pickle, which perfhint never opens",
     [](const Beginning& of) { return is_pickle(of) && of.has("line_profiler"); },
     "python -m line_profiler run.lprof > run.txt writes the report that it reads"},
    {"a snapshot of tracemalloc, a pickle, which perfhint never opens",
     [](const Beginning& of) { return is_pickle(of) && of.has("tracemalloc"); },
     "perfhint profile --memory -- script.py writes what it reads"},
    {"a pickle, which perfhint never opens: it could run any code", is_pickle,
     "export it as text or JSON by the tool that wrote it"},
    {"memray's recording",
     [](const Beginning& of) {
       return starts_with(of, "memray") || (starts_with(of, "\x04\x22\x4D\x18"sv) && of.has("memray"));
     },
     "memray transform csv run.bin writes what perfhint reads"},
    {"a recording of Linux perf", [](const Beginning& of) { return starts_with(of, "PERFILE2"); },
     "record by py-spy record --format speedscope, or by python -m cProfile -o run.pstats"},
    {"Austin's binary format MOJO", [](const Beginning& of) { return starts_with(of, "MOJ"); },
     "mojo2austin run.mojo run.austin writes what perfhint reads"},
    {"a binary recording of Python's profiling.sampling",
     [](const Beginning& of) { return starts_with(of, "HCAT") || starts_with(of, "TACH"); },
     "python -m profiling.sampling replay --pstats -o run.pstats run.bin writes what perfhint reads"},
    {"compressed",
     [](const Beginning& of) {
       return starts_with(of, "\x1F\x8B") || starts_with(of, "PK\x03\x04") ||
              starts_with(of, "\x28\xB5\x2F\xFD") ||
              starts_with(of,
                          "\xFD"
                          "7zXZ") ||
              starts_with(of, "BZh") || starts_with(of, "\x04\x22\x4D\x18");
     },
     "unpack it first; of pprof, record by another format"},
    {"text in UTF-16, as PowerShell's > writes it",
     [](const Beginning& of) { return starts_with(of, "\xFF\xFE") || starts_with(of, "\xFE\xFF"); },
     "save it as UTF-8, or let the tool write the file itself"},
    {"a picture (SVG)", [](const Beginning& of) { return !of.json && of.has("<svg"); },
     "py-spy record --format speedscope, or --format raw, writes what perfhint reads"},
    {"a page (HTML)",
     [](const Beginning& of) { return !of.json && (of.has("<html") || of.has("<!DOCTYPE html")); },
     "let the tool write JSON or text: scalene --json, pyinstrument -r speedscope, memray transform csv"},
    {"a trace of events (Chrome's format, viztracer)",
     [](const Beginning& of) { return of.has_key("traceEvents"); },
     "record by py-spy record --format speedscope, or by python -m cProfile -o run.pstats"},
    {"pyinstrument's own JSON", [](const Beginning& of) { return of.has_key("root_frame"); },
     "pyinstrument -r speedscope writes what perfhint reads"},
    {"Callgrind's format",
     [](const Beginning& of) { return starts_with(of, "# callgrind format") || starts_with(of, "events:"); },
     "give the profile that it was made of: run.pstats"},
};

}  // namespace

const ForeignFormat* foreign_format(const Beginning& beginning) {
  for (const ForeignFormat& format : foreign)
    if (format.recognises(beginning)) return &format;
  return nullptr;
}

}  // namespace perfhint::server
