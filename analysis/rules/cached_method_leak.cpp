// cached-method-leak: functools.cache or lru_cache on a method: `self` is part of every key, so the cache,
// which belongs to the class, keeps the instances.
#include <algorithm>
#include <array>

#include "analysis/rules/function_cache.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::decorated_definition};

// Instances that are few by nature, or that stand for their value: an equal one finds the same entry.
bool is_exempt(const Facts& facts, Node definition) {
  const ClassHead head = read_class(definition);
  for (Node statement : statements(head.body)) {
    const Node inner =
        statement.is(Kind::decorated_definition) ? statement.child(Field::definition) : statement;
    const std::string_view name = inner.child(Field::name).text();
    if (inner.is(Kind::function_definition) && (name == "__hash__" || name == "__eq__")) return true;
  }
  for (Node decorator : head.decorators) {
    for (const Call::Keyword& keyword : read_call(decorator).keywords) {
      const bool valued = keyword.name == "frozen" || keyword.name == "unsafe_hash" || keyword.name == "eq";
      if (valued && keyword.value.text() == "True") return true;
    }
    if (decorator.text().find("frozen") != std::string_view::npos ||
        decorator.text().find("singleton") != std::string_view::npos)
      return true;
  }
  for (Node base : children(head.superclasses)) {
    const std::string name = facts.qualified_name(base);
    if (base.is(Kind::keyword_argument) || name == "type" || name.starts_with("enum.") ||
        name.ends_with("NamedTuple") || name.ends_with("BaseCommand"))
      return true;  // a metaclass may make one instance only, and a command is made once a process
  }
  const auto known = facts.class_facts(head.name);
  return known && (known->kind == ClassKind::enumeration || known->kind == ClassKind::named_tuple ||
                   !known->native.empty());
}

// A method of an instance: a plain def in a class, whose first parameter is self.
bool takes_self(const Facts& facts, const FunctionHead& function) {
  for (Node decorator : function.decorators) {
    const std::string name = facts.qualified_name(decorator);
    if (name == "staticmethod" || name == "classmethod") return false;
  }
  const std::vector<Parameter> parameters = read_parameters(function.parameters);
  return !parameters.empty() && parameters[0].sort == Parameter::Sort::plain &&
         parameters[0].name.text() == "self" && function.name.text() != "__new__";
}

// Instances are made in a loop somewhere in the module.
bool are_many(const Facts& facts, Node definition) {
  const ModuleEntry* entry = facts.module().find(definition.child(Field::name).text());
  return entry && entry->definitions == 1 && entry->instantiated_in_loop;
}

// The cache is emptied: `self.area.cache_clear()` somewhere in the class.
bool is_cleared(Node class_body, std::string_view method) {
  for (Node node : descendants(class_body)) {
    if (!node.is(Kind::attribute) || node.child(Field::attribute).text() != "cache_clear") continue;
    if (node.child(Field::object).text().ends_with(method)) return true;
  }
  return false;
}

// @property over @cache becomes @cached_property, which keeps the value in the instance.
void offer_cached_property(const Facts& facts, Node node, const FunctionHead& function, Finding& finding) {
  const std::size_t parameters = read_parameters(function.parameters).size();
  finding.no_fix = {"", parameters > 1 ? "where the results are to be kept instead is for the code to say"
                                       : "a cached_property is read, not called: all callers have to change"};
  const bool property =
      function.decorators.size() == 2 && facts.qualified_name(function.decorators[0]) == "property";
  if (!property || parameters != 1) return;
  const Node first = function.decorators[0].parent(), second = function.decorators[1].parent();
  const Span both = {first.span().begin, second.span().end};
  finding.no_fix = {"Use `cached_property`", "there is a comment between the decorators"};
  if (has_comment(*node.syntax(), both)) return;
  finding.no_fix.reason = "`cached_property` means something else here";
  if (!means_import(facts, node, "functools", "cached_property")) return;
  Fix fix;
  fix.title = "Use `cached_property`";
  fix.why = "the instance needs a `__dict__`, and the value can be set and deleted then";
  fix.edits = {{both, "@cached_property"}};
  fix.imports = {"from functools import cached_property"};
  finding.fixes.push_back(std::move(fix));
}

void check(const Facts& facts, Node node, Report& report) {
  const Node definition = node.child(Field::definition);
  if (!definition.is(Kind::function_definition)) return;
  const FunctionHead function = read_function(definition);
  const FunctionCache cache = read_function_cache(facts, function);
  if (!cache) return;
  const Node owner = facts.enclosing_class(node);
  if (!owner || node.parent() != owner.child(Field::body) || facts.enclosing_function(owner)) return;
  if (!takes_self(facts, function) || is_exempt(facts, owner)) return;
  const std::string name(function.name.text());
  if (is_cleared(owner.child(Field::body), name)) return;
  if (cache.bounded && !are_many(facts, owner)) return;

  const std::string most = cache.most ? std::to_string(*cache.most) : std::string();
  const std::string kept = !cache.bounded ? "every instance that `" + name + "()` was called on"
                           : most.empty() ? "the instances of its latest calls"
                                          : "the instances of its latest " + most + " calls";
  const std::size_t parameters = read_parameters(function.parameters).size();
  Finding& finding = report.add(
      function.name, "`" + name + "`'s cache belongs to the class and has `self` in its keys: " + kept +
                         " stay" + (cache.bounded ? "" : "s") + " in memory; " +
                         (parameters > 1 ? "keep the results in the instance, or cache a function"
                                         : "use `functools.cached_property`"));
  finding.related.push_back({cache.decorator.span(), "the cache"});
  Report::Remark& remark = report.remark();
  remark.evidence_case = cache.bounded ? "bounded" : "unbounded";
  remark.has_impact = cache.bounded;
  remark.impact = Impact::micro;
  offer_cached_property(facts, node, function, finding);
}

}  // namespace

extern const Rule cached_method_leak;
const Rule cached_method_leak = {"cached-method-leak", Impact::growth, Topic::memory, kinds, check};

}  // namespace perfhint
