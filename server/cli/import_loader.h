// ImportLoader: a module together with the modules that it is asked about. A check that looks up a class of
// another file is told which; that file's interface is read, once a run, and what rests on it is checked
// again. So a command says what an editor says, and reads nothing that no rule asks for. From any
// thread.
#pragma once

#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "analysis/check.h"
#include "analysis/facts/project.h"

namespace perfhint::server::cli {

class ImportLoader {
 public:
  // `folders`: absolute imports start there, and in their src/, besides the importing module's own top
  // folder.
  explicit ImportLoader(const std::vector<std::string>& folders);

  // `path`: where the text stands, or would stand.
  Checked check(const std::string& path, const std::string& text, const Settings&);
  // The module with all bases of its classes, whether a rule asks for them or not.
  Module with_bases(const std::string& path, const std::string& text);

 private:
  std::shared_ptr<const Project> with(const std::vector<ImportLookup>&);
  void load(const std::string& place, const std::string& qualified, int depth);
  bool load_module(const std::string& place);
  void load_packages(const std::string& place);

  std::vector<std::string> roots_;
  std::mutex mutex_;  // guards all below
  std::shared_ptr<const Project> project_;
  std::set<std::string> read_;  // places, whether something was there or not
  std::set<ImportLookup> looked_up_;
};

}  // namespace perfhint::server::cli
