// Object: a Python object as far as its size goes, in a heap of its own: what it is, what it holds, and how
// much room its growth has left it. Values are kept where they decide sizes (numbers, text, elements).
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "analysis/layout/big_integer.h"
#include "analysis/layout/model.h"
#include "analysis/module.h"

namespace perfhint::layout {

// An object's place in its heap. nothing_known: an object of which nothing is known.
using Ref = std::uint32_t;
constexpr Ref nothing_known = 0;
constexpr Ref hole = UINT32_MAX;  // where a dict's deleted key was

enum class Sort : std::uint8_t {
  unknown,
  none,
  ellipsis,
  not_implemented,
  boolean,
  integer,
  floating,
  complex,
  str,
  bytes,
  bytearray,
  list,
  tuple,
  set,
  frozenset,
  dict,
  view,  // of a dict: keys, values or items by `type`
  range,
  slice,
  iterator,  // one pass over its parts, by `type`: "map", "zip", "list_iterator", ...
  generator,
  function,
  method,   // bound: items are self and function
  builtin,  // a builtin or library function or type, by its qualified `type`
  class_,
  module,
  instance,
  deque,
  array,
  opaque,  // anything of a fixed size: `type` names it, `capacity` is its bytes, items are its parts
};

struct Body;
struct Frame;
struct Class;

struct Object {
  Sort sort = Sort::unknown;
  bool constant = false;     // belongs to a code object: made once
  bool before = false;       // was there before the code that is asked about ran
  bool tainted = false;      // others may have changed it: contents and growth are not known
  bool own = false;          // made anew, though the interpreter shares its like: str(1)
  bool vague = false;        // the type is known, the value is not
  std::uint64_t weight = 1;  // it stands for so many, made in rounds that were not run one by one
  std::int64_t number = 0;
  double real = 0;
  std::unique_ptr<Body> body;
};

// The variables of one call of a function, of a comprehension's run or of a class's body.
struct Frame {
  const Block* block = nullptr;
  std::uint32_t scope = 0;
  std::shared_ptr<Frame> outer;
  std::vector<std::pair<std::uint32_t, Ref>> variables;  // by binding
  Ref result = nothing_known;
  std::vector<Ref>* yields = nullptr;
  bool broken = false;  // a yield where none is collected
};

// How instances of a class are laid out.
struct Class {
  std::string name;
  const Block* block = nullptr;
  Node definition;
  std::vector<const Class*> bases;                   // of this module, in order
  std::vector<std::pair<std::string, Ref>> names;    // the body's, in order
  std::vector<std::pair<std::string, Node>> fields;  // annotated names, in order; the node is the default
  std::string builtin_base;        // "list", "Exception", ...: what it extends; "" for object
  std::vector<std::string> slots;  // of its own
  bool has_slots = false, weakref_slot = false, dict_slot = false;
  bool dataclass = false, named_tuple = false, enumeration = false, typed_dict = false;
  bool known = true;            // nothing in it, decorators and bases included, escapes the rules here
  std::string why;              // it is not
  std::uint32_t all_slots = 0;  // over all bases
  bool has_dict = true, has_weakref = true;
  bool changed = false;            // the module may assign its attributes anew
  bool hashes_by_identity = true;  // neither __eq__ nor __hash__ is its own
};

struct Body {
  std::u32string text;                  // str by code points; bytes and bytearray by bytes
  BigInteger big;                       // an int beyond 64 bits
  std::vector<Ref> items;               // elements, keys, parts
  std::vector<Ref> values;              // a dict's
  std::vector<std::string> attributes;  // an instance's names; their values stand in `values`
  std::unordered_map<std::string, std::uint32_t> places;  // hashed keys -> index in items
  std::string type;
  std::uint64_t capacity =
      0;  // list: slots; dict, set: table; bytearray: bytes; deque: left index; opaque: bytes
  std::uint64_t most =
      0;  // opaque: where the size is an interval, its upper end (0: not known); set: least slots in use
  std::uint64_t used = 0;  // dict, set, big containers: how many elements
  std::uint64_t fill = 0;  // dict: entries still free; set: slots in use, deleted ones too
  bool str_keys = true;    // dict: every key ever inserted was an exact str
  bool ordered = true;     // list: which item stands where is known
  bool blurred = false;    // list: how many items it has is known, not which
  bool emptied = false;    // list: without room, but not as when it was made
  bool many = false;       // elements are counted (`used`), not listed; `each` is what they take
  std::uint64_t each_least = 0, each_most = 0;  // many: bytes of all fresh elements
  std::shared_ptr<Class> class_of;              // class_: itself; instance: its class
  std::shared_ptr<Frame> closure;               // function, generator
  const Block* block = nullptr;
  Node node;  // function_definition, lambda, generator_expression
};

struct Arguments {
  std::vector<Ref> positional;
  std::vector<std::pair<std::string, Ref>> keywords;
  bool certain = true;                       // no splat of unknown length among them
  Ref keyword(std::string_view name) const;  // hole: not given
  bool plain(std::size_t least, std::size_t most) const {
    return certain && keywords.empty() && positional.size() >= least && positional.size() <= most;
  }
};

// One round of a loop, or, where lengths are assumed, one that stands for `weight` of them.
struct Round {
  Ref item;  // hole: the int `value`, made in the round
  std::int64_t value = 0;
  std::uint64_t weight = 1;
  bool disordered = false;  // which item comes in which round is not known
};

enum class Flow : std::uint8_t { normal, breaks, continues, returns };

}  // namespace perfhint::layout
