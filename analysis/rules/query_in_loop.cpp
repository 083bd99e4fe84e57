// query-in-loop: a query for each element: SQL written here whose parameters change by round, or a Django
// manager's get(), create(), first() and the like. One query, executemany() or bulk_create() does for all.
#include <algorithm>
#include <array>
#include <cctype>

#include "analysis/rules/iteration.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"
#include "analysis/rules/waiting.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::call};
constexpr std::array<std::string_view, 8> callees = {"count",  "create", "execute", "exists",
                                                     "filter", "first",  "get",     "last"};

// The first word of a plain literal, or of a name bound once to one: "SELECT"; "" where it is no SQL that can
// be asked for many.
std::string verb_of(const Facts& facts, Node sql) {
  sql = unparenthesised(sql);
  const Binding* name = facts.binding(sql);
  if (name && name->definitions.size() == 1) {
    const Node assignment = facts.syntax().node(name->definitions.front().name).parent();
    sql = assignment.is(Kind::assignment) ? unparenthesised(assignment.child(Field::right)) : Node();
  }
  if (!sql.is_any(Kind::string, Kind::concatenated_string)) return {};
  std::string text = read_string(sql).value.value_or("");
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  if (asks_for_few(text)) return {};
  const bool from_table = text.find("FROM") != std::string::npos;
  text.erase(0, std::min(text.find_first_not_of(" \t\r\n("), text.size()));
  text = text.substr(0, text.find_first_of(" \t\r\n"));
  if (text == "SELECT" && !from_table) return {};
  const bool known =
      text == "SELECT" || text == "INSERT" || text == "UPDATE" || text == "DELETE" || text == "REPLACE";
  return known ? text : "";
}

// The parameters differ by round and owe nothing to an earlier one.
bool is_asked_per_element(const Facts& facts, const Call& call, Node loop, std::size_t from) {
  bool differs = false;
  for (std::size_t i = from; i < call.positional.size(); ++i) {
    differs |= differs_by_round(facts, call.positional[i], loop);
    if (needs_earlier_round(facts, call.positional[i], loop)) return false;
  }
  for (const Call::Keyword& keyword : call.keywords) {
    differs |= differs_by_round(facts, keyword.value, loop);
    if (needs_earlier_round(facts, keyword.value, loop)) return false;
  }
  return differs && !call.splats;
}

// Elements that are many already, tests, few elements.
bool is_left_out(const Facts& facts, Node loop) {
  const ForHead head = read_for(sole_head(loop));
  const std::string_view text = head.iterable.text();
  for (const auto* word : {"chunk", "batch", "migration", "subTest"}) {
    if (text.find(word) != std::string_view::npos || head.target.text().find(word) != std::string_view::npos)
      return true;
  }
  const Call range = read_call(head.iterable);
  if (facts.is_call_of(head.iterable, "range") && range.positional.size() == 3) return true;
  const std::string_view parameters = facts.enclosing_function(loop).child(Field::parameters).text();
  return is_short(facts, head.iterable, 5) || is_in_test(loop) ||
         parameters.find("schema_editor") != std::string_view::npos;
}

bool is_tried(Node call, Node loop) {
  for (Node at = call.parent(); at && at != loop; at = at.parent()) {
    if (at.is(Kind::try_statement)) return true;
  }
  return false;
}

// The round reads what the query itself did, or also writes: the queries may depend on one another.
bool is_entangled(Node call, Node loop, bool writes) {
  int executed = 0;
  for (Node node : descendants(loop)) {
    if (!node.is(Kind::identifier)) continue;
    const std::string_view text = node.text();
    if (writes && (text == "lastrowid" || text == "rowcount" || text == "fetchone")) return true;
    if (text == "commit" || text == "rollback") return true;
    executed += text == "execute" || text == "executemany" || text == "save" || text == "delete" ? 1 : 0;
  }
  const std::string_view text = call.text();
  return executed > 1 || text.find("RETURNING") != std::string_view::npos ||
         text.find("returning") != std::string_view::npos;
}

void add_many(const Facts& facts, Node loop, Node node, const Call& call, Finding& finding) {
  finding.no_fix = {"Call executemany()", "more is done in a round than this query"};
  const Node object = call.function.child(Field::object);
  if (!loop.is(Kind::for_statement) || loop.child(Field::alternative)) return;
  const auto body = statements(loop.child(Field::body));
  const ForHead head = read_for(loop);
  if (body.size() != 1 || sole_expression(body[0]) != node || call.positional.size() != 2 ||
      !call.keywords.empty() || head.iterable.is(Kind::expression_list)) {
    return;
  }
  finding.no_fix.reason = "the loop's name is used behind it";
  if (leaves_names(facts, loop)) return;
  finding.no_fix.reason = "a comment would be lost";
  if (has_comment(facts.syntax(), loop.span())) return;
  const Node parameters = call.positional[1];
  std::string rows(head.iterable.text());
  if (parameters.text() != head.target.text()) {
    rows = "[" + std::string(parameters.text()) + " for " + std::string(head.target.text()) + " in " + rows +
           "]";
  }
  Fix fix;
  fix.title = "Call executemany()";
  fix.why = "`" + shown(object) + "` must have executemany(), and an error half-way comes at another time";
  fix.edits = {{loop.span(), std::string(object.text()) + ".executemany(" +
                                 std::string(call.positional[0].text()) + ", " + rows + ")"}};
  finding.fixes.push_back(std::move(fix));
}

void check_sql(const Facts& facts, Node node, const Call& call, Node loop, Report& report) {
  if (call.positional.size() < 2 || is_tried(node, loop)) return;
  const std::string verb = verb_of(facts, call.positional[0]);
  if (verb.empty() || !is_asked_per_element(facts, call, loop, 1)) return;
  const bool reads = verb == "SELECT";
  if (is_entangled(node, loop, !reads)) return;
  Finding& finding = report.add(node, "`" + verb + "` is run once for each of `" +
                                          shown(read_for(sole_head(loop)).iterable) +
                                          "`: a round trip and a statement each; " +
                                          (reads ? "ask for all in one query (a join, or WHERE ... IN)"
                                                 : "executemany() sends them in one call"));
  report.remark().evidence_case = reads ? "select" : "write";
  if (!reads) return add_many(facts, loop, node, call, finding);
  finding.no_fix = {"", "the one query for all is another query, and gives its rows in another order"};
}

// Model.objects at the start of the chain: Model.objects.filter(...).first.
bool is_of_manager(Node function) {
  for (Node at = function; at;) {
    if (at.is(Kind::attribute) && at.child(Field::attribute).text() == "objects") {
      const Node model = at.child(Field::object);
      const std::string_view name =
          model.is(Kind::attribute) ? model.child(Field::attribute).text() : model.text();
      return !name.empty() && name[0] >= 'A' && name[0] <= 'Z';
    }
    at = at.is(Kind::attribute) ? at.child(Field::object)
                                : (at.is(Kind::call) ? at.child(Field::function) : Node());
  }
  return false;
}

void check_manager(const Facts& facts, Node node, const Call& call, Node loop, Report& report) {
  const std::string_view method = call.function.child(Field::attribute).text();
  const bool iterated = node.parent().is(Kind::for_statement) && node.field() == Field::right;
  if (method == "filter" && !iterated) return;
  if (!differs_by_round(facts, node, loop) || needs_earlier_round(facts, node, loop)) return;
  if (is_entangled(node, loop, false)) return;
  const bool creates = method == "create";
  if (creates && !node.parent().is(Kind::expression_statement)) return;
  Finding& finding = report.add(
      node, "`" + shown(call.function) + "()` queries the database once for each of `" +
                shown(read_for(sole_head(loop)).iterable) + "`: a round trip each; " +
                (creates ? "bulk_create() writes them in one query"
                         : "ask for all in one query (in_bulk(), filter(pk__in=...), select_related())"));
  report.remark().evidence_case = creates ? "write" : "select";
  finding.no_fix = {"", creates
                            ? "bulk_create() calls no save() and sends no signals"
                            : "the one query for all is another query, and finds what is missing otherwise"};
}

void check(const Facts& facts, Node node, Report& report) {
  const Node function = node.child(Field::function);
  if (!function.is(Kind::attribute)) return;
  const Node loop = facts.enclosing_loop(node);
  if (!loop) return;
  const bool sql = function.child(Field::attribute).text() == "execute";
  if (!sql && !is_of_manager(function)) return;
  if (!sole_head(loop) || stops_early(loop) || feeds_itself(facts, loop) || is_left_out(facts, loop)) return;
  const Call call = read_call(node);
  if (sql) return check_sql(facts, node, call, loop, report);
  check_manager(facts, node, call, loop, report);
}

}  // namespace

extern const Rule query_in_loop;
const Rule query_in_loop = {"query-in-loop", Impact::growth, Topic::io, kinds, check, callees};

}  // namespace perfhint
