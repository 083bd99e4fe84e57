// mprof's file (mprof run): how much memory the process had, from time to time, and by how much it grew in
// the functions with @profile. Of those it has "module.name" only: the path is what such a module has.
#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>
#include <vector>

#include "server/profiles/numbers.h"
#include "server/profiles/readers.h"
#include "server/profiles/tally.h"

namespace perfhint::server {

namespace {

constexpr double mebibyte = 1048576;

// The first of a line: of a command's words its script is among them.
constexpr std::size_t most_words = 64;

std::vector<std::string_view> words(std::string_view line) {
  std::vector<std::string_view> out;
  for (std::size_t at = line.find_first_not_of(' ');
       at != std::string_view::npos && out.size() < most_words;) {
    const std::size_t end = std::min(line.find(' ', at), line.size());
    out.push_back(line.substr(at, end - at));
    at = line.find_first_not_of(' ', end);
  }
  return out;
}

class MprofFile {
 public:
  explicit MprofFile(ProfileInput& input) : input_(input), tally_(input) {}

  Profile profile();

 private:
  void read(std::string_view line);
  void read_command(const std::vector<std::string_view>& words);
  void read_function(const std::vector<std::string_view>& words);
  std::string path_of(std::string_view module) const;
  double bytes(std::string_view mebibytes) const;

  ProfileInput& input_;
  Tally tally_;
  std::string script_;  // what ran as __main__
  double peak_ = 0;     // bytes
};

double MprofFile::bytes(std::string_view mebibytes) const {
  double value = 0;
  const char* end = mebibytes.data() + mebibytes.size();
  const auto [stop, error] = std::from_chars(mebibytes.data(), end, value);
  if (error != std::errc() || stop != end) input_.fail("a number of MiB is expected");
  return cost_number(input_, value) * mebibyte;
}

// "CMDLINE /usr/bin/python3 app.py ARGUMENT"
void MprofFile::read_command(const std::vector<std::string_view>& words) {
  const auto script =
      std::ranges::find_if(words, [](std::string_view word) { return word.ends_with(".py"); });
  if (script != words.end()) script_ = *script;
}

std::string MprofFile::path_of(std::string_view module) const {
  if (module == "__main__" && !script_.empty()) return script_;
  std::string path(module);
  std::ranges::replace(path, '.', '/');
  return path + ".py";
}

// "FUNC stock.read_labels 21.7383 1700000000.5 57.1562 1700000001.5 0": memory and time at its entry and at
// its end, and how deep in itself it is. A function that runs often is taken at its greatest.
void MprofFile::read_function(const std::vector<std::string_view>& words) {
  constexpr std::size_t least = 6;
  const std::size_t dot = words.size() < least ? std::string_view::npos : words[1].rfind('.');
  if (dot == std::string_view::npos)
    input_.fail("\"FUNC MODULE.NAME MIB TIME MIB TIME\" is expected: the file breaks off, or is not mprof's");
  const double before = bytes(words[2]), after = bytes(words[4]);
  Tally::File& file = tally_.file(path_of(words[1].substr(0, dot)));
  Cost& cost = tally_.function(file, words[1].substr(dot + 1), 0);
  cost.peak_bytes = std::max(cost.peak_bytes, after - before);
  ++cost.calls;
}

void MprofFile::read(std::string_view line) {
  const std::vector<std::string_view> words = server::words(line);
  if (words.empty()) return;
  if (words[0] == "CMDLINE") {
    read_command(words);
  } else if (words[0] == "FUNC") {
    read_function(words);
  } else if (words[0] == "MEM") {
    if (words.size() < 2) input_.fail("\"MEM MIB TIME\" is expected");
    peak_ = std::max(peak_, bytes(words[1]));
  } else if (words[0] != "CHLD") {
    input_.fail("a line begins with CMDLINE, MEM, CHLD or FUNC");
  }
}

// Functions are written before the command is.
Profile MprofFile::profile() {
  std::string line;
  while (input_.next_line(line))
    if (line.starts_with("CMDLINE ")) read_command(words(line));
  input_.rewind();
  while (input_.next_line(line)) read(line);
  Profile out = std::move(tally_).profile(TimeUnit::seconds, 0);
  if (out.files.empty())
    throw ProfileError("mprof has measured no function: decorate functions with @profile, or use memray");
  out.peak_bytes = peak_;
  out.partial = true;
  return out;
}

}  // namespace

bool is_mprof(const Beginning& beginning) {
  return beginning.bytes.starts_with("CMDLINE ") || beginning.bytes.starts_with("MEM ") ||
         beginning.bytes.starts_with("FUNC ");
}

Profile read_mprof(ProfileInput& input) { return MprofFile(input).profile(); }

}  // namespace perfhint::server
