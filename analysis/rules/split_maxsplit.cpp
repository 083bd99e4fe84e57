// split-maxsplit: s.split(sep)[0] and s.split(sep)[-1]: the whole string is cut up for one piece of it. On a
// line of few fields that costs nothing, so it counts in loops only.
#include <array>

#include "analysis/rules/rewrite.h"
#include "analysis/rules/rounds.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::subscript};

// s.split(sep)[0]
struct Piece {
  Node call, object, separator;  // no separator: white space
  bool last = false;             // [-1]
  bool from_right = false;       // rsplit()
  explicit operator bool() const { return static_cast<bool>(call); }
};

Piece read_piece(Node node) {
  Piece piece;
  const Node value = node.child(Field::value);
  if (!value.is(Kind::call)) return {};
  const Node attribute = value.child(Field::function);
  if (!attribute.is(Kind::attribute)) return {};
  const std::string_view method = attribute.child(Field::attribute).text();
  if (method != "split" && method != "rsplit") return {};
  const std::string_view index = read_subscript(node).index.text();
  if (index != "0" && index != "-1") return {};
  const Call call = read_call(value);
  if (call.splats || call.generator || !call.keywords.empty() || call.positional.size() > 1) return {};
  piece.last = index == "-1";
  piece.from_right = method == "rsplit";
  piece.object = attribute.child(Field::object);
  if (!call.positional.empty()) piece.separator = call.positional[0];
  // Without a separator only the first is told: what follows white space at the end is another matter.
  if (!piece.separator && piece.last) return {};
  piece.call = value;
  return piece;
}

// "--" in "a---b": what is found from the left is not what is found from the right.
bool may_overlap(Node separator) {
  if (!separator.is(Kind::string)) return true;
  const auto value = read_string(separator).value;
  if (!value) return true;
  for (std::size_t shift = 1; shift < value->size(); ++shift) {
    if (value->compare(shift, std::string::npos, *value, 0, value->size() - shift) == 0) return true;
  }
  return false;
}

// A short literal to cut at: of what is not known, only strings are cut at such.
bool is_short_literal(Node separator) {
  const auto value = separator.is(Kind::string) ? read_string(separator).value : std::nullopt;
  return value && value->size() <= 2 && !value->empty();
}

// A piece of what was split before: `parts = line.split(":", 1)`, and parts[1].strip() is cut again.
bool is_cut_already(const Facts& facts, Node object) {
  for (Node node : descendants(object)) {
    const Binding* binding = node.is(Kind::identifier) ? facts.binding(node) : nullptr;
    if (binding == nullptr || binding->definitions.size() != 1) continue;
    const Node target = facts.syntax().node(binding->definitions.front().name);
    if (target.field() == Field::left &&
        read_method_call(target.parent().child(Field::right)).method == "split")
      return true;
  }
  return false;
}

// Names and paths have a few pieces, for which cutting once saves nothing; lines and records have many.
Impact impact_of(const Facts& facts, Node node, const Piece& piece) {
  const Node loop = facts.enclosing_loop(node);
  const auto text = piece.separator ? read_string(piece.separator).value : std::optional<std::string>(" ");
  if (!loop || !text || text->size() != 1 || is_cut_already(facts, piece.object)) return Impact::micro;
  if (goes_on(facts, loop)) return Impact::factor;
  const bool fields = text->find_first_of(" \t,;\n") == 0;
  return fields && !loop.is(Kind::while_statement) ? Impact::factor : Impact::micro;
}

void check(const Facts& facts, Node node, Report& report) {
  const Piece piece = read_piece(node);
  if (!piece) return;
  const Type type = facts.type(piece.object);
  const bool known = type.is(TypeKind::str) || type.is(TypeKind::bytes);
  if (!known && (type || !type.says_nothing() || !is_short_literal(piece.separator))) return;
  if (piece.separator.is(Kind::none_literal)) return;

  const std::string method = piece.last ? "rsplit" : "split";
  const std::string separator = piece.separator ? std::string(piece.separator.text()) : "None";
  const std::string code = method + "(" + separator + ", 1)";
  Finding& finding = report.add(node, "`" + shown(node) + "` cuts up all of `" + shown(piece.object) +
                                          "` for one piece, O(n) time and memory; " + code + " cuts once");
  report.remark().evidence_case = piece.last ? "last" : "first";
  report.remark().has_impact = true;
  report.remark().impact = impact_of(facts, node, piece);

  const Node attribute = piece.call.child(Field::function).child(Field::attribute);
  const Span span{attribute.span().begin, piece.call.span().end};
  Fix fix;
  fix.title = "Cut once: " + code;
  finding.no_fix = {fix.title, "a comment would be lost"};
  if (has_comment(facts.syntax(), span)) return;
  fix.edits.push_back({span, code});
  const bool turned = piece.last != piece.from_right;
  if (!known) {
    fix.why = "nothing says that `" + shown(piece.object) + "` is a str";
  } else if (turned && may_overlap(piece.separator)) {
    fix.why = "`" + separator + "` may overlap itself: from the right it may be found elsewhere";
  }
  fix.safety = fix.why.empty() ? Safety::safe : Safety::unsafe;
  if (fix.why.empty()) fix.why = "the piece is the same, whatever is behind it";
  finding.fixes.push_back(std::move(fix));
}

}  // namespace

extern const Rule split_maxsplit;
const Rule split_maxsplit = {"split-maxsplit", Impact::factor, Topic::copy, kinds, check};

}  // namespace perfhint
