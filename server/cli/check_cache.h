// CheckCache: the hints of texts that were checked before, in a folder, an entry a file. An entry's name
// stands for all that a check takes into account; the files of imports, which a check finds on its way, are
// in the entry, and looked at again before it counts. What is damaged, foreign or older counts as not there;
// what cannot be written is not kept. For any number of threads and processes.
#pragma once

#include <atomic>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/settings.h"
#include "server/cli/import_loader.h"

namespace perfhint::server::cli {

// $PERFHINT_CACHE_DIR, or perfhint/check in the user's folder for caches; empty where there is neither, or
// the variable is empty.
std::string default_cache_folder();

class CheckCache {
 public:
  // Made when it is first written to. `roots`: of the ImportLoader.
  CheckCache(std::filesystem::path folder, const std::vector<std::string>& roots);

  // `content`: all that is checked of the file.
  Digest key(const std::string& path, const Settings&, std::string_view content) const;
  std::optional<std::vector<Hint>> find(const Digest& key, const std::string& path);
  void keep(const Digest& key, const CacheEntry&);
  // Takes out what was not used for long, and the oldest of what is too much: at most once an hour, and only
  // after something was kept.
  void trim(std::uintmax_t most_bytes = 256u << 20);

  std::string words() const;  // "cache: 2 of 3 texts known in /home/me/.cache/perfhint/check"

 private:
  std::filesystem::path path_of(const Digest& key) const;
  bool is_as_seen(const SeenFile&);
  bool write(const std::filesystem::path&, std::string_view bytes);

  const std::filesystem::path folder_;
  std::string common_;  // of all keys; empty: nothing can be kept
  std::atomic<std::size_t> asked_ = 0, found_ = 0, written_ = 0, unwritten_ = 0;
  std::mutex mutex_;                                   // guards what follows
  std::map<std::string, std::optional<Digest>> read_;  // by path: its text as it is now
};

}  // namespace perfhint::server::cli
