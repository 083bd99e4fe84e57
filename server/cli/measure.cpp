// `perfhint measure`: the code of a hint, before and after its fix, timed on the user's Python; or a
// function's body, or an expression.
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "analysis/rules/rule.h"
#include "server/cli/arguments.h"
#include "server/cli/import_loader.h"
#include "server/cli/projects.h"
#include "server/cli/size_target.h"
#include "server/cli/source_file.h"
#include "server/cli/unknown_rule.h"
#include "server/measure/measurable.h"
#include "server/measure/measurement.h"
#include "server/measure/result_line.h"
#include "server/project_file.h"
#include "server/python_interpreter.h"

namespace perfhint::server::cli {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

struct Wanted {
  FilePlace place;
  std::string rule, with;
  bool function = false, expression = false;  // neither: the fix of a hint
  bool snippet = false, json = false;
  MeasureOptions options;
};

// What is measured, or why nothing can be.
struct Chosen {
  Snippet snippet;
  std::string subject, title;  // of a hint: its rule and its fix
  std::string problem;
};

int fail(const std::string& what) {
  std::fprintf(stderr, "perfhint measure: %s\n", what.c_str());
  return exit_failed;
}

std::string place_text(const Wanted& wanted) {
  return wanted.place.path + ":" + std::to_string(wanted.place.line);
}

// Where the hint must be: the line, or the column in it.
Span asked_span(const Module& module, const FilePlace& place) {
  if (place.column) {
    const Offset at = module.offset({place.line - 1, *place.column - 1}, Encoding::utf32);
    return {at, at};
  }
  const Offset begin = module.offset({place.line - 1, 0}, Encoding::utf32);
  return {begin, module.offset({place.line - 1, UINT32_MAX}, Encoding::utf32)};
}

bool begins_there(const Module& module, const Located& located, const FilePlace& place) {
  return place.column || module.position(located.span().begin, Encoding::utf32).line + 1 == place.line;
}

Chosen problem(std::string text) { return {{}, "", "", std::move(text)}; }

Chosen choose_fix(const Checked& checked, const Wanted& wanted) {
  const Module& module = checked.module();
  std::string why = wanted.rule.empty() ? "no hint there" : "no hint of " + wanted.rule + " there";
  for (const Located& located : checked.findings_on(asked_span(module, wanted.place))) {
    const Finding& finding = *located.finding;
    const bool is_wanted = wanted.rule.empty() || finding.rule->name == wanted.rule;
    if (!is_wanted || !begins_there(module, located, wanted.place)) continue;
    const std::string rule(finding.rule->name);
    if (finding.fixes.empty()) {
      why = rule + " has no fix here" + (finding.no_fix.reason.empty() ? "" : ": " + finding.no_fix.reason);
      continue;
    }
    const Fix& fix = finding.fixes.front();
    Measurable found = measurable_fix(checked, located, fix);
    if (!found.snippet) return problem(rule + ": " + found.problem);
    return {*found.snippet, rule, fix.title, std::move(found.problem)};
  }
  return problem(why);
}

Chosen chosen_code(Measurable found, std::string subject, std::string title) {
  if (!found.snippet) return problem(subject + ": " + found.problem);
  return {*std::move(found.snippet), std::move(subject), std::move(title), std::move(found.problem)};
}

Chosen choose_function(const Module& module, Python python, const Wanted& wanted) {
  const CodeAt at = function_on(module, wanted.place.line - 1);
  if (!at.node) return problem("no function there");
  const std::string name(at.node.child(Field::name).text());
  return chosen_code(measurable_function(module, at, python), "`" + name + "`", "its body");
}

Chosen choose_expression(const Module& module, Python python, const Wanted& wanted) {
  const Target target = find_target(module, wanted.place.line, wanted.place.column);
  if (!target.problem.empty()) return problem(target.problem);
  const auto block_of = [](const Module::Entry& entry) { return entry.block.get(); };
  const Offset begin = std::ranges::find(module.blocks(), target.block, block_of)->begin;
  const Span span = target.node.span();
  const CodeAt at = expression_at(module, {begin + span.begin, begin + span.end});
  if (!at.node) return problem("no expression that takes time");
  return chosen_code(measurable_expression(module, at, python), "`" + short_code(at.node.text()) + "`",
                     "an expression");
}

// The user's setup, and whatever else the file has, in place of ours. Answers the problem.
std::string take_users(const std::string& path, Snippet& snippet) {
  const auto text = file_text(path);
  if (!text) return path + ": cannot be read";
  std::string problem;
  auto users = parse_snippet(*text, problem);
  if (!users) return path + ": " + problem;
  if (users->before.empty()) {
    users->before = snippet.before;
    users->after = snippet.after;
    users->in_module = snippet.in_module;
    users->definition_before = snippet.definition_before;
    users->definition_after = snippet.definition_after;
  }
  if (users->module.empty()) users->module = snippet.module;
  users->unseen = std::move(snippet.unseen);
  snippet = std::move(*users);
  return "";
}

Json size_json(const MeasuredSize& size, bool depends_on_size) {
  const auto bytes = [](const std::optional<std::int64_t>& peak) { return peak ? Json(*peak) : Json(); };
  const auto number = [](double value, const Middle& of) { return of.value > 0 ? Json(value) : Json(); };
  const Middle ratio = ratio_of(size), before = seconds_before(size), after = seconds_after(size);
  return {{"n", depends_on_size ? Json(size.n) : Json()},
          {"text", result_line(size, depends_on_size)},
          {"ratio", number(ratio.value, ratio)},
          {"low", number(ratio.low, ratio)},
          {"high", number(ratio.high, ratio)},
          {"seconds_before", number(before.value, before)},
          {"seconds_after", number(after.value, after)},
          {"peak_before", bytes(size.peak_before)},
          {"peak_after", bytes(size.peak_after)}};
}

int print(const MeasuredSnippet& measured, const Chosen& chosen, const Wanted& wanted) {
  bool differs = false;
  Json sizes = Json::array();
  for (const MeasuredSize& size : measured.sizes) {
    differs |= !size.differences.empty();
    if (wanted.json) {
      sizes.push_back(size_json(size, measured.depends_on_size));
    } else {
      std::puts(result_line(size, measured.depends_on_size).c_str());
    }
  }
  if (wanted.json) {
    const bool is_code = wanted.function || wanted.expression;
    const Json object = {{"rule", is_code ? Json() : Json(chosen.subject)},
                         {"fix", is_code ? Json() : Json(chosen.title)},
                         {"code", is_code ? Json(chosen.subject) : Json()},
                         {"python", {{"path", wanted.options.python}, {"version", measured.python}}},
                         {"differs", differs},
                         {"problem", measured.problem.empty() ? Json() : Json(measured.problem)},
                         {"sizes", std::move(sizes)}};
    std::puts(object.dump(2, ' ', false, Json::error_handler_t::replace).c_str());
  }
  if (!measured.problem.empty()) fail(measured.problem);
  return measured.sizes.empty() || differs ? exit_failed : exit_clean;
}

int run(const Chosen& chosen, const Wanted& wanted) {
  const MeasureOptions& options = wanted.options;
  std::fprintf(stderr,
               "measuring %s (%s) with %s: %d run%s in child processes, at most %lld s and %llu MiB\n",
               chosen.subject.c_str(), chosen.title.c_str(), options.python.c_str(), options.runs,
               options.runs == 1 ? "" : "s", static_cast<long long>(options.timeout.count()),
               static_cast<unsigned long long>(options.memory_bytes >> 20));
  const RunChild child = [](const ChildTask& task, std::stop_token stop) { return run_limited(task, stop); };
  return print(measure(chosen.snippet, options, child), chosen, wanted);
}

Chosen read_and_choose(Wanted& wanted, std::string& problem) {
  const ReadSource read = read_source(wanted.place.path, UINT32_MAX);
  if (!read.source) {
    problem = wanted.place.path + ": " + read.problem;
    return {};
  }
  Selection selection;
  Projects projects(selection);
  const Config config = projects.config_of(wanted.place.path);
  if (wanted.options.python.empty()) wanted.options.python = config.measure_python;
  std::error_code error;
  ImportLoader loader({fs::current_path(error).string()});
  const Checked whole = loader.check(wanted.place.path, read.source->text, config.analysis);
  if (wanted.place.line > whole.module().line_count()) {
    problem = place_text(wanted) + ": there is no such line";
    return {};
  }
  const Python python = config.analysis.python;
  if (wanted.function) return choose_function(whole.module(), python, wanted);
  if (wanted.expression) return choose_expression(whole.module(), python, wanted);
  const Span asked = asked_span(whole.module(), wanted.place);
  return choose_fix(check_within(whole.shared_module(), config.analysis, asked), wanted);
}

int answer(Wanted& wanted) {
  std::string problem;
  Chosen chosen = read_and_choose(wanted, problem);
  if (!problem.empty()) return fail(problem);
  const bool nothing = chosen.subject.empty();
  if (nothing) return fail(place_text(wanted) + ": " + chosen.problem);
  if (wanted.snippet) {
    std::fputs(to_text(chosen.snippet).c_str(), stdout);
    return exit_clean;
  }
  if (!wanted.with.empty()) {
    chosen.problem = take_users(wanted.with, chosen.snippet);
    if (!chosen.problem.empty()) return fail(chosen.problem);
  }
  if (!chosen.problem.empty()) {
    return fail(
        place_text(wanted) + ": " + chosen.subject + ": " + chosen.problem +
        ".\nWrite the text that --snippet prints to a file, complete it, and pass it by --with FILE.");
  }
  const fs::path folder = real_path(fs::path(wanted.place.path)).parent_path();
  wanted.options.folder = folder.string();
  if (wanted.options.python.empty()) wanted.options.python = python_interpreter(folder);
  if (wanted.options.python.empty()) return fail("there is no python3 in PATH: name one by --python");
  return run(chosen, wanted);
}

}  // namespace

int measure_command(const Words& words) {
  CLI::App app(
      "Run the code of a hint before and after its fix, in child processes of your Python, and tell what the "
      "fix gains; or the body of a function, or an expression, and tell what it takes. Names get stand-in "
      "values by their types; what reaches files, processes or the network "
      "is not run unless you write the setup yourself.",
      "perfhint measure");
  Wanted wanted;
  std::string what;
  std::int64_t timeout = wanted.options.timeout.count();
  app.add_option("PLACE", what, "FILE:LINE[:COLUMN] of the hint, function or expression")->required();
  app.add_option("--rule", wanted.rule, "Of several hints there, the one of this rule")->type_name("NAME");
  CLI::Option* function =
      app.add_flag("--function", wanted.function, "The body of the function around that line");
  app.add_flag("--expression", wanted.expression,
               "The expression that begins in that column; without one, the value of the line's statement")
      ->excludes(function);
  app.add_option("--python", wanted.options.python,
                 "The Python to run (default: the project's, else python3)")
      ->type_name("PATH");
  app.add_option("--timeout", timeout, "Seconds for all runs together (default: 60)")
      ->check(CLI::Range(1, 86400))
      ->type_name("SECONDS");
  app.add_option("--memory-limit", wanted.options.memory_bytes,
                 "Bytes of memory that a run may have (default: 2147483648)")
      ->type_name("BYTES");
  app.add_option("--runs", wanted.options.runs,
                 "How many processes measure, one after the other (default: 10)")
      ->check(CLI::Range(1, 100))
      ->type_name("N");
  app.add_flag("--snippet", wanted.snippet, "Print what would be run, to be edited, and run nothing");
  app.add_option("--with", wanted.with, "Run it with the setup of this file, which --snippet began")
      ->type_name("FILE");
  app.add_flag("--json", wanted.json, "As JSON");
  if (const auto code = parse(app, words)) return *code;
  const auto place = parse_place(what);
  if (!place) return fail("\"" + what + "\" names no line: FILE:LINE or FILE:LINE:COLUMN is needed");
  if (!wanted.rule.empty() && find_rule(wanted.rule) == nullptr) return fail(unknown_rule(wanted.rule));
  wanted.place = *place;
  wanted.options.timeout = std::chrono::seconds(timeout);
  return answer(wanted);
}

}  // namespace perfhint::server::cli
