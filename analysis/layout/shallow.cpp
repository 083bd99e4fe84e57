// sys.getsizeof of each sort of object.
#include <algorithm>

#include "analysis/layout/classes.h"
#include "analysis/layout/count.h"
#include "analysis/layout/text.h"

namespace perfhint::layout {
namespace {

Bytes container(const Object& object, ByteCount bytes) {
  if (!object.tainted) return Bytes::exactly(bytes);
  return object.body->each_most > 0 ? Bytes::between(object.body->each_least, object.body->each_most)
                                    : Bytes{};
}

Bytes text_size(const Model& model, const Object& object) {
  if (object.tainted || (object.vague && !object.body->many)) return {};
  const std::uint64_t length = object.body->many ? object.body->used : object.body->text.size();
  switch (object.sort) {
    case Sort::bytes:
      return Bytes::exactly(
          Model::bytes(length) +
          (object.body->class_of ? subclass_bytes(model, *object.body->class_of, Sort::bytes) : 0));
    case Sort::bytearray:
      if (model.python.minor >= 15)
        return Bytes::exactly(64 + (object.body->capacity > 0 ? 33 + object.body->capacity : 0));
      return Bytes::exactly(56 + object.body->capacity);
    default:
      break;
  }
  const StrKind kind = kind_of(object.body->text);
  // Only the shared character of Latin-1 has its UTF-8 form with it.
  const bool own = object.own && kind == StrKind::latin1 && length == 1;
  if (!object.body->class_of)
    return Bytes::exactly(model.str(kind, length) - (own ? model.single_latin1_utf8 : 0));
  const ByteCount header = model.python.minor <= 11 ? 80 : 64;
  const ByteCount width = kind <= StrKind::latin1 ? 1 : kind == StrKind::ucs2 ? 2 : 4;
  return Bytes::exactly(header + width * (length + 1) +
                        subclass_bytes(model, *object.body->class_of, Sort::str));
}

Bytes dict_size(const Model& model, const Object& object) {
  const Body& body = *object.body;
  ByteCount bytes = model.dict(body.capacity, body.str_keys && model.python.minor >= 11);
  if (body.class_of) bytes += subclass_bytes(model, *body.class_of, Sort::dict);
  if (body.type == "Counter") bytes += model.slotted_instance(0, true, true) - 32;
  if (body.type == "defaultdict") bytes += 8;
  // A linked list of nodes beside the table, one slot of it for each of the table's.
  if (body.type == "OrderedDict") bytes += 64 + (body.used > 0 ? 8 * body.capacity : 0) + 32 * body.used;
  return container(object, bytes);
}

Bytes iterator_size(const Machine& machine, const Object& object) {
  const Body& body = *object.body;
  if (body.most > 0) return Bytes::exactly(body.most);
  std::string name = body.type;
  if (name == "iterator" || name == "reversed") {
    const Sort source = machine.at(body.items[0]).sort;
    const bool reversed = name == "reversed";
    name = source == Sort::list    ? "iterator.list"
           : source == Sort::range ? "iterator.range"
           : reversed              ? "reversed"
                                   : "";
    if (reversed && (source == Sort::dict || source == Sort::view)) return {};
    if (name.empty()) {
      name = source == Sort::tuple                              ? "iterator.tuple"
             : source == Sort::str                              ? "iterator.str"
             : source == Sort::bytes                            ? "iterator.bytes"
             : source == Sort::dict || source == Sort::view     ? "iterator.dict"
             : source == Sort::set || source == Sort::frozenset ? "iterator.set"
                                                                : "";
    }
  }
  const ByteCount bytes = fixed_bytes(machine.python(), name);
  return bytes > 0 ? Bytes::exactly(bytes) : Bytes{};
}

Bytes class_size(const Machine& machine, const Class& of) {
  if (!of.known && of.definition && of.why.find("base") != std::string::npos) return {};
  const bool exception = exception_bytes(machine.python(), of.builtin_base) > 0;
  const bool inherits_slots_only = of.has_slots && !of.has_dict;
  const bool plain_base = of.builtin_base.empty() || of.builtin_base == "dict" || of.builtin_base == "list";
  if (of.named_tuple || of.typed_dict || (of.has_slots && of.has_dict)) return {};
  if (!plain_base && !exception && !of.enumeration) return {};
  if (exception && machine.python().minor <= 10)
    return Bytes::exactly(fixed_bytes(machine.python(), "class"));
  if (of.enumeration && !of.builtin_base.empty()) return {};
  return Bytes::exactly(
      fixed_bytes(machine.python(), exception || inherits_slots_only ? "class.slots" : "class"));
}

Bytes generator_size(const Machine& machine, const Object& object) {
  const FrameSlots slots = frame_slots(machine, *object.body->block, object.body->node);
  const Model& model = machine.model();
  if (model.python.minor <= 10) {
    const bool async = object.body->node.first_child().is(Kind::kw_async);
    if (!async) return Bytes::exactly(model.generator);
    return Bytes::exactly(model.generator + (Machine::yields(object.body->node) ? 24 : 8));
  }
  return Bytes::between(model.generator + 8 * (slots.variables + slots.least_stack),
                        model.generator + 8 * (slots.variables + slots.most_stack));
}

ByteCount array_item(const std::string& code) {
  constexpr std::string_view codes = "bBuhHiIlLqQfdw";
  constexpr ByteCount sizes[] = {1, 1, 4, 2, 2, 4, 4, 8, 8, 8, 8, 4, 8, 4};
  return sizes[codes.find(code)];
}

Bytes sized(const Machine& machine, const Object& object) {
  const Model& model = machine.model();
  const Class* of = object.body ? object.body->class_of.get() : nullptr;
  const auto more = [&](Sort base) { return of ? subclass_bytes(model, *of, base) : ByteCount{0}; };
  switch (object.sort) {
    case Sort::list:
      return container(object, Model::list(object.body->capacity) + more(Sort::list));
    case Sort::tuple:
      if (object.vague && !object.body->many) return {};
      return Bytes::exactly(model.tuple(object.body->many ? object.body->used : object.body->items.size()) +
                            more(Sort::tuple));
    case Sort::set:
    case Sort::frozenset:
      return container(object, Model::set(object.body->capacity) + more(Sort::set));
    case Sort::deque: {
      const ByteCount base = model.python.minor >= 11 ? 232 : 96;
      const ByteCount blocks =
          std::max<ByteCount>(1, (object.body->capacity + object.body->items.size() + 63) / 64);
      return container(object, base + 528 * blocks);
    }
    case Sort::array: {
      const ByteCount base = model.python.minor >= 10 ? 80 : 64;
      return container(object, base + array_item(object.body->type) * object.body->capacity);
    }
    case Sort::integer: {
      if (object.vague) return {};
      const bool big = object.body && !object.body->big.zero();
      return Bytes::exactly(
          (big ? model.integer_of_bits(object.body->big.bits()) : model.integer(object.number)) +
          more(Sort::integer));
    }
    case Sort::floating:
      return Bytes::exactly(Model::floating + more(Sort::floating));
    case Sort::opaque: {
      const bool buffer = object.body->type.starts_with("io.");
      if (object.body->most == 0 || (object.tainted && buffer)) return {};
      const bool exception = of && !of->enumeration;
      const ByteCount extra = exception ? subclass_bytes(model, *of, Sort::opaque) : 0;
      return Bytes::between(object.body->capacity + extra, object.body->most + extra);
    }
    default:
      return {};
  }
}

}  // namespace

Bytes shallow_size(const Machine& machine, Ref ref) {
  const Object& object = machine.at(ref);
  const Model& model = machine.model();
  switch (object.sort) {
    case Sort::unknown:
    case Sort::builtin:
      return {};
    case Sort::none:
    case Sort::ellipsis:
    case Sort::not_implemented:
      return Bytes::exactly(Model::none);
    case Sort::boolean:
      return Bytes::between(object.vague || object.number == 0 ? model.false_bool : 28,
                            object.vague || object.number != 0 ? 28 : model.false_bool);
    case Sort::complex:
      return Bytes::exactly(Model::complex);
    case Sort::range:
      return Bytes::exactly(Model::range);
    case Sort::str:
    case Sort::bytes:
    case Sort::bytearray:
      return text_size(model, object);
    case Sort::dict:
      return dict_size(model, object);
    case Sort::view:
      return Bytes::exactly(fixed_bytes(machine.python(), "view"));
    case Sort::iterator:
      return iterator_size(machine, object);
    case Sort::generator:
      return generator_size(machine, object);
    case Sort::function:
      return Bytes::exactly(model.function);
    case Sort::method: {
      const bool builtin = object.body->items[1] == hole;
      const char* name = !builtin                              ? "method"
                         : object.body->type.starts_with("__") ? "method-wrapper"
                                                               : "builtin_method";
      return Bytes::exactly(fixed_bytes(machine.python(), name));
    }
    case Sort::module:
      return Bytes::exactly(fixed_bytes(machine.python(), "module"));
    case Sort::class_:
      return class_size(machine, *object.body->class_of);
    case Sort::instance:
      return object.body->class_of->known ? Bytes::exactly(instance_bytes(model, *object.body->class_of))
                                          : Bytes{};
    default:
      return sized(machine, object);
  }
}

}  // namespace perfhint::layout
