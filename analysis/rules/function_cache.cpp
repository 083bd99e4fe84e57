#include "analysis/rules/function_cache.h"

namespace perfhint {
namespace {

constexpr std::int64_t default_bound = 128;

FunctionCache read_lru_cache(const Facts& facts, Node decorator, const Call& call) {
  Node bound;
  if (!call.positional.empty()) bound = call.positional[0];
  for (const Call::Keyword& keyword : call.keywords) {
    if (keyword.name == "maxsize") bound = keyword.value;
  }
  if (call.splats) return {};
  if (!bound) return {decorator, true, default_bound};
  if (bound.is(Kind::none_literal)) return {decorator, false, std::nullopt};
  const auto most = facts.constant(bound);
  if (most == 0) return {};  // keeps nothing
  return {decorator, true, most};
}

}  // namespace

FunctionCache read_function_cache(const Facts& facts, const FunctionHead& function) {
  for (Node decorator : function.decorators) {
    const Call call = read_call(decorator);
    const std::string name = facts.qualified_name(call ? call.function : decorator);
    if (name == "functools.cache" && !call) return {decorator, false, std::nullopt};
    if (name != "functools.lru_cache") continue;
    return call ? read_lru_cache(facts, decorator, call) : FunctionCache{decorator, true, default_bound};
  }
  return {};
}

}  // namespace perfhint
