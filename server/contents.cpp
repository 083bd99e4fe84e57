// Snapshots make redoing simple: go back to one, and apply the edits again.
#include "server/contents.h"

#include <algorithm>

namespace perfhint::server {

namespace {

std::size_t common_prefix(std::string_view a, std::string_view b) {
  return static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
}

std::size_t common_suffix(std::string_view a, std::string_view b) {
  const auto at = std::mismatch(a.rbegin(), a.rend(), b.rbegin(), b.rend()).first;
  return static_cast<std::size_t>(at - a.rbegin());
}

}  // namespace

Contents::Contents(std::int64_t version, Encoding encoding, std::uint32_t max_bytes)
    : encoding_(encoding), max_bytes_(max_bytes), version_(version), floor_(version), now_(source({})) {}

std::string Contents::text() const {
  return now_.module ? now_.module->text() : std::string(now_.text->bytes());
}

void Contents::limit(std::uint32_t max_bytes) {
  if (max_bytes == max_bytes_) return;
  max_bytes_ = max_bytes;
  const bool fits = (now_.module ? now_.module->size() : now_.text->size()) <= max_bytes;
  if (fits == (now_.module != nullptr)) return;
  now_ = source(text());
  settle();
  checked_is_current_ = false;
}

void Contents::settle() {
  if (!now_.module || now_.module->facts().shared_project() == project_) return;
  now_.module = std::make_shared<const Module>(now_.module->within(project_, place_));
}

bool Contents::enter(std::shared_ptr<const Project> project, std::string place) {
  project_ = std::move(project);
  place_ = std::move(place);
  const auto before = now_.module;
  settle();
  if (!before || !now_.module->facts().changed_since(before->facts()).any()) return false;
  checked_is_current_ = false;
  return true;
}

std::shared_ptr<const Interface> Contents::new_interface(bool package) {
  if (!now_.module) return nullptr;
  const ModuleFacts& facts = now_.module->facts();
  if (offered_hash_ != 0 && !facts.changed_since(offered_).any()) return nullptr;
  offered_ = facts;
  auto interface = std::make_shared<const Interface>(interface_of(facts, package));
  if (interface->hash == std::exchange(offered_hash_, interface->hash)) return nullptr;
  return interface;
}

const Checked& Contents::checked(const Settings& settings, std::stop_token stop) {
  const bool same = checked_is_current_ && !checked_.stopped() && checked_.settings() == settings;
  if (!same) {
    checked_ = check(now_.module, settings, checked_.shared_module() ? &checked_ : nullptr, std::move(stop));
    checked_is_current_ = true;
  }
  return checked_;
}

void Contents::change(std::optional<std::int64_t> version, std::vector<lsp::ContentChange> changes) {
  const std::int64_t number = version.value_or(version_);
  if (number < floor_) return;
  checked_is_current_ = false;
  if (!edits_.empty() && number < edits_.back().version) {
    redo({number, std::move(changes), std::nullopt});
  } else {
    version_ = std::max(version_, number);
    append({number, std::move(changes), std::nullopt});
  }
  settle();
}

void Contents::change_cells(std::int64_t version, Cells cells) {
  change(version, {{std::nullopt, std::exchange(cells.text.text, {})}});
  cells_ = std::make_shared<const Cells>(std::move(cells));
}

View Contents::view(const std::string& uri) const {
  if (!cells_) return {uri, version_};
  for (std::size_t i = 0; i < cells_->cells.size(); ++i) {
    if (cells_->cells[i].uri == uri) return {cells_, i};
  }
  return View::none(uri);
}

std::vector<View> Contents::views(const std::string& uri) const {
  if (!cells_) return {{uri, version_}};
  std::vector<View> out;
  for (std::size_t i = 0; i < cells_->cells.size(); ++i) out.emplace_back(cells_, i);
  return out;
}

void Contents::append(Edit edit) {
  const Source before = now_;
  bool whole = false;
  for (const lsp::ContentChange& change : edit.changes) {
    now_ = applied(now_, change);
    whole |= !change.range;
  }
  if (whole) {
    edits_.clear();
    floor_ = edit.version;
    return;
  }
  const auto recent = static_cast<std::ptrdiff_t>(std::min(edits_.size(), edits_a_snapshot - 1));
  const bool snapshot_near =
      std::any_of(edits_.end() - recent, edits_.end(), [](const Edit& e) { return e.before.has_value(); });
  if (!snapshot_near) edit.before = before;
  edits_.push_back(std::move(edit));
  forget_the_oldest();
}

void Contents::redo(Edit late) {
  const auto behind = std::ranges::upper_bound(edits_, late.version, {}, &Edit::version);
  late.before = std::move(behind->before);
  behind->before.reset();
  const auto place = edits_.insert(behind, std::move(late));
  auto at = place;
  while (!at->before) --at;
  now_ = *at->before;
  for (; at != edits_.end(); ++at) {
    if (at->before) at->before = now_;
    for (const lsp::ContentChange& change : at->changes) now_ = applied(now_, change);
  }
}

void Contents::forget_the_oldest() {
  if (edits_.size() < kept_edits + edits_a_snapshot) return;
  const auto has_snapshot = [](const Edit& edit) { return edit.before.has_value(); };
  const auto second = std::find_if(edits_.begin() + 1, edits_.end() - kept_edits + 1, has_snapshot);
  if (second->before) edits_.erase(edits_.begin(), second);
}

Contents::Source Contents::source(std::string text) const {
  if (text.size() > max_bytes_) return {nullptr, std::make_shared<const Text>(std::move(text))};
  return {std::make_shared<const Module>(std::move(text)), nullptr};
}

Contents::Source Contents::replaced(const Source& before, Span span, std::string_view text) const {
  if (before.module && before.module->size() - span.size() + text.size() <= max_bytes_) {
    return {std::make_shared<const Module>(before.module->edited({span, std::string(text)})), nullptr};
  }
  std::string bytes = before.module ? before.module->text() : std::string(before.text->bytes());
  return source(bytes.replace(span.begin, span.size(), text));
}

Contents::Source Contents::applied(const Source& before, const lsp::ContentChange& change) const {
  if (!change.range) {
    if (!before.module) return source(change.text);
    // Only what differs, so that the blocks around it are shared.
    if (before.module->size() == 0) return source(change.text);
    const std::string old = before.module->text();
    const std::string_view now = change.text;
    const std::size_t head = common_prefix(old, now);
    const std::size_t tail = common_suffix(std::string_view(old).substr(head), now.substr(head));
    const Span span{static_cast<Offset>(head), static_cast<Offset>(old.size() - tail)};
    return replaced(before, span, now.substr(head, now.size() - head - tail));
  }
  const auto offset = [&](const lsp::Position& at) {
    const Position position{at.line, at.character};
    return before.module ? before.module->offset(position, encoding_)
                         : before.text->offset(position, encoding_);
  };
  const Offset a = offset(change.range->start), b = offset(change.range->end);
  return replaced(before, {std::min(a, b), std::max(a, b)}, change.text);
}

}  // namespace perfhint::server
