// The flags of `check`, in the order of its help.
#include "server/cli/check_options.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <thread>

#include "server/cli/arguments.h"
#include "server/cli/check_cache.h"

namespace perfhint::server::cli {

namespace {

std::map<std::string, Format> formats() {
  std::map<std::string, Format> all;
  for (const Writer& writer : writers()) all.emplace(writer.name, writer.format);
  return all;
}

std::string format_names() {
  std::string names;
  for (const Writer& writer : writers()) {
    if (!names.empty()) names += &writer == &writers().back() ? " or " : ", ";
    names += writer.name;
  }
  return names;
}

void add_output_options(CLI::App& app, CheckOptions& options) {
  app.add_option("--output-format,--format", options.format,
                 format_names() + " (default: full; on GitHub Actions github, too)")
      ->transform(CLI::CheckedTransformer(formats()).description(""))
      ->type_name("FORMAT");
  app.add_flag("--statistics", options.statistics, "Print how many hints each rule has instead of the hints");
  app.add_flag("--quiet,-q", options.quiet, "Print no summary and no progress");
  app.add_flag("--verbose,-v", options.verbose, "Tell on stderr what came of the cache");
  app.add_flag("--exit-zero", options.exit_zero, "Exit with 0 even when there are hints");
}

void add_fix_options(CLI::App& app, CheckOptions& options) {
  app.add_flag("--fix", options.fix, "Apply the safe fixes, then print the hints that are left");
  app.add_flag("--unsafe-fixes", options.unsafe_fixes, "With --fix or --diff: the unsafe fixes too");
  app.add_flag("--diff", options.diff,
               "Print what --fix would change and write nothing; exit with 1 if anything");
  app.add_flag_callback(
      "--fix-only", [&] { options.fix = options.fix_only = true; },
      "As --fix, but tell of no hints that are left, and exit with 0");
  app.add_flag("--show-fixes", options.show_fixes,
               "With --fix or --diff: list whose fixes were applied, or would be, file by file");
}

void add_cache_options(CLI::App& app, CheckOptions& options) {
  options.cache_folder = default_cache_folder();
  app.add_option(
         "--cache-dir", options.cache_folder,
         "Where the hints of unchanged files are kept (default: $PERFHINT_CACHE_DIR, or perfhint/check "
         "in your folder for caches)")
      ->type_name("DIR");
  app.add_flag_callback(
      "--no-cache", [&] { options.cache_folder.clear(); }, "Keep no hints, and use none");
}

struct BaselineFiles {
  std::string read, write;
};

void add_baseline_options(CLI::App& app, BaselineFiles& files, CheckOptions& options) {
  app.add_option("--baseline", files.read, "Do not show the hints that this file has")->type_name("FILE");
  app.add_option("--write-baseline", files.write,
                 "Write all hints to this file, so that from now on only new ones are shown")
      ->type_name("FILE");
  app.add_flag("--add-ignore", options.add_ignore,
               "Write \"# perfhint: ignore[rule]\" behind each line that has a hint");
}

// What does not go together, or an empty string. Who watches has the files open: no one else writes them.
std::string clash(const CheckOptions& options, const BaselineFiles& files) {
  if (options.add_ignore && (options.changes() || options.stdin_filename))
    return "--add-ignore goes with neither --fix, --diff nor stdin";
  if (options.fix_only && !files.write.empty()) return "--fix-only finds no hints for --write-baseline";
  if (options.watch && (options.fix || options.add_ignore || !files.write.empty() || options.stdin_filename))
    return "--watch writes nothing: it goes with neither --fix, --add-ignore, --write-baseline nor stdin";
  return "";
}

// False: what is wrong has been said.
bool take_baseline(const BaselineFiles& files, CheckOptions& options) {
  if (!files.write.empty()) options.new_baseline = files.write;
  if (files.read.empty()) return true;
  ReadBaseline read = read_baseline(files.read);
  options.baseline = std::move(read.baseline);
  if (!options.baseline)
    std::fprintf(stderr, "perfhint check: %s %s\n", files.read.c_str(), read.problem.c_str());
  return options.baseline.has_value();
}

}  // namespace

std::variant<CheckOptions, int> read_check_options(const Words& words) {
  CLI::App app("Print the hints of Python files, notebooks and folders, or fix them.", "perfhint check");
  CheckOptions options;
  std::vector<std::string> paths;
  app.add_option("PATH", paths, "Files and folders (default: the current folder); - is stdin");
  add_output_options(app, options);
  add_fix_options(app, options);
  add_selection_options(app, options.selection);
  app.add_flag("--force-exclude", options.force_exclude,
               "Leave out excluded files even where they are named, as hooks do");
  BaselineFiles files;
  add_baseline_options(app, files, options);
  add_cache_options(app, options);
  app.add_option("--stdin-filename", options.stdin_filename,
                 "Check the text of stdin as if it were this file; with --fix print the fixed text")
      ->type_name("NAME");
  options.jobs = std::max(1u, std::thread::hardware_concurrency());
  app.add_option("--jobs,-j", options.jobs,
                 "How many files to check at a time (default: the number of cores)")
      ->check(CLI::Range(1u, 1024u))
      ->type_name("N");
  app.add_flag("--watch,-w", options.watch,
               "Check again whenever a Python file, a notebook or a settings file changes");
  app.add_option(
         "--profile", options.profile,
         "Weigh the hints by this profile of a run (cProfile, py-spy, Scalene and others): what is cold "
         "there is left out, unless --all is given, and each hint tells its share")
      ->type_name("FILE");
  app.footer("Exit code: 0 no hints, 1 hints, 2 something went wrong.");
  if (const auto code = parse(app, words)) return *code;
  const char* github = std::getenv("GITHUB_ACTIONS");
  options.annotate =
      github != nullptr && std::string_view(github) == "true" && app.count("--output-format") == 0;
  if (!names_rules("check", options.selection)) return exit_failed;
  if (std::ranges::find(paths, "-") != paths.end() && !options.stdin_filename)
    options.stdin_filename = "stdin.py";
  if (const std::string problem = clash(options, files); !problem.empty()) {
    std::fprintf(stderr, "perfhint check: %s\n", problem.c_str());
    return exit_failed;
  }
  if (!take_baseline(files, options)) return exit_failed;
  if (!options.profile.empty()) options.cache_folder.clear();  // it knows what the texts tell, and no more
  if (options.stdin_filename && (paths.size() > 1 || (paths.size() == 1 && paths[0] != "-"))) {
    std::fputs("perfhint check: stdin is checked alone: leave out the paths, or --stdin-filename\n", stderr);
    return exit_failed;
  }
  if (!paths.empty()) options.paths = paths;
  return options;
}

}  // namespace perfhint::server::cli
