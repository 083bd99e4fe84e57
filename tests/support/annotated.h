// A snippet as a Module whose first block the tests ask about: find() gives the node a marked text stands
// for.
#pragma once

#include <string>
#include <string_view>

#include "analysis/facts/facts.h"
#include "analysis/module.h"

namespace perfhint::testing {

class Snippet {
 public:
  explicit Snippet(std::string text, Python python = default_python) : module_(std::move(text)) {
    for (const Module::Entry& entry : module_.blocks()) {
      facts_.push_back(
          std::make_unique<Facts>(*entry.block->syntax, *entry.block->names, module_.facts(), python));
    }
  }

  const Module& module() const { return module_; }
  const Facts& facts(std::size_t block = 0) const { return *facts_[block]; }

  // The smallest node at the n-th occurrence of `text` in the whole snippet that has exactly that text.
  struct Place {
    const Facts& facts;
    Node node;
  };
  Place find(std::string_view text, int occurrence = 0) const {
    const std::string whole = module_.text();
    std::size_t at = whole.find(text);
    while (occurrence-- > 0 && at != std::string::npos) at = whole.find(text, at + 1);
    const auto begin = static_cast<Offset>(at == std::string::npos ? 0 : at);
    const std::size_t block = module_.block_at(begin);
    const Offset base = module_.blocks()[block].begin;
    const Span span{begin - base, begin - base + static_cast<Offset>(text.size())};
    return {*facts_[block], module_.blocks()[block].block->syntax->covering(span)};
  }

 private:
  Module module_;
  std::vector<std::unique_ptr<Facts>> facts_;
};

}  // namespace perfhint::testing
