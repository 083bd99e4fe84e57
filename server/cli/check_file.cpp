// Fixes come first, so that what is printed is about the text as it is afterwards.
#include "server/cli/check_file.h"

#include <exception>
#include <memory>

#include "server/cli/unified_diff.h"
#include "server/crash.h"

namespace perfhint::server::cli {

namespace {

void print_hints(const std::string& path, const std::string& bytes, const Settings& settings,
                 const CheckOptions& options, const Painter& painter, FileReport& report) {
  const Checked checked = check(std::make_shared<const Module>(bytes), settings);
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
Source fixed(const Source& source, const Settings& settings, bool unsafe_too, FileReport& report) {
  FixedText text = apply_fixes(source.text, settings, unsafe_too);
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

FileReport check_file(const std::string& path, const Settings& settings, const CheckOptions& options,
                      const Painter& painter) {
  return guarded(path, [&](FileReport& report) {
    const ReadSource read = read_source(path, settings.max_bytes);
    if (!read.source) {
      report.problem = path + ": " + read.problem;
      return;
    }
    if (!options.changes()) {
      print_hints(path, read.source->text, settings, options, painter, report);
      return;
    }
    const Source after = fixed(*read.source, settings, options.unsafe_fixes, report);
    if (options.diff) {
      report.out = unified_diff(path, read.source->text, after.text, painter);
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
    print_hints(path, after.text, settings, options, painter, report);
  });
}

FileReport check_source(const std::string& path, const Source& source, const Settings& settings,
                        const CheckOptions& options, const Painter& painter) {
  return guarded(path, [&](FileReport& report) {
    if (!options.changes()) {
      print_hints(path, source.text, settings, options, painter, report);
      return;
    }
    const Source after = fixed(source, settings, options.unsafe_fixes, report);
    if (options.diff) {
      report.out = unified_diff(path, source.text, after.text, painter);
    } else {
      print_hints(path, after.text, settings, options, Painter(false), report);
      report.out = encode(after).value_or(after.text);
    }
  });
}

}  // namespace perfhint::server::cli
