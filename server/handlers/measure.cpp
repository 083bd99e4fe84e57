// perfhint.measure: runs the code of a hint before and after its fix, or a function's body or an expression,
// when the user has said so. The snippet is made on the document's strand, the children are waited for on a
// thread of their own, and all between is here: consent, progress, the result.
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

// What is measured in the range: the first fix of a hint (of the rule, if one is named), the function around
// its begin, or the expression that it covers.
struct Asked {
  enum class What : std::uint8_t { fix, function, expression };
  std::string uri, rule;
  What what = What::fix;
  lsp::Range range;
};

struct Job {
  Asked asked;
  std::string key, subject, title;  // of a hint: its rule and its fix
  std::string question;             // "Measure runs ..."
  Snippet snippet;
  MeasureOptions options;
  std::string root;  // of the workspace
  Reply<rpc::Json> reply;
};
using JobPointer = std::shared_ptr<Job>;

[[noreturn]] void refuse(const std::string& problem) {
  throw rpc::Error(rpc::ErrorCode::request_failed, problem);
}

Asked::What what_of(const lsp::Field& field) {
  const std::string what = field.string_or("fix");
  if (what == "fix") return Asked::What::fix;
  if (what == "function") return Asked::What::function;
  if (what == "expression") return Asked::What::expression;
  throw rpc::Error(rpc::ErrorCode::invalid_params, "\"what\" is \"fix\", \"function\" or \"expression\"");
}

Asked asked_of(const lsp::Field& argument) {
  Asked asked;
  const auto fields = argument.object();
  asked.uri = fields["uri"].string();
  asked.rule = fields["rule"].string_or("");
  asked.what = what_of(fields["what"]);
  if (fields["range"].json().is_object()) {
    lsp::read(fields["range"], asked.range);
  } else {
    const std::uint32_t line = fields["line"].uinteger();
    asked.range = {{line, 0}, {line, 0}};
  }
  return asked;
}

std::string file_name(const Job& job) {
  const std::string path = rpc::path_of(job.asked.uri).value_or(job.asked.uri);
  return path.substr(path.rfind('/') + 1);
}

// The place in the document that shows the cell or file.
struct Place {
  const std::shared_ptr<const Module>& module;
  const View& view;
  const Client& client;

  Offset offset(const lsp::Position& outer) const {
    const lsp::Position inner = view.inner(outer);
    return module->offset({inner.line, inner.character}, client.encoding);
  }
  Span lines(const lsp::Range& outer) const {
    return {module->offset({view.inner(outer.start).line, 0}, Encoding::utf8),
            module->offset({view.inner(outer.end).line, UINT32_MAX}, Encoding::utf8)};
  }
};

Snippet snippet_of(Measurable found, const std::string& subject) {
  if (!found.problem.empty()) refuse(fmt::format("{} cannot be measured here: {}", subject, found.problem));
  return std::move(*found.snippet);
}

void choose_fix(const Place& place, const Settings& settings, Job& job) {
  const Span lines = place.lines(job.asked.range);
  std::string problem = "there is no hint with a fix on that line";
  const Checked checked = check_within(place.module, settings, lines);
  for (const Located& located : checked.findings_on(lines)) {
    const Finding& finding = *located.finding;
    if (finding.fixes.empty() || (!job.asked.rule.empty() && finding.rule->name != job.asked.rule)) continue;
    Measurable found = measurable_fix(checked, located, finding.fixes[0]);
    if (!found.problem.empty()) {
      problem = fmt::format("{} cannot be measured here: {}", finding.rule->name, found.problem);
      continue;
    }
    const Block& block = *place.module->blocks()[located.block].block;
    job.key = Measurements::key(block, finding.rule->name, finding.span.begin);
    job.subject = finding.rule->name;
    job.title = finding.fixes[0].title;
    job.question =
        fmt::format("Measure runs code of {} ({}) before and after its fix", file_name(job), job.subject);
    job.snippet = std::move(*found.snippet);
    return;
  }
  refuse(problem);
}

void choose_function(const Place& place, Python python, Job& job) {
  const CodeAt at = function_on(*place.module, place.view.inner(job.asked.range.start).line);
  if (!at.node) refuse("there is no function on that line");
  const Node name = at.node.child(Field::name);
  job.subject = fmt::format("`{}`", name.text());
  job.snippet = snippet_of(measurable_function(*place.module, at, python), job.subject);
  job.key = Measurements::key(*place.module->blocks()[at.block].block, "function", name.span().begin);
  job.title = "what its body takes";
  job.question = fmt::format("Measure runs the body of {} ({})", job.subject, file_name(job));
}

void choose_expression(const Place& place, Python python, Job& job) {
  const Span span{place.offset(job.asked.range.start), place.offset(job.asked.range.end)};
  const CodeAt at = expression_at(*place.module, span);
  if (!at.node) refuse("the range is not that of an expression that takes time");
  job.subject = fmt::format("`{}`", short_code(at.node.text()));
  job.snippet = snippet_of(measurable_expression(*place.module, at, python), job.subject);
  job.title = "what it takes";
  job.question = fmt::format("Measure runs {} ({})", job.subject, file_name(job));
}

// Fills the job, or throws what is wrong.
void choose(const Contents& contents, const Settings& settings, const View& view, const Client& client,
            Job& job) {
  if (!contents.module() || view.is_empty()) refuse("the document has no code");
  const Place place{contents.module(), view, client};
  switch (job.asked.what) {
    case Asked::What::fix:
      return choose_fix(place, settings, job);
    case Asked::What::function:
      return choose_function(place, settings.python, job);
    case Asked::What::expression:
      return choose_expression(place, settings.python, job);
  }
}

std::string document_of(const Job& job, const MeasuredSnippet& measured) {
  std::string text =
      fmt::format("# {}: {}\n\nMeasured with CPython {} ({}), {} run{}.\n\n", job.subject, job.title,
                  measured.python, job.options.python, job.options.runs, job.options.runs == 1 ? "" : "s");
  for (const MeasuredSize& size : measured.sizes)
    text += "- " + result_line(size, measured.depends_on_size) + "\n";
  if (!measured.problem.empty()) text += "\nNot all was measured: " + measured.problem + ".\n";
  return text + "\nWhat was run:\n\n```python\n" + to_text(job.snippet) + "```\n";
}

// With the way to all sizes and to what was run, where the client can show that.
void tell(Session& session, const std::string& text, const std::string& uri) {
  constexpr const char* details = "Details";
  if (!session.client->capabilities.shows_documents) return session.show(lsp::MessageType::info, text);
  session.request(lsp::method::show_message_request, {lsp::MessageType::info, text, {details}},
                  [&session, uri](const rpc::Json* answer) {
                    const bool wanted =
                        answer && lsp::Field(*answer, "result")["title"].string_or("") == details;
                    if (wanted) session.request(lsp::method::show_document, {uri});
                  });
}

void finish(Session& session, const JobPointer& job, const MeasuredSnippet& measured) {
  if (!end_running(session)) return job->reply({{"measured", false}, {"problem", "cancelled"}});
  if (measured.sizes.empty()) return job->reply.fail(rpc::ErrorCode::request_failed, measured.problem);
  const MeasuredSize& largest = measured.sizes.back();
  const std::string line = result_line(measured);
  const std::string uri = session.measurements.add(job->key, short_result(largest, measured.depends_on_size),
                                                   document_of(*job, measured));
  tell(session, fmt::format("{}: {}", job->subject, line), uri);
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
  const std::string& python = job->options.python;
  const CodeToRun code{job->root, job->question,
                       fmt::format("Measuring {} · {} in a child process", job->subject, python), python};
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
  const auto job = std::make_shared<Job>(Job{std::move(asked), "", "", "", "", {}, {}, "", std::move(reply)});
  job->options = options_of(session, *document->config, path);
  job->root = workspace_root(session.folders, path);
  session.run(document, "measuring",
              [&session, job, config = document->config, client = session.client](Contents& contents) {
                try {
                  choose(contents, config->analysis, contents.view(job->asked.uri), *client, *job);
                  if (job->options.python.empty())
                    job->options.python = python_interpreter(job->options.folder);
                } catch (const rpc::Error& error) {
                  return job->reply.fail(error);
                }
                session.post([&session, job] { ask(session, job); });
              });
}

}  // namespace perfhint::server::handlers
