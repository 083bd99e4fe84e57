// thread-pool-for-cpu: a pool of threads whose every job is a function of this module that only computes:
// with the GIL, one thread computes at a time.
#include <array>

#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"
#include "analysis/rules/waiting.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::call};
constexpr std::array<std::string_view, 2> callees = {"ThreadPool", "ThreadPoolExecutor"};

bool is_thread_pool(const Facts& facts, Node call) {
  const std::string called = called_name(facts, call);
  return called == "concurrent.futures.ThreadPoolExecutor" || called == "multiprocessing.pool.ThreadPool";
}

// The name that the pool gets, by `with` or `=`; none otherwise.
Node pool_name(Node call) {
  const Node parent = call.parent();
  if (parent.is(Kind::as_pattern)) return parent.child(Field::alias).named_child(0);
  const bool assigned = parent.is(Kind::assignment) && call.field() == Field::right;
  return assigned ? parent.child(Field::left) : Node();
}

// Arrays, whose operators let go of the GIL.
bool has_arrays(const Facts& facts) {
  for (const auto* name : {"numpy", "np", "torch", "pandas", "pd", "numba", "jax"}) {
    const ModuleEntry* entry = facts.module().find(name);
    if (entry != nullptr && entry->definitions > 0) return true;
  }
  return false;
}

bool is_computing(const Facts& facts, Node function) {
  const Binding* name = facts.binding(function);
  if (name == nullptr || name->scope != 0) return false;
  const ModuleEntry* entry = facts.module().find(name->name);
  return entry && entry->definitions == 1 && entry->kind == DefinitionKind::function && entry->only_computes;
}

// The first function that the pool is given, if all of them only compute; none otherwise.
Node computing_job(const Facts& facts, const Binding& pool) {
  Node job;
  for (Node use : facts.uses_within(pool, facts.syntax().root())) {
    const Node call = use.parent().parent();
    const MethodCall method = read_method_call(call);
    if (!method || method.object != use) return {};
    if (method.method == "shutdown" || method.method == "close" || method.method == "join") continue;
    const bool gives = method.method == "map" || method.method == "submit" || method.method == "imap" ||
                       method.method == "apply_async";
    if (!gives || method.call.positional.empty() || !is_computing(facts, method.call.positional[0]))
      return {};
    if (!job) job = method.call.positional[0];
  }
  return job;
}

void check(const Facts& facts, Node node, Report& report) {
  const Binding* pool = facts.binding(pool_name(node));
  if (pool == nullptr || pool->definitions.size() != 1 || pool->captured || !is_thread_pool(facts, node))
    return;
  if (has_arrays(facts) || is_in_test(node)) return;
  const Node job = computing_job(facts, *pool);
  if (!job) return;
  Finding& finding =
      report.add(node, "`" + shown(job) +
                           "` only computes, and with the GIL one thread computes at a time: a plain loop "
                           "takes no longer; ProcessPoolExecutor uses more cores where a job takes longer "
                           "than its data to send");
  finding.related.push_back({job.span(), "what the threads do"});
  finding.no_fix = {"",
                    "processes need arguments and results that can be pickled, and a main module that can "
                    "be imported"};
}

}  // namespace

extern const Rule thread_pool_for_cpu;
const Rule thread_pool_for_cpu = {
    "thread-pool-for-cpu", Impact::factor, Topic::concurrency, kinds, check, callees};

}  // namespace perfhint
