// blocking-call-in-async: a call known to wait (sleep, network, subprocess, input, threads) in the code of an
// async def. time.sleep() becomes asyncio.sleep(), all others go through asyncio.to_thread(); never safe:
// other tasks run meanwhile.
#include <algorithm>
#include <array>

#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"
#include "analysis/rules/waiting.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::call};
constexpr std::array<std::string_view, 35> callees = {
    "FTP",         "FTP_TLS",           "SMTP",          "SMTP_SSL",
    "call",        "check_call",        "check_output",  "communicate",
    "connect",     "create_connection", "delete",        "get",
    "getaddrinfo", "gethostbyaddr",     "gethostbyname", "getoutput",
    "getresponse", "getstatusoutput",   "head",          "input",
    "join",        "options",           "patch",         "post",
    "put",         "request",           "run",           "sleep",
    "system",      "urlopen",           "urlretrieve",   "wait",
    "FTPS",        "getfqdn",           "result"};

// Run once, before or after everything else: nothing waits there.
bool is_startup(Node function) {
  std::string name(function.child(Field::name).text());
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return name.find("startup") != std::string::npos || name.find("shutdown") != std::string::npos ||
         name.find("lifespan") != std::string::npos;
}

// sleep(0); get(False), join(0), wait(timeout=...): they do not wait, or as long as someone has thought of.
bool is_bounded(Waits waits, const Call& call) {
  if (waits == Waits::sleep) return call.sole_argument().text() == "0";
  return waits == Waits::thread && (!call.positional.empty() || !call.keywords.empty() || call.splats);
}

// The library whose event loop the module runs: of those that it imports.
std::string_view loop_library(const Facts& facts) {
  const auto imports = [&](std::string_view name) {
    const ModuleEntry* entry = facts.module().find(name);
    return entry != nullptr && entry->target == name;
  };
  if (imports("asyncio")) return "asyncio";
  return imports("trio") ? "trio" : imports("anyio") ? "anyio" : "asyncio";
}

// Two comprehensions around it: an await there is allowed from 3.11 on only.
bool is_nested_deeply(Node call, Node function) {
  int comprehensions = 0;
  for (Node at = call.parent(); at && at != function; at = at.parent()) {
    comprehensions +=
        at.is_any(Kind::list_comprehension, Kind::set_comprehension, Kind::dictionary_comprehension) ? 1 : 0;
  }
  return comprehensions > 1;
}

struct Rewriting {
  std::string title, reason;  // why it is not offered; empty: it is
  std::string head;           // up to the first argument
};

Rewriting rewriting(const Facts& facts, Node call, Node function, Waits waits) {
  const std::string library(loop_library(facts));
  const bool sleeps = waits == Waits::sleep;
  const std::string taker = sleeps ? "sleep" : library == "trio" ? "to_thread.run_sync" : "to_thread";
  Rewriting made{"Await " + library + "." + taker + "()", "", ""};
  const Node callee = call.child(Field::function);
  if (library == "anyio" && !sleeps) made.reason = "anyio.to_thread.run_sync() takes no keyword arguments";
  if (library == "trio" && !sleeps) made.reason = "trio.to_thread.run_sync() takes no keyword arguments";
  if (!call.child(Field::arguments).is(Kind::argument_list)) made.reason = "its argument is a generator";
  if (library == "asyncio" && !sleeps && std::min(facts.oldest_python(), facts.python()) < Python{9})
    made.reason = "asyncio.to_thread() is new in Python 3.9";
  if (!means_module(facts, call, library)) made.reason = "`" + library + "` means something else here";
  if (is_nested_deeply(call, function)) made.reason = "it stands in nested comprehensions";
  if (sleeps && !read_call(call).sole_argument()) made.reason = "its argument is not evident";
  if (has_comment(facts.syntax(), {callee.span().begin, call.child(Field::arguments).span().begin}))
    made.reason = "a comment would be lost";
  made.head = "await " + library + "." + taker + "(";
  if (!sleeps) {
    made.head += std::string(callee.text());
    if (call.child(Field::arguments).named_child_count() > 0) made.head += ", ";
  }
  return made;
}

std::string_view what_to_do(Waits waits) {
  switch (waits) {
    case Waits::sleep:
      return "await the event loop's own sleep()";
    case Waits::network:
      return "await an async client, or run it by asyncio.to_thread()";
    case Waits::process:
      return "await asyncio.create_subprocess_exec(), or run it by asyncio.to_thread()";
    default:
      return "run it by asyncio.to_thread()";
  }
}

void check(const Facts& facts, Node node, Report& report) {
  const Node function = enclosing_coroutine(facts, node);
  if (!function || node.parent().is(Kind::await_expression)) return;
  const Waits waits = what_it_waits_for(called_name(facts, node));
  if (waits == Waits::no || is_bounded(waits, read_call(node)) || is_startup(function) ||
      is_in_test(function))
    return;

  const std::string callee = shown(node.child(Field::function));
  Finding& finding = report.add(node, "`" + callee +
                                          "()` waits without giving way: every other task of the event loop "
                                          "stands still until it returns; " +
                                          std::string(what_to_do(waits)));
  report.remark().evidence_case = waits == Waits::sleep ? "sleep" : "thread";
  const Rewriting made = rewriting(facts, node, function, waits);
  finding.no_fix = {made.title, made.reason};
  if (!made.reason.empty()) return;
  const Node arguments = node.child(Field::arguments);
  Fix fix;
  fix.title = made.title;
  fix.why = "other tasks run while it waits: they may change what this code shares with them";
  const bool brackets = is_operand(node);
  fix.edits = {{{node.span().begin, arguments.span().begin + 1}, (brackets ? "(" : "") + made.head}};
  if (brackets) fix.edits.push_back({{node.span().end, node.span().end}, ")"});
  fix.imports = {"import " + std::string(loop_library(facts))};
  finding.fixes.push_back(std::move(fix));
}

}  // namespace

extern const Rule blocking_call_in_async;
const Rule blocking_call_in_async = {
    "blocking-call-in-async", Impact::growth, Topic::concurrency, kinds, check, callees};

}  // namespace perfhint
