// Fixes come first, so that what is printed is about the text as it is afterwards.
#include "server/cli/check_file.h"

#include <fmt/format.h>

#include <exception>
#include <map>
#include <memory>

#include "analysis/rules/rule.h"
#include "server/cli/add_ignore.h"
#include "server/cli/check_notebook.h"
#include "server/cli/fingerprint.h"
#include "server/cli/packed.h"
#include "server/cli/unified_diff.h"
#include "server/crash.h"

namespace perfhint::server::cli {

namespace {

void count(const Hint& hint, Totals& totals) {
  ++totals.hints;
  ++totals.by_rule[hint.rule];
  if (hint.has_fix(Safety::safe)) {
    ++totals.fixable;
  } else if (hint.has_fix(Safety::unsafe)) {
    ++totals.unsafely_fixable;
  }
}

// Takes out the hints that the baseline has, and notes the others for a new one.
void weigh_against_baseline(std::vector<Hint>& hints, const Text& text, const CheckOptions& options,
                            FileReport& report) {
  if (!options.baseline && !options.new_baseline) return;
  const std::vector<std::string> prints = fingerprints(hints, text);
  std::vector<Hint> shown;
  for (std::size_t i = 0; i < hints.size(); ++i) {
    if (options.new_baseline) report.hints.push_back({hints[i].path, hints[i].rule, prints[i]});
    if (options.baseline && options.baseline->fingerprints.contains(prints[i])) {
      ++report.totals.known;
    } else {
      shown.push_back(std::move(hints[i]));
    }
  }
  hints = std::move(shown);
}

// What is left to print of the hints of a text.
std::vector<Hint> counted(std::vector<Hint> hints, const Text& text, const CheckOptions& options,
                          FileReport& report) {
  weigh_against_baseline(hints, text, options, report);
  if (hints.empty()) return hints;
  for (const Hint& hint : hints) count(hint, report.totals);
  report.totals.files_with_hints = 1;
  if (options.statistics) hints.clear();
  return hints;
}

// Those of the cache, or those that `find` finds, which are kept. `content`: all that is checked.
template <class Find>
std::vector<Hint> remembered(const std::string& path, std::string_view content, const Settings& settings,
                             const CheckRun& run, Find find) {
  if (run.cache == nullptr) return find(nullptr);
  const Digest key = run.cache->key(path, settings, content);
  if (auto known = run.cache->find(key, path)) return std::move(*known);
  Grounds grounds;
  std::vector<Hint> hints = find(&grounds);
  if (grounds.whole) run.cache->keep(key, {std::move(grounds.files), hints});
  return hints;
}

void print_hints(const std::string& path, const std::string& bytes, const Settings& settings,
                 const CheckRun& run, FileReport& report) {
  if (run.options.fix_only) return;
  auto found = remembered(path, bytes, settings, run, [&](Grounds* grounds) {
    const Checked checked = run.check(path, bytes, settings, grounds);
    return checked.findings().empty() ? std::vector<Hint>() : hints_of(path, Text(bytes), checked);
  });
  if (found.empty()) return;
  const Text text(bytes);
  const auto hints = counted(std::move(found), text, run.options, report);
  if (hints.empty()) return;
  report.out = writer_of(run.options.format).file(hints, text, run.painter);
  if (run.options.annotate) report.out += writer_of(Format::github).file(hints, text, run.painter);
}

// Where one cell ends and the next begins decides, too.
std::string content_of(const NotebookCode& code) {
  Packer cells;
  for (const std::string& cell : code.cells) cells.add(cell);
  return cells.bytes();
}

void print_hints(const std::string& path, const NotebookCode& code, const Settings& settings,
                 const CheckRun& run, FileReport& report) {
  if (run.options.fix_only) return;
  const std::string joined = code.joined().text;
  auto found = remembered(path, content_of(code), settings, run, [&](Grounds* grounds) {
    return notebook_hints(path, code, run.check(path, joined, settings, grounds));
  });
  const auto hints = counted(std::move(found), Text(joined), run.options, report);
  if (hints.empty()) return;
  report.out = written_notebook(hints, code, run.options.format, run.painter);
  if (run.options.annotate) report.out += written_notebook(hints, code, Format::github, run.painter);
}

// "a.py: 2 list-pop0, 1 manual-sum", for --show-fixes.
std::string listed(const std::string& path, const AppliedFixes& applied) {
  std::map<std::string_view, std::size_t> by_rule;
  for (const Rule* rule : applied) ++by_rule[rule->name];
  std::string text = path + ":";
  for (const auto& [rule, count] : by_rule)
    text += fmt::format("{} {} {}", text.ends_with(':') ? "" : ",", count, rule);
  return text + "\n";
}

void count(const std::string& path, const AppliedFixes& applied, bool changed, const CheckOptions& options,
           FileReport& report) {
  report.totals.fixed = applied.size();
  report.totals.files_changed = changed ? 1 : 0;
  if (changed && options.show_fixes) report.fixes = listed(path, applied);
}

// The source with its fixes; counts them.
Source fixed(const std::string& path, const Source& source, const Settings& settings, const CheckRun& run,
             FileReport& report) {
  const auto checker = [&](const std::string& now) { return run.check(path, now, settings); };
  FixedText text = apply_fixes(source.text, checker, run.options.unsafe_fixes);
  if (text.text == source.text) return source;
  count(path, text.applied, true, run.options, report);
  return {std::move(text.text), source.coding};
}

template <class Work>
FileReport guarded(const std::string& path, Work work) {
  FileReport report;
  const crash::Activity activity("checking", path);
  try {
    work(report);
  } catch (const std::exception& error) {
    report.problem = path + ": perfhint failed on it: " + error.what();
  }
  if (!report.problem.empty()) {
    report.totals.problems = 1;
  } else {
    report.totals.files = 1;
  }
  return report;
}

// Answers the problem, or an empty string. `written`: the notebook's bytes with its fixes, if there are any.
std::string check_notebook(const std::string& path, std::string bytes, const Settings& settings,
                           const CheckRun& run, FileReport& report, std::optional<std::string>& written) {
  const auto read = NotebookFile::read(std::move(bytes));
  if (const auto* problem = std::get_if<std::string>(&read)) return *problem;
  const auto& file = std::get<NotebookFile>(read);
  const NotebookCode code(file);
  if (code.joined().text.size() > settings.max_bytes)
    return too_large(code.joined().text.size(), settings.max_bytes);
  if (!run.options.changes() && !run.options.add_ignore) {
    print_hints(path, code, settings, run, report);
    return {};
  }
  AppliedFixes applied;
  const NotebookCode after = run.options.add_ignore ? with_ignores(path, code, settings, run)
                                                    : fixed_notebook(path, code, settings, run, applied);
  const bool changed = after.cells != code.cells;
  count(path, applied, changed, run.options, report);
  if (run.options.diff) {
    report.out = notebook_diff(path, code, after, run.painter);
    return {};
  }
  if (changed && !(written = file.with_code(after.cells))) {
    return "is not written: its JSON is not as Jupyter or VS Code writes it, and more than code would "
           "change; "
           "save it there first";
  }
  print_hints(path, after, settings, run, report);
  return {};
}

void check_notebook_file(const std::string& path, const Settings& settings, const CheckRun& run,
                         FileReport& report) {
  constexpr std::uint64_t most_bytes = 256u << 20;  // with its pictures; of the code, max-bytes counts
  const ReadSource read = read_source(path, most_bytes);
  std::optional<std::string> written;
  std::string problem = read.problem;
  if (read.source) problem = check_notebook(path, read.source->text, settings, run, report, written);
  if (written && problem.empty()) problem = write_source(path, *read.source, {*written, read.source->coding});
  if (problem.empty()) return;
  report = {};
  report.problem = path + ": " + problem;
}

}  // namespace

FileReport check_file(const std::string& path, const Settings& settings, const CheckRun& run) {
  return guarded(path, [&](FileReport& report) {
    if (is_notebook(path)) return check_notebook_file(path, settings, run, report);
    const ReadSource read = read_source(path, settings.max_bytes);
    if (!read.source) {
      report.problem = path + ": " + read.problem;
      return;
    }
    if (run.options.add_ignore) {
      const Source after{with_ignores(path, read.source->text, settings, run), read.source->coding};
      report.totals.files_changed = after.text != read.source->text ? 1 : 0;
      if (report.totals.files_changed > 0) report.problem = write_source(path, *read.source, after);
      if (!report.problem.empty()) report.problem = path + ": " + report.problem;
      return print_hints(path, after.text, settings, run, report);
    }
    if (!run.options.changes()) return print_hints(path, read.source->text, settings, run, report);
    const Source after = fixed(path, *read.source, settings, run, report);
    if (run.options.diff) {
      report.out = unified_diff(path, read.source->text, after.text, run.painter);
      return;
    }
    if (report.totals.files_changed > 0) {
      const std::string problem = write_source(path, *read.source, after);
      if (!problem.empty()) {
        report = {};
        report.problem = path + ": " + problem;
        return;
      }
    }
    print_hints(path, after.text, settings, run, report);
  });
}

FileReport check_source(const std::string& path, const Source& source, const Settings& settings,
                        const CheckRun& run) {
  return guarded(path, [&](FileReport& report) {
    if (is_notebook(path)) {
      std::optional<std::string> written;
      const std::string problem = check_notebook(path, source.text, settings, run, report, written);
      if (!problem.empty()) report.problem = path + ": " + problem;
      if (run.options.fix && !run.options.diff) report.out = written.value_or(source.text);
      return;
    }
    if (!run.options.changes()) return print_hints(path, source.text, settings, run, report);
    const Source after = fixed(path, source, settings, run, report);
    if (run.options.diff) {
      report.out = unified_diff(path, source.text, after.text, run.painter);
    } else {
      print_hints(path, after.text, settings,
                  {run.options, Painter(false), run.loader, nullptr, run.profiled}, report);
      report.out = encode(after).value_or(after.text);
    }
  });
}

}  // namespace perfhint::server::cli
