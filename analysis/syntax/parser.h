// Parser: a block's text to its Syntax. The only door to tree-sitter.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "analysis/source/text.h"
#include "analysis/syntax/table.h"

namespace perfhint {

// One replacement, in bytes of the text before it.
struct Replacement {
  Span old_span;
  Offset new_size;
};

// Blocks of at least this many bytes keep their tree, so that an edit re-parses them incrementally.
constexpr Offset large_block = 16 * 1024;

// Parses `source`, which must outlive the result. With `before` and `change`, reuses before's tree where it
// has one. What is no Python is broken nodes; so is all of it where there is no memory to parse it, though
// std::bad_alloc may come as well. Thread-safe; one parser a thread is kept.
std::shared_ptr<const Syntax> parse(std::string_view source, const Syntax* before = nullptr,
                                    std::optional<Replacement> change = std::nullopt);

}  // namespace perfhint
