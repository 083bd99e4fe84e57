// Profiles: loaded when asked, or when one appears where the settings say; then all that is shown is weighed
// anew.
#include <algorithm>

#include "protocol/uri.h"
#include "server/cli/files.h"
#include "server/handlers/handlers.h"
#include "server/heat/heat.h"

namespace perfhint::server::handlers {

namespace {

// The same lines again are not sent.
void send_heat(Session& session, const std::shared_ptr<Document>& document, lsp::PublishHeatParams heat) {
  if (!session.is_open(document)) return;
  rpc::Json json = write(heat);
  json.erase("version");
  rpc::Json& sent = document->heat[heat.uri];
  if (sent == json) return;
  sent = std::move(json);
  session.notify(lsp::method::publish_heat, heat);
}

void tell_heat(Session& session, const std::shared_ptr<Document>& document, Contents& contents) {
  const auto& profile = contents.profile();
  const bool known = profile != nullptr && contents.module() != nullptr;
  for (const View& view : contents.views(document->uri)) {
    lsp::PublishHeatParams heat =
        known ? heat_of(contents.measured(), *profile->loaded, view) : no_heat(view);
    session.post([&session, document, heat = std::move(heat)] { send_heat(session, document, heat); });
  }
}

void show_problem(Session& session, const std::optional<std::string>& problem) {
  if (problem) session.show_once(lsp::MessageType::error, "perfhint: " + *problem);
}

rpc::Json summary_of(const LoadedProfile& loaded) {
  const Profile& profile = loaded.profile;
  return {{"profile", loaded.name},
          {"unit", profile.unit == TimeUnit::samples ? "samples" : "seconds"},
          {"total", profile.total},
          {"peakBytes", profile.peak_bytes},
          {"files", profile.files.size()}};
}

}  // namespace

void weigh(Session& session, const std::shared_ptr<Document>& document) {
  const auto path = rpc::path_of(document->uri);
  if (!path) return;
  session.run(document, "mapping a profile",
              [loaded = session.profile().loaded(), path = *path,
               root = workspace_root(session.folders, *path), config = document->config](Contents& contents) {
                contents.weigh_by(profile_of_file(loaded, path, root, config->profile_path_map));
              });
}

void publish_heat(Session& session, const std::shared_ptr<Document>& document) {
  const bool drawn = session.profile().loaded() != nullptr || !document->heat.empty();
  if (!session.client->capabilities.heat || !drawn) return;
  session.run(document, "drawing heat",
              [&session, document, edits = document->edits.load()](Contents& contents) {
                if (document->edits == edits) tell_heat(session, document, contents);
              });
}

void profile_changed(Session& session) {
  for (const auto& [uri, document] : session.documents()) {
    weigh(session, document);
    publish_heat(session, document);
    push_diagnostics(session, document, Cause::configured);
  }
  refresh_diagnostics(session);
  if (session.client->capabilities.workspace.refreshes_code_lenses)
    session.request(lsp::method::refresh_code_lenses, {});
  session.workspace().changed(WorkspaceCheck::Change::files);
}

void look_for_profiles(Session& session) {
  const auto config = session.root_config();
  if (config->profiles.empty()) return;
  session.profile().look_for(config->profiles,
                             [&session](const auto& problem) { show_problem(session, problem); });
}

bool has_profile(Session& session, const std::vector<std::string>& uris) {
  const auto config = session.root_config();
  return std::ranges::any_of(uris, [&](const std::string& uri) {
    const std::string path = rpc::path_of(uri).value_or("");
    return std::ranges::any_of(config->profiles, [&](const ProfilePatterns& patterns) {
      const auto below = path_below(path, patterns.base);
      return below && cli::is_excluded(*below, patterns.patterns);
    });
  });
}

void load_profile(Session& session, const std::string& path, const Reply<rpc::Json>& reply) {
  session.profile().load(path, reply.cancelled(),
                         [&session, reply](const std::optional<std::string>& problem) {
                           const auto& loaded = session.profile().loaded();
                           if (problem) return reply.fail(rpc::ErrorCode::request_failed, *problem);
                           reply(loaded ? summary_of(*loaded) : rpc::Json());
                         });
}

// [{"uri"}] -> {"profile", "unit", "total", "peakBytes", "files"}.
void load_profile_command(Session& session, const lsp::Field& arguments, Reply<rpc::Json> reply) {
  if (arguments.json().empty())
    throw rpc::Error(rpc::ErrorCode::invalid_params, "the command needs the URI of a profile");
  const std::string uri = arguments.elements().front().object()["uri"].string();
  const auto path = rpc::path_of(uri);
  if (!path) throw rpc::Error(rpc::ErrorCode::invalid_params, uri + " is no file");
  load_profile(session, *path, reply);
}

void clear_profile_command(Session& session, const lsp::Field&, Reply<rpc::Json> reply) {
  session.profile().clear();
  reply(nullptr);
}

}  // namespace perfhint::server::handlers
