// Shards of joined entries. Every join is commutative, so the order of edits leaves no trace (I6).
#include "analysis/facts/module_facts.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "analysis/facts/project.h"

namespace perfhint {

std::uint64_t mix(std::uint64_t seed, std::uint64_t value) {
  seed ^= value + 0x9E3779B97F4A7C15u + (seed << 6) + (seed >> 2);
  return seed * 0xFF51AFD7ED558CCDu;
}

std::uint64_t hash_text(std::string_view text) { return std::hash<std::string_view>()(text); }

namespace {

std::uint64_t hash_shape(const ClassShape& shape) {
  std::uint64_t hash = shape.has_slots * 4u + shape.computed_slots * 2u + shape.computed_attributes;
  const auto add = [&](const std::vector<std::string>& list) {
    hash = mix(hash, list.size());
    for (const std::string& text : list) hash = mix(hash, hash_text(text));
  };
  for (const auto* list : {&shape.bases, &shape.attributes, &shape.fields, &shape.slots}) add(*list);
  for (const ClassShape::Decorator& decorator : shape.decorators) {
    hash = mix(hash, hash_text(decorator.name));
    add(decorator.keywords);
  }
  return hash;
}

}  // namespace

std::uint64_t hash_of(const NameSummary& entry) {
  std::uint64_t hash = mix(hash_text(entry.name), entry.definitions);
  hash = mix(hash, static_cast<std::uint64_t>(entry.kind));
  hash = mix(hash, hash_of(entry.type));
  hash = mix(hash, hash_text(entry.target));
  hash = mix(hash, static_cast<std::uint32_t>(entry.written) * 2u + entry.instantiated_often);
  hash = mix(hash, entry.starts_empty * 4u + entry.released * 2u + entry.let_go);
  hash = mix(hash, entry.only_computes * 4u + entry.mutated * 2u + entry.instantiated_in_loop);
  return entry.shape ? mix(hash, hash_shape(*entry.shape)) : hash;
}

namespace {

ModuleEntry join_all(const std::vector<const NameSummary*>& parts) {
  ModuleEntry entry;
  entry.name = parts.front()->name;
  bool first = true;
  for (const NameSummary* part : parts) {
    entry.mutated |= part->mutated;
    entry.instantiated_in_loop |= part->instantiated_in_loop;
    entry.instantiated_often |= part->instantiated_often;
    entry.released |= part->released;
    entry.let_go |= part->let_go;
    if (part->definitions == 0) {
      if (!part->target.empty()) entry.target = part->target;  // an import inside a function
      continue;
    }
    entry.definitions = static_cast<std::uint16_t>(entry.definitions + part->definitions);
    if (first) {
      entry.kind = part->kind;
      entry.only_computes = part->only_computes;
      entry.type = part->type;
      entry.target = part->target;
      entry.shape = part->shape;
      entry.starts_empty = part->starts_empty;
      entry.written = part->written;
    } else {
      if (entry.kind != part->kind) entry.kind = DefinitionKind::assignment;
      entry.type = join(entry.type, part->type);
      if (entry.target != part->target) entry.target.clear();
      entry.shape = nullptr;
      entry.starts_empty = false;
      entry.written = -1;
    }
    first = false;
  }
  return entry;
}

}  // namespace

bool ClassShape::Decorator::says(std::string_view keyword) const {
  return std::find(keywords.begin(), keywords.end(), keyword) != keywords.end();
}

std::size_t shard_of(std::string_view name) { return hash_text(name) % shard_count; }

struct ModuleFacts::Shard {
  struct Slot {
    std::vector<const NameSummary*> parts;
    ModuleEntry joined;
    std::uint64_t hash = 0;
  };
  std::map<std::string, Slot, std::less<>> slots;
  std::uint64_t hash = 0;  // of all slots, in any order
};

ModuleFacts::ModuleFacts() {
  static const auto empty = std::make_shared<const Shard>();
  shards_.fill(empty);
}

ModuleFacts ModuleFacts::with(const std::vector<const Summary*>& removed,
                              const std::vector<const Summary*>& added) const {
  ModuleFacts next = *this;
  std::map<std::size_t, std::shared_ptr<Shard>> opened;
  const auto open = [&](const std::string& name) -> Shard& {
    const std::size_t index = shard_of(name);
    auto& shard = opened[index];
    if (!shard) shard = std::make_shared<Shard>(*shards_[index]);
    return *shard;
  };
  for (const Summary* summary : removed) {
    for (const NameSummary& name : summary->names) {
      auto& parts = open(name.name).slots[name.name].parts;
      if (const auto at = std::find(parts.begin(), parts.end(), &name); at != parts.end()) parts.erase(at);
    }
    next.star_imports_ -= summary->star_import;
    for (const std::string& ignore : summary->file_ignores) {
      next.ignores_.erase(std::lower_bound(next.ignores_.begin(), next.ignores_.end(), ignore));
    }
  }
  for (const Summary* summary : added) {
    for (const NameSummary& name : summary->names) open(name.name).slots[name.name].parts.push_back(&name);
    next.star_imports_ += summary->star_import;
    for (const std::string& ignore : summary->file_ignores) {
      next.ignores_.insert(std::lower_bound(next.ignores_.begin(), next.ignores_.end(), ignore), ignore);
    }
  }
  const auto refresh = [&](std::string_view name) {
    Shard& shard = *opened[shard_of(name)];
    const auto at = shard.slots.find(name);
    if (at == shard.slots.end()) return;
    Shard::Slot& slot = at->second;
    shard.hash ^= slot.hash;
    if (slot.parts.empty()) {
      shard.slots.erase(at);
      return;
    }
    slot.joined = join_all(slot.parts);
    slot.hash = hash_of(slot.joined);
    shard.hash ^= slot.hash;
  };
  std::set<std::string_view> touched;  // once each: a name may be bound in thousands of blocks
  for (const auto* summaries : {&removed, &added}) {
    for (const Summary* summary : *summaries) {
      for (const NameSummary& name : summary->names) touched.insert(name.name);
    }
  }
  for (const std::string_view name : touched) refresh(name);
  for (auto& [index, shard] : opened) next.shards_[index] = std::move(shard);
  return next;
}

ModuleFacts ModuleFacts::within(std::shared_ptr<const Project> project, std::string place) const {
  ModuleFacts next = *this;
  next.project_ = std::move(project);
  next.place_ = std::move(place);
  return next;
}

std::vector<const ModuleEntry*> ModuleFacts::entries() const {
  std::vector<const ModuleEntry*> all;
  for (const auto& shard : shards_) {
    for (const auto& [name, slot] : shard->slots) all.push_back(&slot.joined);
  }
  return all;
}

std::uint64_t ModuleFacts::imported(const ModuleEntry& entry) const {
  return project_ && !entry.target.empty() ? project_->fingerprint(place_, entry.target) : 0;
}

const ModuleEntry* ModuleFacts::find(std::string_view name) const {
  const auto& slots = shards_[shard_of(name)]->slots;
  const auto at = slots.find(name);
  return at == slots.end() ? nullptr : &at->second.joined;
}

bool ModuleFacts::ignored(std::string_view rule) const {
  const auto has = [&](std::string_view name) {
    return std::binary_search(ignores_.begin(), ignores_.end(), name, std::less<>());
  };
  return has("*") || has(rule);
}

Shards ModuleFacts::changed_since(const ModuleFacts& before) const {
  Shards changed;
  if (star_import() != before.star_import() || ignores_ != before.ignores_) return changed.set();
  for (std::size_t i = 0; i < shard_count; ++i) {
    if (shards_[i]->hash != before.shards_[i]->hash) changed.set(i);
  }
  if (project_ == before.project_ && place_ == before.place_) return changed;
  for (const auto& shard : shards_) {
    for (const auto& [name, slot] : shard->slots) {
      if (imported(slot.joined) != before.imported(slot.joined)) changed.set(shard_of(name));
    }
  }
  return changed;
}

std::uint64_t ModuleFacts::fingerprint(const std::vector<std::string_view>& names) const {
  std::uint64_t hash = star_import();
  for (const std::string& ignore : ignores_) hash = mix(hash, hash_text(ignore));
  for (const std::string_view name : names) {
    const auto& slots = shards_[shard_of(name)]->slots;
    const auto at = slots.find(name);
    hash = mix(hash, at == slots.end() ? 0 : mix(at->second.hash, imported(at->second.joined)));
  }
  return hash;
}

const ModuleEntry* ModuleView::find(std::string_view name) const {
  if (asked_ && !std::binary_search(block_->mentions.begin(), block_->mentions.end(), name)) {
    if (std::find(asked_->names.begin(), asked_->names.end(), name) == asked_->names.end()) {
      asked_->names.emplace_back(name);
      asked_->shards.set(shard_of(name));
    }
  }
  return facts_.find(name);
}

}  // namespace perfhint
