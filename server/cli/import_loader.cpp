// Files are looked for where Project::find looks for places.
#include "server/cli/import_loader.h"

#include <filesystem>

#include "server/interfaces.h"

namespace perfhint::server::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t most_bytes = 1 << 20;
constexpr int deepest = 8;  // bases above bases, re-exports of re-exports

std::string absolute(const std::string& path) {
  std::error_code error;
  const fs::path canonical = fs::weakly_canonical(path, error);
  return error ? path : canonical.string();
}

std::string folder_of(const std::string& place) { return place.substr(0, place.rfind('/')); }

}  // namespace

ImportLoader::ImportLoader(const std::vector<std::string>& folders) {
  for (const std::string& folder : folders) {
    std::error_code error;
    if (!fs::is_directory(folder, error)) continue;
    roots_.push_back(absolute(folder));
    roots_.push_back(roots_.back() + "/src");
  }
  project_ = std::make_shared<const Project>(roots_);
}

Checked ImportLoader::check(const std::string& path, const std::string& text, const Settings& settings) {
  auto module = std::make_shared<const Module>(Module(text).within(nullptr, place_of(absolute(path)).place));
  Checked checked = perfhint::check(module, settings);
  for (int round = 0; round < deepest && !checked.imports_asked().empty(); ++round) {
    std::shared_ptr<const Project> project = with(checked.imports_asked());
    if (project == module->facts().shared_project()) break;
    module = std::make_shared<const Module>(module->within(std::move(project), module->facts().place()));
    checked = perfhint::check(module, settings, &checked);
  }
  return checked;
}

Module ImportLoader::with_bases(const std::string& path, const std::string& text) {
  Module module = Module(text).within(nullptr, place_of(absolute(path)).place);
  for (int round = 0; round < deepest; ++round) {
    std::vector<ImportLookup> asked;
    for (const ModuleEntry* entry : module.facts().entries()) {
      if (entry->shape) class_facts(module.facts(), entry->name, &asked);
    }
    std::shared_ptr<const Project> project = with(asked);
    if (asked.empty() || project == module.facts().shared_project()) break;
    module = module.within(std::move(project), module.facts().place());
  }
  return module;
}

std::shared_ptr<const Project> ImportLoader::with(const std::vector<ImportLookup>& lookups) {
  const std::scoped_lock lock(mutex_);
  for (const ImportLookup& lookup : lookups) {
    if (looked_up_.insert(lookup).second) load(lookup.place, lookup.qualified, 0);
  }
  return project_;
}

// The module that an import names, and those from which it has the name.
void ImportLoader::load(const std::string& place, const std::string& qualified, int depth) {
  if (depth > deepest) return;
  load_packages(place);
  for (const Project::Candidate& candidate : project_->candidates(place, qualified)) {
    if (!load_module(candidate.place)) continue;
    load_packages(candidate.place);
    const std::string head = candidate.rest.substr(0, candidate.rest.find('.'));
    const NameSummary* name = project_->at(candidate.place)->find(head);
    if (name && !name->target.empty()) {
      load(candidate.place, name->target + candidate.rest.substr(head.size()), depth + 1);
    }
    return;
  }
}

bool ImportLoader::load_module(const std::string& place) {
  if (!read_.insert(place).second) return project_->at(place) != nullptr;
  for (const std::string& path : {place + ".py", place + "/__init__.py"}) {
    if (auto interface = read_interface(path, most_bytes)) {
      project_ = project_->with({{place, std::move(interface)}});
      return true;
    }
  }
  return false;
}

// Those that hold the place, and the one that it is: its relative imports start in itself.
void ImportLoader::load_packages(const std::string& place) {
  const auto is_package = [](const std::string& folder) {
    std::error_code error;
    return fs::is_regular_file(folder + "/__init__.py", error);
  };
  if (is_package(place)) load_module(place);
  for (std::string folder = folder_of(place); !folder.empty(); folder = folder_of(folder)) {
    if (!is_package(folder) || !load_module(folder)) return;
  }
}

}  // namespace perfhint::server::cli
