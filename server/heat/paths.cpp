// By the names that two paths end with.
#include "server/heat/paths.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string_view>
#include <system_error>
#include <vector>

namespace perfhint::server {

namespace {

namespace fs = std::filesystem;

using Names = std::vector<std::string_view>;

Names names_in(std::string_view path) {
  Names names;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string_view name = path.substr(0, end);
    if (!name.empty() && name != ".") names.push_back(name);
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return names;
}

std::size_t common_end(const Names& a, const Names& b) {
  std::size_t count = 0;
  while (count < std::min(a.size(), b.size()) && a[a.size() - 1 - count] == b[b.size() - 1 - count]) ++count;
  return count;
}

std::string slashed(std::string path) {
  std::ranges::replace(path, '\\', '/');
  return path;
}

bool is_below(std::string_view path, std::string_view folder) {
  return path.starts_with(folder) && (folder.ends_with('/') || path.substr(folder.size()).starts_with('/'));
}

std::string without_end_slashes(std::string path) {
  path.erase(path.find_last_not_of('/') + 1);
  return path;
}

// By the longest beginning that the map has; relative ones are the root's.
std::string here(const std::string& path, const std::string& root, const ProfilePathMap& map) {
  std::string mapped = path;
  std::size_t longest = 0;
  for (const auto& [from, to] : map) {
    const std::string folder = without_end_slashes(slashed(from));
    if (!is_below(path, folder) || folder.size() < longest) continue;
    mapped = without_end_slashes(to) + path.substr(folder.size());
    longest = folder.size();
  }
  return mapped.starts_with('/') ? mapped : root + "/" + mapped;
}

bool is_same(const std::string& a, const std::string& b) {
  if (a == b) return true;
  std::error_code error, other;
  const fs::path real = fs::weakly_canonical(a, error);
  return real == fs::weakly_canonical(b, other) && !error && !other;
}

}  // namespace

FoundCosts costs_of(const Profile& profile, const std::string& path, const std::string& root,
                    const ProfilePathMap& map) {
  const Names wanted = names_in(path);
  const std::size_t below_root = is_below(path, root) ? names_in(path).size() - names_in(root).size() : 0;
  const FileCosts* best = nullptr;
  std::size_t best_count = 0;
  bool may_be_met = false;
  for (const auto& [name, costs] : profile.files) {
    const std::string told = slashed(name);
    const Names names = names_in(told);
    if (names.empty() || wanted.empty() || names.back() != wanted.back()) continue;
    const std::string local = here(told, root, map);
    if (is_same(local, path)) return {&costs};
    std::error_code error;
    if (fs::exists(local, error)) continue;  // that one is another
    may_be_met = true;
    const std::size_t count = common_end(names, wanted);
    if (count < 2 && count != names.size() && count != below_root) continue;
    if (count == best_count) best = nullptr;
    if (count > best_count) best = &costs, best_count = count;
  }
  return {best, may_be_met && best == nullptr};
}

}  // namespace perfhint::server
