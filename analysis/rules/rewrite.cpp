// Rewrite: what fixes need to know of the code around them.
#include "analysis/rules/rewrite.h"

#include <algorithm>
#include <array>

namespace perfhint {
namespace {

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\f") == std::string_view::npos; }

Offset line_begin(std::string_view source, Offset at) {
  while (at > 0 && source[at - 1] != '\n' && source[at - 1] != '\r') --at;
  return at;
}

Offset line_stop(std::string_view source, Offset at) {
  while (at < source.size() && source[at] != '\n' && source[at] != '\r') ++at;
  return at;
}

bool says(const Facts& facts, Node region, std::string_view name) {
  for (Node node : descendants(region)) {
    if (!node.is(Kind::identifier) || node.text() != name) continue;
    const bool own = node.field() == Field::attribute ||
                     (node.field() == Field::name && node.parent().is(Kind::keyword_argument));
    if (!own) return true;  // not x.name, not f(name=...)
  }
  return region == facts.syntax().root() && facts.module().find(name) != nullptr;
}

// Where a name bound by a statement at `at` would live: its function, or the whole block.
Node naming_region(const Facts& facts, Node at) {
  const Node function = facts.enclosing_function(at);
  return function ? function : facts.syntax().root();
}

bool in_class_body(const Facts& facts, Node statement) {
  const Names& names = facts.names();
  return names.scopes()[names.scope_at(statement.parent().index())].kind == ScopeKind::class_;
}

// The binding's scope and all around it, from where `at` is evaluated, bind `name`.
bool is_bound_around(const Facts& facts, Node at, std::string_view name) {
  const Names& names = facts.names();
  for (std::uint32_t scope = names.scope_at(at.index()); scope != no_scope;
       scope = names.scopes()[scope].parent) {
    if (names.scopes()[scope].open) return true;
    const std::uint32_t binding = names.find(scope, name);
    if (scope != 0 && binding != no_binding) return true;
  }
  return false;
}

constexpr std::array<std::string_view, 14> quiet_methods = {
    "append", "appendleft", "add",     "clear",  "discard", "extend",     "insert",
    "pop",    "popitem",    "popleft", "remove", "reverse", "setdefault", "update"};

// A method of a str or number, or one that only changes an object no one else has.
bool is_quiet_call(const Facts& facts, Node call) {
  for (const Call::Keyword& keyword : read_call(call).keywords) {
    if (keyword.name == "key") return false;
  }
  if (facts.is_pure(call) || facts.is_call_of(call, "print")) return true;
  const MethodCall method = read_method_call(call);
  if (!method) return false;
  switch (facts.type(method.object).kind) {
    case TypeKind::str:
    case TypeKind::bytes:
    case TypeKind::integer:
    case TypeKind::floating:
      return true;
    default:
      break;
  }
  if (std::find(quiet_methods.begin(), quiet_methods.end(), method.method) == quiet_methods.end())
    return false;
  const Binding* binding = facts.binding(method.object);
  return binding && is_private(facts, *binding);
}

// Iterating it may run anyone's code: a generator, a class's __next__.
bool runs_code(const Facts& facts, Node iterable) {
  const Type type = facts.type(iterable);
  const Node made = unparenthesised(iterable);
  for (const auto* maker : {"enumerate", "zip", "reversed"}) {
    if (!facts.is_call_of(made, maker)) continue;
    const auto arguments = read_call(made).positional;
    return std::any_of(arguments.begin(), arguments.end(), [&](Node argument) {
      const Type own = facts.type(argument);
      return !own || own.is(TypeKind::iterator) || own.is(TypeKind::instance);
    });
  }
  return !type || type.is(TypeKind::iterator) || type.is(TypeKind::instance);
}

// The name whose object `target = `, `target += ` or `del target` changes in place; none for a plain name.
Node changed_name(Node target) {
  Node at = unparenthesised(target);
  if (!at.is(Kind::subscript)) return {};
  return read_subscript(at).object;
}

bool may_alias(const Facts& facts, const Binding& binding, Node object) {
  if (!object) return false;
  const Binding* other = facts.binding(object);
  if (other == &binding) return false;
  if (other && is_private(facts, *other)) return false;
  const Type type = facts.type(object);
  return !type || type.is(facts.type(binding).kind);
}

}  // namespace

Node statement_of(Node node) {
  const auto is_part = [](Node at) {  // a case is no statement, though it stands in a block
    return at.is(Kind::case_clause) || !at.parent().is_any(Kind::block, Kind::module);
  };
  while (node && node.parent() && is_part(node)) node = node.parent();
  return node.parent() ? node : Node();
}

Node previous_statement(Node statement) {
  Node before;
  for (Node sibling : children(statement.parent())) {
    if (sibling == statement) return before;
    before = sibling;
  }
  return {};
}

std::optional<std::string_view> indentation(Node statement) {
  if (!statement) return std::nullopt;
  const std::string_view source = statement.syntax()->source();
  const Offset begin = line_begin(source, statement.span().begin);
  const std::string_view before = source.substr(begin, statement.span().begin - begin);
  if (!is_blank(before)) return std::nullopt;
  // A line that a backslash continues is not the statement's own.
  if (begin >= 2 && source.substr(0, begin).find_last_not_of("\r\n") != std::string_view::npos &&
      source[source.substr(0, begin).find_last_not_of("\r\n")] == '\\') {
    return std::nullopt;
  }
  return before;
}

std::string_view line_end(const Syntax& syntax) {
  const std::string_view source = syntax.source();
  const std::size_t at = source.find_first_of("\r\n");
  if (at == std::string_view::npos) return "\n";
  return source.substr(at, source.substr(at, 2) == "\r\n" ? 2 : 1);
}

std::optional<Edit> line_before(Node statement, std::string_view code) {
  const auto indent = indentation(statement);
  if (!indent) return std::nullopt;
  const Offset at = statement.span().begin;
  std::string text(code);
  text += line_end(*statement.syntax());
  text += *indent;
  return Edit{{at, at}, std::move(text)};
}

std::optional<Edit> line_after(Node statement, std::string_view code) {
  const auto indent = indentation(statement);
  if (!indent) return std::nullopt;
  const std::string_view source = statement.syntax()->source();
  const Offset end = statement.span().end;
  const Offset stop = line_stop(source, end);
  const std::string_view rest = source.substr(end, stop - end);
  const std::size_t first = rest.find_first_not_of(" \t\f");
  if (first != std::string_view::npos && rest[first] != '#') return std::nullopt;
  std::string text(line_end(*statement.syntax()));
  text += *indent;
  text += code;
  return Edit{{stop, stop}, std::move(text)};
}

bool has_comment(const Syntax& syntax, Span span) {
  for (Node node : descendants(syntax.covering(span))) {
    if (node.is(Kind::comment) && node.span().overlaps(span)) return true;
  }
  return false;
}

std::string shown(Node node) {
  std::string text;
  for (const char c : node.text()) {
    const bool blank = c == '\n' || c == '\r' || c == ' ' || c == '\t';
    if (!blank)
      text += c;
    else if (!text.empty() && text.back() != ' ')
      text += ' ';
  }
  if (text.size() > 40) {
    std::size_t end = 37;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    text = text.substr(0, end) + "...";
  }
  return text;
}

std::string fresh_name(const Facts& facts, Node at, std::string_view wanted) {
  const Node region = naming_region(facts, at);
  std::string name(wanted);
  for (int number = 2; says(facts, region, name); ++number)
    name = std::string(wanted) + "_" + std::to_string(number);
  return name;
}

bool means_builtin(const Facts& facts, Node at, std::string_view name) {
  if (is_bound_around(facts, at, name) || facts.module().star_import()) return false;
  const ModuleEntry* entry = facts.module().find(name);
  return entry == nullptr || entry->definitions == 0;
}

bool means_import(const Facts& facts, Node at, std::string_view module, std::string_view name) {
  if (is_bound_around(facts, at, name)) return false;
  const ModuleEntry* entry = facts.module().find(name);
  if (entry == nullptr || entry->definitions == 0) return true;
  return entry->definitions == 1 && entry->target == std::string(module) + "." + std::string(name);
}

bool can_bind_before(const Facts& facts, Node statement) {
  return statement && !in_class_body(facts, statement) && indentation(statement).has_value() &&
         !facts.enclosing_function(statement).is(Kind::lambda_expression);
}

bool is_own_local(const Facts& facts, const Binding& binding, Node node) {
  const Node function = facts.enclosing_function(node);
  return function.is(Kind::function_definition) && facts.is_local(binding) &&
         facts.names().scopes()[binding.scope].node == function.index();
}

bool is_bound_before(const Facts& facts, const Binding& binding, Node statement) {
  bool bound = false;
  for (const Definition& definition : binding.definitions) {
    const Node name = facts.syntax().node(definition.name);
    switch (definition.kind) {
      case DefinitionKind::deletion:
      case DefinitionKind::except_target:
        return false;  // both unbind
      case DefinitionKind::parameter:
        bound = true;
        break;
      case DefinitionKind::for_target: {
        const Node loop = name.ancestor(Kind::for_statement);
        if (statement.within(loop.child(Field::body))) bound = true;
        break;
      }
      case DefinitionKind::assignment:
      case DefinitionKind::import:
      case DefinitionKind::import_from:
      case DefinitionKind::function:
      case DefinitionKind::class_:
      case DefinitionKind::with_target: {
        const Node place = definition.kind == DefinitionKind::with_target
                               ? name.ancestor(Kind::with_statement)
                               : statement_of(name);
        if (place.span().begin < statement.span().begin && statement.within(place.parent())) bound = true;
        break;
      }
      default:
        break;
    }
  }
  return bound;
}

bool is_fresh(const Facts& facts, Node value) {
  value = unparenthesised(value);
  if (value.is_any(Kind::list, Kind::list_comprehension, Kind::set, Kind::set_comprehension, Kind::dictionary,
                   Kind::dictionary_comprehension, Kind::tuple, Kind::string, Kind::concatenated_string,
                   Kind::binary_operator)) {
    return true;
  }
  if (value.is(Kind::subscript)) {
    return read_subscript(value).index.is(Kind::slice) && facts.type(value).is(TypeKind::list);
  }
  static constexpr std::array<std::string_view, 9> makers = {
      "list", "tuple", "set", "frozenset", "dict", "sorted", "bytearray", "str", "collections.deque"};
  return std::any_of(makers.begin(), makers.end(),
                     [&](auto maker) { return facts.is_call_of(value, maker); }) ||
         (read_method_call(value) && facts.type(read_method_call(value).object).is(TypeKind::str));
}

bool is_private(const Facts& facts, const Binding& binding) {
  if (!facts.is_local(binding) || binding.captured || binding.rebound_elsewhere ||
      binding.definitions.empty()) {
    return false;
  }
  for (const Definition& definition : binding.definitions) {
    if (definition.kind == DefinitionKind::augmented || definition.kind == DefinitionKind::deletion ||
        definition.kind == DefinitionKind::annotation_only) {
      continue;
    }
    const Node name = facts.syntax().node(definition.name);
    if (definition.kind != DefinitionKind::assignment || !name.parent().is(Kind::assignment) ||
        name.field() != Field::left || name.parent().child(Field::right).is(Kind::assignment) ||
        name.parent().parent().is(Kind::assignment) || !is_fresh(facts, name.parent().child(Field::right))) {
      return false;
    }
  }
  for (const std::uint32_t use : binding.uses) {
    const Node node = facts.syntax().node(use);
    if (facts.use(node) == UseKind::escapes && !node.ancestor(Kind::return_statement)) return false;
  }
  return true;
}

bool is_element_proven(const Facts& facts, const Binding& list) {
  bool annotated = true;
  for (const Definition& definition : list.definitions) {
    const Node place = facts.syntax().node(definition.name).parent();
    annotated = annotated && static_cast<bool>(place.child(Field::type));
  }
  return annotated || (!facts.mutated_within(list, facts.syntax().root()) && !facts.escapes(list));
}

Node what_may_change(const Facts& facts, const Binding& binding, Node region) {
  if (is_private(facts, binding)) return {};
  for (Node node : descendants(region)) {
    switch (node.kind()) {
      case Kind::yield_expression:
      case Kind::await_expression:
      case Kind::with_statement:
      case Kind::import_statement:
      case Kind::import_from_statement:
        return node;
      case Kind::for_statement:
      case Kind::for_in_clause:
        if (runs_code(facts, read_for(node).iterable)) return read_for(node).iterable;
        break;
      case Kind::call:
        if (!is_quiet_call(facts, node)) return node;
        break;
      case Kind::assignment:
        if (may_alias(facts, binding, changed_name(node.child(Field::left)))) return node;
        break;
      case Kind::augmented_assignment: {
        const Node left = unparenthesised(node.child(Field::left));
        const Type type = facts.type(left);
        if (may_alias(facts, binding, changed_name(left))) return node;
        if (left.is(Kind::identifier) && (!type || type.is(TypeKind::list)) &&
            may_alias(facts, binding, left)) {
          return node;
        }
        break;
      }
      case Kind::delete_statement:
        for (Node target : children(node)) {
          if (may_alias(facts, binding, changed_name(target))) return node;
        }
        break;
      default:
        break;
    }
  }
  return {};
}

bool inside_try(Node node) {
  for (Node at = node.parent(); at; at = at.parent()) {
    if (at.is_any(Kind::function_definition, Kind::lambda_expression, Kind::class_definition)) return false;
    if (at.is(Kind::try_statement)) return true;
  }
  return false;
}

bool inside_handled_try(Node node) {
  for (Node at = node; at.parent(); at = at.parent()) {
    if (at.is_any(Kind::function_definition, Kind::lambda_expression, Kind::class_definition)) return false;
    if (!at.parent().is(Kind::try_statement) || at.field() != Field::body) continue;
    for (Node clause : children(at.parent())) {
      if (clause.is(Kind::except_clause)) return true;
    }
  }
  return false;
}

}  // namespace perfhint
