#include "analysis/facts/compiled.h"

#include <algorithm>
#include <array>

#include "analysis/facts/facts.h"

namespace perfhint {
namespace {

constexpr std::array<std::string_view, 9> compilers = {
    "jit", "njit", "vectorize", "guvectorize", "stencil", "overload", "kernel", "compile", "ccall"};

bool compiles(Node decorator) {
  for (Node name : descendants(decorator)) {
    const bool known = std::find(compilers.begin(), compilers.end(), name.text()) != compilers.end();
    if (name.is(Kind::identifier) && known) return true;
  }
  return false;
}

}  // namespace

bool is_compiled(const Facts& facts, Node node) {
  for (Node function = facts.enclosing_function(node); function;
       function = facts.enclosing_function(function)) {
    if (!function.is(Kind::function_definition)) continue;
    const auto decorators = read_function(function).decorators;
    if (std::any_of(decorators.begin(), decorators.end(), compiles)) return true;
  }
  return false;
}

}  // namespace perfhint
