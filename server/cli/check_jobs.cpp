#include "server/cli/check_jobs.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <set>
#include <system_error>
#include <utility>

namespace perfhint::server::cli {

namespace {

namespace fs = std::filesystem;

std::string key_of(const fs::path& path) {
  std::error_code error;
  const fs::path canonical = fs::canonical(path, error);
  return error ? path.string() : canonical.string();
}

void find_below(const std::string& root, bool force_exclude, Kinds kinds, Projects& projects,
                std::vector<CheckJob>& jobs, Totals& totals) {
  FoundFiles found = find_files(root, projects.excludes_of(root), kinds);
  for (const std::string& problem : found.problems) std::fprintf(stderr, "perfhint: %s\n", problem.c_str());
  totals.problems += found.problems.size();
  for (std::string& file : found.files) {
    Config config = projects.config_of(file);
    if (config.excluded && (file != root || force_exclude)) continue;
    jobs.push_back({std::move(file), std::move(config.analysis)});
  }
}

}  // namespace

std::vector<CheckJob> find_jobs(const std::vector<std::string>& roots, bool force_exclude, Kinds kinds,
                                Projects& projects, Totals& totals) {
  std::vector<CheckJob> jobs;
  for (const std::string& root : roots) find_below(root, force_exclude, kinds, projects, jobs, totals);
  std::ranges::sort(jobs, std::less<>());
  std::set<std::string> seen;
  std::erase_if(jobs, [&](const CheckJob& job) { return !seen.insert(key_of(job.file)).second; });
  return jobs;
}

}  // namespace perfhint::server::cli
