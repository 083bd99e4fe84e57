// `perfhint hot`: the hints of a project where a run has spent its time and memory, by what their fixes may
// save.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <thread>

#include "analysis/amounts.h"
#include "server/cli/arguments.h"
#include "server/cli/check_jobs.h"
#include "server/cli/formats.h"
#include "server/cli/in_order.h"
#include "server/cli/profiled_run.h"
#include "server/cli/selection.h"
#include "server/cli/source_file.h"
#include "server/crash.h"

namespace perfhint::server::cli {

namespace {

namespace fs = std::filesystem;

struct HotOptions {
  std::vector<std::string> paths = {"."};
  std::string profile;
  std::size_t top = 20;  // 0: all
  bool json = false;
  unsigned jobs = 1;
  Selection selection;
};

std::variant<HotOptions, int> read_options(const Words& words) {
  CLI::App app("List the hints where a run has spent its time and memory, by what their fixes may save.",
               "perfhint hot");
  HotOptions options;
  std::vector<std::string> paths;
  app.add_option("PATH", paths, "Files and folders (default: the current folder)");
  app.add_option("--profile", options.profile,
                 "The profile of the run (cProfile, py-spy, Scalene and others, or by perfhint profile)")
      ->required()
      ->type_name("FILE");
  app.add_option("--top", options.top, "How many to list (default: 20; 0: all)")->type_name("N");
  app.add_flag("--json", options.json, "Print them as a JSON array, as check --output-format json does");
  add_selection_options(app, options.selection);
  options.jobs = std::max(1u, std::thread::hardware_concurrency());
  app.add_option("--jobs,-j", options.jobs,
                 "How many files to check at a time (default: the number of cores)")
      ->check(CLI::Range(1u, 1024u))
      ->type_name("N");
  app.footer(
      "What a fix may save is its share of the run, less what is left of it if the fix gains as much as "
      "where it "
      "was measured.\nExit code: 0 the profile was read, 2 something went wrong.");
  if (const auto code = parse(app, words)) return *code;
  if (!names_rules("hot", options.selection)) return exit_failed;
  if (!paths.empty()) options.paths = paths;
  return options;
}

// Of one file, those that the profile tells of; `problem` may be set.
struct HotHints {
  std::vector<Hint> hints;
  std::string problem;
};

HotHints hot_hints(const CheckJob& job, const ProfiledRun& profiled, ImportLoader& loader) {
  HotHints hot;
  if (!profiled.has_met(job.file)) return hot;
  const crash::Activity activity("checking", job.file);
  try {
    const ReadSource read = read_source(job.file, job.settings.max_bytes);
    if (!read.source) return {{}, job.file + ": " + read.problem};
    const Checked checked = profiled.check(job.file, read.source->text, job.settings, loader);
    hot.hints = hints_of(job.file, Text(read.source->text), checked);
    std::erase_if(hot.hints, [](const Hint& hint) { return !hint.profiled || hint.profiled->saving <= 0; });
  } catch (const std::exception& error) {
    return {{}, job.file + ": perfhint failed on it: " + error.what()};
  }
  return hot;
}

std::vector<Hint> all_hot_hints(const std::vector<CheckJob>& jobs, const ProfiledRun& profiled,
                                const HotOptions& options, Totals& totals) {
  std::vector<std::string> folders = options.paths;
  folders.push_back(fs::current_path().string());
  ImportLoader loader(folders);
  std::vector<Hint> all;
  in_order(
      jobs.size(), options.jobs, [&](std::size_t i) { return hot_hints(jobs[i], profiled, loader); },
      [&](std::size_t, const HotHints& hot) {
        if (!hot.problem.empty()) {
          std::fprintf(stderr, "perfhint: %s\n", hot.problem.c_str());
          ++totals.problems;
        }
        all.insert(all.end(), hot.hints.begin(), hot.hints.end());
      },
      [](std::size_t) {});
  std::ranges::stable_sort(all, std::ranges::greater(),
                           [](const Hint& hint) { return hint.profiled->saving; });
  return all;
}

std::string amount_of(double share, const Hint& hint, const Profile& profile) {
  if (hint.profiled->of_memory) return bytes_text(share * profile.peak_bytes);
  if (profile.unit == TimeUnit::seconds) return seconds_text(share * profile.total);
  return count_text(share * profile.total) + " samples";
}

// " 1. up to 2.31 s of 4.10 s  app/load.py:41:9"
void print_hint(std::size_t number, const Hint& hint, const Profile& profile, const Painter& painter) {
  const std::string saving = amount_of(hint.profiled->saving, hint, profile);
  const std::string whole = amount_of(1, hint, profile);
  const std::string line =
      fmt::format("{:2}. {} of {}  {}", number, painter.paint(Ink::bold, "up to " + saving), whole,
                  concise(hint, painter));
  std::fputs(line.c_str(), stdout);
}

void print_json(std::span<const Hint> hints) {
  const Writer& writer = writer_of(Format::json);
  const std::string array = hints.empty() ? writer.none()
                                          : writer.open() + writer.file(hints, Text(""), Painter(false)) +
                                                std::string(writer.close);
  std::fputs(array.c_str(), stdout);
}

// What has cost most, so that its author knows where to look.
struct Hottest {
  std::string place;
  double cost = 0;
};

Hottest hottest_line(const Profile& profile) {
  const bool has_time = profile.total > 0;
  const auto cost_of = [&](const Cost& cost) { return has_time ? cost.self : cost.peak_bytes; };
  Hottest most;
  for (const auto& [path, costs] : profile.files) {
    for (const LineCost& line : costs.lines) {
      if (cost_of(line.cost) > most.cost) most = {fmt::format("{}:{}", path, line.line), cost_of(line.cost)};
    }
    for (const FunctionCost& function : costs.functions) {
      if (costs.lines.empty() && cost_of(function.cost) > most.cost)
        most = {fmt::format("{}:{} {}", path, function.line, function.name), cost_of(function.cost)};
    }
  }
  const double all = has_time ? profile.total : profile.peak_bytes;
  most.cost = all > 0 ? most.cost / all : 0;
  return most;
}

void print_none(const LoadedProfile& loaded) {
  std::printf("No hints where the run of %s spends its time or memory.\n", loaded.name.c_str());
  const Hottest most = hottest_line(loaded.profile);
  if (most.cost > 0)
    std::printf("The hottest place is %s, %s of it: perfhint knows nothing better there.\n",
                most.place.c_str(), percent_text(most.cost).c_str());
}

void print_list(std::span<const Hint> shown, std::size_t count, const LoadedProfile& loaded) {
  const Painter painter = Painter::of_stdout();
  for (std::size_t i = 0; i < shown.size(); ++i) print_hint(i + 1, shown[i], loaded.profile, painter);
  if (count == 0) {
    print_none(loaded);
  } else if (shown.size() < count) {
    std::printf("\n%zu of %zu hints; --top 0 lists all.\n", shown.size(), count);
  }
}

}  // namespace

int hot_command(const Words& words) {
  const auto read = read_options(words);
  if (const int* code = std::get_if<int>(&read)) return *code;
  const auto& options = std::get<HotOptions>(read);
  crash::install();
  Projects projects(options.selection);
  const auto profiled = profiled_run("hot", options.profile, options.paths.front(), projects);
  if (!profiled) return exit_failed;
  Totals totals;
  const std::vector<CheckJob> jobs = find_jobs(options.paths, false, Kinds::modules, projects, totals);
  const std::vector<Hint> hints = all_hot_hints(jobs, *profiled, options, totals);
  const std::size_t most = options.top == 0 ? hints.size() : std::min(options.top, hints.size());
  const std::span<const Hint> shown(hints.data(), most);
  if (options.json) {
    print_json(shown);
  } else {
    print_list(shown, hints.size(), profiled->loaded());
  }
  return totals.problems > 0 ? exit_failed : exit_clean;
}

}  // namespace perfhint::server::cli
