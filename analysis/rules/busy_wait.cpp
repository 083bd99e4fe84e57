// busy-wait: `while not state.ready: sleep(0.1)`: a loop that does nothing but sleep until other code of the
// same program has changed something. An Event, a Condition or a queue's get() wakes at once, and only then.
#include <array>

#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"
#include "analysis/rules/waiting.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::while_statement};

// sleep(x) or await sleep(x), the only statement of the loop.
Node sole_sleep(const Facts& facts, Node loop) {
  const auto body = statements(loop.child(Field::body));
  if (body.size() != 1) return {};
  const Node expression = sole_expression(body[0]);
  const bool awaits = expression.is(Kind::await_expression);
  const Node call = awaits ? unparenthesised(expression.named_child(0)) : expression;
  if (!call.is(Kind::call)) return {};
  const std::string called = called_name(facts, call);
  const bool async = called == "asyncio.sleep" || called == "trio.sleep" || called == "anyio.sleep";
  return (awaits ? async : called == "time.sleep") ? expression : Node();
}

// Asks an object of this program that could wake the waiting code itself.
bool asks_state(const Facts& facts, Node call) {
  const MethodCall method = read_method_call(call);
  const Type type = facts.type(method.object);
  if (method.method == "is_set") return true;
  const bool queue = type.class_name() == "queue.Queue" || type.class_name() == "asyncio.Queue";
  if (method.method == "empty" || method.method == "qsize" || method.method == "full") return queue;
  if (method.method == "is_alive") return type.is_instance_of("threading.Thread");
  if (method.method == "done")
    return type.is_instance_of("asyncio.Task") || type.is_instance_of("asyncio.Future") ||
           type.is_instance_of("concurrent.futures.Future");
  return false;
}

// The clock, for a time limit; len() and the like.
bool looks_only(const Facts& facts, Node call) {
  for (const auto* name : {"time.time", "time.monotonic", "time.perf_counter", "len", "any", "all", "bool"}) {
    if (facts.is_call_of(call, name)) return true;
  }
  return false;
}

// A name or attribute that other code of the program can change: no plain local.
bool may_be_changed(const Facts& facts, Node node) {
  if (node.is(Kind::attribute)) return true;
  const Binding* name = facts.binding(node);
  return name && (name->captured || name->rebound_elsewhere);
}

// An attribute of that name is computed by a property here: it may ask the outside.
bool is_computed(const Facts& facts, Node attribute) {
  for (Node node : descendants(facts.syntax().root())) {
    if (node.is(Kind::function_definition) &&
        node.child(Field::name).text() == attribute.child(Field::attribute).text())
      return true;
  }
  return false;
}

// What the condition asks is state of this program, told by names, attributes and known calls alone.
bool is_inner_state(const Facts& facts, Node condition) {
  bool state = false;
  for (std::uint32_t at = condition.index(); at < condition.end_index(); ++at) {
    const Node node = facts.syntax().node(at);
    if (node.is_any(Kind::await_expression, Kind::subscript, Kind::yield_expression, Kind::named_expression))
      return false;
    if (node.is(Kind::call)) {
      const bool asks = asks_state(facts, node);
      if (!asks && !looks_only(facts, node)) return false;
      state |= asks;
      if (asks) at = node.end_index() - 1;
    } else if (node.is(Kind::attribute) && node.field() != Field::function) {
      if (is_computed(facts, node)) return false;
      state |= may_be_changed(facts, node);
      at = node.end_index() - 1;
    } else if (node.is(Kind::identifier) && node.field() != Field::function) {
      state |= may_be_changed(facts, node);
    }
  }
  return state;
}

void check(const Facts& facts, Node loop, Report& report) {
  if (loop.child(Field::alternative)) return;
  const Node sleep = sole_sleep(facts, loop);
  if (!sleep || is_in_test(loop)) return;
  const Node condition = unparenthesised(loop.child(Field::condition));
  if (condition.is(Kind::true_literal) || !is_inner_state(facts, condition)) return;
  Finding& finding = report.add(
      sleep,
      "`" + shown(sleep) + "` wakes again and again to ask whether `" + shown(condition) +
          "`, and is late by half a pause when it has changed; let the code that changes it set an Event "
          "(or put to a queue), and wait for that");
  finding.no_fix = {"", "the Event is set where the state changes, which is elsewhere"};
}

}  // namespace

extern const Rule busy_wait;
const Rule busy_wait = {"busy-wait", Impact::factor, Topic::concurrency, kinds, check};

}  // namespace perfhint
