// What an object is called, and whether the interpreter has only one of its like.
#include "analysis/layout/count.h"

namespace perfhint::layout {

bool is_shared(const Machine& machine, Ref ref) {
  const Object& object = machine.at(ref);
  if (object.vague || object.own || (object.body && object.body->class_of))
    return object.sort == Sort::boolean;
  switch (object.sort) {
    case Sort::none:
    case Sort::ellipsis:
    case Sort::boolean:
    case Sort::not_implemented:
      return true;
    case Sort::integer:
      return !object.body && machine.model().is_shared(object.number);
    case Sort::str:
      return object.body->text.empty() || (object.body->text.size() == 1 && object.body->text[0] < 0x100);
    case Sort::bytes:
      return object.body->text.size() <= 1;
    case Sort::tuple:
      return object.body->items.empty() && !object.body->many;
    default:
      return false;
  }
}

std::string type_name(const Machine& machine, Ref ref) {
  const Object& object = machine.at(ref);
  if (object.sort == Sort::class_) return "class " + object.body->class_of->name;
  if (object.body && object.body->class_of) return object.body->class_of->name;
  switch (object.sort) {
    case Sort::unknown:
      return "unknown";
    case Sort::none:
      return "None";
    case Sort::ellipsis:
      return "ellipsis";
    case Sort::boolean:
      return "bool";
    case Sort::integer:
      return "int";
    case Sort::floating:
      return "float";
    case Sort::complex:
      return "complex";
    case Sort::str:
      return "str";
    case Sort::bytes:
      return "bytes";
    case Sort::bytearray:
      return "bytearray";
    case Sort::list:
      return "list";
    case Sort::tuple:
      return "tuple";
    case Sort::set:
      return "set";
    case Sort::frozenset:
      return "frozenset";
    case Sort::dict:
      return object.body->type.empty() ? "dict" : object.body->type;
    case Sort::view:
      return "dict_" + object.body->type;
    case Sort::range:
      return "range";
    case Sort::slice:
      return "slice";
    case Sort::generator:
      return object.body->node.first_child().is(Kind::kw_async) ? "coroutine" : "generator";
    case Sort::function:
      return "function";
    case Sort::method:
      return "method";
    case Sort::module:
      return "module";
    case Sort::deque:
      return "deque";
    case Sort::array:
      return "array";
    default:
      return object.body ? object.body->type : "object";
  }
}

}  // namespace perfhint::layout
