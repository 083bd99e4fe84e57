// perfhint.profile: runs a file as `perfhint profile` does, when the user has said so, and loads what was
// measured.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "protocol/uri.h"
#include "server/cli/replace_file.h"
#include "server/handlers/handlers.h"
#include "server/python_interpreter.h"
#include "server/runner/runner_files.h"

namespace perfhint::server::handlers {

namespace {

constexpr std::array<std::string_view, 3> kinds = {"time", "lines", "memory"};
constexpr const char* output = "perfhint-profile.json";
constexpr std::chrono::minutes most_time{10};
constexpr std::uint64_t most_memory = 4ull << 30, most_output = 64u << 20;

struct ProfileRun {
  std::string path, kind, python, folder;  // folder: where it runs, and where the profile is written
  Reply<rpc::Json> reply;
};
using RunPointer = std::shared_ptr<const ProfileRun>;

// Blocks until the program ends. Answers what is wrong, or an empty string.
std::string run_and_write(const ProfileRun& run, const RunChild& run_child, const std::stop_token& stop) {
  const RunnerFolder folder;
  ChildTask task{folder.command(run.python, run.kind, {run.path}), "", run.folder, {}};
  task.limits = {most_time, std::chrono::seconds(0), most_memory, most_output};
  const ChildResult result = run_child(task, stop);
  if (!result.problem.empty()) return result.problem;
  const std::string bytes = folder.written("run.json");
  if (bytes.empty()) return "nothing of the project was measured: " + result.last_error_line();
  const std::string file = run.folder + "/" + output;
  const std::string problem = cli::replace_file(file, bytes);
  return problem.empty() ? "" : file + ": " + problem;
}

void finish(Session& session, const RunPointer& run, const std::string& problem) {
  if (!end_running(session)) return run->reply({{"measured", false}, {"problem", "cancelled"}});
  if (!problem.empty()) return run->reply.fail(rpc::ErrorCode::request_failed, problem);
  load_profile(session, run->folder + "/" + output, run->reply);
}

void start(Session& session, const RunPointer& run, const std::shared_ptr<Measurements::Running>& running) {
  session.aside([&session, run, running] {
    // $/cancelRequest stops it, too.
    const std::stop_callback forward(run->reply.cancelled(), [running] { running->stop.request_stop(); });
    std::string problem;
    try {
      problem = run_and_write(*run, session.run_child(), running->stop.get_token());
    } catch (const std::exception& error) {
      problem = error.what();
    }
    session.post([&session, run, problem] { finish(session, run, problem); });
  });
}

}  // namespace

void profile_command(Session& session, const lsp::Field& arguments, Reply<rpc::Json> reply) {
  if (arguments.json().empty())
    throw rpc::Error(rpc::ErrorCode::invalid_params, "the command needs {\"uri\", \"kind\"}");
  const auto argument = arguments.elements().front().object();
  const std::string uri = argument["uri"].string(), kind = argument["kind"].string_or("time");
  const auto path = rpc::path_of(uri);
  if (!path) throw rpc::Error(rpc::ErrorCode::invalid_params, uri + " is no file");
  if (std::ranges::find(kinds, kind) == kinds.end())
    throw rpc::Error(rpc::ErrorCode::invalid_params, "\"kind\" is time, lines or memory, not " + kind);
  const auto document = session.find(uri);
  const auto config = document ? document->config : session.root_config();
  require_trust(session, *config);
  const std::string root = workspace_root(session.folders, *path);
  const std::string folder = root.empty() ? path->substr(0, path->rfind('/')) : root;
  const std::string& named = config->measure_python;
  const std::string python = named.empty() ? python_interpreter(folder) : named;
  const auto run =
      std::make_shared<const ProfileRun>(ProfileRun{*path, kind, python, folder, std::move(reply)});
  const std::string name = path->substr(path->rfind('/') + 1);
  const CodeToRun code{root, fmt::format("Profile writes {} and runs {}, as it is on disk,", output, name),
                       fmt::format("Profiling {} · {}", name, run->python), run->python};
  run_code(session, code, run->reply, [&session, run](const auto& running) { start(session, run, running); });
}

}  // namespace perfhint::server::handlers
