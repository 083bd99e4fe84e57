// perfhint.measure: runs the code of a hint before and after its fix, when the user has said so. The snippet
// is made on the document's strand, the children are waited for on a thread of their own, and all between is
// here: consent, progress, the result.
#include <fmt/format.h>

#include "analysis/rules/rule.h"
#include "protocol/uri.h"
#include "server/handlers/handlers.h"
#include "server/measure/measurable.h"
#include "server/measure/measurement.h"
#include "server/measure/result_line.h"
#include "server/python_interpreter.h"

namespace perfhint::server::handlers {

namespace {

// The hint in the lines that was asked about.
struct Asked {
  std::string uri, rule;
  std::uint32_t line = 0, last_line = 0;
};

struct Job {
  Asked asked;
  std::string key, rule, title;  // of the hint and its fix
  Snippet snippet;
  MeasureOptions options;
  std::string root;  // of the workspace
  Reply<rpc::Json> reply;
};
using JobPointer = std::shared_ptr<Job>;

Asked asked_of(const lsp::Field& argument) {
  Asked asked;
  const auto fields = argument.object();
  asked.uri = fields["uri"].string();
  asked.rule = fields["rule"].string_or("");
  const auto line = [](const lsp::Field& field) { return static_cast<std::uint32_t>(field.integer()); };
  if (fields["range"].json().is_object()) {
    asked.line = line(fields["range"].object()["start"].object()["line"]);
    asked.last_line = line(fields["range"].object()["end"].object()["line"]);
  } else {
    asked.line = asked.last_line = line(fields["line"]);
  }
  return asked;
}

// Fills the job, or throws what is wrong.
void choose(const Contents& contents, const Settings& settings, const View& view, Job& job) {
  if (!contents.module() || view.is_empty())
    throw rpc::Error(rpc::ErrorCode::request_failed, "the document has no hints");
  const Module& module = *contents.module();
  const std::uint32_t first = view.inner(lsp::Position{job.asked.line, 0}).line;
  const std::uint32_t last = view.inner(lsp::Position{job.asked.last_line, 0}).line;
  const Span lines{module.offset({first, 0}, Encoding::utf8),
                   module.offset({last, UINT32_MAX}, Encoding::utf8)};
  std::string problem = "there is no hint with a fix on that line";
  const Checked checked = check_within(contents.module(), settings, lines);
  for (const Located& located : checked.findings_on(lines)) {
    const Finding& finding = *located.finding;
    if (finding.fixes.empty() || (!job.asked.rule.empty() && finding.rule->name != job.asked.rule)) continue;
    Measurable found = measurable_fix(checked, located, finding.fixes[0]);
    if (!found.problem.empty()) {
      problem = fmt::format("{} cannot be measured here: {}", finding.rule->name, found.problem);
      continue;
    }
    job.key = Measurements::key(checked, located);
    job.rule = finding.rule->name;
    job.title = finding.fixes[0].title;
    job.snippet = std::move(*found.snippet);
    return;
  }
  throw rpc::Error(rpc::ErrorCode::request_failed, problem);
}

std::string document_of(const Job& job, const MeasuredSnippet& measured) {
  std::string text = fmt::format("# {}: {}\n\nMeasured with CPython {} ({}), {} runs.\n\n", job.rule,
                                 job.title, measured.python, job.options.python, job.options.runs);
  for (const MeasuredSize& size : measured.sizes)
    text += "- " + result_line(size, measured.depends_on_size) + "\n";
  if (!measured.problem.empty()) text += "\nNot all was measured: " + measured.problem + ".\n";
  return text + "\nWhat was run:\n\n```python\n" + to_text(job.snippet) + "```\n";
}

void finish(Session& session, const JobPointer& job, const MeasuredSnippet& measured) {
  if (!end_running(session)) return job->reply({{"measured", false}, {"problem", "cancelled"}});
  if (measured.sizes.empty()) return job->reply.fail(rpc::ErrorCode::request_failed, measured.problem);
  const MeasuredSize& largest = measured.sizes.back();
  const std::string line = result_line(largest, measured.depends_on_size);
  const std::string uri = session.measurements.add(job->key, short_result(largest, measured.depends_on_size),
                                                   document_of(*job, measured));
  session.show(lsp::MessageType::info, fmt::format("{}: {}", job->rule, line));
  job->reply({{"measured", true}, {"text", line}, {"uri", uri}});
}

// Off the session: its thread waits for the children.
void run(Session& session, const JobPointer& job, const std::shared_ptr<Measurements::Running>& running) {
  session.aside([&session, job, running] {
    // $/cancelRequest stops it, too.
    const std::stop_callback forward(job->reply.cancelled(), [running] { running->stop.request_stop(); });
    MeasuredSnippet measured = measure(
        job->snippet, job->options, session.run_child(), running->stop.get_token(), [&](int at, int runs) {
          const auto percentage = static_cast<std::uint32_t>(100 * (at - 1) / runs);
          session.post([&session, running, message = fmt::format("run {} of {}", at, runs), percentage] {
            tell_running(session, running, message, percentage);
          });
        });
    session.post([&session, job, measured = std::move(measured)] { finish(session, job, measured); });
  });
}

void ask(Session& session, const JobPointer& job) {
  const std::string path = rpc::path_of(job->asked.uri).value_or(job->asked.uri);
  const std::string& python = job->options.python;
  const CodeToRun code{job->root,
                       fmt::format("Measure runs code of {} ({}) before and after its fix",
                                   path.substr(path.rfind('/') + 1), job->rule),
                       fmt::format("Measuring {} · {} in a child process", job->rule, python), python};
  run_code(session, code, job->reply, [&session, job](const auto& running) { run(session, job, running); });
}

MeasureOptions options_of(const Session& session, const Config& config, const std::string& path) {
  MeasureOptions options;
  options.python = config.measure_python;
  options.folder = path.empty() ? session.root() : path.substr(0, path.rfind('/'));
  options.timeout = std::chrono::seconds(config.measure_timeout);
  options.runs = static_cast<int>(config.measure_runs);
  return options;
}

}  // namespace

void measure(Session& session, const lsp::Field& arguments, Reply<rpc::Json> reply) {
  if (arguments.json().empty())
    throw rpc::Error(rpc::ErrorCode::invalid_params, "the command needs {\"uri\", \"line\"}");
  Asked asked = asked_of(arguments.elements().front());
  const auto document = session.find(asked.uri);
  if (!document) throw rpc::Error(rpc::ErrorCode::invalid_params, asked.uri + " is not open");
  require_trust(session, *document->config);
  const std::string path = rpc::path_of(asked.uri).value_or("");
  const auto job = std::make_shared<Job>(Job{std::move(asked), "", "", "", {}, {}, "", std::move(reply)});
  job->options = options_of(session, *document->config, path);
  job->root = workspace_root(session.folders, path);
  session.run(document, "measuring", [&session, job, config = document->config](Contents& contents) {
    try {
      choose(contents, config->analysis, contents.view(job->asked.uri), *job);
      if (job->options.python.empty()) job->options.python = python_interpreter(job->options.folder);
    } catch (const rpc::Error& error) {
      return job->reply.fail(error);
    }
    session.post([&session, job] { ask(session, job); });
  });
}

}  // namespace perfhint::server::handlers
