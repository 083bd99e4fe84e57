// The names behind the enumerators.
#include "analysis/syntax/kind.h"

namespace perfhint {

std::string_view name_of(Kind kind) {
  static constexpr std::string_view names[] = {"none", "ERROR",
#define X(enumerator, name, named) name,
                                               PERFHINT_KINDS(X)
#undef X
  };
  return names[static_cast<std::size_t>(kind)];
}

std::string_view name_of(Field field) {
  static constexpr std::string_view names[] = {"none",
#define X(enumerator, name) name,
                                               PERFHINT_FIELDS(X)
#undef X
  };
  return names[static_cast<std::size_t>(field)];
}

}  // namespace perfhint
