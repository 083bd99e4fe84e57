// Methods of str, bytes and bytearray.
#include <algorithm>

#include "analysis/layout/growth.h"
#include "analysis/layout/library.h"
#include "analysis/layout/text.h"

namespace perfhint::layout {
namespace {

bool is_space(char32_t c) {
  return c == U' ' || (c >= 9 && c <= 13) || (c >= 0x1C && c <= 0x1F) || c == 0x85 || c == 0xA0 ||
         c == 0x3000 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
         c == 0x205F || c == 0x1680;
}

// What upper() and lower() are known to give: ASCII, and the German sharp s.
std::optional<std::u32string> cased(const std::u32string& text, std::string_view how) {
  std::u32string out;
  bool start = true;
  for (char32_t c : text) {
    const bool letter = (c | 0x20) >= U'a' && (c | 0x20) <= U'z' && c < 0x80;
    if (c == U'\u00DF' && how == "upper") {
      out += U"SS";
    } else if (c >= 0x80) {
      return std::nullopt;
    } else {
      const bool up = how == "upper" || (how != "lower" && start);
      out += !letter ? c : up ? c & ~char32_t{0x20} : c | 0x20;
    }
    start = how == "title" ? !letter : false;
  }
  return out;
}

struct Pieces {
  std::vector<std::u32string> pieces;
  std::uint64_t reserved = 12;
};

std::vector<std::u32string> split_spaces(const std::u32string& text, std::int64_t most, bool from_right) {
  std::vector<std::u32string> words;
  std::u32string_view rest(text);
  while (true) {
    while (!rest.empty() && is_space(from_right ? rest.back() : rest.front()))
      from_right ? rest.remove_suffix(1) : rest.remove_prefix(1);
    if (rest.empty()) break;
    if (most >= 0 && static_cast<std::int64_t>(words.size()) == most) {
      std::u32string last(rest);
      while (!last.empty() && is_space(from_right ? last.front() : last.back()))
        from_right ? (void)last.erase(0, 1) : last.pop_back();
      words.push_back(last);
      break;
    }
    std::size_t size = 0;
    while (size < rest.size() && !is_space(from_right ? rest[rest.size() - 1 - size] : rest[size])) ++size;
    words.emplace_back(from_right ? rest.substr(rest.size() - size) : rest.substr(0, size));
    from_right ? rest.remove_suffix(size) : rest.remove_prefix(size);
  }
  if (from_right) std::reverse(words.begin(), words.end());
  return words;
}

std::vector<std::u32string> split_by(const std::u32string& text, const std::u32string& mark,
                                     std::int64_t most, bool from_right) {
  std::vector<std::u32string> pieces;
  std::size_t begin = 0, end = text.size();
  while (most < 0 || static_cast<std::int64_t>(pieces.size()) < most) {
    const std::size_t at =
        from_right ? (end >= mark.size() ? text.rfind(mark, end - mark.size()) : std::u32string::npos)
                   : text.find(mark, begin);
    if (at == std::u32string::npos || (from_right && at + mark.size() > end)) break;
    pieces.push_back(from_right ? text.substr(at + mark.size(), end - at - mark.size())
                                : text.substr(begin, at - begin));
    from_right ? end = at : begin = at + mark.size();
  }
  pieces.push_back(text.substr(begin, end - begin));
  if (from_right) std::reverse(pieces.begin(), pieces.end());
  return pieces;
}

Ref split(Machine& machine, Ref self, const Arguments& arguments, bool from_right) {
  const Object& object = machine.at(self);
  Ref mark = arguments.positional.empty() ? arguments.keyword("sep") : arguments.positional[0];
  Ref limit = arguments.positional.size() > 1 ? arguments.positional[1] : arguments.keyword("maxsplit");
  if (mark == hole) mark = machine.none();
  const auto most = limit == hole ? std::optional<std::int64_t>(-1) : machine.small(limit);
  const bool spaces = machine.at(mark).sort == Sort::none;
  if (!most || (!spaces && (machine.at(mark).sort != object.sort || machine.at(mark).vague ||
                            machine.at(mark).body->text.empty())))
    return nothing_known;
  const std::u32string& text = object.body->text;
  const std::u32string by = spaces ? std::u32string() : machine.at(mark).body->text;
  const auto pieces = spaces ? split_spaces(text, *most, from_right) : split_by(text, by, *most, from_right);
  std::uint64_t reserved = 12;
  const bool early = machine.python().minor <= 11 || object.sort != Sort::str;
  if (!spaces && text.size() < by.size() && object.sort == Sort::str) {
    reserved = 1;
  } else if (*most >= 0) {
    reserved = std::min<std::uint64_t>(12, static_cast<std::uint64_t>(*most) + 1);
  } else if (!early) {
    const std::uint64_t possible =
        spaces ? (text.empty() ? 0 : text.size() - 1) / 2 : text.size() / by.size();
    reserved = std::min<std::uint64_t>(12, possible + 2);
  }
  const Ref list = machine.sequence(Sort::list, {}, reserved);
  const bool whole = pieces.size() == 1 && pieces[0].size() == text.size();
  for (const std::u32string& piece : pieces)
    list_append(machine, list,
                whole && object.sort != Sort::bytearray ? self : machine.text(object.sort, piece));
  return list;
}

Ref join(Machine& machine, Ref self, Ref source) {
  const Sort sort = machine.at(self).sort;
  const auto items = machine.iterate(source);
  if (!items) return machine.vague(sort);
  if (items->size() == 1 && machine.at((*items)[0]).sort == sort && sort != Sort::bytearray)
    return (*items)[0];
  std::u32string out;
  for (std::size_t i = 0; i < items->size(); ++i) {
    const Object& item = machine.at((*items)[i]);
    if (item.sort != sort || item.vague || item.body->many) return machine.vague(sort);
    if (i > 0) out += machine.at(self).body->text;
    out += item.body->text;
  }
  return machine.text(sort, std::move(out));
}

Ref strip(Machine& machine, Ref self, const Arguments& arguments, std::string_view name) {
  const std::u32string& text = machine.at(self).body->text;
  std::u32string set;
  bool spaces = arguments.positional.empty();
  if (!spaces) {
    const Object& chars = machine.at(arguments.positional[0]);
    if (chars.sort == Sort::none)
      spaces = true;
    else if (chars.sort != machine.at(self).sort || chars.vague)
      return nothing_known;
    else
      set = chars.body->text;
  }
  const auto goes = [&](char32_t c) { return spaces ? is_space(c) : set.find(c) != std::u32string::npos; };
  std::size_t begin = 0, end = text.size();
  if (name != "rstrip")
    while (begin < end && goes(text[begin])) ++begin;
  if (name != "lstrip")
    while (end > begin && goes(text[end - 1])) --end;
  return end - begin == text.size() ? self
                                    : machine.text(machine.at(self).sort, text.substr(begin, end - begin));
}

Ref replace(Machine& machine, Ref self, const Arguments& arguments) {
  if (!arguments.plain(2, 2)) return nothing_known;
  const Object &object = machine.at(self), &old = machine.at(arguments.positional[0]),
               &fresh = machine.at(arguments.positional[1]);
  if (old.sort != object.sort || fresh.sort != object.sort || old.vague || fresh.vague ||
      old.body->text.empty())
    return machine.vague(object.sort);
  if (object.body->text.find(old.body->text) == std::u32string::npos || old.body->text == fresh.body->text)
    return self;
  const auto pieces = split_by(object.body->text, old.body->text, -1, false);
  std::u32string out = pieces[0];
  for (std::size_t i = 1; i < pieces.size(); ++i) out += fresh.body->text + pieces[i];
  return machine.own_text(std::move(out), object.sort);
}

Ref aligned(Machine& machine, Ref self, const Arguments& arguments, std::string_view name) {
  const auto width = arguments.plain(1, 2) ? machine.small(arguments.positional[0]) : std::nullopt;
  if (!width || *width > 1'000'000) return machine.vague(Sort::str);
  char32_t fill = U' ';
  if (arguments.positional.size() > 1) {
    const Object& given = machine.at(arguments.positional[1]);
    if (given.sort != Sort::str || given.vague || given.body->text.size() != 1)
      return machine.vague(Sort::str);
    fill = given.body->text[0];
  }
  const std::u32string& text = machine.at(self).body->text;
  const auto size = static_cast<std::int64_t>(text.size());
  if (*width <= size) return self;
  const auto missing = static_cast<std::size_t>(*width - size);
  if (name == "zfill") {
    const std::size_t sign = !text.empty() && (text[0] == U'-' || text[0] == U'+');
    return machine.text(Sort::str, text.substr(0, sign) + std::u32string(missing, U'0') + text.substr(sign));
  }
  const std::size_t left = name == "rjust"   ? missing
                           : name == "ljust" ? 0
                                             : missing / 2 + (missing & static_cast<std::size_t>(*width) & 1);
  return machine.text(Sort::str, std::u32string(left, fill) + text + std::u32string(missing - left, fill));
}

Ref encode(Machine& machine, Ref self, const Arguments& arguments) {
  std::string encoding = "utf-8";
  if (!arguments.plain(0, 1)) return machine.vague(Sort::bytes);
  if (!arguments.positional.empty()) {
    const Object& name = machine.at(arguments.positional[0]);
    if (name.sort != Sort::str || name.vague) return machine.vague(Sort::bytes);
    encoding = to_utf8(name.body->text);
  }
  const std::u32string& text = machine.at(self).body->text;
  std::u32string bytes;
  if (encoding == "utf-8" || encoding == "utf8" || (encoding == "ascii" && kind_of(text) == StrKind::ascii)) {
    for (char c : to_utf8(text)) bytes.push_back(static_cast<unsigned char>(c));
  } else if (encoding == "latin-1" && kind_of(text) <= StrKind::latin1) {
    bytes = text;
  } else if (encoding == "utf-16" && kind_of(text) <= StrKind::ucs2) {
    bytes.assign(2 + 2 * text.size(), 1);
  } else if (encoding == "utf-32") {
    bytes.assign(4 + 4 * text.size(), 1);
  } else {
    return machine.vague(Sort::bytes);
  }
  return machine.text(Sort::bytes, std::move(bytes));
}

Ref decode(Machine& machine, Ref self, const Arguments& arguments) {
  std::u32string encoding = U"utf-8";
  if (!arguments.plain(0, 1)) return machine.vague(Sort::str);
  if (!arguments.positional.empty()) {
    const Object& name = machine.at(arguments.positional[0]);
    if (name.sort != Sort::str || name.vague) return machine.vague(Sort::str);
    encoding = name.body->text;
  }
  const std::u32string& bytes = machine.at(self).body->text;
  const bool ascii = kind_of(bytes) == StrKind::ascii;
  const bool plain = encoding == U"latin-1" ||
                     (ascii && (encoding == U"utf-8" || encoding == U"utf8" || encoding == U"ascii"));
  return plain ? machine.text(Sort::str, bytes) : machine.vague(Sort::str);
}

Ref change_bytearray(Machine& machine, Ref self, std::string_view name, const Arguments& arguments) {
  if (!arguments.plain(0, 1)) return hole;
  Body& body = *machine.edit(self).body;
  if (name == "append" && arguments.positional.size() == 1) {
    bytearray_resize(machine, self, body.text.size() + 1);
    body.text.push_back(0);
  } else if (name == "extend" && arguments.positional.size() == 1) {
    const Object& more = machine.at(arguments.positional[0]);
    if (more.tainted || more.vague || (more.sort != Sort::bytes && more.sort != Sort::bytearray)) {
      machine.taint(self);
      return machine.none();
    }
    const std::u32string added = more.body->text;
    bytearray_resize(machine, self, body.text.size() + added.size());
    body.text += added;
  } else {
    return hole;
  }
  return machine.none();
}

}  // namespace

Ref call_text_method(Machine& machine, Ref self, std::string_view name, const Arguments& arguments) {
  const Object& object = machine.at(self);
  if (object.tainted || object.vague) {
    const bool same =
        name == "upper" || name == "lower" || name == "strip" || name == "replace" || name == "title";
    return same && object.sort == Sort::str ? machine.vague(Sort::str) : hole;
  }
  if (object.sort == Sort::bytearray && (name == "append" || name == "extend"))
    return change_bytearray(machine, self, name, arguments);
  if (!arguments.certain) return hole;
  if (name == "split" || name == "rsplit") return split(machine, self, arguments, name == "rsplit");
  if (name == "join" && arguments.plain(1, 1)) return join(machine, self, arguments.positional[0]);
  if (name == "upper" || name == "lower" || name == "title" || name == "capitalize") {
    auto text = cased(object.body->text, name == "capitalize" ? "first" : name);
    const Ref made = text ? machine.own_text(std::move(*text), object.sort) : machine.vague(object.sort);
    if (text && object.sort == Sort::bytearray) set_bytearray_room(machine, made);
    return made;
  }
  if (object.sort == Sort::bytearray) return hole;
  if ((name == "strip" || name == "lstrip" || name == "rstrip") && arguments.plain(0, 1))
    return strip(machine, self, arguments, name);
  if (name == "replace") return replace(machine, self, arguments);
  if (name == "startswith" || name == "endswith" || name == "isdigit" || name == "isalpha")
    return machine.vague(Sort::boolean);
  if (object.sort == Sort::bytes) return name == "decode" ? decode(machine, self, arguments) : hole;
  if (name == "center" || name == "ljust" || name == "rjust" || name == "zfill")
    return aligned(machine, self, arguments, name);
  if (name == "encode") return encode(machine, self, arguments);
  if (name == "splitlines" && arguments.plain(0, 0)) {
    if (object.body->text.find_first_of(U"\r\v\f\x1c\x1d\x1e\x85\u2028\u2029") != std::u32string::npos)
      return nothing_known;
    const Ref list = machine.make(Sort::list);
    auto lines = split_by(object.body->text, U"\n", -1, false);
    if (lines.back().empty()) lines.pop_back();
    for (const auto& line : lines)
      list_append(machine, list,
                  line.size() == object.body->text.size() ? self : machine.text(Sort::str, line));
    return list;
  }
  if (name == "partition" && arguments.plain(1, 1)) {
    const Object& mark = machine.at(arguments.positional[0]);
    if (mark.sort != Sort::str || mark.vague || mark.body->text.empty()) return nothing_known;
    const auto pieces = split_by(object.body->text, mark.body->text, 1, false);
    const Ref empty = machine.text(Sort::str, {});
    if (pieces.size() == 1) return machine.sequence(Sort::tuple, {self, empty, empty});
    return machine.sequence(Sort::tuple, {machine.text(Sort::str, pieces[0]), arguments.positional[0],
                                          machine.text(Sort::str, pieces[1])});
  }
  if ((name == "find" || name == "index" || name == "count") && arguments.plain(1, 1)) {
    const Object& mark = machine.at(arguments.positional[0]);
    const bool known = name == "find" && mark.sort == Sort::str && !mark.vague;
    if (!known) return machine.vague(Sort::integer);
    const auto at = object.body->text.find(mark.body->text);
    return machine.integer(at == std::u32string::npos ? -1 : static_cast<std::int64_t>(at));
  }
  return hole;
}

}  // namespace perfhint::layout
