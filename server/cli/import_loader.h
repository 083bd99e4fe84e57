// ImportLoader: a module together with the modules that it is asked about. A check that looks up a class of
// another file is told which; that file's interface is read, once a run, and what rests on it is checked
// again. So a command says what an editor says, and reads nothing that no rule asks for. From any
// thread.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "analysis/check.h"
#include "analysis/facts/project.h"
#include "server/cli/cache_entry.h"

namespace perfhint::server::cli {

// What a check rests on besides its text and settings.
struct Grounds {
  std::vector<SeenFile> files;  // by path
  bool whole = true;            // false: for lack of memory, there may be more to say
};

// The text of a file as a loader would find it now; none: it would find nothing.
std::optional<Digest> imported_text(const std::string& path);

class ImportLoader {
 public:
  // `folders`: absolute imports start there, and in their src/, besides the importing module's own top
  // folder.
  explicit ImportLoader(const std::vector<std::string>& folders);

  // `path`: where the text stands, or would stand. `grounds`, if given, gets what the result rests on.
  Checked check(const std::string& path, const std::string& text, const Settings&,
                Grounds* grounds = nullptr);
  // The module with all bases of its classes, whether a rule asks for them or not.
  Module with_bases(const std::string& path, const std::string& text);

  // All folders where absolute imports start.
  const std::vector<std::string>& roots() const { return roots_; }

 private:
  using Paths = std::set<std::string>;

  // `looked_at` gets the paths at which the lookups led to look.
  std::shared_ptr<const Project> with(const std::vector<ImportLookup>&, Paths& looked_at);
  void load(const std::string& place, const std::string& qualified, int depth, Paths& looked_at);
  bool load_module(const std::string& place, Paths& looked_at);
  bool load_package(const std::string& place, Paths& looked_at);
  bool load_file(const std::string& path, const std::string& place, Paths& looked_at);
  void load_packages(const std::string& place, Paths& looked_at);
  Grounds grounds_of(const Paths&, const Module&);

  std::vector<std::string> roots_;
  std::mutex mutex_;  // guards all below
  std::shared_ptr<const Project> project_;
  std::map<std::string, std::optional<Digest>> read_;  // by path: the text, if something was there
  std::map<ImportLookup, Paths> looked_up_;
  bool whole_ = true;
};

}  // namespace perfhint::server::cli
