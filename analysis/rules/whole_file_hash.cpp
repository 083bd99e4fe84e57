// whole-file-hash: hashlib.sha256(f.read()), digest.update(f.read()), zlib.crc32(f.read()): the whole file is
// held for a digest that needs a piece at a time. hashlib.file_digest() (3.11) reads in pieces.
#include <algorithm>
#include <array>

#include "analysis/rules/opened_here.h"
#include "analysis/rules/rewrite.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

constexpr std::array kinds = {Kind::call};
constexpr std::array<std::string_view, 15> callees = {
    "adler32", "blake2b",  "blake2s",  "crc32",    "md5",      "sha1",   "sha224", "sha256",
    "sha384",  "sha3_224", "sha3_256", "sha3_384", "sha3_512", "sha512", "update"};

struct Reading {
  Node file;            // f of f.read(); none for path.read_bytes()
  Node whole;           // the expression that gives all of the file
  bool opened = false;  // a name that open() here bound
};

// A name bound once to f.read(), and said nowhere else.
Node value_of(const Facts& facts, Node argument) {
  const Binding* name = facts.binding(argument);
  if (name == nullptr) return argument;
  if (name->definitions.size() != 1 || name->uses.size() != 1 || !is_own_local(facts, *name, argument))
    return {};
  const Node assignment = facts.syntax().node(name->definitions.front().name).parent();
  return assignment.is(Kind::assignment) ? unparenthesised(assignment.child(Field::right)) : Node();
}

Reading reading_of(const Facts& facts, Node argument) {
  const Node whole = value_of(facts, unparenthesised(argument));
  const MethodCall read = read_method_call(whole);
  if (!read || whole.child(Field::arguments).named_child_count() != 0) return {};
  const bool bytes = read.method == "read" && facts.type(read.object).is(TypeKind::binary_file);
  if (bytes)
    return {read.object, whole, whole == unparenthesised(argument) && is_opened_here(facts, read.object)};
  const bool path = read.method == "read_bytes" && facts.type(read.object).is_instance_of("pathlib.Path");
  return path ? Reading{{}, whole, false} : Reading{};
}

// What makes the digest: hashlib.sha256, zlib.crc32; of update() the object must be one of hashlib's.
bool takes_pieces(const Facts& facts, Node call, std::string_view method) {
  if (method == "update") {
    const Type type = facts.type(read_method_call(call).object);
    return type.is(TypeKind::instance) && type.class_name().find("hashlib.HASH") != std::string_view::npos;
  }
  const std::string name = facts.qualified_name(call.child(Field::function));
  return name == "zlib.crc32" || name == "zlib.adler32" || name == "binascii.crc32" ||
         name.starts_with("hashlib.");
}

void add_fix(const Facts& facts, Node node, const Call& call, const Reading& reading, bool makes,
             Finding& finding) {
  Fix fix;
  fix.title = "Call hashlib.file_digest()";
  finding.no_fix = {makes ? fix.title : "", "reading in pieces takes a loop"};
  if (!makes) return;
  finding.no_fix.reason = "hashlib.file_digest() is new in Python 3.11";
  if (facts.oldest_python() < Python{11}) return;
  finding.no_fix.reason = "there is no file whose position is known: it is to be opened in binary mode first";
  if (!reading.opened || !call.sole_argument()) return;
  finding.no_fix.reason = "`hashlib` is not at hand by that name";
  const Node function = unparenthesised(call.function);
  if (!function.is(Kind::attribute) || function.child(Field::object).text() != "hashlib") return;
  finding.no_fix.reason = "a comment would be lost";
  if (has_comment(facts.syntax(), node.span())) return;
  fix.safety = Safety::safe;
  fix.why = "`" + shown(reading.file) + "` is opened here in binary mode, and read up to its end either way";
  fix.edits = {{node.span(), "hashlib.file_digest(" + std::string(reading.file.text()) + ", " +
                                 std::string(function.text()) + ")"}};
  finding.fixes.push_back(std::move(fix));
}

void check(const Facts& facts, Node node, Report& report) {
  const Call call = read_call(node);
  if (call.positional.empty() || call.splats) return;
  const Node function = unparenthesised(call.function);
  const std::string_view method =
      function.is(Kind::attribute) ? function.child(Field::attribute).text() : function.text();
  const Reading reading = reading_of(facts, call.positional[0]);
  if (!reading.whole || !takes_pieces(facts, node, method)) return;
  const bool makes = method != "update" && facts.qualified_name(function).starts_with("hashlib.");
  Finding& finding = report.add(
      node, "`" + shown(reading.whole) + "` holds the whole file for `" + shown(function) +
                "()`, which takes it in pieces: O(size of the file) bytes; " +
                (makes ? "hashlib.file_digest() (3.11) or a loop over `read(65536)` holds one piece"
                       : "a loop over `read(65536)` holds one piece"));
  add_fix(facts, node, call, reading, makes, finding);
}

}  // namespace

extern const Rule whole_file_hash;
const Rule whole_file_hash = {"whole-file-hash", Impact::factor, Topic::memory, kinds, check, callees};

}  // namespace perfhint
