// logging-eager-format: logger.debug() or info() of a message that is put together first (an f-string, %,
// format(), +), in a loop or with a container in it: the work is done even where the level is off.
#include <algorithm>
#include <array>

#include "analysis/rules/hoist.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::call};
constexpr std::array<std::string_view, 2> callees = {"debug", "info"};

bool is_logger(const Facts& facts, Node call) {
  const Node function = call.child(Field::function);
  if (!function.is(Kind::attribute)) return false;
  const std::string name = facts.qualified_name(function);
  if (name == "logging.debug" || name == "logging.info") return true;
  const Type type = facts.type(function.child(Field::object));
  return type.is_instance_of("logging.Logger") || type.is_instance_of("logging.LoggerAdapter");
}

// --- the message ---

enum class Sort : std::uint8_t { none, f_string, percent, format, concat };

struct Message {
  Sort sort = Sort::none;
  std::vector<Node> fields;  // what is put into it
};

void add_operands(Node node, std::vector<Node>& fields, int depth) {
  if (node.is(Kind::binary_operator) && node.child(Field::operator_).is(Kind::plus) && depth < 32) {
    add_operands(node.child(Field::left), fields, depth + 1);
    add_operands(node.child(Field::right), fields, depth + 1);
  } else {
    fields.push_back(node);
  }
}

Message read_message(Node node) {
  Message message;
  if (node.is(Kind::string)) {
    for (Node part : children(node)) {
      if (part.is(Kind::interpolation)) message.fields.push_back(part.child(Field::expression));
    }
    message.sort = message.fields.empty() ? Sort::none : Sort::f_string;
  } else if (node.is(Kind::binary_operator)) {
    const Node left = node.child(Field::left), right = unparenthesised(node.child(Field::right));
    if (node.child(Field::operator_).is(Kind::percent) && left.is(Kind::string)) {
      message.sort = Sort::percent;
      if (right.is(Kind::tuple)) {
        for (Node field : children(right)) message.fields.push_back(field);
      } else {
        message.fields.push_back(right);
      }
    } else if (node.child(Field::operator_).is(Kind::plus)) {
      add_operands(node, message.fields, 0);
      const bool text = std::any_of(message.fields.begin(), message.fields.end(),
                                    [](Node field) { return field.is(Kind::string); });
      if (text) message.sort = Sort::concat;
    }
  } else if (const MethodCall method = read_method_call(node); method.method == "format") {
    if (!method.object.is(Kind::string) || method.call.splats) return message;
    message.sort = Sort::format;
    message.fields = method.call.positional;
    for (const Call::Keyword& keyword : method.call.keywords) message.fields.push_back(keyword.value);
  }
  return message;
}

bool is_container(TypeKind kind) {
  switch (kind) {
    case TypeKind::list:
    case TypeKind::tuple:
    case TypeKind::set:
    case TypeKind::frozenset:
    case TypeKind::dict:
    case TypeKind::deque:
    case TypeKind::bytearray:
      return true;
    default:
      return false;
  }
}

Node container_in(const Facts& facts, const Message& message) {
  for (Node field : message.fields) {
    if (is_container(facts.type(field).kind)) return field;
  }
  return {};
}

// A branch that does nothing but tell: what it asks for is a switch.
bool only_logs(Node block) {
  for (Node statement : children(block)) {
    const Node call = statement.is(Kind::expression_statement) ? sole_expression(statement) : Node();
    const std::string_view method = read_method_call(call).method;
    if (method != "debug" && method != "info") return false;
  }
  return true;
}

// An `if` around it asks for the level, or for a switch.
bool is_guarded(Node call) {
  static constexpr std::array<std::string_view, 5> words = {"nabled", "ebug", "DEBUG", "erbos", "evel"};
  for (Node at = call; at && !at.is(Kind::function_definition); at = at.parent()) {
    if (!at.is_any(Kind::if_statement, Kind::elif_clause, Kind::conditional_expression)) continue;
    const Node asked = at.is(Kind::conditional_expression) ? at : at.child(Field::condition);
    if (at.is(Kind::if_statement) && only_logs(at.child(Field::consequence))) return true;
    for (const std::string_view word : words) {
      if (asked.text().find(word) != std::string_view::npos && !call.within(asked)) return true;
    }
  }
  return false;
}

// --- the fix: logger.debug("%s", x) ---

// A plain {x}, {x!r}, {x!s}, {x!a} as % has it; empty for all others.
std::string_view directive_of(Node field) {
  if (field.child(Field::format_specifier)) return {};
  for (Node part : all_children(field)) {
    if (part.is(Kind::equal)) return {};  // {x=}
  }
  const std::string_view conversion = field.child(Field::type_conversion).text();
  return conversion == "!r" ? "%r" : conversion == "!a" ? "%a" : "%s";
}

bool is_plain_value(Node value) {
  return !value.is_any(Kind::yield_expression, Kind::await_expression, Kind::named_expression,
                       Kind::lambda_expression, Kind::expression_list, Kind::list_splat,
                       Kind::generator_expression) &&
         value.text().find('\n') == std::string_view::npos;
}

// Text of an f-string outside its fields, for a plain string that % works on.
std::string as_percent_text(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool doubled =
        at + 1 < text.size() && text[at] == text[at + 1] && (text[at] == '{' || text[at] == '}');
    out += text[at];
    if (text[at] == '%') out += '%';
    if (doubled) ++at;
  }
  return out;
}

// The arguments in place of the f-string; empty if they cannot be said so.
std::string lazy_f_string(Node string) {
  const std::string_view source = string.syntax()->source();
  std::string text, values;
  Offset at = 0;
  for (Node part : all_children(string)) {
    if (part.is(Kind::string_start)) {
      const std::string_view start = part.text();
      for (const char c : start) {
        if (c != 'f' && c != 'F') text += c;
      }
    } else if (part.is(Kind::interpolation)) {
      text += as_percent_text(source.substr(at, part.span().begin - at));
      const Node value = part.child(Field::expression);
      const std::string_view directive = directive_of(part);
      if (directive.empty() || !is_plain_value(value)) return {};
      text += directive;
      values += ", " + std::string(value.text());
    } else if (part.is(Kind::string_end)) {
      text += as_percent_text(source.substr(at, part.span().begin - at));
      text += part.text();
    } else {
      continue;
    }
    at = part.span().end;
  }
  return text + values;
}

// "..." % x, "..." % (x, y): the same string, the values behind it.
std::string lazy_percent(const Facts& facts, Node node) {
  const Node right = unparenthesised(node.child(Field::right));
  std::string out(node.child(Field::left).text());
  if (out.find("%(") != std::string::npos) return {};
  if (right.is(Kind::tuple)) {
    for (Node value : children(right)) {
      if (!is_plain_value(value)) return {};
      out += ", " + std::string(value.text());
    }
    return out;
  }
  // One value: what a tuple holds would be taken apart.
  const TypeKind type = facts.type(right).kind;
  const bool one = type != TypeKind::unknown && type != TypeKind::tuple && type != TypeKind::instance &&
                   type != TypeKind::dict;
  return one && is_plain_value(right) ? out + ", " + std::string(right.text()) : std::string();
}

// A value whose text is the same later, and that cannot fail to give one.
bool is_steady_text(TypeKind kind) {
  return kind == TypeKind::str || kind == TypeKind::integer || kind == TypeKind::floating ||
         kind == TypeKind::boolean || kind == TypeKind::none || kind == TypeKind::bytes;
}

void add_fix(const Facts& facts, const Call& call, const Message& message, Finding& finding) {
  finding.no_fix = {"Pass the values to the logger", ""};
  const Node node = unparenthesised(call.positional[0]);
  if (node != call.positional[0] || has_comment(facts.syntax(), node.span())) {
    finding.no_fix.reason = "the message has brackets or a comment of its own";
    return;
  }
  const std::string code = message.sort == Sort::f_string  ? lazy_f_string(node)
                           : message.sort == Sort::percent ? lazy_percent(facts, node)
                                                           : std::string();
  if (code.empty()) {
    finding.no_fix.reason = "the message has parts that % does not say alike";
    return;
  }
  Fix fix;
  fix.title = finding.no_fix.title;
  fix.edits.push_back({node.span(), code});
  for (Node field : message.fields) {
    if (!is_steady_text(facts.type(field).kind))
      fix.why = "`" + shown(field) +
                "` would be put into words later, or never: an error of it, or a change " +
                "to it, would show otherwise";
  }
  fix.safety = fix.why.empty() ? Safety::safe : Safety::unsafe;
  if (fix.why.empty()) fix.why = "all values are numbers and texts";
  finding.fixes.push_back(std::move(fix));
}

std::string_view evidence_of(Sort sort) {
  switch (sort) {
    case Sort::f_string:
      return "f-string";
    case Sort::percent:
      return "percent";
    case Sort::format:
      return "format";
    default:
      return "concat";
  }
}

// The round does little else: not many calls beside the loggers'.
bool is_light_round(const Facts& facts, Node call) {
  const Node loop = facts.enclosing_loop(call);
  if (!loop) return false;
  constexpr int few = 2;
  int others = 0;
  for (Node node : descendants(loop)) {
    if (!node.is(Kind::call) || node.within(call) || facts.is_reading_call(node)) continue;
    const std::string_view method = read_method_call(node).method;
    if (method != "debug" && method != "info" && ++others > few) return false;
  }
  return true;
}

void check(const Facts& facts, Node node, Report& report) {
  const Call call = read_call(node);
  if (call.positional.size() != 1) return;  // with values behind it, it is lazy in the main
  const Message message = read_message(unparenthesised(call.positional[0]));
  if (message.sort == Sort::none || !is_logger(facts, node) || is_guarded(node)) return;
  const Node container = container_in(facts, message);
  if (facts.heat(node).loops == 0 || (facts.enclosing_loop(node) && !repeating_loop(facts, node))) return;
  const std::string called = shown(node.child(Field::function));
  Finding& finding = report.add(
      node,
      "`" + called + "` gets a message that is put together even where its level is off" +
          (container ? ": O(n) for the text of `" + shown(container) + "`" : ", O(n) texts for n rounds") +
          "; pass \"%s\" and the values: the logger formats what it writes");
  // Beside what a heavy round does the message weighs little; and what info() is told is written mostly.
  const bool written = read_method_call(node).method == "info";
  report.remark().has_impact = written || (!container && !is_light_round(facts, node));
  report.remark().impact = Impact::micro;
  report.remark().evidence_case = container ? "container" : std::string(evidence_of(message.sort));
  add_fix(facts, call, message, finding);
}

}  // namespace

extern const Rule logging_eager_format;
const Rule logging_eager_format = {"logging-eager-format", Impact::factor, Topic::cpu, kinds, check, callees};

}  // namespace perfhint
