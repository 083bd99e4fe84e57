#include "server/measurements.h"

#include "analysis/rules/rule.h"

namespace perfhint::server {

std::string Measurements::key(const Checked& checked, const Located& located) {
  const Block& block = *checked.module().blocks()[located.block].block;
  return std::string(located.finding->rule->name) + "@" + std::to_string(located.finding->span.begin) + " " +
         std::to_string(hash_text(block.text.bytes()));
}

std::string Measurements::add(const std::string& key, const std::string& brief, std::string markdown) {
  if (!brief.empty()) {
    auto more = std::make_shared<ByHint>(*by_hint_);
    (*more)[key] = brief;
    by_hint_ = std::move(more);
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
