// git lists a repository in one process; everything else is a walk. Both go through the same excludes.
#include "server/cli/files.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>
#include <system_error>

#include "server/cli/child.h"

namespace perfhint::server::cli {

namespace {

namespace fs = std::filesystem;

bool is_python(std::string_view path) { return path.ends_with(".py") || path.ends_with(".pyw"); }

bool is_environment(const fs::path& folder) {
  std::error_code error;
  return fs::exists(folder / "pyvenv.cfg", error);
}

class Search {
 public:
  Search(const fs::path& root, const std::vector<Excludes>& excludes, Kinds kinds)
      : root_(root), excludes_(excludes), kinds_(kinds) {
    std::error_code error;
    absolute_ = fs::canonical(root, error).generic_string();
  }

  FoundFiles find() {
    add_folder({});
    std::ranges::sort(found_.files);
    // git lists a file in conflict once a side. (std::ranges::unique: clang 14 cannot read GCC 12's.)
    found_.files.erase(std::unique(found_.files.begin(), found_.files.end()), found_.files.end());
    return std::move(found_);
  }

  std::vector<std::string> folders() {
    walk({});
    std::ranges::sort(folders_);
    return std::move(folders_);
  }

 private:
  // Paths are relative to the root, with slashes; the root itself is "".
  fs::path full(const std::string& path) const { return path.empty() ? root_ : root_ / path; }

  bool is_wanted(std::string_view path) const {
    return is_python(path) || (kinds_ == Kinds::modules_and_notebooks && path.ends_with(".ipynb"));
  }

  bool is_out(const std::string& path) const {
    if (is_excluded(path, default_excludes())) return true;
    const std::string absolute = absolute_ + "/" + path;
    return std::ranges::any_of(excludes_, [&](const Excludes& excludes) {
      const bool below = absolute.size() > excludes.base.size() && absolute.starts_with(excludes.base) &&
                         (excludes.base.ends_with('/') || absolute[excludes.base.size()] == '/');
      return is_excluded(below ? std::string_view(absolute).substr(excludes.base.size() + 1) : path,
                         excludes.patterns);
    });
  }

  void add_folder(const std::string& folder) {
    if (!add_by_git(folder)) walk(folder);
  }

  // GIT_* variables (a hook sets them) would make git answer for another repository; fsmonitor would run a
  // program that the repository names.
  static std::vector<std::string> git(const fs::path& folder, std::vector<std::string> words) {
    std::vector<std::string> all = {"git", "-c", "core.fsmonitor=false", "-C", folder.string()};
    all.insert(all.end(), words.begin(), words.end());
    return all;
  }

  bool add_by_git(const std::string& folder) {
    const auto listed = output_of(git(full(folder), {"ls-files", "-co", "-z", "--exclude-standard"}), "GIT_");
    if (!listed) return false;
    // Nothing at all: is the folder itself ignored? Who names an ignored folder wants it checked.
    if (listed->empty() && output_of(git(full(folder), {"check-ignore", "-q", "."}), "GIT_")) return false;
    std::set<std::string> environments;
    std::vector<std::string> paths;
    for (std::size_t begin = 0; begin < listed->size();) {
      const std::size_t end = listed->find('\0', begin);
      std::string path = (folder.empty() ? "" : folder + "/") + listed->substr(begin, end - begin);
      begin = end == std::string::npos ? listed->size() : end + 1;
      if (path.ends_with("/pyvenv.cfg")) environments.insert(path.substr(0, path.size() - 10));
      paths.push_back(std::move(path));
    }
    for (std::string& path : paths) add_listed(std::move(path), environments);
    return true;
  }

  void add_listed(std::string path, const std::set<std::string>& environments) {
    const bool in_environment = std::ranges::any_of(
        environments, [&](const std::string& environment) { return path.starts_with(environment); });
    if (in_environment) return;
    if (is_wanted(path)) {
      add_file(path);
      return;
    }
    // A submodule, or a repository inside, is listed as one entry.
    if (path.ends_with('/')) path.pop_back();
    std::error_code error;
    const fs::file_status status = fs::symlink_status(full(path), error);
    if (fs::is_directory(status) && !is_out(path) && !is_environment(full(path))) add_folder(path);
  }

  void walk(const std::string& top) {
    std::vector<std::string> folders = {top};
    while (!folders.empty()) {
      const std::string folder = std::move(folders.back());
      folders.pop_back();
      folders_.push_back(full(folder).generic_string());
      std::error_code error;
      fs::directory_iterator entries(full(folder), error);
      if (error)
        found_.problems.push_back(full(folder).generic_string() + ": cannot be read: " + error.message());
      for (; !error && entries != fs::directory_iterator(); entries.increment(error)) {
        std::string path = (folder.empty() ? "" : folder + "/") + entries->path().filename().string();
        std::error_code gone;
        if (entries->is_directory(gone) && !entries->is_symlink(gone)) {
          if (!is_out(path) && !is_environment(entries->path())) folders.push_back(std::move(path));
        } else if (is_wanted(path)) {
          add_file(path);
        }
      }
    }
  }

  void add_file(const std::string& path) {
    std::error_code error;
    // Broken and circular links, and what git has but the work tree has not.
    if (is_out(path) || !fs::is_regular_file(full(path), error)) return;
    found_.files.push_back((root_ == "." ? fs::path(path) : full(path)).generic_string());
  }

  fs::path root_;
  std::string absolute_;
  const std::vector<Excludes>& excludes_;
  const Kinds kinds_;
  FoundFiles found_;
  std::vector<std::string> folders_;  // that were walked
};

}  // namespace

bool matches(std::string_view pattern, std::string_view text) {
  while (!pattern.empty()) {
    if (pattern.front() == '*') {
      const bool crosses = pattern.starts_with("**");
      const bool whole_folders = pattern.starts_with("**/");  // a/ of any depth, or none
      pattern.remove_prefix(whole_folders ? 3 : crosses ? 2 : 1);
      for (std::size_t i = 0; i <= text.size(); ++i) {
        const bool may_resume = !whole_folders || i == 0 || text[i - 1] == '/';
        if (may_resume && matches(pattern, text.substr(i))) return true;
        if (!crosses && i < text.size() && text[i] == '/') return false;
      }
      return false;
    }
    if (text.empty() ||
        (pattern.front() != text.front() && (pattern.front() != '?' || text.front() == '/'))) {
      return false;
    }
    pattern.remove_prefix(1);
    text.remove_prefix(1);
  }
  return text.empty();
}

bool is_excluded(std::string_view path, const std::vector<std::string>& patterns) {
  for (std::string_view pattern : patterns) {
    if (pattern.starts_with("./")) pattern.remove_prefix(2);
    while (pattern.ends_with('/')) pattern.remove_suffix(1);
    const bool anchored = pattern.find('/') != std::string_view::npos;
    if (pattern.starts_with('/')) pattern.remove_prefix(1);
    for (std::size_t begin = 0, end = 0; end != std::string_view::npos; begin = end + 1) {
      end = path.find('/', begin);
      if (matches(pattern, anchored ? path.substr(0, end) : path.substr(begin, end - begin))) return true;
    }
  }
  return false;
}

const std::vector<std::string>& default_excludes() {
  static const std::vector<std::string> names = {".git",         ".hg",
                                                 ".svn",         ".bzr",
                                                 ".venv",        ".tox",
                                                 ".nox",         ".eggs",
                                                 ".direnv",      ".mypy_cache",
                                                 ".ruff_cache",  ".pytype",
                                                 ".pyenv",       ".pytest_cache",
                                                 "__pycache__",  "__pypackages__",
                                                 "node_modules", "site-packages",
                                                 "_build",       "build",
                                                 "dist",         ".ipynb_checkpoints",
                                                 ".vscode"};
  return names;
}

FoundFiles find_files(const std::string& root, const std::vector<Excludes>& excludes, Kinds kinds) {
  std::error_code error;
  const fs::file_status status = fs::status(root, error);
  if (!fs::exists(status)) return {{}, {root + ": no such file or folder"}};
  if (!fs::is_directory(status)) return {{root}, {}};
  return Search(root, excludes, kinds).find();
}

std::vector<std::string> find_folders(const std::string& root, const std::vector<Excludes>& excludes) {
  std::error_code error;
  if (!fs::is_directory(root, error)) return {};
  return Search(root, excludes, Kinds::modules).folders();
}

}  // namespace perfhint::server::cli
