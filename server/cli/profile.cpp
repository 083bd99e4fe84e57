// `perfhint profile -- script.py ARGS`: runs a Python program, measures it, and writes what `check --profile`
// reads.
#include <chrono>
#include <cmath>
#include <cstdio>
#include <exception>
#include <filesystem>

#include "server/cli/arguments.h"
#include "server/cli/replace_file.h"
#include "server/platform/foreground_child.h"
#include "server/python_interpreter.h"
#include "server/runner/runner_files.h"

namespace perfhint::server::cli {

namespace {

struct Tool {
  std::string_view name, file;  // what is written where --output does not say
};
constexpr Tool tools[] = {{"line_profiler", "perfhint-line_profiler.txt"},
                          {"memory_profiler", "perfhint-memory_profiler.txt"},
                          {"memray", "perfhint-memray.csv"},
                          {"objgraph", "perfhint-profile.json"},
                          {"scalene", "perfhint-scalene.json"}};

struct ProfileOptions {
  bool time = false, lines = false, memory = false;
  std::string tool, python, output;
  double timeout = 0;
  std::uint64_t memory_limit = 0;
  Words words;
};

int fail(const std::string& problem) {
  std::fprintf(stderr, "perfhint profile: %s\n", problem.c_str());
  return exit_failed;
}

void add_options(CLI::App& app, ProfileOptions& options) {
  app.add_flag("--time", options.time, "Time by function, by cProfile (default)");
  app.add_flag("--lines", options.lines, "Time by line and by function; slower");
  app.add_flag(
      "--memory", options.memory,
      "Memory by line, at the peak and at the end; the garbage collector; common types, and cycles; slower");
  std::vector<std::string> names;
  for (const Tool& tool : tools) names.emplace_back(tool.name);
  app.add_option("--with", options.tool, "Measure with this tool of the Python's environment instead")
      ->check(CLI::IsMember(names))
      ->type_name("TOOL");
  app.add_option("--python", options.python,
                 "Run it with this Python (default: of the virtual environment here or above, else python3)")
      ->type_name("PATH");
  app.add_option("--output,-o", options.output, "Where to write (default: perfhint-profile.json)")
      ->type_name("FILE");
  app.add_option("--timeout", options.timeout, "End it after this time; what was measured is written")
      ->type_name("SECONDS")
      ->check(CLI::PositiveNumber);
  app.add_option("--memory-limit", options.memory_limit, "Of its address space: 500MB, 2GiB")
      ->type_name("BYTES")
      ->transform(CLI::AsSizeValue(true));
}

std::string mode_of(const ProfileOptions& options) {
  if (!options.tool.empty()) return "with:" + options.tool;
  return options.memory ? "memory" : options.lines ? "lines" : "time";
}

std::string output_of(const ProfileOptions& options) {
  if (!options.output.empty()) return options.output;
  for (const Tool& tool : tools) {
    if (tool.name == options.tool) return std::string(tool.file);
  }
  return "perfhint-profile.json";
}

// Words that a shell takes as they are, or in quotes.
std::string quoted(const std::string& word) {
  if (word.find_first_of(" \t\"'$&|;<>()*?") == std::string::npos) return word;
  std::string out = "'";
  for (const char c : word) out += c == '\'' ? "'\\''" : std::string(1, c);
  return out + "'";
}

// False: what is wrong has been said.
bool write_measurements(const ProfileOptions& options, const RunnerFolder& folder) {
  const std::string output = output_of(options);
  std::string bytes = folder.written("run.json");
  if (bytes.empty()) bytes = folder.written("tool.out");
  if (bytes.empty()) return false;
  if (const std::string problem = replace_file(output, bytes); !problem.empty()) {
    fail(output + ": " + problem);
    return false;
  }
  if (const std::string picture = folder.written("references.dot"); !picture.empty())
    replace_file("perfhint-references.dot", picture);
  std::fputs(folder.written("report.txt").c_str(), stderr);
  std::fprintf(stderr, "Written to %s. Next: perfhint check --profile %s\n", output.c_str(),
               quoted(output).c_str());
  return true;
}

int profile(const ProfileOptions& options) {
  const std::string python =
      options.python.empty() ? python_interpreter(std::filesystem::current_path()) : options.python;
  if (python.empty())
    return fail(
        "there is no Python: no virtual environment here or above, no python3 in PATH; name one with "
        "--python");
  const RunnerFolder folder;
  const auto wall = std::chrono::milliseconds(std::llround(std::ceil(options.timeout * 1000)));
  const ForegroundEnd end = run_in_foreground(folder.command(python, mode_of(options), options.words),
                                              {wall, options.memory_limit});
  if (!end.problem.empty()) return fail(end.problem);
  if (end.timed_out)
    std::fprintf(stderr, "perfhint profile: ended after %g s (--timeout)\n", options.timeout);
  if (!write_measurements(options, folder)) {
    std::fprintf(
        stderr,
        "perfhint profile: nothing of the project was measured, and nothing written; the program ended "
        "with exit code %d\n",
        end.code);
  }
  return end.code;
}

}  // namespace

int profile_command(const Words& words) {
  CLI::App app(
      "Run a Python program and measure what its functions and lines cost. It runs as `python SCRIPT` would "
      "run it, "
      "and its exit code is the command's.",
      "perfhint profile");
  app.footer(
      "After the options: SCRIPT ARGS, or -m MODULE ARGS. A -- before them ends the options:\n"
      "  perfhint profile --lines -- app.py --size 10\n"
      "  perfhint profile --memory -- -m pytest tests/");
  ProfileOptions options;
  add_options(app, options);
  app.prefix_command();
  if (const auto code = parse(app, words)) return *code;
  if (options.time + options.lines + options.memory + !options.tool.empty() > 1)
    return fail("--time, --lines, --memory and --with TOOL are each a run of its own");
  options.words = app.remaining();
  if (!options.words.empty() && options.words[0] == "--") options.words.erase(options.words.begin());
  if (options.words.empty() || (options.words[0] == "-m" && options.words.size() == 1))
    return fail("what is to be run? Write: perfhint profile -- SCRIPT ARGS, or: -- -m MODULE ARGS");
  if (options.words[0].starts_with("-") && options.words[0] != "-m")
    return fail("no option \"" + options.words[0] + "\"; see perfhint profile --help");
  try {
    return profile(options);
  } catch (const std::exception& error) {
    return fail(error.what());
  }
}

}  // namespace perfhint::server::cli
