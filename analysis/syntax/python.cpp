// One reader a shape; what tree-sitter-python does oddly is said where it is undone.
#include "analysis/syntax/python.h"

#include <algorithm>
#include <charconv>

namespace perfhint {

Node unparenthesised(Node node) {
  while (node.is(Kind::parenthesized_expression) && node.named_child_count() == 1) node = node.named_child(0);
  return node;
}

Node Call::sole_argument() const {
  return positional.size() == 1 && keywords.empty() && !splats && !generator ? positional[0] : Node();
}

Call read_call(Node node) {
  Call call;
  if (!node.is(Kind::call)) return call;
  call.function = unparenthesised(node.child(Field::function));
  const Node arguments = node.child(Field::arguments);
  if (arguments.is(Kind::generator_expression)) {
    call.generator = arguments;
    return call;
  }
  for (Node argument : children(arguments)) {
    switch (argument.kind()) {
      case Kind::keyword_argument:
        call.keywords.push_back({argument.child(Field::name).text(), argument.child(Field::value)});
        break;
      case Kind::list_splat:
      case Kind::dictionary_splat:
      case Kind::parenthesized_list_splat:
        call.splats = true;
        break;
      default:
        if (!call.splats) call.positional.push_back(argument);
    }
  }
  return call;
}

MethodCall read_method_call(Node node) {
  MethodCall method;
  Call call = read_call(node);
  if (!call.function.is(Kind::attribute)) return method;
  method.object = unparenthesised(call.function.child(Field::object));
  method.method = call.function.child(Field::attribute).text();
  method.call = std::move(call);
  return method;
}

Comparison read_comparison(Node node) {
  Comparison comparison;
  if (!node.is(Kind::comparison_operator) || node.named_child_count() != 2) return comparison;
  comparison.left = unparenthesised(node.named_child(0));
  comparison.right = unparenthesised(node.named_child(1));
  comparison.op = node.child(Field::operators).kind();
  return comparison;
}

ForHead read_for(Node node) {
  ForHead head;
  if (!node.is_any(Kind::for_statement, Kind::for_in_clause)) return head;
  head.target = node.child(Field::left);
  head.iterable = node.child(Field::right);
  head.async = node.first_child().is(Kind::kw_async);
  return head;
}

std::vector<Node> statements(Node block) {
  std::vector<Node> all;
  for (Node statement : children(block)) all.push_back(statement);
  return all;
}

Node sole_expression(Node statement) {
  return statement.is(Kind::expression_statement) && statement.named_child_count() == 1
             ? statement.named_child(0)
             : Node();
}

Subscript read_subscript(Node node) {
  Subscript subscript;
  if (!node.is(Kind::subscript)) return subscript;
  subscript.object = unparenthesised(node.child(Field::value));
  std::uint32_t indices = 0;
  for (Node child : children(node)) {
    if (child.field() != Field::subscript) continue;
    if (indices++ == 0) subscript.index = child;
  }
  for (Node child : all_children(node)) {
    if (child.is(Kind::comma)) indices = 2;  // xs[a,] is a tuple
  }
  if (indices != 1) subscript.index = Node();
  subscript.full_slice = subscript.index.is(Kind::slice) && subscript.index.named_child_count() == 0;
  return subscript;
}

namespace {

std::vector<Node> decorators_of(Node definition) {
  std::vector<Node> decorators;
  const Node wrapper = definition.parent();
  if (!wrapper.is(Kind::decorated_definition)) return decorators;
  for (Node child : children(wrapper)) {
    if (child.is(Kind::decorator)) decorators.push_back(child.named_child(0));
  }
  return decorators;
}

}  // namespace

ClassHead read_class(Node node) {
  if (!node.is(Kind::class_definition)) return {};
  return {node.child(Field::name), node.child(Field::superclasses), node.child(Field::body),
          decorators_of(node)};
}

FunctionHead read_function(Node node) {
  if (!node.is(Kind::function_definition)) return {};
  return {node.child(Field::name), node.child(Field::parameters), node.child(Field::return_type),
          node.child(Field::body), decorators_of(node),           node.first_child().is(Kind::kw_async)};
}

std::vector<Parameter> read_parameters(Node parameters) {
  std::vector<Parameter> all;
  const auto named = [](Node pattern) {
    Parameter parameter;
    if (pattern.is(Kind::identifier)) {
      parameter.name = pattern;
    } else if (pattern.is_any(Kind::list_splat_pattern, Kind::dictionary_splat_pattern)) {
      parameter.name = pattern.named_child(0);
      parameter.sort =
          pattern.is(Kind::list_splat_pattern) ? Parameter::Sort::star : Parameter::Sort::double_star;
    }
    return parameter;
  };
  for (Node node : children(parameters)) {
    Parameter parameter;
    switch (node.kind()) {
      case Kind::default_parameter:
      case Kind::typed_default_parameter:
        parameter = named(node.child(Field::name));
        parameter.annotation = node.child(Field::type);
        parameter.value = node.child(Field::value);
        break;
      case Kind::typed_parameter:  // the name is its first child, without a field
        parameter = named(node.named_child(0));
        parameter.annotation = node.child(Field::type);
        break;
      default:
        parameter = named(node);
    }
    if (parameter.name) all.push_back(parameter);
  }
  return all;
}

namespace {

// Reads up to `limit` digits of `base`; none if there is not one, or, where `exact`, not all.
std::optional<std::uint32_t> digits(std::string_view text, std::size_t& at, std::size_t limit, int base,
                                    bool exact) {
  std::uint32_t value = 0;
  const char* first = text.data() + at;
  const char* last = text.data() + std::min(text.size(), at + limit);
  const auto [end, error] = std::from_chars(first, last, value, base);
  const auto count = static_cast<std::size_t>(end - first);
  if (error != std::errc() || count == 0 || (exact && count != limit)) return std::nullopt;
  at += count;
  return value;
}

// Decodes the escape after the backslash at text[at - 1]. False where it can not be told without a Unicode
// table.
bool append_escape(std::string& out, std::string_view text, std::size_t& at, bool bytes) {
  const auto emit = [&](std::uint32_t code) {
    if (bytes)
      out.push_back(static_cast<char>(code));
    else
      append_utf8(out, code);
  };
  const char c = text[at];
  if (c >= '0' && c <= '7') {
    const auto code = digits(text, at, 3, 8, false);
    emit(bytes ? *code & 0xFF : *code);
    return true;
  }
  ++at;
  static constexpr std::string_view simple = "abfnrtv\\'\"";
  static constexpr std::string_view meaning = "\a\b\f\n\r\t\v\\'\"";
  if (const auto which = simple.find(c); which != std::string_view::npos) {
    out.push_back(meaning[which]);
    return true;
  }
  if (c == '\r' && at < text.size() && text[at] == '\n') ++at;
  if (c == '\n' || c == '\r') return true;
  if (c == 'x' || (!bytes && (c == 'u' || c == 'U'))) {
    const auto code = digits(text, at, c == 'x' ? 2 : c == 'u' ? 4 : 8, 16, true);
    if (!code || *code > 0x10FFFF) return false;
    emit(*code);
    return true;
  }
  if (c == 'N' && !bytes) return false;
  out.push_back('\\');
  out.push_back(c);
  return true;
}

bool append_content(std::string& out, std::string_view text, const StringLiteral& literal) {
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at++];
    if (c == '\\' && !literal.raw && at < text.size()) {
      if (!append_escape(out, text, at, literal.bytes)) return false;
    } else if (c == '\r') {  // the interpreter reads \r\n and \r as \n
      if (at < text.size() && text[at] == '\n') ++at;
      out.push_back('\n');
    } else {
      out.push_back(c);
      if (literal.formatted && (c == '{' || c == '}') && at < text.size() && text[at] == c) ++at;
    }
  }
  return true;
}

StringLiteral read_one(Node node) {
  StringLiteral literal;
  for (char c : node.first_child().text()) {
    const char lower = static_cast<char>(c | 0x20);
    literal.bytes |= lower == 'b';
    literal.raw |= lower == 'r';
    literal.formatted |= lower == 'f' || lower == 't';
  }
  std::string value;
  bool known = !node.broken();
  Offset from = 0, to = 0;
  for (Node child : all_children(node)) {
    if (child.is(Kind::interpolation)) literal.interpolated = true;
    if (child.is(Kind::string_start)) from = child.span().end;
    if (child.is(Kind::string_end)) to = child.span().begin;
  }
  if (literal.interpolated || to < from) return literal;
  known = known && append_content(value, node.syntax()->source().substr(from, to - from), literal);
  if (known) literal.value = std::move(value);
  return literal;
}

}  // namespace

StringLiteral read_string(Node node) {
  if (node.is(Kind::string)) return read_one(node);
  StringLiteral whole;
  if (!node.is(Kind::concatenated_string)) return whole;
  std::string value;
  bool known = true;
  for (Node part : children(node)) {
    StringLiteral one = read_one(part);
    whole.bytes |= one.bytes;
    whole.formatted |= one.formatted;
    whole.interpolated |= one.interpolated;
    known = known && one.value.has_value();
    if (one.value) value += *one.value;
  }
  if (known) whole.value = std::move(value);
  return whole;
}

std::optional<std::int64_t> integer_value(Node node) {
  if (!node.is(Kind::integer)) return std::nullopt;
  std::string plain;
  for (char c : node.text()) {
    if (c != '_') plain.push_back(c);
  }
  int base = 10;
  if (plain.size() > 1 && plain[0] == '0') {
    const char mark = static_cast<char>(plain[1] | 0x20);
    base = mark == 'x' ? 16 : mark == 'o' ? 8 : mark == 'b' ? 2 : 10;
    if (base != 10)
      plain.erase(0, 2);
    else if (plain.find_first_not_of('0') != std::string::npos)
      return std::nullopt;  // 0777 is Python 2's
  }
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), value, base);
  if (error != std::errc() || end != plain.data() + plain.size()) return std::nullopt;
  return value;
}

}  // namespace perfhint
