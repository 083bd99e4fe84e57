// workspace/executeCommand: the table of commands, and those that only tell something.
#include <array>

#include "server/cli/effective.h"
#include "server/cli/rule_page.h"
#include "server/cli/unknown_rule.h"
#include "server/handlers/handlers.h"
#include "server/layout_json.h"
#include "server/markdown.h"

namespace perfhint::server::handlers {

namespace {

struct Command {
  std::string_view name;
  void (*run)(Session&, const lsp::Field& arguments, Reply<rpc::Json>);
};

lsp::Field first_of(const lsp::Field& arguments, std::string_view what) {
  if (arguments.json().empty())
    throw rpc::Error(rpc::ErrorCode::invalid_params, "the command needs " + std::string(what));
  return arguments.elements().front();
}

std::string uri_of(const lsp::Field& argument) {
  return argument.object()["textDocument"].object()["uri"].string();
}

std::shared_ptr<Document> open_document(Session& session, const std::string& uri) {
  if (auto document = session.find(uri)) return document;
  throw rpc::Error(rpc::ErrorCode::invalid_params, uri + " is not open");
}

// [rule] -> {"rule", "markdown"}: what `perfhint explain` prints.
void explain(Session&, const lsp::Field& arguments, Reply<rpc::Json> reply) {
  const std::string rule = first_of(arguments, "a rule's name").string();
  const auto page = cli::explanation_of(rule);
  if (!page) throw rpc::Error(rpc::ErrorCode::invalid_params, cli::unknown_rule(rule));
  reply({{"rule", rule}, {"markdown", unwrapped(*page)}});
}

// [{"textDocument"}] -> {"markdown"}: the settings that count for it, as `perfhint config` prints them.
void effective_settings(Session& session, const lsp::Field& arguments, Reply<rpc::Json> reply) {
  const std::string uri = uri_of(first_of(arguments, "a document"));
  const std::string toml = cli::toml_of(cli::effective_settings(session.values_of(uri)));
  reply({{"markdown", "# The settings of " + uri + "\n\n```toml\n" + toml + "```\n"}});
}

// [{"textDocument", "position"}] -> layouts_json() of the class there, or null.
void layout(Session& session, const lsp::Field& arguments, Reply<rpc::Json> reply) {
  lsp::TextDocumentPosition place;
  read(first_of(arguments, "a document and a position"), place);
  session.compute(open_document(session, place.uri), "laying out", reply,
                  [place](Contents& contents, const Client& client, const Config& config, std::stop_token) {
                    const View view = contents.view(place.uri);
                    if (!contents.module() || view.is_empty()) return rpc::Json();
                    const lsp::Position position = view.inner(place.position);
                    const Module& module = *contents.module();
                    const Offset at = module.offset({position.line, position.character}, client.encoding);
                    const Module::Entry& entry = module.blocks()[module.block_at(at)];
                    if (at < entry.begin) return rpc::Json();
                    const Node name = class_name_at(*entry.block, at - entry.begin);
                    return name ? layouts_json(module, *entry.block, name, config.analysis.python)
                                : rpc::Json();
                  });
}

// [{"textDocument"}]: the safe fixes of the document, or of the notebook, by workspace/applyEdit.
// -> {"applied"}.
void fix_all_command(Session& session, const lsp::Field& arguments, Reply<rpc::Json> reply) {
  const std::string uri = uri_of(first_of(arguments, "a document"));
  if (!session.client->capabilities.workspace.apply_edit)
    throw rpc::Error(rpc::ErrorCode::request_failed, "the client has no workspace/applyEdit");
  apply_fix_all(session, open_document(session, uri), uri, std::move(reply));
}

constexpr std::array all = {Command{"perfhint.explain", explain},
                            Command{"perfhint.fixAll", fix_all_command},
                            Command{"perfhint.layout", layout},
                            Command{"perfhint.measure", measure},
                            Command{"perfhint.profile", profile_command},
                            Command{"perfhint.effectiveSettings", effective_settings},
                            Command{"perfhint.loadProfile", load_profile_command},
                            Command{"perfhint.clearProfile", clear_profile_command},
                            Command{"perfhint.printDebugInformation", print_debug_information}};

}  // namespace

std::vector<std::string> commands() {
  std::vector<std::string> names;
  for (const Command& command : all) names.emplace_back(command.name);
  return names;
}

void execute_command(Session& session, const lsp::ExecuteCommandParams& params, Reply<rpc::Json> reply) {
  for (const Command& command : all) {
    if (command.name == params.command)
      return command.run(session, lsp::Field(params.arguments, "params.arguments"), std::move(reply));
  }
  throw rpc::Error(rpc::ErrorCode::invalid_params, "perfhint has no command " + params.command);
}

}  // namespace perfhint::server::handlers
