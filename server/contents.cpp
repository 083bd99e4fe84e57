// An edit that comes late: those behind it are taken back, it is made, and they are made again.
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
  found_is_current_ = false;
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
  found_is_current_ = false;
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

bool Contents::find(const Settings& settings, std::stop_token stop) {
  if (found_is_current_ && !found_.stopped() && found_.settings() == settings) return false;
  found_ = check(now_.module, settings, found_.shared_module() ? &found_ : nullptr, std::move(stop));
  found_is_current_ = true;
  return true;
}

const Checked& Contents::checked(const Settings& settings, std::stop_token stop) {
  Settings asked = settings;
  asked.profiled = profile_ != nullptr;
  const bool fresh = find(asked, std::move(stop));
  if (!profile_) return found_;
  const bool known = weighed_.shared_module() == now_.module && weighed_.settings() == settings;
  if (fresh || !known) weighed_ = weighed(found_, settings, measured().measured);
  return weighed_;
}

void Contents::weigh_by(std::shared_ptr<const FileProfile> profile) {
  profile_ = std::move(profile);
  measured_module_ = nullptr;
  measured_ = {};
  weighed_ = {};
}

const MeasuredText& Contents::measured() {
  if (measured_module_ != now_.module) {
    measured_ = measured_text(*profile_, *now_.module);
    measured_module_ = now_.module;
  }
  return measured_;
}

void Contents::change(std::optional<std::int64_t> version, std::vector<lsp::ContentChange> changes) {
  const std::int64_t number = version.value_or(version_);
  if (number < floor_) return;
  found_is_current_ = false;
  if (!edits_.empty() && number < edits_.back().version) {
    redo({number, std::move(changes)});
  } else {
    version_ = std::max(version_, number);
    append({number, std::move(changes)});
  }
  settle();
}

void Contents::change_cells(std::int64_t version, Cells cells) {
  // One that goes back is a client's fault, but what it says now counts.
  change(std::max(version, version_), {{std::nullopt, std::exchange(cells.text.text, {})}});
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
  make(edit);
  const auto is_whole = [](const lsp::ContentChange& change) { return !change.range; };
  if (std::ranges::any_of(edit.changes, is_whole)) {
    edits_.clear();
    floor_ = edit.version;
    return;
  }
  if (edits_.size() == kept_edits) edits_.erase(edits_.begin());
  edits_.push_back(std::move(edit));
}

void Contents::redo(Edit late) {
  const auto behind = std::ranges::upper_bound(edits_, late.version, {}, &Edit::version);
  for (auto at = edits_.end(); at != behind;) take_back(*--at);
  for (auto at = edits_.insert(behind, std::move(late)); at != edits_.end(); ++at) make(*at);
}

void Contents::make(Edit& edit) {
  for (const lsp::ContentChange& change : edit.changes) {
    const auto [span, text] = replacement(change);
    const std::string old = now_.module ? now_.module->text(span)
                                        : std::string(now_.text->bytes().substr(span.begin, span.size()));
    edit.undo.push_back({{span.begin, static_cast<Offset>(span.begin + text.size())}, old});
    replace(span, text);
  }
}

void Contents::take_back(Edit& edit) {
  for (; !edit.undo.empty(); edit.undo.pop_back()) replace(edit.undo.back().span, edit.undo.back().text);
}

Contents::Source Contents::source(std::string text) const {
  if (text.size() > max_bytes_) return {nullptr, std::make_shared<const Text>(std::move(text))};
  return {std::make_shared<const Module>(std::move(text)), nullptr};
}

void Contents::replace(Span span, std::string_view text) {
  const Offset size = now_.module ? now_.module->size() : now_.text->size();
  const std::size_t rest = size - span.size();
  if (now_.module && rest > 0 && rest + text.size() <= max_bytes_) {
    now_.module = std::make_shared<const Module>(now_.module->edited({span, std::string(text)}));
  } else {
    std::string bytes = this->text();
    now_ = source(bytes.replace(span.begin, span.size(), text));
  }
}

// Where all is replaced, only what differs, so that the blocks around it are shared.
Contents::Replacement Contents::replacement(const lsp::ContentChange& change) const {
  const std::string_view text = change.text;
  if (!change.range && !now_.module) return {{0, now_.text->size()}, text};
  if (!change.range) {
    const std::string old = now_.module->text();
    const std::size_t head = common_prefix(old, text);
    const std::size_t tail = common_suffix(std::string_view(old).substr(head), text.substr(head));
    const Span span{static_cast<Offset>(head), static_cast<Offset>(old.size() - tail)};
    return {span, text.substr(head, text.size() - head - tail)};
  }
  const auto offset = [&](const lsp::Position& at) {
    const Position position{at.line, at.character};
    return now_.module ? now_.module->offset(position, encoding_) : now_.text->offset(position, encoding_);
  };
  const Offset a = offset(change.range->start), b = offset(change.range->end);
  return {{std::min(a, b), std::max(a, b)}, text};
}

}  // namespace perfhint::server
