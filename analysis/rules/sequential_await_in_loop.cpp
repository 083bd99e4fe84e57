// sequential-await-in-loop: a for loop or comprehension that awaits one call after the other, each about its
// own element, and keeps what they give. Only calls whose names say that they ask over a network, and whose
// arguments owe nothing to an earlier round: then asyncio.gather() waits for all of them at once.
#include <algorithm>
#include <array>
#include <span>

#include "analysis/rules/iteration.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"
#include "analysis/rules/waiting.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::await_expression};

std::string_view last_name(Node call) {
  const Node function = unparenthesised(call.child(Field::function));
  return function.is(Kind::attribute) ? function.child(Field::attribute).text()
                                      : (function.is(Kind::identifier) ? function.text() : "");
}

// session of self._session.get(); "" of a plain function.
std::string_view object_name(Node call) {
  Node object = unparenthesised(call.child(Field::function)).child(Field::object);
  if (object.is(Kind::attribute)) object = object.child(Field::attribute);
  std::string_view name = object.is(Kind::identifier) ? object.text() : "";
  while (name.starts_with('_')) name.remove_prefix(1);
  return name;
}

// _async_fetch_user -> fetch: what is done, by its name.
std::string_view verb_of(std::string_view name) {
  for (const std::string_view prefix : {"_", "_", "async_", "a_", "aio_"}) {
    if (name.starts_with(prefix)) name.remove_prefix(prefix.size());
  }
  return name.substr(0, name.find('_'));
}

bool is_one_of(std::string_view name, std::span<const std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// What is asked over a network, by the names: fetch(), download(); get() of a session or client.
bool asks_network(Node call) {
  static constexpr std::array<std::string_view, 7> sure = {"crawl",    "download", "fetch", "request",
                                                           "requests", "scrape",   "afetch"};
  static constexpr std::array<std::string_view, 9> likely = {"describe", "get",   "head",   "list",   "load",
                                                             "lookup",   "query", "search", "resolve"};
  static constexpr std::array<std::string_view, 6> asked = {"session", "client", "http",
                                                            "api",     "rest",   "gateway"};
  const std::string_view verb = verb_of(last_name(call));
  if (is_one_of(verb, sure)) return true;
  if (!is_one_of(verb, likely)) return false;
  const std::string_view object = object_name(call);
  return std::any_of(asked.begin(), asked.end(),
                     [&](std::string_view word) { return object.ends_with(word); });
}

// A connection, a stream or a page: it serves one call at a time.
bool serves_one(const Facts& facts, Node call) {
  static constexpr std::array<std::string_view, 16> words = {
      "conn",   "connection", "cursor",    "cur",  "db",    "tx",      "transaction", "reader",
      "stream", "ws",         "websocket", "page", "queue", "browser", "driver",      "db_session"};
  if (is_one_of(object_name(call), words)) return true;
  // session.get(User, 1) of an ORM.
  const Call read = read_call(call);
  const bool entity = read.positional.size() > 1 && read.positional[0].is(Kind::identifier) &&
                      read.positional[0].text()[0] >= 'A' && read.positional[0].text()[0] <= 'Z';
  const Node object = unparenthesised(call.child(Field::function)).child(Field::object);
  return entity || facts.type(object).is_instance_of("asyncio.Queue");
}

// Between the await and its function there is a with or try, but for a client's that is opened around the
// loop: a lock, a transaction, a semaphore; a second try.
bool is_guarded(Node await, Node loop, Node function) {
  for (Node at = await.parent(); at && at != function; at = at.parent()) {
    if (at.is(Kind::try_statement) && at.within(loop)) return true;
    if (!at.is(Kind::with_statement)) continue;
    std::string_view items = at.text();
    items = items.substr(0, at.child(Field::body).span().begin - at.span().begin);
    const bool client =
        items.find("Session(") != std::string_view::npos || items.find("Client(") != std::string_view::npos;
    if (at.within(loop) || !client) return true;
  }
  return false;
}

bool is_sole_await(Node await, Node loop) {
  for (Node node : descendants(loop)) {
    const bool async = node.is(Kind::kw_async) && !node.parent().is(Kind::function_definition);
    if (async || (node.is(Kind::await_expression) && node != await)) return false;
  }
  return true;
}

// What the call gives is kept: appended, stored, bound; or an element of a comprehension.
bool is_kept(Node await) {
  Node at = await;
  while (at.parent().is(Kind::parenthesized_expression)) at = at.parent();
  return !at.parent().is_any(Kind::expression_statement, Kind::if_statement, Kind::while_statement);
}

// Defined in this block, and never awaits anything itself: there is nothing to wait for.
bool never_waits(const Facts& facts, Node call) {
  const Binding* called = facts.binding(unparenthesised(call.child(Field::function)));
  if (called == nullptr || called->definitions.size() != 1) return false;
  const Node function = facts.syntax().node(called->definitions.front().statement);
  if (!function.is(Kind::function_definition)) return false;
  for (Node node : descendants(function.child(Field::body))) {
    if (node.is_any(Kind::await_expression, Kind::kw_async)) return false;
  }
  return true;
}

std::string gathered(Node call, const ForHead& head) {
  return "await asyncio.gather(*[" + std::string(call.text()) + " for " + std::string(head.target.text()) +
         " in " + std::string(head.iterable.text()) + "])";
}

// The list `xs` of a loop whose whole body is xs.append(await ...), as `xs`; else empty.
std::string_view appended_to(const Facts& facts, Node loop, Node await) {
  const auto body = statements(loop.child(Field::body));
  if (body.size() != 1 || loop.child(Field::alternative)) return {};
  const MethodCall append = read_method_call(sole_expression(body[0]));
  const bool only = append.method == "append" && append.call.sole_argument() == await &&
                    append.object.is(Kind::identifier) && facts.type(append.object).is(TypeKind::list);
  return only ? append.object.text() : std::string_view();
}

void add_fix(const Facts& facts, Node loop, Node call, Node await, Finding& finding) {
  const ForHead head = read_for(sole_head(loop));
  finding.no_fix = {"Await asyncio.gather()", "more is done in a round than this call"};
  std::string text;
  if (const auto list = appended_to(facts, loop, await); !list.empty()) {
    for (Node node : descendants(head.iterable)) {
      if (node.text() == list) return;
    }
    text = std::string(list) + ".extend(" + gathered(call, head) + ")";
  } else if (loop.is(Kind::list_comprehension) && loop.child(Field::body) == await &&
             loop.named_child_count() == 2) {
    text = is_operand(loop) ? "(" + gathered(call, head) + ")" : gathered(call, head);
  } else {
    return;
  }
  finding.no_fix.reason = "a comment would be lost";
  if (has_comment(facts.syntax(), loop.span())) return;
  finding.no_fix.reason = "the module's event loop is not asyncio's";
  for (const auto* other : {"trio", "anyio", "curio"}) {
    if (const ModuleEntry* entry = facts.module().find(other); entry && entry->target == other) return;
  }
  finding.no_fix.reason = "`asyncio` means something else here";
  if (!means_module(facts, loop, "asyncio")) return;
  finding.no_fix.reason = "the loop's name is used behind it";
  if (leaves_names(facts, loop)) return;
  finding.no_fix.reason = "it iterates an open tuple";
  if (head.iterable.is(Kind::expression_list)) return;
  Fix fix;
  fix.title = "Await asyncio.gather()";
  fix.why =
      "the calls would run at the same time: all are started, whatever one of them raises, and no "
      "limit bounds how many";
  fix.edits = {{loop.span(), std::move(text)}};
  fix.imports = {"import asyncio"};
  finding.fixes.push_back(std::move(fix));
}

void check(const Facts& facts, Node node, Report& report) {
  const Node call = unparenthesised(node.named_child(0));
  if (!call.is(Kind::call) || !is_kept(node) || !asks_network(call)) return;
  const Node loop = facts.enclosing_loop(node);
  const Node head = sole_head(loop);
  if (!head || stops_early(loop) || is_paced(loop) || serves_one(facts, call)) return;
  const ForHead parts = read_for(head);
  if (parts.target.text() == "_" || is_short(facts, parts.iterable, 1)) return;
  if (!is_sole_await(node, loop) || is_guarded(node, loop, facts.enclosing_function(node))) return;
  if (!differs_by_round(facts, call, loop) || needs_earlier_round(facts, call, loop) ||
      feeds_itself(facts, loop) || never_waits(facts, call)) {
    return;
  }
  Finding& finding =
      report.add(node, "`" + shown(node) + "` waits for one of `" + shown(parts.iterable) +
                           "` after the other: the sum of all waits; asyncio.gather() waits only as long as "
                           "the longest (a Semaphore bounds how many run at once)");
  add_fix(facts, loop, call, node, finding);
}

}  // namespace

extern const Rule sequential_await_in_loop;
const Rule sequential_await_in_loop = {"sequential-await-in-loop", Impact::growth, Topic::concurrency, kinds,
                                       check};

}  // namespace perfhint
