// What a class keeps besides itself: type_new (Objects/typeobject.c) fills its namespace after the body ran.
#include "analysis/layout/classes.h"
#include "analysis/layout/count.h"

namespace perfhint::layout {
namespace {

// What the body wrote, without its __qualname__ again, and what the type adds.
std::uint64_t namespace_table(const Model& model, std::uint64_t written, std::uint64_t added) {
  std::uint64_t table = model.dict_grown(written), entries = written, used = written - 1;
  for (; added > 0; --added, ++entries, ++used) {
    if (entries < Model::dict_usable(table)) continue;
    table = model.dict_requested(used * 3);
    entries = used;
  }
  return table;
}

// How many classes its order of resolution names; 0: of such a base it is not known here.
std::uint64_t resolution_length(Python python, const Class& of) {
  if (of.builtin_base.empty()) return 2;
  if (of.builtin_base == "dict" || of.builtin_base == "list") return 3;
  if (exception_bytes(python, of.builtin_base) == 0) return 0;
  return of.builtin_base == "Exception" ? 4 : of.builtin_base == "ValueError" ? 5 : 0;
}

}  // namespace

ClassParts class_parts(const Model& model, const Class& of) {
  const std::uint64_t resolved = resolution_length(model.python, of);
  if (!of.known || !of.bases.empty() || resolved == 0 || of.dataclass || of.enumeration || of.named_tuple ||
      of.typed_dict)
    return {0, "what such a class keeps besides itself is not counted"};
  bool documented = false, annotated = false;
  for (Node statement : children(of.definition.child(Field::body))) {
    if (statement.named_child(0).is(Kind::string) && statement.is(Kind::expression_statement))
      documented = true;
    annotated |= statement.named_child(0).child(Field::type).named();
  }
  if (annotated) return {0, "what its annotations take is not counted"};
  const bool adds_dict = of.has_dict && resolved <= 3;  // an exception has one by its base
  const std::uint64_t written = 2 + of.names.size() + documented + (model.python.minor >= 13 ? 2 : 0);
  const std::uint64_t added = of.slots.size() + adds_dict + of.has_weakref + !documented;
  ClassParts parts{model.tuple(1) + model.tuple(resolved), {}};
  parts.bytes += model.dict(namespace_table(model, written, added), true);
  const auto name = [&](std::string_view text) { parts.bytes += model.str(StrKind::ascii, text.size()); };
  if (!documented) name("__doc__");
  if (of.has_weakref) name("__weakref__");
  if (adds_dict) name("__dict__");
  return parts;
}

}  // namespace perfhint::layout
