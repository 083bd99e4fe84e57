// perfhint_claims: what facts claim of names, for trace_types.py to hold against running programs. Reads
// paths of Python files on standard input, one a line; writes for each a line for each claim, then an empty
// line:
//     function's first line TAB line (0: everywhere in it) TAB local|global|attribute TAB name TAB type
#include <cstdio>
#include <iostream>
#include <set>
#include <string>

#include "analysis/facts/facts.h"
#include "analysis/facts/loops.h"
#include "analysis/module.h"
#include "tests/support/corpus.h"

namespace perfhint {
namespace {

class Claims {
 public:
  explicit Claims(const std::string& path) : text_(testing::read_file(path)), module_(text_) {}

  void print() {
    for (const Module::Entry& entry : module_.blocks()) {
      if (entry.block->open || entry.block->syntax->root().broken()) continue;
      block_line_ = entry.line;
      text_of_block_ = &entry.block->text;
      const Facts facts(*entry.block->syntax, *entry.block->names, module_.facts(), default_python);
      print_bindings(facts);
      print_uses(facts);
    }
    std::printf("\n");
    std::fflush(stdout);
  }

 private:
  std::uint32_t line_of(Offset offset) const {
    return block_line_ + text_of_block_->position(offset, Encoding::utf8).line + 1;
  }

  // As co_firstlineno has it: decorators count.
  std::uint32_t first_line(Node function) const {
    const Node wrapper = function.parent();
    return line_of((wrapper.is(Kind::decorated_definition) ? wrapper : function).span().begin);
  }

  void claim(Node function, std::uint32_t line, const char* sort, std::string_view name, const Type& type) {
    if (!type && type.element == TypeKind::unknown && type.members().empty()) return;
    std::printf("%u\t%u\t%s\t%.*s\t%s\n", first_line(function), line, sort, static_cast<int>(name.size()),
                name.data(), describe(type).c_str());
  }

  void print_bindings(const Facts& facts) {
    for (const Binding& binding : facts.names().bindings()) {
      const Scope& scope = facts.names().scopes()[binding.scope];
      if (scope.kind != ScopeKind::function) continue;
      claim(facts.syntax().node(scope.node), 0, "local", binding.name, facts.type(binding));
    }
  }

  // What a line event sees is what the line's uses will see: not so behind a test, or in a part that is
  // evaluated at another time than the line it stands on.
  bool is_seen_at_line(Node use, Node function) const {
    const std::uint32_t line = line_of(use.span().begin);
    Node from = use;
    for (Node outer = use.parent(); outer && outer != function; from = outer, outer = outer.parent()) {
      switch (outer.kind()) {
        case Kind::conditional_expression:
          if (from != outer.named_child(1)) return false;
          break;
        case Kind::boolean_operator:
          if (from.field() == Field::right) return false;
          break;
        case Kind::for_statement:
          if (from.field() == Field::right || line_of(outer.span().begin) == line) return false;
          break;
        case Kind::if_statement:
        case Kind::elif_clause:
        case Kind::while_statement:
          if (from.field() != Field::condition && line_of(outer.span().begin) == line) return false;
          break;
        case Kind::list_comprehension:
        case Kind::set_comprehension:
        case Kind::dictionary_comprehension:
        case Kind::generator_expression:
        case Kind::lambda_expression:
        case Kind::with_clause:
        case Kind::function_definition:
        case Kind::class_definition:
        case Kind::decorated_definition:
        case Kind::match_statement:
        case Kind::case_clause:
        case Kind::type:
          return false;
        default:
          break;
      }
    }
    return true;
  }

  void print_uses(const Facts& facts) {
    const Syntax& syntax = facts.syntax();
    std::set<std::pair<std::uint32_t, std::string>> bound_on;  // (line, name)
    std::set<std::uint32_t> targets;
    for (const Binding& binding : facts.names().bindings()) {
      for (const Definition& definition : binding.definitions) {
        targets.insert(definition.name);
        const Node construct = syntax.node(definition.statement);
        const bool plain = construct.is(Kind::assignment);
        const std::uint32_t first = line_of(syntax.node(definition.name).span().begin);
        const std::uint32_t last = line_of(construct.span().end);
        if (plain && first == last) continue;  // evaluated before it binds
        for (std::uint32_t line = first; line <= std::min(last, first + 60); ++line) {
          if (line == first || construct.is(Kind::assignment))
            bound_on.emplace(line, std::string(binding.name));
        }
      }
    }
    for (std::uint32_t at = 0; at < syntax.size(); ++at) {
      const Node node = syntax.node(at);
      const Node function = enclosing_function(node);
      if (!function.is(Kind::function_definition)) continue;
      const std::uint32_t line = line_of(node.span().begin);
      if (node.is(Kind::attribute) && node.child(Field::object).text() == "self") {
        if (node.field() == Field::left || !is_seen_at_line(node, function)) continue;
        claim(function, line, "attribute", node.child(Field::attribute).text(), facts.type(node));
        continue;
      }
      const Binding* binding = facts.binding(node);
      if (!binding || targets.contains(at) || bound_on.contains({line, std::string(binding->name)})) continue;
      const Scope& scope = facts.names().scopes()[binding->scope];
      const bool local = scope.kind == ScopeKind::function && scope.node == function.index();
      const bool global = binding->scope == 0 && !facts.is_builtin(node, node.text());
      if ((!local && !global) || !is_seen_at_line(node, function)) continue;
      if (node.field() == Field::left && node.parent().is(Kind::assignment)) continue;
      claim(function, line, local ? "local" : "global", binding->name, facts.type(node));
    }
  }

  std::string text_;
  Module module_;
  std::uint32_t block_line_ = 0;
  const Text* text_of_block_ = nullptr;
};

}  // namespace
}  // namespace perfhint

int main() {
  std::string path;
  while (std::getline(std::cin, path)) perfhint::Claims(path).print();
  return 0;
}
