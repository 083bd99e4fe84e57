// `perfhint check`: find the files, check them on all cores, print in the order of their paths.
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <memory>

#include "server/cli/check_file.h"
#include "server/cli/check_jobs.h"
#include "server/cli/in_order.h"
#include "server/cli/watch.h"
#include "server/crash.h"

namespace perfhint::server::cli {

namespace {

namespace fs = std::filesystem;

// A line on stderr that is rewritten; nothing where stderr is no terminal.
class Progress {
 public:
  Progress(bool wanted, std::size_t total) : wanted_(wanted && stderr_is_terminal()), total_(total) {}
  ~Progress() { clear(); }
  void show(std::size_t done) {
    if (!wanted_) return;
    std::fprintf(stderr, "\r\x1b[KChecking %zu of %zu files", done, total_);
    shown_ = true;
  }
  void clear() {
    if (shown_) std::fputs("\r\x1b[K", stderr);
    shown_ = false;
  }

 private:
  bool wanted_, shown_ = false;
  std::size_t total_;
};

Told told_by(const CheckOptions& options) {
  return options.diff ? Told::diff : options.fix_only ? Told::fixes : Told::hints;
}

class Printer {
 public:
  explicit Printer(const CheckOptions& options)
      : options_(options),
        writer_(writer_of(options.format)),
        document_(writer_.open != nullptr && !options.statistics && !options.diff) {}

  void print(const FileReport& report) {
    if (!report.problem.empty()) std::fprintf(stderr, "perfhint: %s\n", report.problem.c_str());
    totals += report.totals;
    hints_.insert(hints_.end(), report.hints.begin(), report.hints.end());
    fixes_ += report.fixes;
    if (report.out.empty()) return;
    if (document_) put(any_ ? writer_.between : writer_.open());
    any_ = true;
    put(report.out);
  }

  void finish() {
    if (document_) put(any_ ? writer_.close : writer_.none());
    if (options_.statistics) put(statistics(totals, options_.format));
    if (options_.new_baseline) keep_baseline();
    put_fixes();
    if (options_.quiet) return;
    const bool beside = options_.format == Format::full && !options_.diff;
    std::fflush(stdout);
    std::fputs(summary(totals, told_by(options_)).c_str(), beside ? stdout : stderr);
  }

  int exit_code() const {
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
      std::fprintf(stderr, "perfhint: stdout cannot be written: %s\n", std::strerror(errno));
      return exit_failed;
    }
    if (totals.problems > 0) return exit_failed;
    const bool any = options_.diff ? totals.files_changed > 0 : totals.hints > 0 && !options_.new_baseline;
    return any && !options_.exit_zero ? exit_findings : exit_clean;
  }

  Totals totals;

 private:
  static void put(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }

  // Beside a diff, or what programs read, on stderr.
  void put_fixes() {
    if (fixes_.empty()) return;
    const bool beside = options_.format == Format::full && !options_.diff;
    std::fflush(stdout);
    std::fputs(((options_.diff ? "Would fix:\n" : "Fixed:\n") + fixes_).c_str(), beside ? stdout : stderr);
  }

  void keep_baseline() {
    const std::string problem = write_baseline(*options_.new_baseline, hints_);
    if (problem.empty()) return;
    std::fprintf(stderr, "perfhint: %s: %s\n", options_.new_baseline->c_str(), problem.c_str());
    ++totals.problems;
  }

  const CheckOptions& options_;
  const Writer& writer_;
  bool document_, any_ = false;
  std::vector<BaselineHint> hints_;
  std::string fixes_;
};

// None where none is asked for. False: it cannot be read, which has been said.
bool take_profile(const CheckOptions& options, const std::string& path, Projects& projects,
                  std::unique_ptr<const ProfiledRun>& profiled) {
  if (options.profile.empty()) return true;
  profiled = profiled_run("check", options.profile, path, projects);
  return profiled != nullptr;
}

int check_stdin(const CheckOptions& options) {
  Projects projects(options.selection);
  const Config config = projects.config_of(*options.stdin_filename);
  std::unique_ptr<const ProfiledRun> profiled;
  if (!take_profile(options, *options.stdin_filename, projects, profiled)) return exit_failed;
  const std::string bytes(std::istreambuf_iterator<char>(std::cin), {});
  if (config.excluded && options.force_exclude) {
    if (options.fix && !options.diff) std::fwrite(bytes.data(), 1, bytes.size(), stdout);
    return exit_clean;
  }
  const Settings& settings = config.analysis;
  const ReadSource read = decode(bytes);
  const Painter painter = Painter::of_stdout();
  if (!read.source) {
    std::fprintf(stderr, "perfhint: %s: %s\n", options.stdin_filename->c_str(), read.problem.c_str());
    return exit_failed;
  }
  ImportLoader loader({fs::current_path().string()});
  const FileReport report = check_source(*options.stdin_filename, *read.source, settings,
                                         {options, painter, loader, nullptr, profiled.get()});
  if (options.fix && !options.diff) {  // stdout is the text, and nothing else
    std::fwrite(report.out.data(), 1, report.out.size(), stdout);
    if (!report.problem.empty()) std::fprintf(stderr, "perfhint: %s\n", report.problem.c_str());
    if (!report.fixes.empty()) std::fprintf(stderr, "Fixed:\n%s", report.fixes.c_str());
    if (!options.quiet) std::fputs(summary(report.totals, told_by(options)).c_str(), stderr);
    return !report.problem.empty()                         ? exit_failed
           : report.totals.hints > 0 && !options.exit_zero ? exit_findings
                                                           : exit_clean;
  }
  Printer printer(options);
  printer.print(report);
  printer.finish();
  return printer.exit_code();
}

int check_once(const CheckOptions& options) {
  Projects projects(options.selection);
  std::unique_ptr<const ProfiledRun> profiled;
  if (!take_profile(options, options.paths.front(), projects, profiled)) return exit_failed;
  Printer printer(options);
  const std::vector<CheckJob> jobs =
      find_jobs(options.paths, options.force_exclude, Kinds::modules_and_notebooks, projects, printer.totals);
  const Painter painter = Painter::of_stdout();
  std::vector<std::string> folders = options.paths;
  folders.push_back(fs::current_path().string());
  ImportLoader loader(folders);
  std::optional<CheckCache> cache;
  if (!options.cache_folder.empty()) cache.emplace(options.cache_folder, loader.roots());
  const CheckRun run{options, painter, loader, cache ? &*cache : nullptr, profiled.get()};
  if (profiled && !jobs.empty() &&
      std::ranges::none_of(jobs, [&](const CheckJob& job) { return profiled->has_met(job.file); })) {
    std::fprintf(stderr,
                 "perfhint check: %s has met none of these files; profile-path-map tells where they are\n",
                 options.profile.c_str());
  }
  Progress progress(!options.quiet, jobs.size());
  in_order(
      jobs.size(), options.jobs,
      [&](std::size_t i) { return check_file(jobs[i].file, jobs[i].settings, run); },
      [&](std::size_t, const FileReport& report) {
        if (!report.out.empty() || !report.problem.empty()) progress.clear();
        printer.print(report);
      },
      [&](std::size_t done) { progress.show(done); });
  progress.clear();
  if (cache) cache->trim();
  if (options.verbose) std::fprintf(stderr, "perfhint: %s\n", cache ? cache->words().c_str() : "cache: none");
  printer.finish();
  return printer.exit_code();
}

}  // namespace

int check_command(const Words& words) {
  const auto read = read_check_options(words);
  if (const int* code = std::get_if<int>(&read)) return *code;
  const CheckOptions& options = std::get<CheckOptions>(read);
  if (options.stdin_filename) return check_stdin(options);
  crash::install();
  return options.watch ? watch(options, check_once) : check_once(options);
}

}  // namespace perfhint::server::cli
