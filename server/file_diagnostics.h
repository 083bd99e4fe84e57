// FileDiagnostics: the hints of one file of the workspace, made beside its document or without one. Nothing
// of its module is kept.
#pragma once

#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "server/document.h"

namespace perfhint::server {

struct FileDiagnostics {
  rpc::Json items = rpc::Json::array();  // as they are pulled
  std::string id;                        // result_id_of(items)
  std::size_t bytes = 0;                 // of the items as they are sent
  std::optional<std::int64_t> version;   // of a document
  std::vector<ImportLookup> lookups;     // in other modules
  std::uint64_t imports = 0;             // fingerprint_of(lookups)
};

FileDiagnostics diagnostics_of_nothing();

// What the project says to these; 0 where nothing was asked.
std::uint64_t fingerprint_of(const std::vector<ImportLookup>&, const Project*);

// `profile`: what a loaded one tells of the file; null: none is loaded.
//
// Of what is on disk. What cannot be read, or is too large, has none. Any thread, and so below.
FileDiagnostics diagnostics_of_file(const std::string& path, const Client&, const Config&,
                                    const std::shared_ptr<const Project>&, const FileProfile* profile,
                                    std::stop_token);
FileDiagnostics diagnostics_of_snapshot(const Contents::Snapshot&, const std::string& uri, const Client&,
                                        const Config&, std::stop_token);

}  // namespace perfhint::server
