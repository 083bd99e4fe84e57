// exception-kept: an except clause stores the exception in an attribute of self, or in a container of the
// module's, and nothing in the block ever raises it again: with it stay its traceback, the frames of that,
// and all their locals.
#include <algorithm>
#include <array>

#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::except_clause};

Node name_of_exception(Node clause) {
  for (Node child : children(clause)) {
    if (child.is(Kind::as_pattern)) {
      const Node target = child.child(Field::alias);
      return target.named_child(0).is(Kind::identifier) ? target.named_child(0) : Node();
    }
  }
  return {};
}

// Where the exception goes: self.NAME = e, self.NAME.append(e), or NAME.append(e) of the module's own.
struct Store {
  Node place;  // the attribute or the name
  bool container = false;
  explicit operator bool() const { return static_cast<bool>(place); }
};

bool is_own_attribute(Node node) {
  return node.is(Kind::attribute) && node.child(Field::object).text() == "self";
}

Store store_of(const Facts& facts, Node use) {
  const Node parent = use.parent();
  if (parent.is(Kind::assignment) && use.field() == Field::right) {
    const Node target = parent.child(Field::left);
    return is_own_attribute(target) ? Store{target, false} : Store{};
  }
  const MethodCall method = read_method_call(parent.parent());
  if (!parent.is(Kind::argument_list) || method.method != "append" || method.call.sole_argument() != use)
    return {};
  if (is_own_attribute(method.object)) return {method.object, true};
  const Binding* binding = method.object.is(Kind::identifier) ? facts.binding(method.object) : nullptr;
  const ModuleEntry* entry =
      binding && binding->scope == 0 ? facts.module().find(method.object.text()) : nullptr;
  const bool kept =
      entry && entry->definitions == 1 && entry->starts_empty && !entry->released && !entry->let_go;
  return kept && facts.enclosing_function(use) ? Store{method.object, true} : Store{};
}

// The traceback is cut off, or the exception is on its way to somebody who is to raise it.
bool is_cut_or_handed_on(Node clause) {
  for (Node node : descendants(clause)) {
    if (!node.is(Kind::identifier)) continue;
    const std::string_view word = node.text();
    if (word == "with_traceback" || word == "__traceback__" || word == "set_exception" ||
        word == "clear_frames")
      return true;
  }
  return false;
}

// In the class, what is stored is only tested or formatted, and under a private name.
bool is_only_looked_at(Node owner, std::string_view attribute) {
  for (Node node : descendants(owner)) {
    if (!node.is(Kind::attribute) || node.child(Field::attribute).text() != attribute) continue;
    const Node parent = node.parent();
    const bool stored = node.field() == Field::left && parent.is(Kind::assignment);
    const bool tested = parent.is_any(Kind::comparison_operator, Kind::if_statement, Kind::not_operator,
                                      Kind::interpolation, Kind::boolean_operator, Kind::elif_clause);
    const bool grown = parent.is(Kind::attribute) && parent.child(Field::attribute).text() == "append";
    if (stored && !parent.child(Field::right).is_any(Kind::none_literal, Kind::identifier, Kind::list))
      return false;
    if (!stored && !tested && !grown) return false;
    // Set back to None outside __init__: it lives for a while only.
    if (stored && parent.child(Field::right).is(Kind::none_literal) &&
        parent.ancestor(Kind::function_definition).child(Field::name).text() != "__init__")
      return false;
  }
  return true;
}

void check(const Facts& facts, Node clause, Report& report) {
  const Node name = name_of_exception(clause);
  const Binding* binding = name ? facts.binding(name) : nullptr;
  if (binding == nullptr || is_cut_or_handed_on(clause)) return;
  for (const std::uint32_t index : binding->uses) {
    const Node use = facts.syntax().node(index);
    const Store store = use.within(clause) ? store_of(facts, use) : Store();
    if (!store) continue;
    if (store.place.is(Kind::attribute)) {
      const std::string_view attribute = store.place.child(Field::attribute).text();
      const Node owner = facts.enclosing_class(clause);
      if (!owner || owner.child(Field::superclasses).named_child_count() > 0 || !attribute.starts_with("_") ||
          !is_only_looked_at(owner, attribute))
        continue;
    }
    const std::string says(use.text());
    Finding& finding =
        report.add(use, "`" + says + "` stays in `" + shown(store.place) +
                            "` with its traceback, the frames of that and all their locals" +
                            (store.container ? ", once for each failure: O(n)" : "") + "; keep `str(" + says +
                            ")`, or `" + says + ".with_traceback(None)`");
    finding.related.push_back({name.span(), "the exception"});
    Fix fix;
    fix.title = "Keep `" + says + "` without its traceback";
    fix.why = "whether anyone asks for the traceback later is not known here";
    fix.edits = {{use.span(), says + ".with_traceback(None)"}};
    finding.fixes.push_back(std::move(fix));
  }
}

}  // namespace

extern const Rule exception_kept;
const Rule exception_kept = {"exception-kept", Impact::factor, Topic::memory, kinds, check};

}  // namespace perfhint
