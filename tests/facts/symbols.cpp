// Events by the scope they stand in, then CPython's analysis of free names from the innermost scope outward.
#include "tests/facts/symbols.h"

#include <algorithm>
#include <map>
#include <set>

#include "analysis/facts/loops.h"

namespace perfhint::testing {
namespace {

struct Symbol {
  char scope = '?';
  bool bound = false, read = false;
};

// The interpreter's own symbols, which it adds to what the text says.
bool is_internal(std::string_view name) { return name == class_cell; }

class Teller {
 public:
  Teller(const Syntax& syntax, const Names& names, bool inlined)
      : syntax_(syntax),
        names_(names),
        inlined_(inlined),
        symbols_(names.scopes().size()),
        free_(names.scopes().size()),
        children_(names.scopes().size()),
        merged_(names.scopes().size(), false) {}

  std::vector<std::string> run() {
    find_lines();
    find_future();
    for (std::uint32_t scope = 1; scope < symbols_.size(); ++scope)
      children_[scope_of(scope).parent].push_back(scope);
    for (const Binding& binding : names_.bindings()) place(binding);
    for (const Binding& binding : names_.bindings()) {
      if (binding.name == "super") ask_for_class(binding);
    }
    for (Node node : descendants(syntax_.root())) {
      if (node.is_any(Kind::global_statement, Kind::nonlocal_statement)) declare(node);
    }
    for (auto scope = static_cast<std::uint32_t>(symbols_.size()); scope-- > 0;) close(scope);
    std::vector<std::string> lines;
    for (std::uint32_t scope = 0; scope < symbols_.size(); ++scope) {
      if (!merged_[scope]) lines.push_back(line(scope));
    }
    std::sort(lines.begin(), lines.end());
    return lines;
  }

 private:
  const Scope& scope_of(std::uint32_t scope) const { return names_.scopes()[scope]; }
  bool is(std::uint32_t scope, ScopeKind kind) const { return scope_of(scope).kind == kind; }

  void find_lines() {
    const std::string_view source = syntax_.source();
    for (std::size_t at = source.find('\n'); at != std::string_view::npos; at = source.find('\n', at + 1)) {
      newlines_.push_back(static_cast<Offset>(at));
    }
  }

  void find_future() {
    for (Node node : children(syntax_.root())) {
      if (!node.is(Kind::future_import_statement)) continue;
      for (Node name : children(node)) {
        future_ |= (name.is(Kind::aliased_import) ? name.child(Field::name) : name).text() == "annotations";
      }
    }
  }

  // With `from __future__ import annotations` the interpreter does not look into annotations.
  bool unread(Node use) const {
    if (!future_) return false;
    for (Node at = use, below; at; below = at, at = at.parent()) {
      if (!at.is(Kind::type)) continue;
      const Node owner = at.parent();
      if (owner.is_any(Kind::typed_parameter, Kind::typed_default_parameter, Kind::assignment)) return true;
      if (at.field() == Field::return_type) return true;
    }
    return false;
  }

  // The class around an annotation scope shows its names in it, but to the symbol table they are global or
  // some function's.
  char letter(const Binding& binding, std::uint32_t from) const {
    if (binding.scope == from) {
      if (from != 0) return 'L';
      return binding.definitions.empty() ? 'g' : 'L';
    }
    if (binding.scope == 0) return 'g';
    return is(binding.scope, ScopeKind::class_) && binding.name != class_cell ? 'g' : 'F';
  }

  Symbol& symbol(std::uint32_t scope, const Binding& binding) {
    const std::string_view name = binding.name == class_cell ? "__class__" : binding.name;
    Symbol& found = symbols_[scope][name];
    if (found.scope == '?') found.scope = letter(binding, scope);
    return found;
  }

  void place(const Binding& binding) {
    for (const Definition& definition : binding.definitions) {
      if (is_internal(binding.name)) continue;
      std::uint32_t scope = names_.scope_at(definition.name);
      if (definition.kind == DefinitionKind::parameter || definition.kind == DefinitionKind::type_parameter)
        scope = binding.scope;
      symbol(scope, binding).bound = true;
      if (definition.kind == DefinitionKind::walrus) bind_around(scope, binding);
    }
    for (const std::uint32_t use : binding.uses) {
      const Node node = syntax_.node(use);
      const bool augmented = node.parent().is(Kind::augmented_assignment) && node.field() == Field::left;
      if (augmented || unread(node)) continue;
      const std::uint32_t scope = names_.scope_at(use);
      symbol(scope, binding).read = true;
    }
  }

  // super() asks for __class__ outside classes, too.
  void ask_for_class(const Binding& super) {
    for (const std::uint32_t use : super.uses) {
      const std::uint32_t scope = names_.scope_at(use);
      if (is(scope, ScopeKind::function)) symbols_[scope].try_emplace("__class__", Symbol{'g', false, true});
    }
  }

  void bind_around(std::uint32_t scope, const Binding& binding) {
    if (!is(scope, ScopeKind::comprehension)) return;
    const bool global = binding.scope == 0;
    if (global) symbols_[scope][binding.name].scope = 'G';
    while (is(scope, ScopeKind::comprehension)) scope = scope_of(scope).parent;
    Symbol& around = symbol(scope, binding);
    around.bound = true;
    if (global && scope == 0) around.scope = 'G';
  }

  void declare(Node statement) {
    const std::uint32_t scope = names_.scope_at(statement.index());
    const bool global = statement.is(Kind::global_statement);
    for (Node name : children(statement)) {
      symbols_[scope][name.text()].scope = global ? 'G' : 'F';
      if (global) symbols_[0][name.text()].scope = 'G';  // the interpreter notes it there, too
    }
  }

  bool merges(std::uint32_t scope) const {
    if (!inlined_ || !is(scope, ScopeKind::comprehension)) return false;
    if (syntax_.node(scope_of(scope).node).is(Kind::generator_expression)) return false;
    std::uint32_t outer = scope_of(scope).parent;
    const std::uint32_t parent = outer;
    while (is(outer, ScopeKind::annotation) || is(outer, ScopeKind::type_parameters))
      outer = scope_of(outer).parent;
    return outer == parent || !is(outer, ScopeKind::class_);
  }

  // The children are closed. What they leave free is this scope's, or passes through it.
  void close(std::uint32_t scope) {
    auto& own = symbols_[scope];
    std::set<std::string_view>& free = free_[scope];
    std::set<std::string_view> wanted, cells;
    std::vector<std::uint32_t> kept;
    for (const std::uint32_t child : children_[scope]) {
      if (merges(child)) merge(child, scope, cells);
      wanted.insert(free_[child].begin(), free_[child].end());
      if (!merged_[child])
        kept.push_back(child);
      else
        kept.insert(kept.end(), children_[child].begin(), children_[child].end());
    }
    children_[scope] = std::move(kept);
    const bool class_body = is(scope, ScopeKind::class_);
    for (auto& [name, symbol] : own) {
      if (symbol.scope == 'F') free.insert(name);
      if (symbol.scope == 'L' && scope != 0 && !class_body &&
          (wanted.contains(name) || cells.contains(name))) {
        symbol.scope = 'C';
        wanted.erase(name);
      }
    }
    if (scope == 0) return;
    for (const std::string_view name : wanted) {
      if (class_body && name == "__class__") continue;
      own.try_emplace(name, Symbol{'F'});
      free.insert(name);
    }
  }

  void merge(std::uint32_t inner, std::uint32_t outer, std::set<std::string_view>& cells) {
    merged_[inner] = true;
    std::set<std::string_view> deeper;
    for (const std::uint32_t child : children_[inner]) {
      for (const auto& [name, symbol] : symbols_[child]) {
        if (symbol.scope == 'F') deeper.insert(name);
      }
    }
    for (const auto& [name, symbol] : symbols_[inner]) {
      if (symbol.scope == 'C') cells.insert(name);
      const auto [place, added] = symbols_[outer].try_emplace(name, symbol);
      if (!added && place->second.bound && !deeper.contains(name) && !is(outer, ScopeKind::class_)) {
        free_[inner].erase(name);
      }
    }
  }

  std::string line(std::uint32_t index) const {
    const Scope& scope = scope_of(index);
    const Node node = syntax_.node(scope.node);
    static constexpr std::string_view kinds[] = {"module",   "class",           "function",  "function",
                                                 "function", "type parameters", "type alias"};
    std::string kind(kinds[static_cast<int>(scope.kind)]);
    std::string name(node.child(Field::name).text());
    Node first = node;
    if (scope.kind == ScopeKind::module) name = "top";
    if (scope.kind == ScopeKind::lambda) name = "lambda";
    if (node.is(Kind::type_alias_statement)) {
      name = node.child(Field::left).named_child(0).text();
      name = name.substr(0, name.find('['));
    } else if (scope.kind == ScopeKind::annotation) {
      kind = "type variable";
      name = node.parent().named_child(0).text();
    }
    if (node.is(Kind::list_comprehension)) name = "listcomp";
    if (node.is(Kind::set_comprehension)) name = "setcomp";
    if (node.is(Kind::dictionary_comprehension)) name = "dictcomp";
    if (node.is(Kind::generator_expression)) name = "genexpr";
    const auto above = std::lower_bound(newlines_.begin(), newlines_.end(), first.span().begin);
    const auto number = index == 0 ? 0 : above - newlines_.begin() + 1;
    std::string text = kind + "\t" + name + "\t" + std::to_string(number) + "\t";
    std::vector<std::string> told;
    for (const auto& [symbol_name, symbol] : symbols_[index]) {
      if (symbol.scope == 'g' && !symbol.bound && !symbol.read) continue;
      told.push_back(std::string(symbol_name) + ":" + symbol.scope + (symbol.bound ? "b" : "") +
                     (symbol.read ? "r" : ""));
    }
    std::sort(told.begin(), told.end());
    for (const std::string& one : told) text += (text.back() == '\t' ? "" : " ") + one;
    return text;
  }

  const Syntax& syntax_;
  const Names& names_;
  bool inlined_, future_ = false;
  std::vector<Offset> newlines_;
  std::vector<std::map<std::string_view, Symbol>> symbols_;
  std::vector<std::set<std::string_view>> free_;
  std::vector<std::vector<std::uint32_t>> children_;
  std::vector<bool> merged_;
};

}  // namespace

std::vector<std::string> symbols(const Syntax& syntax, const Names& names, bool inlined) {
  return Teller(syntax, names, inlined).run();
}

}  // namespace perfhint::testing
