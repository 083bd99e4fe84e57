// dict-per-record: a local list of dicts that all have the same constant keys, and of which nothing is ever
// asked but the values of these keys: each row carries a hash table for what a tuple or slots would hold.
#include <algorithm>
#include <array>

#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::list_comprehension, Kind::call};
constexpr std::array<std::string_view, 1> callees = {"append"};

constexpr std::int64_t few = 1000;
using Keys = std::vector<std::string>;

// The keys of a display of two or more constant strings; empty for any other.
Keys keys_of(Node display) {
  Keys keys;
  if (!display.is(Kind::dictionary)) return keys;
  for (Node pair : children(display)) {
    const Node key = pair.child(Field::key);
    const auto name = pair.is(Kind::pair) && key.is(Kind::string) ? read_string(key).value : std::nullopt;
    if (!name) return {};
    keys.push_back(*name);
  }
  std::sort(keys.begin(), keys.end());
  const bool repeated = std::adjacent_find(keys.begin(), keys.end()) != keys.end();
  return keys.size() < 2 || repeated ? Keys() : keys;
}

// row["key"], read or stored: the key is one of them.
bool is_field(Node subscript, Node row, const Keys& keys) {
  if (!subscript.is(Kind::subscript) || subscript.child(Field::value) != row) return false;
  const Node index = read_subscript(subscript).index;
  const auto name = index.is(Kind::string) ? read_string(index).value : std::nullopt;
  return name && std::binary_search(keys.begin(), keys.end(), *name) &&
         !subscript.parent().is(Kind::delete_statement);
}

// Every use of the list and of its rows; `fields` counts those that ask a row for a key.
class Records {
 public:
  Records(const Facts& facts, const Keys& keys) : facts_(facts), keys_(keys) {}

  bool are_plain(const Binding& list) {
    return std::all_of(list.uses.begin(), list.uses.end(),
                       [&](std::uint32_t use) { return is_plain(facts_.syntax().node(use)); }) &&
           fields_ > 0;
  }

 private:
  bool is_plain(Node use) {
    const Node parent = use.parent();
    switch (parent.kind()) {
      case Kind::subscript:  // rows[i]["key"]
        if (use.field() != Field::value || !is_field(parent.parent(), parent, keys_)) return false;
        ++fields_;
        return true;
      case Kind::argument_list:
        return facts_.is_call_of(parent.parent(), "len");
      case Kind::attribute: {  // rows.append({...}) with the same keys
        const MethodCall method = read_method_call(parent.parent());
        return method.method == "append" && keys_of(method.call.sole_argument()) == keys_;
      }
      case Kind::for_statement:
      case Kind::for_in_clause:
        return use.field() == Field::right && are_fields(parent.child(Field::left));
      case Kind::if_statement:
      case Kind::not_operator:
        return true;
      default:
        return false;
    }
  }

  // The variable of a loop over the list: bound there only, and asked for its keys only.
  bool are_fields(Node target) {
    const Binding* row = target.is(Kind::identifier) ? facts_.binding(target) : nullptr;
    if (row == nullptr || row->definitions.size() != 1 || !facts_.is_local(*row)) return false;
    for (const std::uint32_t index : row->uses) {
      const Node use = facts_.syntax().node(index);
      if (!is_field(use.parent(), use, keys_)) return false;
      ++fields_;
    }
    return true;
  }

  const Facts& facts_;
  const Keys& keys_;
  int fields_ = 0;
};

// The list that the node puts rows into: the target of a comprehension, or what is appended to in a loop.
Node list_of(const Facts& facts, Node node, Node& row) {
  if (node.is(Kind::list_comprehension)) {
    row = node.child(Field::body);
    const Node parent = node.parent();
    return parent.is(Kind::assignment) && node.field() == Field::right ? parent.child(Field::left) : Node();
  }
  const MethodCall method = read_method_call(node);
  row = method ? method.call.sole_argument() : Node();
  return row.is(Kind::dictionary) && facts.enclosing_loop(node) ? method.object : Node();
}

bool starts_as_list(const Facts& facts, const Binding& list) {
  if (list.definitions.size() != 1 || list.definitions[0].kind != DefinitionKind::assignment) return false;
  const Node value = facts.syntax().node(list.definitions[0].name).parent().child(Field::right);
  return value.is(Kind::list_comprehension) || (value.is(Kind::list) && value.named_child_count() == 0);
}

void check(const Facts& facts, Node node, Report& report) {
  if (node.is(Kind::list_comprehension) && !node.child(Field::body).is(Kind::dictionary)) return;
  Node row;
  const Node list = list_of(facts, node, row);
  if (!list.is(Kind::identifier)) return;
  const Keys keys = keys_of(row);
  const Binding* binding = keys.empty() ? nullptr : facts.binding(list);
  if (binding == nullptr || !facts.is_local(*binding) || !starts_as_list(facts, *binding)) return;
  for (Node at = node.parent(); at && !at.is(Kind::function_definition); at = at.parent()) {
    if (at.is(Kind::except_clause)) return;  // failures are few
  }
  const auto length = node.is(Kind::list_comprehension) ? facts.length(node) : std::nullopt;
  if (length && length->most().value_or(few) < few) return;
  if (!Records(facts, keys).are_plain(*binding)) return;

  const std::string name(list.text());
  Finding& finding = report.add(
      row,
      "each row of `" + name + "` is a dict of the same " + std::to_string(keys.size()) +
          " keys, with a hash table of its own: O(n) bytes more than a tuple's or slots'; a `NamedTuple` or "
          "`@dataclass(slots=True)` takes a third to a half");
  finding.no_fix = {"Make the rows of `" + name + "` a class",
                    "the class has to be given a name and a place"};
}

}  // namespace

extern const Rule dict_per_record;
const Rule dict_per_record = {"dict-per-record", Impact::micro, Topic::memory, kinds, check, callees};

}  // namespace perfhint
