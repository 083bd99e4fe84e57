// Mutation and escape: what a use of a name does with the object it names, told from the use alone.
#pragma once

#include "analysis/facts/names.h"
#include "analysis/syntax/table.h"

namespace perfhint {

class ModuleView;

enum class UseKind : std::uint8_t {
  read,     // only looks: iterates, tests, indexes, measures, compares, formats, calls a method that reads
  mutates,  // changes the object: append, x[i] = , del x[i], x += , a method that changes or is not known
  escapes,  // lets others have it: an argument to an unknown call, returned, yielded, stored, aliased
  rebinds,  // binds the name anew
};

// `module` tells whether a builtin's name is bound elsewhere in the module; null: only this block is asked.
UseKind use_of(Node identifier, const Names&, const ModuleView* module);

// Builtins that only look at their arguments: len, sum, sorted, isinstance, print, ...
bool is_reading_builtin(std::string_view name);
// Methods of the builtin types that leave the object as it is: index, count, keys, split, ...
bool is_reading_method(std::string_view name);

}  // namespace perfhint
