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

Type rebuilt(const Type& type, const Type& element, const Type& value, bool deep) {
  const auto inner = [&](const Type& one) { return deep ? one : with_unknown_contents(one); };
  if (!type.members().empty()) {
    Type joined = never;
    for (const Type& one : type.members()) joined = join(joined, rebuilt(one, element, value, deep));
    return joined;
  }
  if (type.is(dict)) {
    return dict_of(inner(join(type.element_type(), element)), inner(join(type.value_type(), value)),
                   type.class_name());
  }
  if (!is_changeable(type)) return type;
  return container_of(type.kind, inner(join(type.element_type(), element)), type.class_name());
}

}  // namespace

Type Inference::settled_contents(const Binding& binding, Type type, int depth) const {
  if (!is_changeable(type) || !knows_contents(type)) return type;
  const ScopeKind kind = names_.scopes()[binding.scope].kind;
  const bool local = kind != ScopeKind::module && kind != ScopeKind::class_;
  if (binding.rebound_elsewhere && !local) return with_unknown_contents(type);
  Contents contents{never, never};
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
          contents.known = false;
        // Looking up a key in a defaultdict puts it in.
        if (type.class_name() == "collections.defaultdict" && use.parent().is(Kind::subscript)) {
          const Node key = read_subscript(use.parent()).index;
          contents.element = join(contents.element, key ? this->type(key, depth + 1) : Type(tuple));
        }
        break;
      case UseKind::rebinds:
        break;
      case UseKind::mutates:
        change(use, type.is(dict), contents, depth);
        break;
      case UseKind::escapes:
        if (!(local && (leaves_with_return(use) || is_bound_to_itself(use))) &&
            !is_given_to_reader(use, contents.element, depth))
          contents.known = false;
        break;
    }
  }
  return contents.known ? rebuilt(type, contents.element, contents.value, deep) : with_unknown_contents(type);
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
void Inference::change(Node use, bool maps, Contents& contents, int depth) const {
  Node node = use, parent = use.parent();
  while (parent.is(Kind::parenthesized_expression)) node = parent, parent = parent.parent();
  if (parent.is(Kind::augmented_assignment)) return;  // a definition: its type tells
  if (parent.is(Kind::subscript) && node.field() == Field::value)
    return store_item(parent, maps, contents, depth);
  const bool called = parent.is(Kind::attribute) && parent.field() == Field::function;
  const MethodCall method = called ? read_method_call(parent.parent()) : MethodCall();
  if (method) {
    call_changing(method, maps, contents, depth);
  } else {
    contents.known = false;
  }
}

// xs[i] = v, d[k] += v, del xs[i]
void Inference::store_item(Node target, bool maps, Contents& contents, int depth) const {
  const Node statement = target.parent();
  if (statement.is(Kind::delete_statement)) return;
  const bool augmented = statement.is(Kind::augmented_assignment);
  if (target.field() != Field::left || !(augmented || statement.is(Kind::assignment))) {
    contents.known = false;
    return;
  }
  const Node index = read_subscript(target).index;
  const Type stored =
      augmented ? operator_type(statement, depth + 1) : type(statement.child(Field::right), depth + 1);
  if (maps) {
    contents.element = join(contents.element, index ? type(index, depth + 1) : Type(tuple));
    contents.value = join(contents.value, stored);
  } else {
    contents.element = join(contents.element, index.is(Kind::slice) ? iterated(stored, depth) : stored);
  }
}

void Inference::call_changing(const MethodCall& method, bool maps, Contents& contents, int depth) const {
  const Call& call = method.call;
  const std::string_view name = method.method;
  if (only_takes_out(name)) return;
  const bool one_given = static_cast<bool>(call.sole_argument()) || call.generator;
  const auto given = [&](std::size_t at) { return type(call.positional[at], depth + 1); };
  if (!maps && (name == "append" || name == "add" || name == "appendleft") && one_given) {
    contents.element = join(contents.element, call.generator ? type(call.generator, depth + 1) : given(0));
  } else if (!maps && name == "insert" && call.positional.size() == 2) {
    contents.element = join(contents.element, given(1));
  } else if (!maps && (name == "extend" || name == "extendleft" || name == "update") && one_given) {
    contents.element = join(contents.element, element_of_argument(call, 0, depth));
  } else if (maps && name == "setdefault" && !call.splats && !call.positional.empty()) {
    contents.element = join(contents.element, given(0));
    contents.value = join(contents.value, call.positional.size() > 1 ? given(1) : Type(none));
  } else if (maps && name == "update" && one_given && !call.generator) {
    const Type other = given(0);
    contents.element = join(contents.element, other.is(dict) ? other.element_type() : Type());
    contents.value = join(contents.value, other.is(dict) ? other.value_type() : Type());
  } else {
    contents.known = false;
  }
}

}  // namespace perfhint
