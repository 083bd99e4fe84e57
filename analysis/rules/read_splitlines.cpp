// read-splitlines: `for line in f.read().splitlines()` (or split("\n")) where f is a text file: the text and
// the list of its lines are held at once. Iterating f gives the same lines one by one, with their ends.
#include <algorithm>
#include <array>

#include "analysis/rules/iteration.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::for_statement, Kind::for_in_clause};

struct Listing {
  Node file;  // or the path of path.read_text()
  bool path = false;
  explicit operator bool() const { return static_cast<bool>(file); }
};

// f of f.read().splitlines(), f.read().split("\n"), path.read_text().splitlines().
Listing listed(const Facts& facts, Node expression) {
  const MethodCall split = read_method_call(expression);
  const std::uint32_t arguments = expression.child(Field::arguments).named_child_count();
  const bool lines = split.method == "splitlines" && arguments == 0;
  const bool parts = split.method == "split" && read_string(split.call.sole_argument()).value == "\n";
  if (!lines && !parts) return {};
  const Node text = unparenthesised(split.object);
  const MethodCall read = read_method_call(text);
  const bool all = text.child(Field::arguments).named_child_count() == 0;
  if (read.method == "read" && all && facts.type(read.object).is(TypeKind::text_file)) return {read.object};
  if (read.method == "read_text" && facts.type(read.object).is_instance_of("pathlib.Path"))
    return {read.object, true};
  return {};
}

Node without_enumerate(const Facts& facts, Node iterable) {
  if (!facts.is_call_of(iterable, "enumerate")) return iterable;
  const Call call = read_call(iterable);
  return call.positional.empty() ? iterable : unparenthesised(call.positional[0]);
}

// A name that the code spells out, as a literal or a joined one: a version file, /proc/mounts.
bool spells_name(Node opening) {
  for (Node node : descendants(opening)) {
    const auto literal = node.is(Kind::string) ? read_string(node).value : std::nullopt;
    if (literal && (literal->find('.') != std::string::npos || literal->find('/') != std::string::npos))
      return true;
  }
  return false;
}

bool is_small(const Facts& facts, Node file) {
  if (file.is(Kind::call)) return spells_name(file);
  const Binding* name = facts.binding(file);
  if (name == nullptr) return false;
  return std::any_of(name->definitions.begin(), name->definitions.end(), [&](const Definition& one) {
    const Node place = facts.syntax().node(one.name);
    if (one.kind == DefinitionKind::with_target) return spells_name(place.ancestor(Kind::with_item));
    return place.parent().is(Kind::assignment) && spells_name(place.parent().child(Field::right));
  });
}

bool is_used_in(const Facts& facts, Node file, const Iteration& iteration, Node listing) {
  const Binding* name = facts.binding(file);
  if (name == nullptr) return false;
  for (Node use : facts.uses_within(*name, iteration.loop)) {
    if (!use.within(listing)) return true;
  }
  return facts.rebound_within(*name, iteration.loop);
}

void check(const Facts& facts, Node node, Report& report) {
  const Iteration iteration = read_iteration(facts, node);
  if (!iteration) return;
  const Node listing = without_enumerate(facts, iteration.iterable);
  if (!listing.is(Kind::call)) return;
  const Listing found = listed(facts, listing);
  if (!found || is_small(facts, found.file) || is_used_in(facts, found.file, iteration, listing)) return;
  const std::string name = shown(found.file);
  Finding& finding = report.add(
      listing, "`" + shown(listing) +
                   "` holds the text and the list of its lines: O(size of the file) bytes; " +
                   (found.path ? "open the file and iterate it" : "iterate `" + name + "` itself") +
                   ", one line at a time (more time a line, where its end must go)");
  finding.no_fix = {"", "the file has to be opened, and closed behind the loop"};
  if (found.path) return;
  Fix fix;
  fix.title = "Iterate `" + name + "` itself";
  finding.no_fix = {fix.title, "a comment would be lost"};
  if (has_comment(facts.syntax(), listing.span())) return;
  const std::string line = fresh_name(facts, node, "row");
  fix.why =
      "splitlines() also splits at \"\\x0b\", \"\\x0c\", \"\\x1c\" to \"\\x1e\", \"\\x85\", \"\\u2028\" and "
      "\"\\u2029\", and split(\"\\n\") gives a last empty text; the file must stay open";
  fix.edits = {{listing.span(),
                "(" + line + ".rstrip(\"\\n\") for " + line + " in " + std::string(found.file.text()) + ")"}};
  finding.fixes.push_back(std::move(fix));
}

}  // namespace

extern const Rule read_splitlines;
const Rule read_splitlines = {"read-splitlines", Impact::factor, Topic::memory, kinds, check};

}  // namespace perfhint
