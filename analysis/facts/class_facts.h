// Classes: what is known of a class through all its bases, in its own module and in others of the project.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/facts/module_facts.h"

namespace perfhint {

enum class ClassKind : std::uint8_t {
  plain,
  dataclass,
  attrs,
  named_tuple,
  typed_dict,
  enumeration,
  protocol
};

// Names are in the order in which the interpreter lays them out: those of the bases first, and of one class's
// slots by name (Objects/typeobject.c sorts them).
struct ClassFacts {
  ClassKind kind = ClassKind::plain;
  std::string unknown;                         // why more may be there than is told here; empty: that is all
  std::vector<std::string> attributes;         // that methods set on self, and fields of a dataclass
  std::vector<std::string> slots;              // without __dict__ and __weakref__
  bool has_dict = false, has_weakref = false;  // an instance has room for them
  std::size_t slots_before_weakref = 0;        // of the first class that has it
  std::string native;                // the builtin class that it extends, "dict", "Exception"; "": object
  bool computed_attributes = false;  // property, __getattr__ and the like somewhere among the bases
};

// A look at another module: `qualified` as the module at `place` imports it.
struct ImportLookup {
  std::string place, qualified;
  auto operator<=>(const ImportLookup&) const = default;
};

// The class of that name in the module itself (`module.place()`, `module.project()`: where it looks further);
// none where the name is bound to something else, or more than once. `asked` gets every look at another
// module, also at one that is not there.
std::optional<ClassFacts> class_facts(const ModuleView& module, std::string_view name,
                                      std::vector<ImportLookup>* asked = nullptr);
// The class that an import of the module brings: "shapes.Point".
std::optional<ClassFacts> imported_class_facts(const ModuleView& module, std::string_view qualified,
                                               std::vector<ImportLookup>* asked = nullptr);

}  // namespace perfhint
