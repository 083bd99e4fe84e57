// Entries are written under another name and renamed, without waiting for the disk: one that is cut short by
// a crash is damaged, and counts as not there.
#include "server/cli/check_cache.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <system_error>

#include "server/cli/packed.h"
#include "server/cli/projects.h"
#include "server/platform/process.h"

namespace perfhint::server::cli {

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr std::uint64_t layout = 1;     // of keys and entries
constexpr std::uintmax_t block = 4096;  // of the disk: what a file takes at least
constexpr auto longest_unused = 24h * 30, touched_each = 24h, trimmed_each = 1h;

const std::string& own_identity() {
  static const std::string identity = [] {
    const auto digest = digest_of_file(executable_path());
    return digest ? PERFHINT_VERSION " " + to_string(*digest) : std::string();
  }();
  return identity;
}

void add(Packer& to, const std::set<std::string, std::less<>>& names) {
  to.add(std::uint64_t{names.size()});
  for (const std::string& name : names) to.add(name);
}

void add(Packer& to, const Settings& settings) {
  // All members by name: with one more this does not compile.
  const auto& [python, oldest, select, ignore, severity, micro, cold_file, profiled, line_length, max_bytes] =
      settings;
  to.add(to_string(python));
  to.add(to_string(oldest));
  add(to, select);
  add(to, ignore);
  to.add(std::uint64_t{severity.size()});
  for (const auto& [rule, its] : severity) {
    to.add(rule);
    to.add(static_cast<std::uint64_t>(its));
  }
  for (const std::uint64_t number : {std::uint64_t{micro}, std::uint64_t{cold_file}, std::uint64_t{profiled},
                                     std::uint64_t{line_length}, std::uint64_t{max_bytes}})
    to.add(number);
}

bool is_older(const fs::path& path, std::chrono::hours age) {
  std::error_code error;
  const auto written = fs::last_write_time(path, error);
  return !error && fs::file_time_type::clock::now() - written > age;
}

void touch(const fs::path& path) {
  std::error_code error;
  fs::last_write_time(path, fs::file_time_type::clock::now(), error);
}

// Of one's own only, what backup programs and git look for: a folder that was there may hold other things.
void make_folder(const fs::path& folder) {
  std::error_code error;
  if (!fs::create_directories(folder, error)) return;
  std::ofstream(folder / "CACHEDIR.TAG") << "Signature: 8a477f597d28d172789f06886806bc55\n"
                                            "# The cache of perfhint check; it may be deleted.\n";
  std::ofstream(folder / ".gitignore") << "*\n";
}

struct Kept {
  fs::file_time_type used;
  std::uintmax_t size;
  fs::path path;
};

bool is_hexadecimal(std::string_view text) {
  return text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

// Entries, and what writers that were killed left behind ("NAME.PROCESS-THREAD").
bool is_ours(const fs::path& path) {
  const std::string folder = path.parent_path().filename().string(), name = path.filename().string();
  return folder.size() == 2 && is_hexadecimal(folder) && name.size() >= 30 &&
         is_hexadecimal(std::string_view(name).substr(0, 30)) && (name.size() == 30 || name[30] == '.');
}

std::vector<Kept> kept_in(const fs::path& folder) {
  std::vector<Kept> all;
  std::error_code error;
  for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    if (at.depth() > 0) at.disable_recursion_pending();
    std::error_code gone;
    if (at.depth() != 1 || !is_ours(at->path()) || !at->is_regular_file(gone)) continue;
    Kept kept{at->last_write_time(gone), 0, at->path()};
    if (!gone) kept.size = (at->file_size(gone) + block - 1) / block * block;
    if (!gone) all.push_back(std::move(kept));
  }
  return all;
}

}  // namespace

std::string default_cache_folder() {
  if (const char* folder = std::getenv("PERFHINT_CACHE_DIR")) return folder;
  const auto in = [](const char* variable, const char* rest) -> std::string {
    const char* folder = std::getenv(variable);
    return folder != nullptr && *folder == '/' ? std::string(folder) + rest : "";
  };
  const std::string caches = in("XDG_CACHE_HOME", "/perfhint/check");
  return caches.empty() ? in("HOME", "/.cache/perfhint/check") : caches;
}

CheckCache::CheckCache(fs::path folder, const std::vector<std::string>& roots) : folder_(std::move(folder)) {
  if (own_identity().empty()) return;
  Packer common;
  common.add(layout);
  common.add(own_identity());
  for (const std::string& root : roots) common.add(root);
  common_ = common.bytes();
}

Digest CheckCache::key(const std::string& path, const Settings& settings, std::string_view content) const {
  Packer all;
  all.add(common_);
  all.add(real_path(path).string());
  add(all, settings);
  all.add(digest_of(content));
  return digest_of(all.bytes());
}

fs::path CheckCache::path_of(const Digest& key) const {
  const std::string name = to_string(key);
  return folder_ / name.substr(0, 2) / name.substr(2);
}

std::optional<std::vector<Hint>> CheckCache::find(const Digest& key, const std::string& path) {
  ++asked_;
  if (common_.empty()) return std::nullopt;
  const fs::path file = path_of(key);
  std::ifstream in(file, std::ios::binary);
  if (!in) return std::nullopt;
  const std::string bytes(std::istreambuf_iterator<char>(in), {});
  auto entry = unpack(bytes, key);
  if (!entry || !std::ranges::all_of(entry->seen, [&](const SeenFile& seen) { return is_as_seen(seen); }))
    return std::nullopt;
  for (Hint& hint : entry->hints) hint.path = path;
  if (is_older(file, touched_each)) touch(file);
  ++found_;
  return std::move(entry->hints);
}

bool CheckCache::is_as_seen(const SeenFile& seen) {
  {
    const std::scoped_lock lock(mutex_);
    if (const auto found = read_.find(seen.path); found != read_.end()) return found->second == seen.text;
  }
  const auto now = imported_text(seen.path);
  const std::scoped_lock lock(mutex_);
  return read_.try_emplace(seen.path, now).first->second == seen.text;
}

void CheckCache::keep(const Digest& key, const CacheEntry& entry) {
  if (common_.empty()) return;
  ++(write(path_of(key), pack(key, entry)) ? written_ : unwritten_);
}

bool CheckCache::write(const fs::path& path, std::string_view bytes) {
  std::error_code error;
  const std::string fresh = fmt::format("{}.{}-{}", path.string(), process_id(), thread_id());
  std::FILE* file = std::fopen(fresh.c_str(), "wbx");
  if (file == nullptr) {
    make_folder(folder_);
    fs::create_directories(path.parent_path(), error);
    error.clear();
    file = std::fopen(fresh.c_str(), "wbx");
  }
  if (file == nullptr) return false;
  bool done = std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size();
  done = std::fclose(file) == 0 && done;
  if (done) fs::rename(fresh, path, error);
  if (done && !error) return true;
  fs::remove(fresh, error);
  return false;
}

void CheckCache::trim(std::uintmax_t most_bytes) {
  const fs::path stamp = folder_ / "trimmed";
  std::error_code error;
  if (written_ == 0 || (fs::exists(stamp, error) && !is_older(stamp, trimmed_each))) return;
  std::ofstream(stamp).put('\n');
  std::vector<Kept> kept = kept_in(folder_);
  std::ranges::sort(kept, std::greater(), &Kept::used);
  const auto oldest = fs::file_time_type::clock::now() - longest_unused;
  std::uintmax_t bytes = 0;
  for (const Kept& one : kept) {
    bytes += one.size;
    if (bytes > most_bytes || one.used < oldest) fs::remove(one.path, error);
  }
}

std::string CheckCache::words() const {
  if (common_.empty()) return "cache: none: perfhint cannot read its own program";
  std::string words =
      fmt::format("cache: {} of {} texts known, in {}", found_.load(), asked_.load(), folder_.string());
  if (unwritten_ > 0) words += fmt::format("; {} could not be kept there", unwritten_.load());
  return words;
}

}  // namespace perfhint::server::cli
