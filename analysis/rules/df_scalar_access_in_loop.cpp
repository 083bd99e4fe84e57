// df-scalar-access-in-loop: a loop over all row numbers or labels of a frame that reads single cells or rows:
// df.loc[i, "a"], df.iloc[i], df.at[i, "a"], df["a"][i]. Each is a look-up through layers of Python.
#include <array>

#include "analysis/rules/frames.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::for_statement};

// The df of range(len(df)), range(len(df.index)), range(df.shape[0]), df.index; `certain` where only a frame
// or Series has it.
Node frame_of(const Facts& facts, Node iterable) {
  Node at = unparenthesised(iterable);
  if (at.is(Kind::call)) {
    const std::string_view name = at.child(Field::function).text();
    if (name != "range" || !facts.is_call_of(at, "range")) return {};
    const Call call = read_call(at);
    if (call.positional.empty() || call.positional.size() > 2) return {};
    at = unparenthesised(call.positional.back());
    if (at.is(Kind::call)) {
      if (!facts.is_call_of(at, "len")) return {};
      const Node counted = read_call(at).sole_argument();
      at = counted.is(Kind::attribute) && counted.child(Field::attribute).text() == "index"
               ? counted.child(Field::object)
               : counted;
    } else if (at.is(Kind::subscript)) {
      const Subscript subscript = read_subscript(at);
      if (subscript.index.text() != "0" || !subscript.object.is(Kind::attribute) ||
          subscript.object.child(Field::attribute).text() != "shape")
        return {};
      at = subscript.object.child(Field::object);
    } else {
      return {};
    }
  } else if (at.is(Kind::attribute) && at.child(Field::attribute).text() == "index") {
    at = at.child(Field::object);
  } else {
    return {};
  }
  return at.is_any(Kind::identifier, Kind::attribute) ? at : Node();
}

enum class Access : std::uint8_t { none, loc, at, row };

bool is_column(Node index) { return index.is_any(Kind::string, Kind::integer); }

// What a subscript reads of the frame by the loop's item.
Access access_of(const Facts& facts, Node node, Node frame, std::string_view item) {
  const Node object = node.child(Field::value);
  if (object.is(Kind::attribute)) {
    const std::string_view indexer = object.child(Field::attribute).text();
    const bool by_cell = indexer == "at" || indexer == "iat";
    if (!by_cell && indexer != "loc" && indexer != "iloc") return Access::none;
    const Node of = object.child(Field::object);
    const bool series = of.is(Kind::subscript) && read_subscript(of).object.text() == frame.text() &&
                        read_subscript(of).index.is(Kind::string);
    if (!series && of.text() != frame.text()) return Access::none;
    std::vector<Node> indices;
    for (Node child : children(node)) {
      if (child != object) indices.push_back(child);
    }
    if (indices.empty() || indices[0].text() != item) return Access::none;
    if (indices.size() == 1) return series ? (by_cell ? Access::at : Access::loc) : Access::row;
    if (indices.size() != 2 || series || !is_column(indices[1])) return Access::none;
    return by_cell ? Access::at : Access::loc;
  }
  const bool column = object.is(Kind::subscript) && read_subscript(object).object.text() == frame.text() &&
                      read_subscript(object).index.is(Kind::string);
  return column && read_subscript(node).index.text() == item && is_frame(facts, frame) ? Access::loc
                                                                                       : Access::none;
}

// Assigned to, deleted, or the object of something that is.
bool is_written(Node node) {
  Node at = node;
  while (at.parent().is_any(Kind::subscript, Kind::attribute) &&
         (at.field() == Field::value || at.field() == Field::object))
    at = at.parent();
  if (at.parent().is_any(Kind::assignment, Kind::augmented_assignment) && at.field() == Field::left)
    return true;
  return at.parent().is_any(Kind::delete_statement, Kind::pattern_list, Kind::tuple_pattern);
}

void check(const Facts& facts, Node node, Report& report) {
  const ForHead head = read_for(node);
  if (head.async || !head.target.is(Kind::identifier) || !head.iterable.is_any(Kind::call, Kind::attribute))
    return;
  const Node frame = frame_of(facts, head.iterable);
  if (!frame) return;
  const Node body = node.child(Field::body);
  Node first;
  Access access = Access::none;
  for (Node part : descendants(body)) {
    if (!part.is(Kind::subscript)) continue;
    const Access one = access_of(facts, part, frame, head.target.text());
    if (one == Access::none) continue;
    if (is_written(part)) return;  // what is written may be read by a later round
    if (!first) {
      first = part;
      access = one;
    }
  }
  const Binding* item = facts.binding(head.target);
  if (!first || item == nullptr || facts.rebound_within(*item, body)) return;
  const Type type = facts.type(frame);
  if ((type && !is_frame(facts, frame) && !is_series(facts, frame)) ||
      !is_same_throughout(facts, frame, node))
    return;
  Finding& finding = report.add(
      first, access == Access::row
                 ? "`" + shown(first) + "` makes a Series of a row on each round, O(n) Series; " +
                       "go through itertuples(), or zip() the columns that are needed"
                 : "`" + shown(first) + "` looks one cell up in layers of Python code, O(n) such look-ups; " +
                       "zip() the columns that are needed, or compute with whole ones");
  report.remark().evidence_case = access == Access::row ? "row" : access == Access::at ? "at" : "loc";
  finding.related.push_back({head.iterable.span(), "the loop goes through all rows"});
  finding.no_fix = {"", "which columns are to be gone through, and in what names, is yours to choose"};
}

}  // namespace

extern const Rule df_scalar_access_in_loop;
const Rule df_scalar_access_in_loop = {"df-scalar-access-in-loop", Impact::factor, Topic::cpu, kinds, check};

}  // namespace perfhint
