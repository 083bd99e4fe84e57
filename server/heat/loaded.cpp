#include "server/heat/loaded.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>

#include "server/cli/notebook_file.h"
#include "server/cli/source_file.h"

namespace perfhint::server {

namespace {

namespace fs = std::filesystem;

// None: newer than the profile, or cannot be read.
std::optional<std::string> text_of_run(const std::string& path, fs::file_time_type time) {
  constexpr std::uint64_t most_bytes = 64u << 20;
  std::error_code error;
  const fs::file_time_type changed = fs::last_write_time(path, error);
  if (error || changed > time) return std::nullopt;
  cli::ReadSource read = cli::read_source(path, most_bytes);
  if (!read.source) return std::nullopt;
  return std::move(read.source->text);
}

}  // namespace

std::shared_ptr<const LoadedProfile> load_profile(const std::string& path, std::stop_token stop) {
  const auto fail = [&](const std::string& why) { throw ProfileError(path + ": " + why); };
  std::error_code error;
  auto loaded = std::make_shared<LoadedProfile>();
  if (fs::is_directory(path, error)) fail("a folder, not a profile");
  loaded->time = fs::last_write_time(path, error);
  std::ifstream in(path, std::ios::binary);
  if (error || !in) fail(error ? error.message() : std::strerror(errno));
  loaded->path = fs::absolute(path, error).lexically_normal().string();
  loaded->name = fs::path(loaded->path).filename().string();
  try {
    loaded->profile = read_profile(in, std::move(stop));
  } catch (const ProfileError& problem) {
    fail(problem.what());
  }
  return loaded;
}

FileProfile file_profile(std::shared_ptr<const LoadedProfile> loaded, const std::string& path,
                         const std::string& root, const ProfilePathMap& map) {
  FileProfile file;
  const FoundCosts found = costs_of(loaded->profile, path, root, map);
  file.costs = found.costs;
  file.may_be_met = found.may_be_met;
  if (file.costs) file.text = file.costs->text ? file.costs->text : text_of_run(path, loaded->time);
  file.loaded = std::move(loaded);
  return file;
}

std::shared_ptr<const FileProfile> profile_of_file(const std::shared_ptr<const LoadedProfile>& loaded,
                                                   const std::string& path, const std::string& root,
                                                   const ProfilePathMap& map) {
  if (!loaded || cli::is_notebook(path)) return nullptr;
  return std::make_shared<const FileProfile>(file_profile(loaded, path, root, map));
}

}  // namespace perfhint::server
