// Parsing and flattening. tree-sitter's cursor walks the tree once; rows are written in preorder.
#include "analysis/syntax/parser.h"

#include <tree_sitter/api.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <new>

extern "C" const TSLanguage* tree_sitter_python(void);

namespace perfhint {

namespace {

// To delete takes memory, too: what there is none for stays behind.
template <class T>
void drop(void (*with)(T*), T* what) noexcept {
  try {
    with(what);
  } catch (const std::bad_alloc&) {
  }
}

struct TreeDeleter {
  void operator()(TSTree* tree) const { drop(ts_tree_delete, tree); }
};
using OwnedTree = std::unique_ptr<TSTree, TreeDeleter>;

}  // namespace

struct RetainedTree {
  OwnedTree tree;
};

namespace {

// tree-sitter's numbers to our enumerators, found by name.
struct Symbols {
  std::vector<Kind> kinds;    // by TSSymbol
  std::vector<Field> fields;  // by TSFieldId
};

Symbols read_symbols() {
  const TSLanguage* language = tree_sitter_python();
  Symbols symbols;
  symbols.kinds.assign(ts_language_symbol_count(language), Kind::none);
  const auto enter = [&](Kind kind, bool named) {
    bool found = false;
    for (std::uint32_t id = 0; id < symbols.kinds.size(); ++id) {
      const auto symbol = static_cast<TSSymbol>(id);
      const TSSymbolType type = ts_language_symbol_type(language, symbol);
      if (type != (named ? TSSymbolTypeRegular : TSSymbolTypeAnonymous)) continue;
      if (ts_language_symbol_name(language, symbol) != name_of(kind)) continue;
      symbols.kinds[id] = kind;
      found = true;
    }
    return found;
  };
  bool complete = true;
#define X(enumerator, name, named) complete &= enter(Kind::enumerator, named);
  PERFHINT_KINDS(X)
#undef X
  symbols.fields.assign(ts_language_field_count(language) + 1, Field::none);
  const auto enter_field = [&](Field field) {
    const std::string_view name = name_of(field);
    const TSFieldId id =
        ts_language_field_id_for_name(language, name.data(), static_cast<std::uint32_t>(name.size()));
    if (id != 0) symbols.fields[id] = field;
    return id != 0;
  };
#define X(enumerator, name) complete &= enter_field(Field::enumerator);
  PERFHINT_FIELDS(X)
#undef X
  if (!complete) std::abort();  // another grammar than the pinned one: kind.h does not describe it
  return symbols;
}

const Symbols& symbols() {
  static const Symbols all = read_symbols();
  return all;
}

// Left alone, tree-sitter ends the process when there is no memory. Its C is compiled to be passed by
// exceptions; what they leave behind is not to be used again.
void* got(void* memory, std::size_t size) {
  if (!memory && size > 0) throw std::bad_alloc();
  return memory;
}
void* allocate(std::size_t size) { return got(std::malloc(size), size); }
void* allocate_zeroed(std::size_t count, std::size_t size) {
  return got(std::calloc(count, size), count * size);
}
void* allocate_again(void* old, std::size_t size) { return got(std::realloc(old, size), size); }

bool use_our_memory() {
  ts_set_allocator(allocate, allocate_zeroed, allocate_again, std::free);
  return true;
}

struct ParserDeleter {
  void operator()(TSParser* parser) const { drop(ts_parser_delete, parser); }
};
using OwnedParser = std::unique_ptr<TSParser, ParserDeleter>;

OwnedParser& this_threads_parser() {
  static const bool ours = use_our_memory();
  thread_local OwnedParser parser;
  if (!parser && ours) {
    OwnedParser fresh(ts_parser_new());
    ts_parser_set_language(fresh.get(), tree_sitter_python());
    parser = std::move(fresh);
  }
  return parser;
}

struct CursorGuard {
  explicit CursorGuard(TSNode root) : cursor(ts_tree_cursor_new(root)) {}
  CursorGuard(const CursorGuard&) = delete;
  CursorGuard& operator=(const CursorGuard&) = delete;
  ~CursorGuard() { drop(ts_tree_cursor_delete, &cursor); }
  TSTreeCursor cursor;
};

Row row_of(const TSTreeCursor& cursor, std::uint32_t parent) {
  const TSNode node = ts_tree_cursor_current_node(&cursor);
  const TSSymbol symbol = ts_node_symbol(node);
  const bool error = symbol == static_cast<TSSymbol>(-1);
  const Symbols& known = symbols();
  Row row{};
  row.kind = error ? Kind::error : symbol < known.kinds.size() ? known.kinds[symbol] : Kind::none;
  row.field = known.fields[ts_tree_cursor_current_field_id(&cursor)];
  const bool missing = ts_node_is_missing(node);
  row.flags = static_cast<std::uint8_t>(
      (ts_node_is_named(node) ? flag::named : 0) | (ts_node_is_extra(node) ? flag::extra : 0) |
      (missing ? flag::missing | flag::broken : 0) | (error ? flag::error : 0) |
      (error || ts_node_has_error(node) ? flag::broken : 0));
  row.begin = ts_node_start_byte(node);
  row.end = ts_node_end_byte(node);
  row.parent = parent;
  return row;
}

// Rows are gathered in a place that stays, and copied once their number is known: a block's own vector would
// grow through sizes that nobody uses. Of a huge block the place is given back.
std::vector<Row> flatten(const TSTree* tree) {
  constexpr std::size_t most_kept = 1 << 16;
  static thread_local std::vector<Row> rows;
  rows.clear();
  CursorGuard guard(ts_tree_root_node(tree));
  TSTreeCursor* cursor = &guard.cursor;
  std::uint32_t parent = 0;
  for (;;) {
    const auto index = static_cast<std::uint32_t>(rows.size());
    rows.push_back(row_of(*cursor, parent));
    if (ts_tree_cursor_goto_first_child(cursor)) {
      parent = index;
      continue;
    }
    rows[index].next = index + 1;
    std::uint32_t last = index;
    while (!ts_tree_cursor_goto_next_sibling(cursor)) {
      if (!ts_tree_cursor_goto_parent(cursor)) {
        std::vector<Row> exact(rows.begin(), rows.end());
        if (rows.capacity() > most_kept) std::vector<Row>().swap(rows);
        return exact;
      }
      last = rows[last].parent;
      rows[last].next = static_cast<std::uint32_t>(rows.size());
      parent = rows[last].parent;
    }
  }
}

TSPoint point_at(std::string_view text, Offset at) {
  const std::string_view before = text.substr(0, at);
  const auto row = static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n'));
  const std::size_t line = before.rfind('\n');
  return {row, static_cast<std::uint32_t>(line == std::string_view::npos ? at : at - line - 1)};
}

// Null: there was no memory, and the parse begins afresh.
OwnedTree edited_tree(const Syntax& before, std::string_view source, const Replacement& change) {
  OwnedTree tree(ts_tree_copy(before.tree()->tree.get()));
  TSInputEdit edit{};
  edit.start_byte = change.old_span.begin;
  edit.old_end_byte = change.old_span.end;
  edit.new_end_byte = change.old_span.begin + change.new_size;
  edit.start_point = point_at(source, edit.start_byte);
  edit.old_end_point = point_at(before.source(), edit.old_end_byte);
  edit.new_end_point = point_at(source, edit.new_end_byte);
  try {
    ts_tree_edit(tree.get(), &edit);
  } catch (const std::bad_alloc&) {
    static_cast<void>(tree.release());  // half edited: what it shares with `before` would be released twice
  }
  return tree;
}

// Null: there was no memory. The parser is then left as it lies, and the thread gets a new one.
OwnedTree parsed(std::string_view source, const TSTree* old) {
  OwnedParser& parser = this_threads_parser();
  try {
    return OwnedTree(
        ts_parser_parse_string(parser.get(), old, source.data(), static_cast<std::uint32_t>(source.size())));
  } catch (const std::bad_alloc&) {
    static_cast<void>(parser.release());
    return nullptr;
  }
}

std::shared_ptr<const Syntax> one_broken_node(std::string_view source) {
  constexpr std::uint8_t flags = flag::named | flag::error | flag::broken;
  return std::make_shared<Syntax>(
      source,
      std::vector<Row>{{Kind::error, Field::none, flags, 0, static_cast<Offset>(source.size()), 0, 1}},
      nullptr);
}

}  // namespace

std::shared_ptr<const Syntax> parse(std::string_view source, const Syntax* before,
                                    std::optional<Replacement> change) {
  OwnedTree old;
  if (before && before->tree() && change) old = edited_tree(*before, source, *change);
  OwnedTree tree = parsed(source, old.get());
  if (!tree) return one_broken_node(source);
  auto rows = flatten(tree.get());
  if (source.size() < large_block) return std::make_shared<Syntax>(source, std::move(rows), nullptr);
  return std::make_shared<Syntax>(source, std::move(rows),
                                  std::make_shared<const RetainedTree>(RetainedTree{std::move(tree)}));
}

}  // namespace perfhint
