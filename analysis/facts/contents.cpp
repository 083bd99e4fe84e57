// Contents: what a list, set, dict or deque surely holds, told from every use of its name. A use that only
// looks leaves it as made; append, add, x[k] = v and their like add what they are given; anything else that
// changes it, or lets unknown code have it, makes its contents Unknown.
#include <algorithm>

#include "analysis/facts/inference.h"
#include "analysis/facts/loops.h"
#include "analysis/facts/mutation.h"

namespace perfhint {
namespace {

using enum TypeKind;

bool is_changeable(const Type& type) {
  if (type.is(list) || type.is(set) || type.is(dict) || type.is(deque)) return true;
  const auto members = type.members();
  return std::any_of(members.begin(), members.end(), [](const Type& one) { return is_changeable(one); });
}

bool knows_contents(const Type& type) {
  if (!type.members().empty()) return true;
  return type.element != unknown || type.value != unknown || !type.arguments().empty();
}

// A change that puts nothing in.
bool only_takes_out(std::string_view method) {
  static constexpr std::string_view names[] = {"clear",
                                               "discard",
                                               "pop",
                                               "popitem",
                                               "popleft",
                                               "remove",
                                               "reverse",
                                               "rotate",
                                               "sort",
                                               "difference_update",
                                               "intersection_update"};
  return std::find(std::begin(names), std::end(names), method) != std::end(names);
}

// What is in a container may be changed in place through what this use reads out of it.
bool lets_contents_out(Node use) {
  Node parent = use.parent();
  while (parent.is(Kind::parenthesized_expression)) use = parent, parent = parent.parent();
  switch (parent.kind()) {
    case Kind::comparison_operator:
    case Kind::expression_statement:
    case Kind::not_operator:
    case Kind::if_statement:
    case Kind::while_statement:
    case Kind::elif_clause:
    case Kind::if_clause:
    case Kind::interpolation:
    case Kind::assert_statement:
      return false;
    case Kind::argument_list: {
      const std::string_view callee = parent.parent().child(Field::function).text();
      return callee != "len" && callee != "print" && callee != "str" && callee != "repr" && callee != "bool";
    }
    case Kind::subscript: {  // x[i][j], read or compared, gives no container away
      const Node outer = parent.parent();
      if (use.field() != Field::value) return false;
      const bool inner = outer.is(Kind::subscript) && parent.field() == Field::value;
      const bool stored = inner && outer.field() == Field::left;
      return !(inner && !stored) && !outer.is(Kind::comparison_operator);
    }
    case Kind::attribute: {
      const std::string_view method = parent.child(Field::attribute).text();
      return method != "append" && method != "add" && method != "keys" && method != "sort" &&
             method != "clear" && method != "count" && method != "index" && method != "insert";
    }
    default:
      return true;
  }
}

struct Contents {
  Type element = never, value = never;
  bool known = true;
};

void forget(Contents& contents) { contents.known = false; }

Type rebuilt(const Type& type, const Contents& contents, bool deep) {
  const auto inner = [&](const Type& one) { return deep ? one : with_unknown_contents(one); };
  if (!type.members().empty()) {
    Type joined = never;
    for (const Type& one : type.members()) joined = join(joined, rebuilt(one, contents, deep));
    return joined;
  }
  if (type.is(dict)) {
    return dict_of(inner(join(type.element_type(), contents.element)),
                   inner(join(type.value_type(), contents.value)), type.class_name());
  }
  if (!is_changeable(type)) return type;
  return container_of(type.kind, inner(join(type.element_type(), contents.element)), type.class_name());
}

}  // namespace

Type Inference::settled_contents(const Binding& binding, Type type, int depth) const {
  if (!is_changeable(type) || !knows_contents(type)) return type;
  const ScopeKind kind = names_.scopes()[binding.scope].kind;
  const bool local = kind != ScopeKind::module && kind != ScopeKind::class_;
  if (binding.rebound_elsewhere && !local) return with_unknown_contents(type);
  Contents contents;
  bool deep = true;
  for (std::uint32_t index : binding.uses) {
    if (!contents.known) break;
    const Node use = syntax_.node(index);
    deep = deep && !lets_contents_out(use);
    switch (use_of(use, names_, module_)) {
      case UseKind::read:
        // add = xs.append: what it is called with is not seen.
        if (use.parent().is(Kind::attribute) && !use.parent().parent().is(Kind::call) &&
            !is_reading_method(use.parent().child(Field::attribute).text()))
          forget(contents);
        // Looking up a key in a defaultdict puts it in.
        if (type.class_name() == "collections.defaultdict" && use.parent().is(Kind::subscript)) {
          const Node key = read_subscript(use.parent()).index;
          contents.element = join(contents.element, key ? this->type(key, depth + 1) : Type(tuple));
        }
        break;
      case UseKind::rebinds:
        break;
      case UseKind::mutates:
        change(use, type.is(dict), contents.element, contents.value, contents.known, depth);
        break;
      case UseKind::escapes:
        if (!(local && (leaves_with_return(use) || is_bound_to_itself(use))) &&
            !is_given_to_reader(use, contents.element, depth))
          forget(contents);
        break;
    }
  }
  return contents.known ? rebuilt(type, contents, deep) : with_unknown_contents(type);
}

// `return xs`: the function is over, it reads its own name no more.
bool Inference::leaves_with_return(Node use) const {
  Node node = use;
  for (Node outer = use.parent(); outer; node = outer, outer = outer.parent()) {
    if (outer.is(Kind::return_statement)) return !outer.ancestor(Kind::try_statement);
    if (!outer.is_any(Kind::parenthesized_expression, Kind::expression_list, Kind::tuple)) return false;
  }
  return false;
}

// `xs = xs or []`: no other name has it.
bool Inference::is_bound_to_itself(Node use) const {
  for (Node outer = use.parent(); outer; outer = outer.parent()) {
    if (outer.is(Kind::assignment)) {
      const Node left = outer.child(Field::left);
      return left.is(Kind::identifier) && names_.binding_at(left.index()) == names_.binding_at(use.index());
    }
    if (!outer.is_any(Kind::parenthesized_expression, Kind::boolean_operator, Kind::conditional_expression))
      return false;
  }
  return false;
}

// An argument of a library function: it looks, and does not put other things in. heapq and bisect put in what
// they are given.
bool Inference::is_given_to_reader(Node use, Type& element, int depth) const {
  const Node parent = use.parent();
  if (!parent.is(Kind::argument_list)) return false;
  const Call call = read_call(parent.parent());
  const std::string name = qualified_name(call.function);
  if (name == "heapq.heappush" || name == "heapq.heappushpop" || name == "heapq.heapreplace" ||
      name == "bisect.insort" || name == "bisect.insort_left" || name == "bisect.insort_right") {
    if (call.splats || call.positional.size() < 2 || call.positional[0] != use) return false;
    element = join(element, type(call.positional[1], depth + 1));
    return true;
  }
  const bool reads =
      name.starts_with("heapq.") || name.starts_with("bisect.") || name.starts_with("os.") ||
      name.starts_with("random.") || name.starts_with("itertools.") || name.starts_with("math.") ||
      name.starts_with("json.") || name.starts_with("subprocess.") || name.starts_with("copy.") ||
      name.starts_with("statistics.") || name == "enumerate" || name == "map" || name == "filter" ||
      name == "iter" || name == "collections.Counter" || name == "collections.deque";
  return reads && static_cast<bool>(find_in_library(name));
}

// One use that changes the container: what it puts in is joined to the contents.
void Inference::change(Node use, bool maps, Type& element, Type& value, bool& known, int depth) const {
  Node node = use, parent = use.parent();
  while (parent.is(Kind::parenthesized_expression)) node = parent, parent = parent.parent();
  if (parent.is(Kind::augmented_assignment)) return;  // a definition: its type tells
  if (parent.is(Kind::subscript) && node.field() == Field::value) {
    const Node statement = parent.parent();
    if (statement.is(Kind::delete_statement)) return;
    const bool plain = statement.is(Kind::assignment) && parent.field() == Field::left;
    const bool augmented = statement.is(Kind::augmented_assignment) && parent.field() == Field::left;
    const Subscript subscript = read_subscript(parent);
    if (!plain && !augmented) {
      known = false;
      return;
    }
    const bool slice = subscript.index.is(Kind::slice);
    const Type stored =
        augmented ? operator_type(statement, depth + 1) : type(statement.child(Field::right), depth + 1);
    if (maps) {
      const Type key = subscript.index ? type(subscript.index, depth + 1) : Type(tuple);
      element = join(element, key);
      value = join(value, stored);
    } else {
      element = join(element, slice ? iterated(stored, depth) : stored);
    }
    return;
  }
  const MethodCall method = parent.is(Kind::attribute) ? read_method_call(parent.parent()) : MethodCall();
  if (!method || parent.field() != Field::function) {
    known = false;
    return;
  }
  const Call& call = method.call;
  const std::string_view name = method.method;
  if (only_takes_out(name)) return;
  const bool one_given = static_cast<bool>(call.sole_argument()) || call.generator;
  if (!maps && (name == "append" || name == "add" || name == "appendleft") && one_given) {
    element =
        join(element, call.generator ? type(call.generator, depth + 1) : type(call.positional[0], depth + 1));
  } else if (!maps && name == "insert" && call.positional.size() == 2) {
    element = join(element, type(call.positional[1], depth + 1));
  } else if (!maps && (name == "extend" || name == "extendleft" || name == "update") && one_given) {
    element = join(element, element_of_argument(call, 0, depth));
  } else if (maps && name == "setdefault" && !call.splats && !call.positional.empty()) {
    element = join(element, type(call.positional[0], depth + 1));
    value = join(value, call.positional.size() > 1 ? type(call.positional[1], depth + 1) : Type(none));
  } else if (maps && name == "update" && one_given && !call.generator) {
    const Type other = type(call.positional[0], depth + 1);
    element = join(element, other.is(dict) ? other.element_type() : Type());
    value = join(value, other.is(dict) ? other.value_type() : Type());
  } else {
    known = false;
  }
}

}  // namespace perfhint
