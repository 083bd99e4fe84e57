// Fixes come first, so that what is printed is about the text as it is afterwards.
#include "server/cli/check_file.h"

#include <exception>
#include <memory>

#include "server/cli/unified_diff.h"
#include "server/crash.h"

namespace perfhint::server::cli {

namespace {

void print_hints(const std::string& path, const std::string& bytes, const Settings& settings,
                 const CheckRun& run, FileReport& report) {
  const auto& [options, painter, loader] = run;
  const Checked checked = loader.check(path, bytes, settings);
  if (checked.findings().empty()) return;
  const Text text(bytes);
  for (const Hint& hint : hints_of(path, text, checked)) {
    ++report.totals.hints;
    ++report.totals.by_rule[hint.rule];
    if (hint.has_fix(Safety::safe)) {
      ++report.totals.fixable;
    } else if (hint.has_fix(Safety::unsafe)) {
      ++report.totals.unsafely_fixable;
    }
    if (options.statistics) continue;
    switch (options.format) {
      case Format::full:
        report.out += full(hint, text, painter);
        break;
      case Format::concise:
        report.out += concise(hint, painter);
        break;
      case Format::json:
        report.out += (report.out.empty() ? "" : ",\n") + json(hint);
        break;
    }
  }
  report.totals.files_with_hints = report.totals.hints > 0 ? 1 : 0;
}

// The source with its fixes; counts them.
Source fixed(const std::string& path, const Source& source, const Settings& settings, const CheckRun& run,
             FileReport& report) {
  const auto checker = [&](const std::string& now) { return run.loader.check(path, now, settings); };
  FixedText text = apply_fixes(source.text, checker, run.options.unsafe_fixes);
  if (text.text == source.text) return source;
  report.totals.fixed = static_cast<std::size_t>(text.applied);
  report.totals.files_changed = 1;
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

}  // namespace

FileReport check_file(const std::string& path, const Settings& settings, const CheckRun& run) {
  return guarded(path, [&](FileReport& report) {
    const ReadSource read = read_source(path, settings.max_bytes);
    if (!read.source) {
      report.problem = path + ": " + read.problem;
      return;
    }
    if (!run.options.changes()) return print_hints(path, read.source->text, settings, run, report);
    const Source after = fixed(path, *read.source, settings, run, report);
    if (run.options.diff) {
      report.out = unified_diff(path, read.source->text, after.text, run.painter);
      return;
    }
    if (report.totals.files_changed > 0) {
      const std::string problem = write_source(path, after);
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
    if (!run.options.changes()) return print_hints(path, source.text, settings, run, report);
    const Source after = fixed(path, source, settings, run, report);
    if (run.options.diff) {
      report.out = unified_diff(path, source.text, after.text, run.painter);
    } else {
      print_hints(path, after.text, settings, {run.options, Painter(false), run.loader}, report);
      report.out = encode(after).value_or(after.text);
    }
  });
}

}  // namespace perfhint::server::cli
