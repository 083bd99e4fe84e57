// What crosses blocks: each block's Summary, and ModuleFacts, their join. A block's findings depend on its
// text, the settings, and the entries for the names it mentions or asks for; fingerprint() of these is the
// key (I6).
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/facts/names.h"
#include "analysis/facts/types.h"

namespace perfhint {

// A class's shape, as far as its own statement tells.
struct ClassShape {
  struct Decorator {
    std::string name;                   // qualified where the block tells, else as written
    std::vector<std::string> keywords;  // "slots=True"
    bool says(std::string_view keyword) const;
    bool operator==(const Decorator&) const = default;
  };

  std::vector<std::string> bases;       // qualified where the block tells, else as written; keywords, too
  std::vector<std::string> attributes;  // self.NAME assigned in methods, in order
  std::vector<std::string> fields;      // annotated in the body, but for ClassVar: fields of a dataclass
  std::vector<std::string> slots;
  bool has_slots = false;
  bool computed_slots = false;  // there are more than `slots` tells
  // property, __getattr__, __getattribute__, __setattr__, other descriptors
  bool computed_attributes = false;
  std::vector<Decorator> decorators;
  bool operator==(const ClassShape&) const = default;
};

// One module-level name as one block has it.
struct NameSummary {
  std::string name;
  std::uint16_t definitions = 0;                     // how often this block binds it
  DefinitionKind kind = DefinitionKind::assignment;  // of the first
  Type type;           // join over this block's definitions; Unknown if not evident
  std::string target;  // an import's qualified name
  std::shared_ptr<const ClassShape> shape;
  bool mutated = false;               // changed, or let go to unknown code, in this block
  bool instantiated_in_loop = false;  // called in a loop or comprehension of this block
  bool instantiated_often = false;    // in a loop of many rounds as written
  std::int32_t written = -1;          // how many elements the display has that it is bound to; -1: not told
  // Of what it keeps (keeping.h): the first definition here makes an empty container; some use here releases;
  // unknown code gets the object here.
  bool starts_empty = false, released = false, let_go = false;
  // A function that loops over arithmetic and calls nothing but builtins and their types' methods: it never
  // waits.
  bool only_computes = false;
};

// Entries live in shards by the hash of their name; a set of shards is what changed, or what a block
// mentions.
constexpr std::size_t shard_count = 256;
using Shards = std::bitset<shard_count>;
std::size_t shard_of(std::string_view name);

struct Summary {
  // Sorted by name: names this block binds, mutates or instantiates in a loop; "import a.b" for what its
  // functions import.
  std::vector<NameSummary> names;
  std::vector<std::string_view> mentions;  // sorted: every free or module-level name this block says
  Shards mentioned;                        // of these
  bool star_import = false;
  std::vector<std::string> file_ignores;  // rules that `# perfhint: ignore-file[...]` names; "*" for all
};

Summary summarise(const Syntax&, const Names&);

// Joined over the blocks. `definitions` counts all of them.
using ModuleEntry = NameSummary;

std::uint64_t mix(std::uint64_t seed, std::uint64_t value);
std::uint64_t hash_text(std::string_view);
std::uint64_t hash_of(const NameSummary&);

class Project;

// Immutable; with() shares all but the shards that change. Borrows the summaries: their blocks must live on.
class ModuleFacts {
 public:
  ModuleFacts();
  ModuleFacts with(const std::vector<const Summary*>& removed,
                   const std::vector<const Summary*>& added) const;

  // What the rest of the workspace tells: `place` is this module's own (project.h). Edits keep it.
  ModuleFacts within(std::shared_ptr<const Project>, std::string place) const;
  const Project* project() const { return project_.get(); }  // null: none is known
  const std::shared_ptr<const Project>& shared_project() const { return project_; }
  const std::string& place() const { return place_; }

  const ModuleEntry* find(std::string_view name) const;
  std::vector<const ModuleEntry*> entries() const;  // in no order
  bool star_import() const { return star_imports_ > 0; }
  bool ignored(std::string_view rule) const;  // in the whole file

  // The shards in which the two differ, what they import from the project included; all of them if star
  // imports or file-wide ignores do.
  Shards changed_since(const ModuleFacts& before) const;
  // Of the entries for these names: equal fingerprints, equal facts.
  std::uint64_t fingerprint(const std::vector<std::string_view>& names) const;

 private:
  struct Shard;
  std::uint64_t imported(const ModuleEntry&) const;  // the fingerprint of what an import brings

  std::shared_ptr<const Project> project_;
  std::string place_;
  std::array<std::shared_ptr<const Shard>, shard_count> shards_;
  std::uint32_t star_imports_ = 0;
  std::vector<std::string> ignores_;  // sorted, with repetition
};

// Names that a block's findings rest on though the block does not say them: `min`, which a fix would write,
// or the base of a base.
struct AskedNames {
  std::vector<std::string> names;  // each once
  Shards shards;                   // of these
};

// The module's facts as one block asks for them.
class ModuleView {
 public:
  ModuleView(const ModuleFacts& facts) : facts_(facts) {}
  // Notes in `asked` what the block with this summary asks for and does not say.
  ModuleView(const ModuleFacts& facts, const Summary& block, AskedNames& asked)
      : facts_(facts), block_(&block), asked_(&asked) {}

  const ModuleEntry* find(std::string_view name) const;
  bool star_import() const { return facts_.star_import(); }
  bool ignored(std::string_view rule) const { return facts_.ignored(rule); }
  const Project* project() const { return facts_.project(); }
  const std::string& place() const { return facts_.place(); }

 private:
  const ModuleFacts& facts_;
  const Summary* block_ = nullptr;
  AskedNames* asked_ = nullptr;
};

}  // namespace perfhint
