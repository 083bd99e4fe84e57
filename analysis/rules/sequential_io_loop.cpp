// sequential-io-loop: a for loop or comprehension that asks the network, or runs a program, once for each
// element, and keeps the answers. Threads wait at the same time. No fix: how many, and what an error half-way
// means, is for people to decide.
#include <array>

#include "analysis/rules/iteration.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"
#include "analysis/rules/waiting.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::call};
constexpr std::array<std::string_view, 9> callees = {
    "check_output", "get", "getaddrinfo", "gethostbyname", "getoutput", "head", "options", "urlopen", "run"};

bool has_keyword(const Call& call, std::string_view name) {
  for (const Call::Keyword& keyword : call.keywords) {
    if (keyword.name == name) return true;
  }
  return false;
}

// It only asks: no data are sent, and a program's output is taken.
bool only_asks(Waits waits, std::string_view called, const Call& call) {
  if (waits == Waits::network) return !has_keyword(call, "data") && call.positional.size() < 2;
  if (waits != Waits::process) return false;
  if (called == "subprocess.run") return has_keyword(call, "capture_output") || has_keyword(call, "stdout");
  return called == "subprocess.check_output" || called == "subprocess.getoutput";
}

// A program whose words are written here, the element among them: not a list of steps to do in turn.
bool is_one_program(const Call& call) {
  const Node command = call.positional.empty() ? Node() : unparenthesised(call.positional[0]);
  return command.is(Kind::list) && command.named_child(0).is(Kind::string);
}

bool is_thrown_away(Node call) { return call.parent().is(Kind::expression_statement); }

// A for statement's try around it: a second try, another mirror.
bool is_tried(Node call, Node loop) {
  for (Node at = call.parent(); at && at != loop; at = at.parent()) {
    if (at.is(Kind::try_statement)) return true;
  }
  return false;
}

void check(const Facts& facts, Node node, Report& report) {
  const Node loop = facts.enclosing_loop(node);
  const Node head = sole_head(loop);
  if (!head || is_thrown_away(node) || node.parent().is(Kind::await_expression)) return;
  const Call call = read_call(node);
  const std::string called = called_name(facts, node);
  const Waits waits = what_it_waits_for(called);
  if (!only_asks(waits, called, call) || (waits == Waits::process && !is_one_program(call))) return;
  if (enclosing_coroutine(facts, node)) return;  // blocking-call-in-async tells more
  const Node iterable = read_for(head).iterable;
  if (is_short(facts, iterable, 5) || is_in_test(loop) || stops_early(loop) || is_paced(loop) ||
      is_tried(node, loop))
    return;
  if (!differs_by_round(facts, node.child(Field::arguments), loop) ||
      needs_earlier_round(facts, node, loop) || feeds_itself(facts, loop)) {
    return;
  }
  const bool program = waits == Waits::process;
  Finding& finding = report.add(
      node,
      "`" + shown(node.child(Field::function)) + "()` waits for " + (program ? "a program" : "the network") +
          " for one of `" + shown(iterable) +
          "` after the other: the sum of all waits; ThreadPoolExecutor.map() waits for several at once" +
          (program ? "" : " (a Session reuses connections, too)"));
  finding.no_fix = {"",
                    "how many may run at once, and what an error half-way means, is not told by the code"};
}

}  // namespace

extern const Rule sequential_io_loop;
const Rule sequential_io_loop = {
    "sequential-io-loop", Impact::growth, Topic::concurrency, kinds, check, callees};

}  // namespace perfhint
