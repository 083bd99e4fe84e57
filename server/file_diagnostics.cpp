// Read, parsed, checked, and forgotten.
#include "server/file_diagnostics.h"

#include "protocol/uri.h"
#include "server/cli/source_file.h"
#include "server/convert.h"
#include "server/crash.h"
#include "server/heat/weighed_check.h"
#include "server/interfaces.h"

namespace perfhint::server {

namespace {

FileDiagnostics finished(rpc::Json items) {
  FileDiagnostics out;
  out.bytes = items.dump(-1, ' ', false, rpc::Json::error_handler_t::replace).size();
  out.id = result_id_of(items);
  out.items = std::move(items);
  return out;
}

FileDiagnostics of_checked(const Checked& checked, const std::string& uri, const Client& client,
                           const Config& config) {
  FileDiagnostics out = finished(diagnostics_of(checked, View(uri, 0), client, config, true));
  out.lookups = checked.imports_asked();
  out.imports = fingerprint_of(out.lookups, checked.module().facts().shared_project().get());
  return out;
}

Checked check_snapshot(const Contents::Snapshot& snapshot, const Settings& settings, std::stop_token stop) {
  const Checked* last = snapshot.last.shared_module() ? &snapshot.last : nullptr;
  if (!snapshot.profile) return check(snapshot.module, settings, last, std::move(stop));
  const Checked found = found_for_weighing(snapshot.module, settings, last, std::move(stop));
  return weighed(found, settings, measured_text(*snapshot.profile, found.module()).measured);
}

}  // namespace

FileDiagnostics diagnostics_of_nothing() { return finished(rpc::Json::array()); }

std::uint64_t fingerprint_of(const std::vector<ImportLookup>& lookups, const Project* project) {
  std::uint64_t hash = 0;
  for (const ImportLookup& lookup : lookups) {
    hash = hash * 1099511628211U + (project ? project->fingerprint(lookup.place, lookup.qualified) : 0);
  }
  return hash;
}

FileDiagnostics diagnostics_of_file(const std::string& path, const Client& client, const Config& config,
                                    const std::shared_ptr<const Project>& project, const FileProfile* profile,
                                    std::stop_token stop) {
  auto read = cli::read_source(path, config.analysis.max_bytes);
  if (!read.source) return finished(rpc::Json::array());
  const crash::Activity activity("checking", path);
  auto module = std::make_shared<const Module>(
      Module(std::move(read.source->text)).within(project, place_of(path).place));
  return of_checked(profile ? check_weighed(std::move(module), config.analysis, *profile, std::move(stop))
                            : check(std::move(module), config.analysis, nullptr, std::move(stop)),
                    rpc::uri_of(path), client, config);
}

FileDiagnostics diagnostics_of_snapshot(const Contents::Snapshot& snapshot, const std::string& uri,
                                        const Client& client, const Config& config, std::stop_token stop) {
  const crash::Activity activity("checking", uri);
  FileDiagnostics out;
  if (config.excluded) {
    out = finished(rpc::Json::array());
  } else if (!snapshot.module) {
    out = finished(too_large_diagnostics(config));
  } else {
    out = of_checked(check_snapshot(snapshot, config.analysis, std::move(stop)), uri, client, config);
  }
  out.version = snapshot.version;
  return out;
}

}  // namespace perfhint::server
