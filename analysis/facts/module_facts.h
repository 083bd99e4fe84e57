// What crosses blocks: each block's Summary, and ModuleFacts, their join. A block's findings depend on its
// text, the settings, and the entries for the names it mentions; fingerprint() of these is the key (I6).
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
  std::vector<std::string> bases;       // qualified where known, else as written
  std::vector<std::string> attributes;  // self.NAME assigned in methods, in order
  std::vector<std::string> slots;
  bool has_slots = false;
  bool computed_attributes =
      false;  // property, __getattr__, __getattribute__, __setattr__, other descriptors
  std::vector<std::string> decorators;  // qualified where known, else as written
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
};

// Entries live in shards by the hash of their name; a set of shards is what changed, or what a block
// mentions.
constexpr std::size_t shard_count = 256;
using Shards = std::bitset<shard_count>;
std::size_t shard_of(std::string_view name);

struct Summary {
  std::vector<NameSummary>
      names;  // sorted by name; names this block binds, mutates or instantiates in a loop
  std::vector<std::string_view> mentions;  // sorted: every free or module-level name this block says
  Shards mentioned;                        // of these
  bool star_import = false;
  std::vector<std::string> file_ignores;  // rules that `# perfhint: ignore-file[...]` names; "*" for all
};

Summary summarise(const Syntax&, const Names&);

// Joined over the blocks. `definitions` counts all of them.
using ModuleEntry = NameSummary;

// Immutable; with() shares all but the shards that change. Borrows the summaries: their blocks must live on.
class ModuleFacts {
 public:
  ModuleFacts();
  ModuleFacts with(const std::vector<const Summary*>& removed,
                   const std::vector<const Summary*>& added) const;

  const ModuleEntry* find(std::string_view name) const;
  bool star_import() const { return star_imports_ > 0; }
  bool ignored(std::string_view rule) const;  // in the whole file

  // The shards in which the two differ; all of them if star imports or file-wide ignores do.
  Shards changed_since(const ModuleFacts& before) const;
  // Of the entries for these names: equal fingerprints, equal facts.
  std::uint64_t fingerprint(const std::vector<std::string_view>& mentions) const;

 private:
  struct Shard;
  std::array<std::shared_ptr<const Shard>, shard_count> shards_;
  std::uint32_t star_imports_ = 0;
  std::vector<std::string> ignores_;  // sorted, with repetition
};

}  // namespace perfhint
