// A digest of all that follows it, the key, the files, the hints. Paths are sorted, so each tells only how it
// differs from the one before.
#include "server/cli/cache_entry.h"

#include <algorithm>

#include "server/cli/packed.h"

namespace perfhint::server::cli {

namespace {

constexpr std::size_t digest_size = 16;

void add(Packer& to, const std::vector<SeenFile>& files) {
  to.add(std::uint64_t{files.size()});
  std::string_view before;
  for (const SeenFile& file : files) {
    const auto [differs, _] = std::mismatch(file.path.begin(), file.path.end(), before.begin(), before.end());
    const auto shared = static_cast<std::size_t>(differs - file.path.begin());
    to.add(std::uint64_t{shared});
    to.add(std::string_view(file.path).substr(shared));
    to.add(std::uint64_t{file.text.has_value()});
    if (file.text) to.add(*file.text);
    before = file.path;
  }
}

std::vector<SeenFile> files_of(Unpacker& from) {
  std::vector<SeenFile> files;
  std::string path;
  for (std::uint64_t left = from.number(); left > 0 && from.ok(); --left) {
    path.resize(from.number(path.size()));
    path += from.text();
    files.push_back({path, std::nullopt});
    if (from.number(1) == 1) files.back().text = from.digest();
  }
  return files;
}

void add(Packer& to, const Place& place) {
  for (const std::uint32_t number : {place.line, place.column, place.end_line, place.end_column, place.cell})
    to.add(std::uint64_t{number});
}

Place place_of(Unpacker& from) {
  Place place;
  for (std::uint32_t* number : {&place.line, &place.column, &place.end_line, &place.end_column, &place.cell})
    *number = static_cast<std::uint32_t>(from.number(UINT32_MAX));
  return place;
}

void add(Packer& to, const HintFix& fix) {
  to.add(fix.title);
  to.add(fix.why);
  to.add(static_cast<std::uint64_t>(fix.safety));
  to.add(std::uint64_t{fix.edits.size()});
  for (const HintEdit& edit : fix.edits) {
    add(to, edit.place);
    to.add(edit.text);
  }
}

HintFix fix_of(Unpacker& from) {
  HintFix fix;
  fix.title = from.text();
  fix.why = from.text();
  fix.safety = static_cast<Safety>(from.number(static_cast<std::uint64_t>(Safety::unsafe)));
  for (std::uint64_t left = from.number(); left > 0 && from.ok(); --left) {
    const Place place = place_of(from);
    fix.edits.push_back({place, std::string(from.text())});
  }
  return fix;
}

void add(Packer& to, const Hint& hint) {
  // All members by name: with one more this does not compile. What a profile has weighed is never kept.
  const auto& [path, rule, place, message, impact, severity, related, fixes, no_fix, profiled] = hint;
  to.add(rule);
  add(to, place);
  to.add(message);
  to.add(static_cast<std::uint64_t>(impact));
  to.add(static_cast<std::uint64_t>(severity));
  to.add(std::uint64_t{related.size()});
  for (const HintNote& note : related) {
    add(to, note.place);
    to.add(note.message);
  }
  to.add(std::uint64_t{fixes.size()});
  for (const HintFix& fix : fixes) add(to, fix);
  to.add(no_fix.title);
  to.add(no_fix.reason);
}

Hint hint_of(Unpacker& from) {
  Hint hint;
  hint.rule = from.text();
  hint.place = place_of(from);
  hint.message = from.text();
  hint.impact = static_cast<Impact>(from.number(static_cast<std::uint64_t>(Impact::micro)));
  hint.severity = static_cast<Severity>(from.number(static_cast<std::uint64_t>(Severity::warning)));
  for (std::uint64_t left = from.number(); left > 0 && from.ok(); --left) {
    const Place place = place_of(from);
    hint.related.push_back({place, std::string(from.text())});
  }
  for (std::uint64_t left = from.number(); left > 0 && from.ok(); --left) hint.fixes.push_back(fix_of(from));
  hint.no_fix.title = from.text();
  hint.no_fix.reason = from.text();
  return hint;
}

}  // namespace

std::string pack(const Digest& key, const CacheEntry& entry) {
  Packer body;
  body.add(key);
  add(body, entry.seen);
  body.add(std::uint64_t{entry.hints.size()});
  for (const Hint& hint : entry.hints) add(body, hint);
  Packer whole;
  whole.add(digest_of(body.bytes()));
  return whole.bytes() + body.bytes();
}

std::optional<CacheEntry> unpack(std::string_view bytes, const Digest& key) {
  if (bytes.size() < digest_size) return std::nullopt;
  const std::string_view body = bytes.substr(digest_size);
  Unpacker from(body);
  if (Unpacker(bytes).digest() != digest_of(body) || from.digest() != key) return std::nullopt;
  CacheEntry entry;
  entry.seen = files_of(from);
  for (std::uint64_t left = from.number(); left > 0 && from.ok(); --left)
    entry.hints.push_back(hint_of(from));
  if (!from.at_end()) return std::nullopt;
  return entry;
}

}  // namespace perfhint::server::cli
