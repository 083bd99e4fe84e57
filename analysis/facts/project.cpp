// Imports are looked up as CPython would with the importing module's top folder first on sys.path, the roots
// behind it.
#include "analysis/facts/project.h"

#include <algorithm>

namespace perfhint {
namespace {

std::string_view folder_of(std::string_view place) {
  const std::size_t slash = place.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : place.substr(0, slash);
}

// "a.b.c" below `folder`: its first `count` parts as folders.
std::string place_below(std::string_view folder, std::string_view dotted) {
  std::string place(folder);
  if (!dotted.empty()) place += '/';
  for (char c : dotted) place += c == '.' ? '/' : c;
  return place;
}

}  // namespace

const NameSummary* Interface::find(std::string_view name) const {
  const auto at =
      std::lower_bound(names.begin(), names.end(), name,
                       [](const NameSummary& one, std::string_view other) { return one.name < other; });
  return at != names.end() && at->name == name ? &*at : nullptr;
}

Interface interface_of(const ModuleFacts& module, bool package) {
  Interface interface;
  interface.package = package;
  interface.star_import = module.star_import();
  interface.hash = static_cast<std::uint64_t>(package) * 2 + interface.star_import;
  for (const ModuleEntry* entry : module.entries()) {
    if (entry->definitions == 0 || (!entry->shape && entry->target.empty())) continue;
    interface.names.push_back(*entry);
    // How a module uses its own name is no business of others; nor are types, which name classes as it sees
    // them.
    NameSummary& name = interface.names.back();
    name.mutated = name.instantiated_in_loop = name.instantiated_often = false;
    name.starts_empty = name.released = name.let_go = false;
    name.written = -1;
    name.type = {};
  }
  std::sort(interface.names.begin(), interface.names.end(),
            [](const NameSummary& a, const NameSummary& b) { return a.name < b.name; });
  for (const NameSummary& name : interface.names) interface.hash = mix(interface.hash, hash_of(name));
  return interface;
}

Project::Project(std::vector<std::string> roots)
    : roots_(std::move(roots)), interfaces_(std::make_shared<const Interfaces>()) {}

std::shared_ptr<const Project> Project::with(const std::vector<Change>& changes) const {
  auto interfaces = std::make_shared<Interfaces>(*interfaces_);
  auto next = std::make_shared<Project>(roots_);
  next->hash_ = hash_;
  const auto count = [&](const std::string& place, const Interface& interface) {
    next->hash_ ^= mix(hash_text(place), interface.hash);
  };
  for (const auto& [place, interface] : changes) {
    if (const auto before = interfaces->find(place); before != interfaces->end()) {
      count(place, *before->second);
      interfaces->erase(before);
    }
    if (interface) {
      count(place, *interface);
      (*interfaces)[place] = interface;
    }
  }
  next->interfaces_ = std::move(interfaces);
  return next;
}

const Interface* Project::at(std::string_view place) const {
  const auto found = interfaces_->find(place);
  return found == interfaces_->end() ? nullptr : found->second.get();
}

// The folder of the topmost package that holds the place.
std::string Project::own_root(std::string_view place) const {
  std::string_view folder = folder_of(place);
  for (const Interface* above = at(folder); above && above->package; above = at(folder))
    folder = folder_of(folder);
  return std::string(folder);
}

// Where an import's first part may lie; takes the leading dots off.
std::vector<std::string> Project::folders_for(std::string_view from, std::string_view& qualified) const {
  if (!qualified.starts_with('.')) {
    std::vector<std::string> folders{own_root(from)};
    for (const std::string& root : roots_) {
      if (std::find(folders.begin(), folders.end(), root) == folders.end()) folders.push_back(root);
    }
    return folders;
  }
  const Interface* self = at(from);
  std::string_view folder = self && self->package ? from : folder_of(from);
  qualified.remove_prefix(1);
  while (qualified.starts_with('.')) {
    folder = folder_of(folder);
    qualified.remove_prefix(1);
  }
  return {std::string(folder)};
}

Project::Found Project::find(std::string_view from, std::string_view qualified) const {
  return find(from, qualified, 0);
}

std::vector<Project::Candidate> Project::candidates(std::string_view from, std::string_view qualified) const {
  std::vector<Candidate> all;
  const bool relative = qualified.starts_with('.');
  for (const std::string& folder : folders_for(from, qualified)) {
    // The longest prefix that is a module; the rest must be one name of it.
    for (std::size_t end = qualified.size(); end != std::string_view::npos && end > 0;) {
      const std::string_view rest = end < qualified.size() ? qualified.substr(end + 1) : std::string_view();
      all.push_back({place_below(folder, qualified.substr(0, end)), std::string(rest)});
      end = qualified.rfind('.', end - 1);
    }
    if (relative) all.push_back({folder, std::string(qualified)});
  }
  return all;
}

Project::Found Project::find(std::string_view from, std::string_view qualified, int depth) const {
  if (depth > deepest || interfaces_->empty()) return {};
  for (const Candidate& candidate : candidates(from, qualified)) {
    if (const Interface* module = at(candidate.place))
      return name_in(*module, candidate.place, candidate.rest, depth);
  }
  return {};
}

// `rest` of a qualified name, behind the module at `place`.
Project::Found Project::name_in(const Interface& module, const std::string& place, std::string_view rest,
                                int depth) const {
  if (rest.empty()) return {nullptr, place};
  const std::string_view head = rest.substr(0, rest.find('.'));
  const NameSummary* name = module.find(head);
  if (!name) return {};
  if (!name->target.empty())
    return find(place, name->target + std::string(rest.substr(head.size())), depth + 1);
  return head == rest ? Found{name, place} : Found{};
}

std::uint64_t Project::fingerprint(std::string_view from, std::string_view qualified) const {
  return fingerprint(from, qualified, 0);
}

std::uint64_t Project::fingerprint(std::string_view from, std::string_view qualified, int depth) const {
  if (depth > deepest) return 0;
  const Found found = find(from, qualified);
  if (found) return mix(hash_text(found.place), fingerprint(found, depth));
  // A module leads on to every other: what is said of its names hangs on the whole project.
  return found.place.empty() ? 0 : mix(hash_text(found.place), hash_);
}

std::uint64_t Project::fingerprint(const Found& found, int depth) const {
  std::uint64_t hash = hash_of(*found.name);
  if (depth > deepest || !found.name->shape) return hash;
  const Interface* module = at(found.place);
  for (const std::string& base : found.name->shape->bases) {
    const std::string_view head = std::string_view(base).substr(0, base.find('.'));
    const NameSummary* above = module ? module->find(head) : nullptr;
    if (!above || above == found.name) continue;
    hash = mix(hash, above->target.empty()
                         ? fingerprint({above, found.place}, depth + 1)
                         : fingerprint(found.place, above->target + base.substr(head.size()), depth + 1));
  }
  return hash;
}

}  // namespace perfhint
