#include "analysis/rules/open_values.h"

#include <algorithm>
#include <array>

namespace perfhint {
namespace {

constexpr std::array<std::string_view, 9> open_classes = {
    "datetime.datetime", "datetime.date",      "datetime.timedelta",
    "decimal.Decimal",   "fractions.Fraction", "pathlib.Path",
    "uuid.UUID",         "pathlib.PurePath",   "urllib.parse.ParseResult"};

// The last word of such a parameter's name.
constexpr std::array<std::string_view, 35> open_words = {
    "path",     "filename", "fname",    "filepath", "file",   "url",     "uri",       "href",      "line",
    "text",     "content",  "contents", "payload",  "body",   "query",   "sql",       "message",   "msg",
    "email",    "id",       "uid",      "sentence", "word",   "tweet",   "document",  "timestamp", "date",
    "hostname", "ip",       "data",     "request",  "record", "address", "paragraph", "lines"};

}  // namespace

bool says_open(std::string_view parameter) {
  const std::size_t last = parameter.rfind('_');
  const std::string_view word = last == std::string_view::npos ? parameter : parameter.substr(last + 1);
  return std::find(open_words.begin(), open_words.end(), word) != open_words.end();
}

namespace {

bool is_open(const Type& type, std::string_view name) {
  for (const Type& member : type.members()) {
    if (is_open(member, name)) return true;
  }
  switch (type.kind) {
    case TypeKind::str:
      return says_open(name);
    case TypeKind::bytes:
    case TypeKind::floating:
    case TypeKind::complex:
      return true;
    case TypeKind::instance:
      return std::find(open_classes.begin(), open_classes.end(), type.class_name()) != open_classes.end();
    default:
      return false;
  }
}

}  // namespace

bool is_open(const Facts& facts, const Binding& parameter) {
  return is_open(facts.type(parameter), parameter.name);
}

}  // namespace perfhint
