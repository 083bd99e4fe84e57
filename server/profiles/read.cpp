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
