#include "analysis/rules/waiting.h"

#include <algorithm>
#include <array>

#include "analysis/rules/rewrite.h"

namespace perfhint {
namespace {

struct WaitRow {
  std::string_view called;
  Waits waits;
};

// Sorted by name. Sessions and clients are sought by their class: "requests.Session." is any method there.
constexpr std::array rows = std::to_array<WaitRow>({
    {"concurrent.futures.wait", Waits::thread},
    {"ftplib.FTP", Waits::network},
    {"ftplib.FTP_TLS", Waits::network},
    {"http.client.HTTPConnection.getresponse", Waits::network},
    {"http.client.HTTPConnection.request", Waits::network},
    {"http.client.HTTPSConnection.getresponse", Waits::network},
    {"http.client.HTTPSConnection.request", Waits::network},
    {"httpx.Client.delete", Waits::network},
    {"httpx.Client.get", Waits::network},
    {"httpx.Client.head", Waits::network},
    {"httpx.Client.patch", Waits::network},
    {"httpx.Client.post", Waits::network},
    {"httpx.Client.put", Waits::network},
    {"httpx.Client.request", Waits::network},
    {"httpx.delete", Waits::network},
    {"httpx.get", Waits::network},
    {"httpx.head", Waits::network},
    {"httpx.patch", Waits::network},
    {"httpx.post", Waits::network},
    {"httpx.put", Waits::network},
    {"httpx.request", Waits::network},
    {"input", Waits::person},
    {"os.system", Waits::process},
    {"os.wait", Waits::process},
    {"psycopg.connect", Waits::network},
    {"psycopg2.connect", Waits::network},
    {"pymysql.connect", Waits::network},
    {"queue.Queue.get", Waits::thread},
    {"requests.Session.delete", Waits::network},
    {"requests.Session.get", Waits::network},
    {"requests.Session.head", Waits::network},
    {"requests.Session.patch", Waits::network},
    {"requests.Session.post", Waits::network},
    {"requests.Session.put", Waits::network},
    {"requests.Session.request", Waits::network},
    {"requests.delete", Waits::network},
    {"requests.get", Waits::network},
    {"requests.head", Waits::network},
    {"requests.options", Waits::network},
    {"requests.patch", Waits::network},
    {"requests.post", Waits::network},
    {"requests.put", Waits::network},
    {"requests.request", Waits::network},
    {"smtplib.SMTP", Waits::network},
    {"smtplib.SMTP_SSL", Waits::network},
    {"socket.create_connection", Waits::network},
    {"socket.getaddrinfo", Waits::network},
    {"socket.gethostbyaddr", Waits::network},
    {"socket.gethostbyname", Waits::network},
    {"subprocess.Popen.communicate", Waits::process},
    {"subprocess.Popen.wait", Waits::process},
    {"subprocess.call", Waits::process},
    {"subprocess.check_call", Waits::process},
    {"subprocess.check_output", Waits::process},
    {"subprocess.getoutput", Waits::process},
    {"subprocess.getstatusoutput", Waits::process},
    {"subprocess.run", Waits::process},
    {"threading.Barrier.wait", Waits::thread},
    {"threading.Event.wait", Waits::thread},
    {"threading.Thread.join", Waits::thread},
    {"time.sleep", Waits::sleep},
    {"urllib.request.urlopen", Waits::network},
    {"urllib.request.urlretrieve", Waits::network},
    {"urllib3.request", Waits::network},
});
static_assert(std::is_sorted(rows.begin(), rows.end(),
                             [](const WaitRow& a, const WaitRow& b) { return a.called < b.called; }));

// requests.get where nothing in the module binds `requests`.
std::string unbound_name(const Facts& facts, Node function) {
  Node head = function;
  while (head.is(Kind::attribute)) head = unparenthesised(head.child(Field::object));
  const Binding* binding = facts.binding(head);
  if (binding == nullptr || !binding->definitions.empty() || binding->scope != 0) return {};
  const ModuleEntry* entry = facts.module().find(binding->name);
  if ((entry && entry->definitions > 0) || facts.module().star_import()) return {};
  return std::string(function.text());
}

// Calls fn(identifier) for each name in the region that is a variable's.
template <class Question>
bool any_name(const Facts& facts, Node region, Question question) {
  for (Node node : descendants(region)) {
    const Binding* binding = node.is(Kind::identifier) ? facts.binding(node) : nullptr;
    if (binding && question(*binding)) return true;
  }
  return false;
}

bool bound_in(const Facts& facts, const Binding& binding, Node loop) {
  return facts.rebound_within(binding, loop);
}

}  // namespace

std::string called_name(const Facts& facts, Node call) {
  const Node function = unparenthesised(call.child(Field::function));
  std::string name = facts.qualified_name(function);
  if (!name.empty()) return name;
  if (function.is(Kind::attribute)) {
    const Type type = facts.type(function.child(Field::object));
    if (type.is(TypeKind::instance) && !type.class_name().empty())
      return std::string(type.class_name()) + "." + std::string(function.child(Field::attribute).text());
  }
  return unbound_name(facts, function);
}

Waits what_it_waits_for(std::string_view called) {
  const auto at =
      std::lower_bound(rows.begin(), rows.end(), called,
                       [](const WaitRow& row, std::string_view name) { return row.called < name; });
  return at != rows.end() && at->called == called ? at->waits : Waits::no;
}

Node enclosing_coroutine(const Facts& facts, Node node) {
  const Node function = facts.enclosing_function(node);
  if (!function.is(Kind::function_definition) || !function.first_child().is(Kind::kw_async)) return {};
  for (Node at = node.parent(); at && at != function; at = at.parent()) {
    if (at.is(Kind::generator_expression)) return {};
  }
  return function;
}

bool means_module(const Facts& facts, Node at, std::string_view name) {
  const Names& names = facts.names();
  for (std::uint32_t scope = names.scope_at(at.index()); scope != no_scope && scope != 0;
       scope = names.scopes()[scope].parent) {
    if (names.scopes()[scope].open || names.find(scope, name) != no_binding) return false;
  }
  const ModuleEntry* entry = facts.module().find(name);
  if (entry == nullptr || entry->definitions == 0) return !facts.module().star_import();
  return entry->definitions == 1 && entry->target == name;
}

bool is_in_test(Node node) {
  for (Node at = node; at; at = at.parent()) {
    const std::string_view name = at.child(Field::name).text();
    if (at.is(Kind::function_definition) && (name.starts_with("test") || name.starts_with("setUp")))
      return true;
    if (at.is(Kind::class_definition) && name.find("Test") != std::string_view::npos) return true;
  }
  return false;
}

bool asks_for_few(std::string_view sql) {
  static constexpr std::array<std::string_view, 15> words = {
      "pragma",    "sqlite_master", "sqlite_schema", "information_schema", "pg_",       "show ",
      "describe ", "_columns",      "limit ",        "user_tab",           "user_cons", "user_ind",
      "all_tab",   "all_cons",      "count("};
  std::string text(sql);
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return text.find(word) != std::string::npos; });
}

bool is_operand(Node node) {
  return node.field() == Field::object || node.field() == Field::function ||
         (node.parent().is(Kind::subscript) && node.field() == Field::value) ||
         node.parent().is(Kind::await_expression);
}

bool differs_by_round(const Facts& facts, Node expression, Node loop) {
  return any_name(facts, expression, [&](const Binding& one) { return bound_in(facts, one, loop); });
}

bool needs_earlier_round(const Facts& facts, Node expression, Node loop) {
  return any_name(facts, expression, [&](const Binding& one) {
    if (bound_in(facts, one, loop)) return facts.is_loop_carried(one, loop);
    return facts.is_local(one) && facts.mutated_within(one, loop) &&
           facts.uses_within(one, loop).size() > facts.uses_within(one, expression).size();
  });
}

bool stops_early(Node loop) {
  if (loop.is(Kind::while_statement)) return true;
  for (std::uint32_t at = loop.index(); at < loop.end_index();) {
    const Node node = loop.syntax()->node(at);
    if (node.is_any(Kind::break_statement, Kind::return_statement, Kind::yield_expression)) return true;
    const bool skipped = node.is_any(Kind::function_definition, Kind::lambda_expression);
    at = skipped ? node.end_index() : at + 1;
  }
  return false;
}

bool is_paced(Node loop) {
  static constexpr std::array<std::string_view, 7> words = {"sleep",    "limit", "throttl", "semaphore",
                                                            "progress", "delay", "backoff"};
  for (Node node : descendants(loop)) {
    if (!node.is(Kind::identifier)) continue;
    const std::string_view text = node.text();
    if (std::any_of(words.begin(), words.end(),
                    [&](std::string_view word) { return text.find(word) != std::string_view::npos; })) {
      return true;
    }
  }
  return false;
}

bool feeds_itself(const Facts& facts, Node loop) {
  const Node head = sole_head(loop);
  return any_name(facts, read_for(head).iterable, [&](const Binding& one) {
    return facts.mutated_within(one, loop) || bound_in(facts, one, loop.child(Field::body));
  });
}

bool leaves_names(const Facts& facts, Node loop) {
  if (!loop.is(Kind::for_statement)) return false;
  return any_name(facts, read_for(loop).target,
                  [&](const Binding& one) { return facts.used_after(one, loop); });
}

Node sole_head(Node loop) {
  if (loop.is(Kind::for_statement)) return read_for(loop).async ? Node() : loop;
  if (!loop.is_any(Kind::list_comprehension, Kind::set_comprehension, Kind::dictionary_comprehension))
    return {};
  Node head;
  for (Node child : children(loop)) {
    if (!child.is(Kind::for_in_clause)) continue;
    if (head || read_for(child).async) return {};
    head = child;
  }
  return head;
}

}  // namespace perfhint
