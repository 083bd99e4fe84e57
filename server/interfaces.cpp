#include "server/interfaces.h"

#include "analysis/module.h"
#include "server/cli/source_file.h"
#include "server/crash.h"

namespace perfhint::server {

ModulePlace place_of(const std::string& path) {
  const std::size_t slash = path.rfind('/'), dot = path.rfind('.');
  const bool has_suffix = dot != std::string::npos && (slash == std::string::npos || dot > slash);
  std::string place = has_suffix ? path.substr(0, dot) : path;
  constexpr std::string_view init = "/__init__";
  if (!place.ends_with(init)) return {std::move(place), false};
  place.resize(place.size() - init.size());
  return {std::move(place), true};
}

std::shared_ptr<const Interface> read_interface(const std::string& path, std::uint64_t max_bytes) {
  const auto source = cli::read_source(path, max_bytes);
  if (!source.source) return nullptr;
  const crash::Activity activity("reading the names of", path);
  const Module module(source.source->text);
  return std::make_shared<const Interface>(interface_of(module.facts(), place_of(path).package));
}

}  // namespace perfhint::server
