// fetchall-iterate: `for row in cursor.fetchall()` where the rows are used one by one: all are held at once.
// The cursor itself gives them as they come. Never safe: it stays busy during the loop.
#include <algorithm>
#include <array>

#include "analysis/rules/invariants.h"
#include "analysis/rules/iteration.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"
#include "analysis/rules/waiting.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::for_statement, Kind::for_in_clause};

// cur, cursor, self._cursor, db_cursor; sqlite3's own; what execute() gave.
bool is_cursor(const Facts& facts, Node object) {
  object = unparenthesised(object);
  const Type type = facts.type(object);
  if (type) return type.is_instance_of("sqlite3.Cursor");
  if (object.is(Kind::call)) return read_method_call(object).method == "execute";
  std::string_view name = object.is(Kind::attribute) ? object.child(Field::attribute).text() : object.text();
  while (name.starts_with('_')) name.remove_prefix(1);
  return name == "cur" || name == "curs" || name.ends_with("cursor");
}

// The loop talks to the database, or may: a call named so, or anything that is given the cursor.
bool uses_database(const Facts& facts, Node object, const Iteration& iteration, Node listing) {
  static constexpr std::array<std::string_view, 10> words = {
      "execute",  "executemany", "executescript", "commit", "rollback",
      "fetchone", "fetchall",    "fetchmany",     "save",   "close"};
  for (Node node : descendants(iteration.during)) {
    if (!node.is(Kind::identifier) || node.within(listing)) continue;
    if (std::find(words.begin(), words.end(), node.text()) != words.end()) return true;
    const Binding* name = facts.binding(node);
    if (name && name == facts.binding(unparenthesised(object))) return true;
  }
  return first_pause(iteration.during) && !iteration.loop.is(Kind::for_statement);
}

// The SQL that the function executes: where it asks for few rows, there are few.
bool are_few(const Facts& facts, Node loop) {
  const Node function = facts.enclosing_function(loop);
  for (Node node : descendants(function ? function : facts.syntax().root())) {
    if (node.is(Kind::string_content) && asks_for_few(node.text())) return true;
  }
  return false;
}

void check(const Facts& facts, Node node, Report& report) {
  const Iteration iteration = read_iteration(facts, node);
  if (!iteration || !iteration.iterable.is(Kind::call)) return;
  const Node listing = iteration.iterable;
  const MethodCall fetch = read_method_call(listing);
  if (fetch.method != "fetchall" || listing.child(Field::arguments).named_child_count() != 0) return;
  if (!is_cursor(facts, fetch.object) || uses_database(facts, fetch.object, iteration, listing)) return;
  if (is_short_loop(facts, iteration.loop, 0)) return;  // it ends with the first row
  if (are_few(facts, iteration.loop) || is_in_test(iteration.loop)) return;
  const std::string name = shown(fetch.object);
  Finding& finding = report.add(listing, "`" + shown(listing) +
                                             "` holds every row at once: O(rows) bytes; iterate `" + name +
                                             "` itself, one row at a time (its connection is busy until "
                                             "the loop ends)");
  Fix fix;
  fix.title = "Iterate `" + name + "` itself";
  finding.no_fix = {fix.title, "a comment would be lost"};
  const Span dropped{fetch.object.span().end, listing.span().end};
  if (has_comment(facts.syntax(), dropped)) return;
  fix.why =
      "the query runs, and its locks are held, until the loop ends; code that the loop calls must not use "
      "the same cursor";
  fix.edits = {{dropped, ""}};
  finding.fixes.push_back(std::move(fix));
}

}  // namespace

extern const Rule fetchall_iterate;
const Rule fetchall_iterate = {"fetchall-iterate", Impact::factor, Topic::memory, kinds, check};

}  // namespace perfhint
