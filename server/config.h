// Config: what one document is to be served with: the client's settings over its project's over the defaults.
// The keys are those of [tool.perfhint], whoever says them; an editor may write python-version as
// pythonVersion.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "analysis/settings.h"
#include "protocol/jsonrpc.h"
#include "server/project_settings.h"

namespace perfhint::server {

// When hints are pushed to clients that do not pull them.
enum class Run { on_type, on_save };

// Which sizes are shown behind the code.
enum class InlaySizes { off, large, all };

struct Config {
  Settings analysis;
  bool excluded = false;         // the project or the client wants no hints in this file
  std::uint32_t max_hints = 20;  // shown of a file at once: those of the highest rank
  Run run = Run::on_type;
  bool hover = true;
  InlaySizes inlay_sizes = InlaySizes::off;
  bool class_lenses = false;
  bool ignore_action = true;  // offer "ignore on this line"
  bool operator==(const Config&) const = default;
};

// What the client said; none: nothing.
struct ClientSettings {
  std::optional<Python> python;
  std::optional<std::vector<std::string>> select, ignore, exclude;
  std::optional<bool> micro;
  std::optional<std::uint32_t> max_bytes, max_hints, line_length;
  std::optional<Run> run;
  std::optional<bool> hover, ignore_action, class_lenses;
  std::optional<InlaySizes> inlay_sizes;
};

// Of {"perfhint": {...}}, {"settings": {"perfhint": {...}}} or the settings themselves. None where nothing is
// said of perfhint ({}, null, other servers' sections): what was said before still holds. Wrong values and
// unknown keys count as not said, and become `problems`, one sentence each.
std::optional<ClientSettings> client_settings(const rpc::Json&, std::vector<std::string>& problems);
// The perfhint section itself; {} says that nothing is set.
ClientSettings section_settings(const rpc::Json& section, std::vector<std::string>& problems);

// `path`: absolute; empty for a document that is no file. `root`: of the workspace, what the client's
// excludes are relative to.
Config config_for(const std::string& path, const std::string& root, const ProjectSettings&,
                  const ClientSettings&);

// Tests, set-up and migrations run seldom or on little: only what grows is worth a hint there.
// `path` is relative to the workspace: what lies above it says nothing.
bool is_cold_file(const std::string& path);

}  // namespace perfhint::server
