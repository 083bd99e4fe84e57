// Project: what the modules of a workspace tell each other: an interface a module, by its place. An immutable
// snapshot; the server fills it from disk and from open documents, here it is only asked. A module that is
// not there is unknown.
//
// A place is a module's path without ".py"; a package's is that of its folder. Places are compared, never
// opened.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/facts/module_facts.h"

namespace perfhint {

// What a module offers to those that import it.
struct Interface {
  std::vector<NameSummary> names;  // sorted by name: classes, and what it imports itself
  bool package = false;            // its place is a folder: it is the folder's __init__.py
  bool star_import = false;        // more names may be there
  std::uint64_t hash = 0;          // of all the above
  const NameSummary* find(std::string_view name) const;
};

Interface interface_of(const ModuleFacts&, bool package);

class Project {
 public:
  using Change = std::pair<std::string, std::shared_ptr<const Interface>>;  // a place; null: it is gone

  // `roots`: folders from which absolute imports are looked up, besides that of the importing module itself.
  explicit Project(std::vector<std::string> roots = {});
  std::shared_ptr<const Project> with(const std::vector<Change>&) const;

  const Interface* at(std::string_view place) const;
  std::size_t size() const { return interfaces_->size(); }

  // A name of a module; where the name stands for a module itself, or nothing is known, `name` is null.
  struct Found {
    const NameSummary* name = nullptr;
    std::string place;
    explicit operator bool() const { return name != nullptr; }
  };
  // `qualified`, as an import in the module at `from` says it: "shapes.Point", ".shapes.Point". Follows what
  // modules import from each other.
  Found find(std::string_view from, std::string_view qualified) const;
  // Where the module of an import may lie, in the order in which it is looked for: the first that is there
  // counts. `rest` is what is then to be found in it.
  struct Candidate {
    std::string place, rest;
  };
  std::vector<Candidate> candidates(std::string_view from, std::string_view qualified) const;
  // Equal fingerprints: find(), and what a class found there inherits, tell the same. 0: not of this project.
  std::uint64_t fingerprint(std::string_view from, std::string_view qualified) const;

 private:
  static constexpr int deepest = 8;  // re-exports, and bases above bases
  using Interfaces = std::map<std::string, std::shared_ptr<const Interface>, std::less<>>;

  Found find(std::string_view from, std::string_view qualified, int depth) const;
  Found name_in(const Interface&, const std::string& place, std::string_view rest, int depth) const;
  std::uint64_t fingerprint(std::string_view from, std::string_view qualified, int depth) const;
  std::uint64_t fingerprint(const Found&, int depth) const;
  std::string own_root(std::string_view place) const;
  std::vector<std::string> folders_for(std::string_view from, std::string_view& qualified) const;

  std::vector<std::string> roots_;
  std::shared_ptr<const Interfaces> interfaces_;
  std::uint64_t hash_ = 0;  // of all interfaces, in any order
};

}  // namespace perfhint
