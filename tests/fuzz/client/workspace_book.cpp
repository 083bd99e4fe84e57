// One file's URIs may be written in several ways: the path counts.
#include "tests/fuzz/client/workspace_book.h"

#include "server/workspace_pull.h"

namespace perfhint::fuzz {

Json WorkspaceBook::previous_result_ids() const {
  Json out = Json::array();
  for (const auto& [path, hints] : known_) {
    if (!hints.result_id.empty()) out.push_back({{"uri", hints.uri}, {"value", hints.result_id}});
  }
  return out;
}

void WorkspaceBook::pulled(const Json& previous_result_ids) {
  named_.clear();
  for (const Json& previous : previous_result_ids) {
    const std::string uri = previous["uri"], id = previous["value"], path = server::workspace_key(uri);
    const auto found = known_.find(path);
    const bool known = found != known_.end() && found->second.result_id == id;
    named_[path] = known ? found->second : Hints{uri, id, nullptr};
  }
  known_ = named_;
}

std::string WorkspaceBook::read(const Json& reports) {
  for (const Json& report : reports) {
    const std::string uri = report["uri"], id = report.value("resultId", ""),
                      path = server::workspace_key(uri);
    if (report["kind"] == "full") {
      known_[path] = {uri, id, report["items"]};
      continue;
    }
    const auto named = named_.find(path);
    if (named == named_.end() || named->second.result_id != id)
      return "unchanged, but the client knows another result, or none: " + report.dump();
    known_[path] = named->second;
  }
  return "";
}

Json WorkspaceBook::items_of(const std::string& path) const {
  const auto found = known_.find(path);
  return found == known_.end() ? Json::array() : found->second.items;
}

}  // namespace perfhint::fuzz
