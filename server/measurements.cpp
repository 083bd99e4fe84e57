#include "server/measurements.h"

#include <fmt/format.h>

namespace perfhint::server {

std::string Measurements::key(const Block& block, std::string_view what, Offset at) {
  return fmt::format("{}@{} {}", what, at, hash_text(block.text.bytes()));
}

std::string Measurements::add(const std::string& key, const std::string& brief, std::string markdown) {
  if (!brief.empty()) {
    auto more = std::make_shared<ByKey>(*by_key_);
    (*more)[key] = brief;
    by_key_ = std::move(more);
  }
  std::string uri = "perfhint:/measure/" + std::to_string(documents_.size() + 1) + ".md";
  documents_[uri] = std::move(markdown);
  return uri;
}

const std::string* Measurements::document(const std::string& uri) const {
  const auto found = documents_.find(uri);
  return found == documents_.end() ? nullptr : &found->second;
}

}  // namespace perfhint::server
