// Files are looked for where Project::find looks for places.
#include "server/cli/import_loader.h"

#include <algorithm>
#include <filesystem>

#include "server/cli/source_file.h"
#include "server/crash.h"
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

// A block for which the parser had no memory is one broken node.
bool may_lack_memory(const Module& module) {
  return std::ranges::any_of(module.blocks(), [](const Module::Entry& entry) {
    const Syntax& syntax = *entry.block->syntax;
    return syntax.size() == 1 && syntax.root().is(Kind::error);
  });
}

}  // namespace

std::optional<Digest> imported_text(const std::string& path) {
  const ReadSource read = read_source(path, most_bytes);
  return read.source ? std::optional(digest_of(read.source->text)) : std::nullopt;
}

ImportLoader::ImportLoader(const std::vector<std::string>& folders) {
  for (const std::string& folder : folders) {
    std::error_code error;
    if (!fs::is_directory(folder, error)) continue;
    roots_.push_back(absolute(folder));
    roots_.push_back(roots_.back() + "/src");
  }
  project_ = std::make_shared<const Project>(roots_);
}

Checked ImportLoader::check(const std::string& path, const std::string& text, const Settings& settings,
                            Grounds* grounds) {
  auto module =
      std::make_shared<const Module>(Module(text).within(nullptr, server::place_of(absolute(path)).place));
  Checked checked = perfhint::check(module, settings);
  Paths looked_at;
  for (int round = 0; round < deepest && !checked.imports_asked().empty(); ++round) {
    std::shared_ptr<const Project> project = with(checked.imports_asked(), looked_at);
    if (project == module->facts().shared_project()) break;
    module = std::make_shared<const Module>(module->within(std::move(project), module->facts().place()));
    checked = perfhint::check(module, settings, &checked);
  }
  if (grounds != nullptr) *grounds = grounds_of(looked_at, *module);
  return checked;
}

Module ImportLoader::with_bases(const std::string& path, const std::string& text) {
  Module module = Module(text).within(nullptr, server::place_of(absolute(path)).place);
  Paths looked_at;
  for (int round = 0; round < deepest; ++round) {
    std::vector<ImportLookup> asked;
    for (const ModuleEntry* entry : module.facts().entries()) {
      if (entry->shape) class_facts(module.facts(), entry->name, &asked);
    }
    std::shared_ptr<const Project> project = with(asked, looked_at);
    if (asked.empty() || project == module.facts().shared_project()) break;
    module = module.within(std::move(project), module.facts().place());
  }
  return module;
}

Grounds ImportLoader::grounds_of(const Paths& looked_at, const Module& module) {
  const std::scoped_lock lock(mutex_);
  Grounds grounds{{}, whole_ && !may_lack_memory(module)};
  for (const std::string& path : looked_at) grounds.files.push_back({path, read_.at(path)});
  return grounds;
}

std::shared_ptr<const Project> ImportLoader::with(const std::vector<ImportLookup>& lookups,
                                                  Paths& looked_at) {
  const std::scoped_lock lock(mutex_);
  for (const ImportLookup& lookup : lookups) {
    const auto [found, is_new] = looked_up_.try_emplace(lookup);
    if (is_new) load(lookup.place, lookup.qualified, 0, found->second);
    looked_at.insert(found->second.begin(), found->second.end());
  }
  return project_;
}

// The module that an import names, and those from which it has the name.
void ImportLoader::load(const std::string& place, const std::string& qualified, int depth, Paths& looked_at) {
  if (depth > deepest) return;
  load_packages(place, looked_at);
  for (const Project::Candidate& candidate : project_->candidates(place, qualified)) {
    if (!load_module(candidate.place, looked_at)) continue;
    load_packages(candidate.place, looked_at);
    const std::string head = candidate.rest.substr(0, candidate.rest.find('.'));
    const NameSummary* name = project_->at(candidate.place)->find(head);
    if (name && !name->target.empty()) {
      load(candidate.place, name->target + candidate.rest.substr(head.size()), depth + 1, looked_at);
    }
    return;
  }
}

// A folder counts before a file of its name, as for CPython.
bool ImportLoader::load_module(const std::string& place, Paths& looked_at) {
  return load_package(place, looked_at) || load_file(place + ".py", place, looked_at);
}

bool ImportLoader::load_package(const std::string& place, Paths& looked_at) {
  return load_file(place + "/__init__.py", place, looked_at);
}

bool ImportLoader::load_file(const std::string& path, const std::string& place, Paths& looked_at) {
  looked_at.insert(path);
  const auto [found, is_new] = read_.try_emplace(path);
  if (!is_new) return found->second.has_value();
  const ReadSource read = read_source(path, most_bytes);
  if (!read.source) return false;
  const crash::Activity activity("reading the names of", path);
  const Module module(read.source->text);
  auto interface =
      std::make_shared<const Interface>(interface_of(module.facts(), server::place_of(path).package));
  project_ = project_->with({{place, std::move(interface)}});
  whole_ &= !may_lack_memory(module);
  found->second = digest_of(read.source->text);
  return true;
}

// Those that hold the place, and the one that it is: its relative imports start in itself.
void ImportLoader::load_packages(const std::string& place, Paths& looked_at) {
  load_package(place, looked_at);
  for (std::string folder = folder_of(place); !folder.empty(); folder = folder_of(folder)) {
    if (!load_package(folder, looked_at)) return;
  }
}

}  // namespace perfhint::server::cli
