// executor-per-call: a pool of threads or processes that each round of a for loop starts and ends anew.
#include <array>

#include "analysis/rules/made_in_loop.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"
#include "analysis/rules/waiting.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::call};
constexpr std::array<std::string_view, 5> callees = {"InterpreterPoolExecutor", "Pool", "ProcessPoolExecutor",
                                                     "ThreadPool", "ThreadPoolExecutor"};

enum class Sort : std::uint8_t { none, threads, processes };

Sort sort_of(std::string_view called) {
  if (called == "concurrent.futures.ThreadPoolExecutor" || called == "multiprocessing.pool.ThreadPool" ||
      called == "concurrent.futures.thread.ThreadPoolExecutor" || called == "multiprocessing.dummy.Pool")
    return Sort::threads;
  const bool processes = called == "concurrent.futures.ProcessPoolExecutor" ||
                         called == "multiprocessing.Pool" || called == "multiprocessing.pool.Pool" ||
                         called == "concurrent.futures.InterpreterPoolExecutor";
  return processes ? Sort::processes : Sort::none;
}

void check(const Facts& facts, Node node, Report& report) {
  const Node loop = facts.enclosing_loop(node);
  if (!loop) return;
  const Sort sort = sort_of(called_name(facts, node));
  if (sort == Sort::none || loop_that_could_share(facts, node) != loop) return;
  const bool threads = sort == Sort::threads;
  Finding& finding = report.add(node, "`" + shown(node.child(Field::function)) + "()` starts and ends its " +
                                          (threads ? "threads" : "processes") +
                                          " on each round; make it once before the loop" +
                                          (threads ? "" : " (a process takes milliseconds to start)"));
  report.remark().evidence_case = threads ? "threads" : "processes";
  add_move_before(facts, node, loop, "Make it once before the loop",
                  "one pool serves all rounds: what its end waits for is waited for later", finding);
}

}  // namespace

extern const Rule executor_per_call;
const Rule executor_per_call = {
    "executor-per-call", Impact::factor, Topic::concurrency, kinds, check, callees};

}  // namespace perfhint
