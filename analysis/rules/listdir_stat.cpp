// listdir-stat: os.listdir(d) whose loop asks os.path.isfile() or isdir() of each name: one system call a
// name, for what os.scandir() has already read with the names.
#include <array>

#include "analysis/rules/iteration.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::call};
constexpr std::array<std::string_view, 3> callees = {"isdir", "isfile", "islink"};

struct Listing {
  Node loop, head, folder;  // os.listdir(folder); folder none for os.listdir()
  Node target;
  explicit operator bool() const { return static_cast<bool>(loop); }
};

Listing read_listing(const Facts& facts, Node head) {
  const ForHead parts = read_for(head);
  Node iterable = unparenthesised(parts.iterable);
  if (facts.is_call_of(iterable, "sorted")) iterable = read_call(iterable).sole_argument();
  if (!parts.target.is(Kind::identifier) || !facts.is_call_of(iterable, "os.listdir")) return {};
  const Node folder = read_call(iterable).sole_argument();
  if (!folder) return {};
  return {head.is(Kind::for_statement) ? head : head.parent(), head, folder, parts.target};
}

// The loop over os.listdir() around the node whose target is this name.
Listing listing_of(const Facts& facts, Node name) {
  const Binding* binding = facts.binding(name);
  if (binding == nullptr) return {};
  const Reaching reaching = facts.reaching_definitions(name);
  if (reaching.definitions.size() != 1) return {};
  const Node target = facts.syntax().node(reaching.definitions[0].name);
  if (!target.parent().is_any(Kind::for_statement, Kind::for_in_clause)) return {};
  const Listing listing = read_listing(facts, target.parent());
  return listing && name.within(listing.loop) ? listing : Listing();
}

// os.path.join(folder, name) of that listing.
Listing listing_of_path(const Facts& facts, Node path) {
  path = unparenthesised(path);
  if (path.is(Kind::identifier)) {
    const Reaching reaching = facts.reaching_definitions(path);
    if (reaching.definitions.size() != 1) return {};
    const Node assignment = facts.syntax().node(reaching.definitions[0].name).parent();
    if (!assignment.is(Kind::assignment)) return {};
    path = unparenthesised(assignment.child(Field::right));
  }
  if (!facts.is_call_of(path, "os.path.join")) return {};
  const Call join = read_call(path);
  if (join.positional.size() != 2 || join.splats || !join.keywords.empty()) return {};
  const Node name = unparenthesised(join.positional[1]);
  if (!name.is(Kind::identifier)) return {};
  const Listing listing = listing_of(facts, name);
  const Node folder = unparenthesised(join.positional[0]);
  return listing && folder.text() == unparenthesised(listing.folder).text() ? listing : Listing();
}

bool is_test_of(const Facts& facts, Node call) {
  for (const auto* test : {"os.path.isfile", "os.path.isdir", "os.path.islink"}) {
    if (facts.is_call_of(call, test)) return true;
  }
  return false;
}

// The files are deleted, which takes longer than asking about them.
bool removes_files(const Facts& facts, Node loop) {
  for (Node node : descendants(loop)) {
    if (!node.is(Kind::call)) continue;
    for (const auto* remover : {"os.remove", "os.unlink", "os.rmdir", "shutil.rmtree"}) {
      if (facts.is_call_of(node, remover)) return true;
    }
  }
  return false;
}

// Some name of the folder's expression means another one in the loop. Paths themselves never change.
bool is_rebound(const Facts& facts, const Listing& listing) {
  for (Node name : descendants(listing.folder)) {
    const Binding* binding = name.is(Kind::identifier) ? facts.binding(name) : nullptr;
    if (binding && facts.rebound_within(*binding, listing.loop)) return true;
  }
  return false;
}

void check(const Facts& facts, Node node, Report& report) {
  if (!facts.enclosing_loop(node) || !is_test_of(facts, node)) return;
  const Node path = read_call(node).sole_argument();
  const Listing listing = path ? listing_of_path(facts, path) : Listing();
  if (!listing || is_rebound(facts, listing) || removes_files(facts, listing.loop)) return;
  for (Node earlier : descendants(listing.loop)) {  // told at the first
    if (earlier == node) break;
    if (earlier.is(Kind::call) && is_test_of(facts, earlier)) return;
  }
  const std::string folder = shown(listing.folder);
  const Node function = node.child(Field::function);
  const std::string called = facts.qualified_name(function);
  const std::string test = called.substr(called.rfind('.') + 1);
  const std::string entry = test == "isfile" ? "is_file" : test == "isdir" ? "is_dir" : "is_symlink";
  Finding& finding =
      report.add(node, "`" + test + "` asks the system about each name that `os.listdir(" + folder +
                           ")` gave: n system calls for n names; `os.scandir(" + folder +
                           ")` gives entries whose `" + entry + "()` has the answer already");
  report.remark().evidence_case = "kind";
  finding.related.push_back(
      {listing.head.is(Kind::for_statement) ? read_for(listing.head).iterable.span() : listing.head.span(),
       "the names come from here"});
  finding.no_fix = {"",
                    "entries take the place of names all through the loop, and is_file() raises where "
                    "isfile() says False: the rewriting is yours"};
}

}  // namespace

extern const Rule listdir_stat;
const Rule listdir_stat = {"listdir-stat", Impact::factor, Topic::io, kinds, check, callees};

}  // namespace perfhint
