// Which files a check is about: Python files below the given roots, by git's knowledge of what is ignored.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace perfhint::server::cli {

// A pattern without a slash means any file or folder of that name; with one, a path below the base. * and ?
// stop at slashes, ** does not; a trailing slash changes nothing.
bool matches(std::string_view pattern, std::string_view text);
// Is `path` ("a/b/c.py", relative to the patterns' base), or a folder it lies in, excluded?
bool is_excluded(std::string_view path, const std::vector<std::string>& patterns);

// What no one wants checked: version control, caches, environments, packages, builds.
const std::vector<std::string>& default_excludes();

// Patterns and the folder they are relative to (absolute).
struct Excludes {
  std::string base;
  std::vector<std::string> patterns;
};

struct FoundFiles {
  std::vector<std::string> files;     // as they are to be named, sorted, each file once
  std::vector<std::string> problems;  // "PATH: no such file or folder"
};

enum class Kinds { modules, modules_and_notebooks };  // *.py and *.pyw; and *.ipynb

// Files below `root` if it is a folder: those of the kinds, not ignored by git (one child process; without
// git or a repository the tree is walked), not excluded. A file that is given is taken as it is. Symbolic
// links to folders are not followed, so there are no loops.
FoundFiles find_files(const std::string& root, const std::vector<Excludes>& excludes, Kinds = Kinds::modules);

// The folders that may hold such files, sorted, `root` among them: git is not asked, so those that it ignores
// are there, too. None if `root` is no folder.
std::vector<std::string> find_folders(const std::string& root, const std::vector<Excludes>& excludes);

}  // namespace perfhint::server::cli
