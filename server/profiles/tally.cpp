// Maps, because a place's costs come one by one and in any order.
#include "server/profiles/tally.h"

namespace perfhint::server {

namespace {

constexpr std::size_t node_bytes = 64;  // what a map's element takes besides its own size

}  // namespace

Tally::File& Tally::file(std::string_view path) {
  const auto found = files_.find(path);
  if (found != files_.end()) return found->second;
  input_.keep(sizeof(File) + node_bytes + path.size());
  return files_[std::string(path)];
}

Cost& Tally::function(File& file, std::string_view name, std::uint32_t line) {
  const auto [at, added] = file.functions.try_emplace({line, std::string(name)});
  if (added) input_.keep(sizeof(*at) + node_bytes + name.size());
  return at->second;
}

Cost& Tally::line(File& file, std::uint32_t line) {
  const auto [at, added] = file.lines.try_emplace(line);
  if (added) input_.keep(sizeof(*at) + node_bytes);
  return at->second;
}

Profile Tally::profile(TimeUnit unit, double total) && {
  Profile out;
  out.unit = unit;
  out.total = total;
  while (!files_.empty()) {  // one by one, so that no file is there twice
    auto node = files_.extract(files_.begin());
    FileCosts& costs = out.files[std::move(node.key())];
    File& file = node.mapped();
    costs.text = std::move(file.text);
    costs.functions.reserve(file.functions.size());
    for (const auto& [key, cost] : file.functions) costs.functions.push_back({key.second, key.first, cost});
    costs.lines.reserve(file.lines.size());
    for (const auto& [line, cost] : file.lines) costs.lines.push_back({line, cost});
  }
  return out;
}

}  // namespace perfhint::server
