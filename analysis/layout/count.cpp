// Walking over what an object reaches. An object named twice is counted once; what the interpreter shares,
// and code, classes and modules, are not counted at all.
#include "analysis/layout/count.h"

#include <algorithm>
#include <map>

#include "analysis/layout/classes.h"
#include "analysis/layout/library.h"
#include "analysis/layout/text.h"

namespace perfhint::layout {

namespace {

class Walk {
 public:
  Walk(const Machine& machine, bool fresh) : machine_(machine), fresh_(fresh) {}

  void from(Ref root) {
    root_ = root;
    push(root);
    while (!open_.empty() && unknown.empty()) {
      const Ref ref = open_.back();
      open_.pop_back();
      visit(ref);
    }
  }

  ByteCount least = 0, most = 0;      // as getsizeof counts
  ByteCount hidden = 0, padding = 0;  // attribute storage beside; what the allocator adds to ints
  bool loose = false;                 // something in it is allocated otherwise than getsizeof says
  std::string unknown;
  std::map<std::string, Part> parts;  // by type

 private:
  void hide(ByteCount bytes) {
    hidden += bytes * weight_;
    part_->bytes += bytes * weight_;
  }

  void push(Ref ref) {
    if (ref == hole) return;
    const Object& object = machine_.at(ref);
    if (ref != root_) {
      if (is_shared(machine_, ref) || (object.own && object.sort == Sort::tuple)) return;
      if (object.sort == Sort::builtin || object.sort == Sort::class_ || object.sort == Sort::module) return;
    }
    if (fresh_ && (object.before || object.constant || (ref == root_ && is_shared(machine_, ref)))) return;
    if (ref >= seen_.size()) seen_.resize(ref + 1024);
    if (seen_[ref]) return;
    seen_[ref] = true;
    open_.push_back(ref);
  }

  void push_all(const std::vector<Ref>& refs) {
    for (Ref ref : refs) push(ref);
  }

  void add(ByteCount bytes) {
    least += bytes * weight_, most += bytes * weight_;
    if (part_) part_->bytes += bytes * weight_;
  }

  void fail(const std::string& why) { unknown = why; }

  void visit(Ref ref) {
    const Object& object = machine_.at(ref);
    const Bytes shallow = shallow_size(machine_, ref);
    if (shallow.sort == Bytes::Sort::unknown) {
      fail(object.sort == Sort::unknown ? "what it holds is not all known"
                                        : "the size of an object in it is not known");
      return;
    }
    weight_ = object.weight;
    least += shallow.least * weight_;
    most += shallow.most * weight_;
    if (object.sort == Sort::integer && machine_.python().minor >= 11 && shallow.most < 32)
      padding += (32 - shallow.most) * weight_;
    part_ = &parts[type_name(machine_, ref)];
    part_->count += weight_;
    part_->bytes += shallow.most * weight_;
    edges(ref, object);
  }

  // An iterator over the source, which it keeps.
  void iterator_over(Ref source) {
    const Object& object = machine_.at(source);
    if (object.sort == Sort::iterator || object.sort == Sort::generator) return push(source);
    const char* name = object.sort == Sort::list                                    ? "iterator.list"
                       : object.sort == Sort::tuple                                 ? "iterator.tuple"
                       : object.sort == Sort::str                                   ? "iterator.str"
                       : object.sort == Sort::range                                 ? "iterator.range"
                       : object.sort == Sort::dict                                  ? "iterator.dict"
                       : object.sort == Sort::set || object.sort == Sort::frozenset ? "iterator.set"
                                                                                    : nullptr;
    if (!name) return fail("the iterator it keeps is not known");
    add(fixed_bytes(machine_.python(), name));
    if (object.sort == Sort::range) {
      loose = true;
    } else {
      push(source);
    }
  }

  void iterator_edges(const Object& object) {
    const Body& body = *object.body;
    const std::string& type = body.type;
    const Model& model = machine_.model();
    if (object.tainted) return fail("the iterator was used");
    if (type == "map" || type == "filter") {
      push(body.items[0]);
      for (std::size_t i = 1; i < body.items.size(); ++i) iterator_over(body.items[i]);
      if (type == "map") add(model.tuple(body.items.size() - 1));
    } else if (type == "zip" || type == "itertools.zip_longest") {
      for (Ref part : body.items) iterator_over(part);
      if (!body.items.empty()) add(2 * model.tuple(body.items.size()));
    } else if (type == "enumerate") {
      iterator_over(body.items[0]);
      if (body.items.size() > 1) push(body.items[1]);
      add(model.tuple(2));
    } else if (type == "iterator" || type == "reversed") {
      const Object& source = machine_.at(body.items[0]);
      if (source.sort == Sort::view && source.body->type == "items") add(model.tuple(2));
      if (source.sort == Sort::view)
        push(source.body->items[0]);
      else if (source.sort != Sort::range)
        push(body.items[0]);
      else
        loose = true;
    } else if (type == "itertools.chain") {
      add(fixed_bytes(machine_.python(), "iterator.tuple"));
      if (!body.items.empty()) add(model.tuple(body.items.size()));
      push_all(body.items);
    } else if (type == "itertools.cycle") {
      iterator_over(body.items[0]);
      add(Model::list(0));
    } else if (type == "itertools.repeat" || type == "itertools.count" || body.most > 0) {
      push_all(body.items);
      push_all(body.values);
    } else if (type == "itertools.compress") {
      for (Ref part : body.items) iterator_over(part);
    } else if (type == "itertools.accumulate" || type == "itertools.islice" || type == "itertools.groupby" ||
               type == "itertools.pairwise" || type == "itertools.batched") {
      iterator_over(body.items[0]);
      for (std::size_t i = 1; i < body.items.size(); ++i) push(body.items[i]);
      if (type == "itertools.pairwise" && model.python.minor >= 13) add(model.tuple(2));
    } else if (body.items.size() == 2) {  // takewhile, dropwhile, starmap, filterfalse: function, iterable
      push(body.items[0]);
      iterator_over(body.items[1]);
    } else {
      fail("what the iterator keeps is not known");
    }
  }

  void generator_edges(const Object& object) {
    const Body& body = *object.body;
    const Model& model = machine_.model();
    const bool expression = body.node.is(Kind::generator_expression);
    if (object.tainted && expression) return fail("the generator was used");
    if (model.python.minor <= 10) {
      const FrameSlots slots = frame_slots(machine_, *body.block, body.node);
      least += (model.coroutine_frame + 8 * (slots.variables + slots.least_stack)) * weight_;
      most += (model.coroutine_frame + 8 * (slots.variables + slots.most_stack)) * weight_;
    }
    if (!expression) return push_all(body.items);
    if (model.python.minor >= 11) add(model.function);
    const Ref source = body.items[0];
    if (model.python.minor >= 15) return push(source);  // asked for an iterator when it starts
    for (Node node : descendants(body.node)) {
      // What it takes from around it hangs on its function.
      if (node.is(Kind::identifier) && body.closure) {
        const std::uint32_t index = body.block->names->binding_at(node.index());
        if (index == no_binding) continue;
        const Scope& scope = body.block->names->scopes()[body.block->names->bindings()[index].scope];
        const bool inside = body.block->syntax->node(scope.node).within(body.node);
        if (!inside && scope.kind != ScopeKind::module)
          return fail("what the generator keeps of its surroundings is not counted");
      }
    }
    const Node clause = source_node(body.node);
    if (clause.is(Kind::list) && machine_.at(source).sort == Sort::list) {
      // A list display that is only walked over is a tuple in the code.
      bool constants = true;
      for (Ref item : machine_.at(source).body->items)
        constants &= machine_.at(item).constant || is_shared(machine_, item);
      add(fixed_bytes(machine_.python(), "iterator.tuple"));
      if (!constants) fail("the tuple that the display becomes is not counted");
      return;
    }
    iterator_over(source);
  }

  static Node source_node(Node generator) {
    for (Node child : children(generator)) {
      if (child.is(Kind::for_in_clause)) return child.child(Field::right);
    }
    return {};
  }

  void instance_edges(const Object& object) {
    const Body& body = *object.body;
    const Class& of = *body.class_of;
    if (object.tainted) return fail("other code may have given it attributes");
    push_all(body.values);
    std::uint32_t own = 0;
    for (const std::string& name : body.attributes) own += !in_slots(of, name);
    const Model& model = machine_.model();
    if (!of.has_dict) return;
    if (of.dict_slot) return own > 0 ? fail("its __dict__ stands in a slot") : loose_if(true);
    if (model.python.minor <= 10) {
      if (!body.str_keys)
        return add(model.dict(model.dict_grown(std::max<std::uint64_t>(body.used, 1)), true));
      if (own > 0 || body.many) add(model.attribute_dict(own));
      return;
    }
    // Values lie inside only where nothing else does (3.13).
    if (model.python.minor >= 13 && of.all_slots > 0)
      return own > 0 ? fail("its __dict__ is one of its own") : void();
    if (own > model.most_inline_attributes) {
      add(model.attribute_dict(own));
      hide(model.hidden_values(own));
      loose_if(shared_attributes(of) < own);
      return;
    }
    // Attributes that were deleted left their room, and those that only other instances have take some.
    const auto deleted =
        static_cast<std::uint32_t>(body.used - std::min<std::uint64_t>(body.used, body.attributes.size()));
    const std::uint32_t peak = own + deleted;
    loose_if(shared_attributes(of) > body.used);
    // Asked for, its __dict__ is an object of its own; the values stay where they are.
    if (body.many) add(model.dict(0, true));
    hide(model.hidden_values(peak));
  }

  void loose_if(bool is) { loose |= is; }

  static bool in_slots(const Class& of, const std::string& name) {
    if (std::find(of.slots.begin(), of.slots.end(), name) != of.slots.end()) return true;
    return std::any_of(of.bases.begin(), of.bases.end(),
                       [&](const Class* base) { return in_slots(*base, name); });
  }

  void edges(Ref ref, const Object& object) {
    if (!object.body) return;
    const Body& body = *object.body;
    switch (object.sort) {
      case Sort::list:
      case Sort::tuple:
      case Sort::set:
      case Sort::frozenset:
      case Sort::dict:
      case Sort::deque:
        if (object.tainted || body.blurred) return fail("what it holds is not all known");
        if (body.class_of && !body.attributes.empty())
          return fail("attributes of such a subclass are not counted");
        if (object.sort == Sort::tuple && body.class_of) loose = true;
        push_all(body.items);
        push_all(body.values);
        if (body.type == "defaultdict" && !body.attributes.empty()) push(static_cast<Ref>(object.number));
        return;
      case Sort::view:
        return push_all(body.items);
      case Sort::range:
        range_edges(ref, body);
        return;
      case Sort::iterator:
        return iterator_edges(object);
      case Sort::generator:
        return generator_edges(object);
      case Sort::function:
        if (object.vague) return fail("what its annotations take is not counted");
        return push_all(body.items);
      case Sort::method:
        return push_all(body.items);
      case Sort::instance:
        return instance_edges(object);
      case Sort::class_:
        return class_edges(*body.class_of);
      case Sort::opaque:
        if (object.vague || (object.tainted && !is_immutable(body.type)))
          return fail("what it holds is not known");
        loose = loose || body.type != "cell";
        if (body.type == "cell") push(cell_value(machine_, ref));
        if (body.class_of && body.class_of->enumeration) return;
        push_all(body.items);
        if (body.class_of) exception_attributes(body);
        return;
      default:
        return;
    }
  }

  void range_edges(Ref ref, const Body& body) {
    push_all(body.items);
    loose = true;
    const auto bounds = range_of(machine_, ref);
    if (!bounds) {
      bool big = true;
      for (Ref item : body.items) big &= machine_.at(item).sort == Sort::integer && !machine_.at(item).vague;
      if (!big) fail("its bounds are not known");
      return;
    }
    const auto length = static_cast<std::int64_t>(bounds->length());
    if (!machine_.model().is_shared(length)) add(machine_.model().integer(length));
  }

  void class_edges(const Class& of) {
    const ClassParts beside = class_parts(machine_.model(), of);
    if (!beside.unknown.empty()) return fail(beside.unknown);
    add(beside.bytes);
    for (const auto& [key, value] : of.names) push(value);
  }

  void exception_attributes(const Body& body) {
    push_all(body.values);
    if (body.attributes.empty()) return;
    const Model& model = machine_.model();
    const auto table = model.dict_grown(body.attributes.size());
    if (model.python.minor <= 10)
      add(model.attribute_dict(static_cast<std::uint32_t>(body.attributes.size())));
    else
      add(model.dict(table, true));
  }

  const Machine& machine_;
  std::uint64_t weight_ = 1;  // of the object whose parts are looked at
  Part* part_ = nullptr;
  const bool fresh_;
  Ref root_ = hole;
  std::vector<bool> seen_;
  std::vector<Ref> open_;
};

Bytes total(const Walk& walk) {
  if (!walk.unknown.empty()) return {};
  const ByteCount allocated = walk.hidden + walk.padding;
  if (walk.hidden == 0) return Bytes::between(walk.least, walk.most);
  return walk.loose ? Bytes::between(walk.least, walk.most + allocated + 256)
                    : Bytes::between(walk.least + allocated, walk.most + allocated);
}

}  // namespace

Measured measure(const Machine& machine, Ref root) {
  Measured result;
  if (machine.stopped()) return result;
  result.shallow = shallow_size(machine, root);
  if (machine.at(root).sort == Sort::unknown) return result;
  Walk fresh(machine, true), all(machine, false);
  fresh.from(root);
  all.from(root);
  result.retained = total(fresh);
  result.deep = all.unknown.empty() ? Bytes::between(all.least, all.most) : Bytes{};
  result.unknown = all.unknown;
  if (fresh.hidden > 0 && fresh.parts.count("int") > 0) fresh.parts["int"].bytes += fresh.padding;
  for (const auto& [type, part] : fresh.parts) result.parts.emplace_back(type, part);
  std::stable_sort(result.parts.begin(), result.parts.end(),
                   [](const auto& a, const auto& b) { return a.second.bytes > b.second.bytes; });
  return result;
}

}  // namespace perfhint::layout
