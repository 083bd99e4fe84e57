// unbounded-cache: functools.cache, or lru_cache(maxsize=None), on a function that is told values without
// end: text, numbers with fractions, times, paths, or any number of arguments. Methods are
// cached-method-leak's.
#include <algorithm>
#include <array>

#include "analysis/rules/function_cache.h"
#include "analysis/rules/open_values.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::decorated_definition};

constexpr std::string_view new_bound = "1024";

// The parameter whose values have no end; none: it is not known that there is one.
Node open_parameter(const Facts& facts, const FunctionHead& function) {
  for (const Parameter& parameter : read_parameters(function.parameters)) {
    if (parameter.sort == Parameter::Sort::double_star) return parameter.name;
    if (parameter.sort == Parameter::Sort::star) continue;
    if (parameter.annotation.text().find("Literal") != std::string_view::npos) continue;
    const Binding* binding = facts.binding(parameter.name);
    if (parameter.annotation && binding && is_open(facts, *binding)) return parameter.name;
  }
  return {};
}

// It calls itself: the cache is what makes it fast, and a bound may take that away.
bool is_recursive(Node definition, std::string_view name) {
  for (Node node : descendants(definition.child(Field::body))) {
    if (node.is(Kind::identifier) && node.text() == name) return true;
  }
  return false;
}

// It gives a value: a cache over nothing but effects is there to have them once.
bool gives_value(Node definition) {
  for (Node node : descendants(definition.child(Field::body))) {
    if (node.is(Kind::return_statement) && node.named_child_count() > 0) return true;
  }
  return false;
}

// Something empties the cache.
bool is_cleared(const Facts& facts, Node definition, std::string_view name) {
  if (!facts.enclosing_class(definition)) {
    const ModuleEntry* entry = facts.module().find(name);
    return entry == nullptr || entry->definitions != 1 || entry->released;
  }
  for (Node node : descendants(facts.syntax().root())) {
    if (node.is(Kind::attribute) && node.child(Field::attribute).text() == "cache_clear") return true;
  }
  return false;
}

bool has_self(const Facts& facts, Node definition, const FunctionHead& function) {
  if (!facts.enclosing_class(definition)) return false;
  return std::none_of(function.decorators.begin(), function.decorators.end(), [&](Node decorator) {
    const std::string name = facts.qualified_name(decorator);
    return name == "staticmethod" || name == "classmethod";
  });
}

void offer_bound(const Facts& facts, Node decorator, const std::string& name, Finding& finding) {
  Fix fix;
  fix.title = "Give the cache of `" + name + "` a bound of " + std::string(new_bound);
  fix.why = "how many results are worth keeping is not known here; what is dropped is computed again";
  finding.no_fix = {fix.title, "`lru_cache` means something else here"};
  const std::string bound = "(maxsize=" + std::string(new_bound) + ")";
  const Call call = read_call(decorator);
  if (call) {
    const Node value = call.positional.empty() ? call.keywords[0].value : call.positional[0];
    if (!value.is(Kind::none_literal)) return;
    const std::string text = std::string(call.positional.empty() ? "" : "maxsize=") + std::string(new_bound);
    fix.edits = {{value.span(), text}};
  } else if (decorator.is(Kind::attribute)) {
    fix.edits = {{decorator.child(Field::attribute).span(), "lru_cache" + bound}};
  } else {
    if (!means_import(facts, decorator, "functools", "lru_cache")) return;
    fix.edits = {{decorator.span(), "lru_cache" + bound}};
    fix.imports = {"from functools import lru_cache"};
  }
  finding.fixes.push_back(std::move(fix));
}

void check(const Facts& facts, Node node, Report& report) {
  const Node definition = node.child(Field::definition);
  if (!definition.is(Kind::function_definition)) return;
  const FunctionHead function = read_function(definition);
  const FunctionCache cache = read_function_cache(facts, function);
  if (!cache || cache.bounded || facts.enclosing_function(node))
    return;  // a nested one goes with its function
  const std::string name(function.name.text());
  const Node open = open_parameter(facts, function);
  if (!open || has_self(facts, definition, function) || is_recursive(definition, name) ||
      !gives_value(definition) || is_cleared(facts, definition, name)) {
    return;
  }
  Finding& finding = report.add(
      cache.decorator,
      "the cache of `" + name + "` has no bound: it keeps the result for every `" + std::string(open.text()) +
          "` there ever was, O(n) memory; `lru_cache(maxsize=...)` drops what is longest unused");
  finding.related.push_back({open.span(), "values without end"});
  offer_bound(facts, cache.decorator, name, finding);
}

}  // namespace

extern const Rule unbounded_cache;
const Rule unbounded_cache = {"unbounded-cache", Impact::growth, Topic::memory, kinds, check};

}  // namespace perfhint
