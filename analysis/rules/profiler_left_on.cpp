// profiler-left-on: tracemalloc or a profiler that code switches on, unconditionally, and that nothing in the
// module ever reads or switches off.
#include <algorithm>
#include <array>

#include "analysis/facts/keeping.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::call};
constexpr std::array<std::string_view, 2> callees = {"start", "enable"};

// Under a condition, in a test, in a `with` of its own: it is meant.
bool is_meant(const Facts& facts, Node call) {
  for (Node at = call.parent(); at; at = at.parent()) {
    if (at.is_any(Kind::if_statement, Kind::elif_clause, Kind::else_clause, Kind::conditional_expression,
                  Kind::with_statement, Kind::match_statement, Kind::try_statement, Kind::for_statement,
                  Kind::while_statement, Kind::boolean_operator))
      return true;
    const std::string_view name = at.is_any(Kind::function_definition, Kind::class_definition)
                                      ? at.child(Field::name).text()
                                      : std::string_view();
    constexpr std::array<std::string_view, 9> words{"test", "Test",  "profil", "Profil", "trac",
                                                    "Trac", "bench", "main",   "setUp"};
    const bool says = std::any_of(words.begin(), words.end(), [&](std::string_view word) {
      return name.find(word) != std::string_view::npos;
    });
    if (says || name.starts_with("start") || name.starts_with("enable") || name == "__enter__") return true;
  }
  return facts.enclosing_function(call).is(Kind::lambda_expression);
}

// Of `tracemalloc.start()`: the module's name is never used to stop it or to read what it found.
bool is_left_on(const Facts& facts, Node module_name) {
  const Binding* binding = facts.binding(module_name);
  if (binding == nullptr) return false;
  if (facts.is_local(*binding)) {
    return std::none_of(binding->uses.begin(), binding->uses.end(),
                        [&](std::uint32_t use) { return releases(facts.syntax().node(use)); });
  }
  const ModuleEntry* entry = facts.module().find(module_name.text());
  return entry && !entry->released && !entry->let_go && !facts.module().star_import();
}

// Of `profile.enable()`: a cProfile.Profile made here that is neither disabled nor given away.
bool is_profile_left_on(const Facts& facts, Node profile) {
  const Binding* binding = profile.is(Kind::identifier) ? facts.binding(profile) : nullptr;
  if (binding == nullptr || !facts.is_local(*binding) || binding->definitions.size() != 1 ||
      binding->captured)
    return false;
  const Node made = facts.syntax().node(binding->definitions[0].name).parent().child(Field::right);
  if (!facts.is_call_of(made, "cProfile.Profile") && !facts.is_call_of(made, "profile.Profile")) return false;
  return std::all_of(binding->uses.begin(), binding->uses.end(), [&](std::uint32_t index) {
    const Node attribute = facts.syntax().node(index).parent();
    return attribute.is(Kind::attribute) && attribute.child(Field::attribute).text() == "enable";
  });
}

void check(const Facts& facts, Node call, Report& report) {
  const MethodCall method = read_method_call(call);
  if (!method.object.is(Kind::identifier) || is_meant(facts, call)) return;
  const bool tracing = method.method == "start" && facts.is_call_of(call, "tracemalloc.start") &&
                       is_left_on(facts, method.object);
  const bool profiling = !tracing && method.method == "enable" && is_profile_left_on(facts, method.object);
  if (!tracing && !profiling) return;
  const std::string how = tracing ? "`tracemalloc` keeps a record of every allocation from here on, and "
                                    "nothing here reads or stops it"
                                  : "`" + shown(method.object) +
                                        "` times every call from here on, and nothing here reads or stops it";
  Finding& finding = report.add(call, how + ": O(1) more " + (tracing ? "an allocation" : "a call") +
                                          " for the whole process; stop it, or start it on demand");
  report.remark().evidence_case = tracing ? "tracemalloc" : "profile";
  finding.no_fix = {"", "whether what it records is used elsewhere is not known here"};
}

}  // namespace

extern const Rule profiler_left_on;
const Rule profiler_left_on = {"profiler-left-on", Impact::factor, Topic::cpu, kinds, check, callees};

}  // namespace perfhint
