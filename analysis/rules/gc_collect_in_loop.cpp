// gc-collect-in-loop: gc.collect() on every round of a loop: each goes through every container that lives.
// Loops that wait, measure or watch memory mean it, and so do tests and rounds that collect now and then.
#include <algorithm>
#include <array>

#include "analysis/rules/iteration.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::call};
constexpr std::array<std::string_view, 1> callees = {"collect"};

constexpr std::int64_t few_rounds = 8;

// What a loop says that measures time or memory, looks for leaks, or waits between its rounds.
constexpr std::array<std::string_view, 24> purposes = {"sleep",
                                                       "wait",
                                                       "perf_counter",
                                                       "perf_counter_ns",
                                                       "process_time",
                                                       "monotonic",
                                                       "time",
                                                       "timeit",
                                                       "getrusage",
                                                       "memory_info",
                                                       "get_objects",
                                                       "get_referrers",
                                                       "garbage",
                                                       "tracemalloc",
                                                       "getrefcount",
                                                       "get_count",
                                                       "memory_usage",
                                                       "weakref",
                                                       "gettotalrefcount",
                                                       "empty_cache",
                                                       "max_memory_allocated",
                                                       "default_timer",
                                                       "thread_time",
                                                       "rss"};

bool has_purpose(Node loop) {
  for (Node node : descendants(loop)) {
    if (node.is(Kind::await_expression) ||
        (node.is(Kind::identifier) &&
         std::find(purposes.begin(), purposes.end(), node.text()) != purposes.end()))
      return true;
  }
  return false;
}

// The statement runs on each round: only blocks of `with` and `try` stand between it and the loop's body.
bool runs_each_round(Node statement, Node loop) {
  const Node body = loop.child(Field::body);
  for (Node at = statement.parent(); at && at != body; at = at.parent()) {
    if (!at.is_any(Kind::block, Kind::with_statement, Kind::try_statement, Kind::finally_clause))
      return false;
  }
  return true;
}

// The loop is left at once, or does nothing else.
bool is_pointless_to_move(Node statement, Node body) {
  const std::vector<Node> all = statements(body);
  return (all.size() == 1 && all[0] == statement) ||
         all.back().is_any(Kind::break_statement, Kind::return_statement) ||
         statements(statement.parent()).back().is_any(Kind::break_statement, Kind::return_statement);
}

bool is_test(const Facts& facts, Node node) {
  for (Node function = facts.enclosing_function(node); function;
       function = facts.enclosing_function(function)) {
    if (function.child(Field::name).text().starts_with("test")) return true;
  }
  return false;
}

// The whole lines of the statement, if it shares them with nothing.
std::optional<Edit> without(Node statement) {
  if (!indentation(statement) || statements(statement.parent()).size() < 2) return std::nullopt;
  const std::string_view source = statement.syntax()->source();
  const Offset end = statement.span().end;
  const std::size_t stop = std::min(source.find('\n', end), source.size());
  if (source.substr(end, stop - end).find_first_not_of(" \t\f\r") != std::string_view::npos)
    return std::nullopt;
  const std::size_t before = source.rfind('\n', statement.span().begin);
  const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
  return Edit{{static_cast<Offset>(begin), static_cast<Offset>(std::min(stop + 1, source.size()))}, ""};
}

void offer_move(Node statement, Node loop, Finding& finding) {
  Fix fix;
  fix.title = "Move `gc.collect()` behind the loop";
  fix.why = "what is in cycles stays until the loop has ended, or until the collector comes by itself";
  finding.no_fix = {fix.title, "its line holds other code or a comment, too"};
  const auto removed = without(statement);
  const auto added = line_after(loop, statement.text());
  if (!removed || !added) return;
  fix.edits = {*removed, *added};
  finding.fixes.push_back(std::move(fix));
}

void check(const Facts& facts, Node call, Report& report) {
  const Node statement = call.parent();
  if (!statement.is(Kind::expression_statement) || !facts.is_call_of(call, "gc.collect")) return;
  if (call.child(Field::arguments).named_child_count() > 0) return;  // a young generation, perhaps
  const Node loop = facts.enclosing_loop(call);
  if (!loop.is_any(Kind::for_statement, Kind::while_statement) || !runs_each_round(statement, loop)) return;
  const Iteration rounds = loop.is(Kind::for_statement) ? read_iteration(facts, loop) : Iteration();
  if (rounds && is_short(facts, rounds.iterable, few_rounds)) return;
  if (is_pointless_to_move(statement, loop.child(Field::body)) || is_test(facts, call) || has_purpose(loop))
    return;

  Finding& finding =
      report.add(call, "`" + shown(call) +
                           "` visits every container that lives, on each round: O(n) of them a round; "
                           "leave it to the collector, or call it once behind the loop");
  finding.related.push_back({Span{loop.span().begin, loop.span().begin + 3}, "the loop"});
  offer_move(statement, loop, finding);
}

}  // namespace

extern const Rule gc_collect_in_loop;
const Rule gc_collect_in_loop = {"gc-collect-in-loop", Impact::growth, Topic::memory, kinds, check, callees};

}  // namespace perfhint
