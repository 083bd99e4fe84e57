#include "analysis/rules/filling_loop.h"

#include <algorithm>

#include "analysis/rules/rewrite.h"

namespace perfhint {
namespace {

constexpr std::size_t usual_width = 88;

// Only names, in tuples and lists as deep as they go.
bool binds_names_only(Node target) {
  for (Node node : descendants(target)) {
    if (node.named() && !node.extra() &&
        !node.is_any(Kind::identifier, Kind::pattern_list, Kind::tuple_pattern, Kind::list_pattern,
                     Kind::list_splat_pattern)) {
      return false;
    }
  }
  return true;
}

// Code that means the same inside a comprehension.
bool is_plain(Node loop) {
  for (Node node : descendants(loop)) {
    if (node.is_any(Kind::await_expression, Kind::yield_expression, Kind::named_expression, Kind::kw_async))
      return false;
  }
  return true;
}

// Inside a comprehension, `if` and `in` end before these.
std::string operand(Node node) {
  std::string text(node.text());
  if (node.is_any(Kind::conditional_expression, Kind::lambda_expression, Kind::expression_list))
    return "(" + text + ")";
  return text;
}

bool is_used(const Facts& facts, const Binding& binding, Node loop) {
  return std::any_of(binding.definitions.begin(), binding.definitions.end(),
                     [](const Definition& one) { return one.kind == DefinitionKind::deletion; }) ||
         facts.used_after(binding, loop);
}

bool is_all_within(const Facts& facts, const Binding& binding, Node loop) {
  const auto outside = [&](std::uint32_t node) { return !facts.syntax().node(node).within(loop); };
  return std::none_of(binding.uses.begin(), binding.uses.end(), outside) &&
         std::none_of(binding.definitions.begin(), binding.definitions.end(),
                      [&](const Definition& one) { return outside(one.name); });
}

// An exception that is raised in the statement's body may end there.
bool may_stop(const Facts& facts, Node statement) {
  if (!statement.is(Kind::with_statement)) return statement.is(Kind::try_statement);
  for (Node node : descendants(statement)) {
    if (node == statement.child(Field::body)) return false;
    if (!node.is(Kind::with_item)) continue;
    const Node value = node.child(Field::value);
    if (facts.may_swallow(value.is(Kind::as_pattern) ? value.named_child(0) : value)) return true;
  }
  return false;
}

// The part of the statement that the node is in.
Node part_of(Node statement, Node node) {
  while (node.parent() != statement) node = node.parent();
  return node;
}

// Where an error in the loop ends up in this function, and who there reads the name; none: nowhere.
Node reader_after_error(const Facts& facts, const Binding& binding, Node since, Node loop) {
  for (Node at = loop.parent(); at && !at.is_any(Kind::function_definition, Kind::lambda_expression);
       at = at.parent()) {
    if (!may_stop(facts, at)) continue;
    const Node part = part_of(at, loop);
    for (const std::uint32_t use : binding.uses) {
      const Node node = facts.syntax().node(use);
      if (!node.within(part) || node.span().begin < since.span().begin) return node;
    }
  }
  return {};
}

// The whole lines of a statement that shares them with nothing, line end included.
std::optional<Span> lines_of(Node statement) {
  const auto indent = indentation(statement);
  if (!indent) return std::nullopt;
  const std::string_view source = statement.syntax()->source();
  const Span span = statement.span();
  Offset end = span.end;
  while (end < source.size() && (source[end] == ' ' || source[end] == '\t')) ++end;
  if (end == source.size() || (source[end] != '\n' && source[end] != '\r')) return std::nullopt;
  end += source.substr(end, 2) == "\r\n" ? 2 : 1;
  return Span{span.begin - static_cast<Offset>(indent->size()), end};
}

std::string laid_out(Node loop, const std::string& head, const std::vector<std::string>& pieces) {
  std::string line = head;
  for (const std::string& piece : pieces) line += piece;
  const std::string_view indent = indentation(loop).value_or("");
  const bool fits = indent.size() + line.size() <= usual_width || line.find('\n') != std::string::npos;
  if (pieces.size() < 3 || fits) return line;
  std::string deeper(line_end(*loop.syntax()));
  deeper += std::string(indent) + (indent.starts_with('\t') ? "\t" : "    ");
  std::string text = head + pieces.front();
  for (std::size_t i = 1; i + 1 < pieces.size(); ++i) {
    const std::string& piece = pieces[i];
    text += deeper + piece.substr(piece.starts_with(' ') ? 1 : 0);
  }
  return text + std::string(line_end(*loop.syntax())) + std::string(indent) + pieces.back();
}

}  // namespace

FillingLoop read_filling_loop_of(Node statement, Node second) {
  FillingLoop all;
  all.statement = statement;
  std::uint32_t count = second ? 2 : 1;
  Node block = statement.parent();
  if (block.is(Kind::block) && block.parent().is(Kind::if_statement)) {
    const Node test = block.parent();
    if (block.named_child_count() != count || test.child(Field::alternative)) return {};
    all.condition = test.child(Field::condition);
    block = test.parent();
    count = 1;
  }
  const Node loop = block.parent();
  if (!loop.is(Kind::for_statement) || block != loop.child(Field::body) ||
      block.named_child_count() != count || loop.child(Field::alternative)) {
    return {};
  }
  const ForHead head = read_for(loop);
  if (head.async || !binds_names_only(head.target) || !is_plain(loop)) return {};
  all.loop = loop;
  all.target = head.target;
  all.iterable = head.iterable;
  return all;
}

FillingLoop read_filling_loop(Node expression) {
  const Node statement = expression.parent();
  return sole_expression(statement) == expression ? read_filling_loop_of(statement) : FillingLoop();
}

Start start_of(const Facts& facts, const Binding& binding, Node loop) {
  for (Node before = previous_statement(loop); before; before = previous_statement(before)) {
    if (!facts.rebound_within(binding, before) && facts.uses_within(binding, before).empty()) continue;
    const Node assignment = sole_expression(before);
    const Node name = assignment.child(Field::left), value = assignment.child(Field::right);
    const bool plain = assignment.is(Kind::assignment) && name.is(Kind::identifier) && value &&
                       !value.is(Kind::assignment) && facts.uses_within(binding, before).empty();
    return plain ? Start{before, value, assignment.child(Field::type)} : Start();
  }
  return {};
}

bool is_empty_list(const Facts& facts, Node value) {
  return (value.is(Kind::list) && value.named_child_count() == 0) ||
         (facts.is_call_of(value, "list") && value.child(Field::arguments).named_child_count() == 0);
}

bool is_empty_set(const Facts& facts, Node value) {
  return facts.is_call_of(value, "set") && value.child(Field::arguments).named_child_count() == 0;
}

bool is_empty_dict(const Facts& facts, Node value) {
  return (value.is(Kind::dictionary) && value.named_child_count() == 0) ||
         (facts.is_call_of(value, "dict") && value.child(Field::arguments).named_child_count() == 0);
}

Afterwards used_afterwards(const Facts& facts, const FillingLoop& all) {
  Afterwards worst = Afterwards::nobody;
  for (Node name : descendants(all.target)) {
    if (!name.is(Kind::identifier)) continue;
    const Binding* binding = facts.binding(name);
    if (binding == nullptr) return Afterwards::code;
    if (is_own_local(facts, *binding, all.loop)) {
      if (is_used(facts, *binding, all.loop)) return Afterwards::code;
      continue;
    }
    const bool closed = facts.is_closed(*binding) && !binding->captured && !binding->rebound_elsewhere;
    if (!closed || !is_all_within(facts, *binding, all.loop)) return Afterwards::code;
    worst = Afterwards::importers;
  }
  return worst;
}

std::string half_made_objection(const Facts& facts, const Binding& binding, const Start& start,
                                const FillingLoop& all) {
  const std::string name = "`" + std::string(binding.name) + "`";
  if (used_afterwards(facts, all) != Afterwards::nobody)
    return "`" + shown(all.target) + "` would no longer be bound by the loop";
  if (!is_own_local(facts, binding, all.loop) || binding.captured || binding.rebound_elsewhere ||
      (!start && !is_private(facts, binding))) {
    return "other code may look at " + name + " while the loop runs";
  }
  const Node since = start ? start.statement : all.loop;
  if (const Node reader = reader_after_error(facts, binding, since, all.loop)) {
    const Node statement = statement_of(reader);
    return "after an error in the loop, `" + shown(statement ? statement : reader) + "` would not find in " +
           name + " what had been added before it";
  }
  return {};
}

bool fits_comprehension(const Facts& facts, const FillingLoop& all) {
  const std::uint32_t scope = facts.names().scope_at(all.loop.index());
  if (facts.names().scopes()[scope].kind == ScopeKind::class_) return false;
  if (facts.oldest_python().minor >= 12) return true;
  for (Node node : descendants(all.loop)) {
    if (node.is(Kind::identifier) && (node.text() == "super" || node.text() == "__class__")) return false;
  }
  return true;
}

std::string clauses_of(const FillingLoop& all) {
  std::string text = " for " + std::string(all.target.text()) + " in " + operand(all.iterable);
  if (all.condition) text += " if " + operand(all.condition);
  return text;
}

std::string argument_of(const FillingLoop& all) {
  std::string text(all.iterable.text());
  return all.iterable.is_any(Kind::expression_list, Kind::generator_expression) ? "(" + text + ")" : text;
}

InOneGo in_one_go(const FillingLoop& all, std::string_view name, const Start& start,
                  const std::vector<std::string>& pieces) {
  InOneGo rewrite;
  const Syntax& syntax = *all.loop.syntax();
  const Span loop = all.loop.span();
  if (has_comment(syntax, loop)) {
    rewrite.refusal = "a comment would be lost";
    return rewrite;
  }
  if (!start) {
    rewrite.edits.push_back({loop, laid_out(all.loop, "", pieces)});
    return rewrite;
  }
  const Span between{start.statement.span().begin, loop.begin};
  const auto lines = lines_of(start.statement);
  std::string head(name);
  if (start.annotation) head += ": " + std::string(start.annotation.text());
  if (previous_statement(all.loop) == start.statement && indentation(start.statement) &&
      !has_comment(syntax, between)) {
    rewrite.edits.push_back({{between.begin, loop.end}, laid_out(all.loop, head + " = ", pieces)});
  } else if (lines && !has_comment(syntax, *lines)) {
    rewrite.edits.push_back({*lines, ""});
    rewrite.edits.push_back({loop, laid_out(all.loop, head + " = ", pieces)});
  } else if (!indentation(start.statement) && !start.annotation) {
    rewrite.edits.push_back({loop, laid_out(all.loop, head + " = ", pieces)});
  } else {
    rewrite.refusal = "a comment would be lost, or a statement beside the start";
  }
  return rewrite;
}

void offer(InOneGo rewrite, std::string objection, std::string proof, Finding& finding) {
  if (!rewrite.refusal.empty()) {
    finding.no_fix.reason = std::move(rewrite.refusal);
    return;
  }
  Fix fix;
  fix.title = finding.no_fix.title;
  fix.edits = std::move(rewrite.edits);
  fix.safety = objection.empty() ? Safety::safe : Safety::unsafe;
  fix.why = objection.empty() ? std::move(proof) : std::move(objection);
  finding.fixes.push_back(std::move(fix));
}

}  // namespace perfhint
