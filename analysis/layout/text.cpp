// Printing as CPython prints: the shortest decimals that read back (repr), and the common format specs.
#include "analysis/layout/text.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace perfhint::layout {

std::u32string from_utf8(std::string_view utf8) {
  std::u32string out;
  for (std::size_t at = 0; at < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[at]);
    const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    std::uint32_t code = size == 1 ? lead : size == 2 ? lead & 0x1Fu : size == 3 ? lead & 0xFu : lead & 7u;
    for (std::size_t i = 1; i < size && at + i < utf8.size(); ++i)
      code = code << 6 | (static_cast<unsigned char>(utf8[at + i]) & 0x3Fu);
    out.push_back(code);
    at += size;
  }
  return out;
}

std::string to_utf8(const std::u32string& text) {
  std::string out;
  for (const char32_t c : text) append_utf8(out, c);
  return out;
}

StrKind kind_of(const std::u32string& text) {
  char32_t widest = 0;
  for (char32_t c : text) widest = std::max(widest, c);
  return widest < 0x80      ? StrKind::ascii
         : widest < 0x100   ? StrKind::latin1
         : widest < 0x10000 ? StrKind::ucs2
                            : StrKind::ucs4;
}

std::u32string wide(std::string_view ascii) { return std::u32string(ascii.begin(), ascii.end()); }

std::string repr_of(double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
  char scientific[64];
  const auto end =
      std::to_chars(scientific, scientific + sizeof scientific, value, std::chars_format::scientific).ptr;
  std::string text(scientific, end);
  const std::size_t mark = text.find('e');
  const int exponent = std::stoi(text.substr(mark + 1));
  if (exponent < -4 || exponent >= 16)
    return text;  // Python writes at least two digits of exponent, as to_chars
  char fixed[400];
  std::string plain(fixed, std::to_chars(fixed, fixed + sizeof fixed, value, std::chars_format::fixed).ptr);
  return plain.find('.') == std::string::npos ? plain + ".0" : plain;
}

namespace {

std::string decimal_of(const Object& object) {
  return object.body && !object.body->big.zero() ? object.body->big.decimal() : std::to_string(object.number);
}

// repr of a str: quotes and escapes as CPython's.
std::optional<std::u32string> quoted(const std::u32string& text, bool bytes) {
  const bool single = text.find(U'\'') != std::u32string::npos,
             twice = text.find(U'"') != std::u32string::npos;
  const char32_t quote = single && !twice ? U'"' : U'\'';
  std::u32string out = bytes ? U"b" : U"";
  out += quote;
  for (char32_t c : text) {
    if (c >= 0x7F && (!bytes || c < 0x80)) {
      if (c < 0xA1 || c == 0xAD || c > 0x17F)
        return std::nullopt;  // whether it is printable is Unicode's to say
      out += c;
    } else if (c == quote || c == U'\\') {
      out += U'\\', out += c;
    } else if (c == U'\n' || c == U'\r' || c == U'\t') {
      out += U'\\', out += c == U'\n' ? U'n' : c == U'\r' ? U'r' : U't';
    } else if (c < 0x20 || c >= 0x7F) {
      out += wide("\\x"), out += U"0123456789abcdef"[c >> 4 & 15], out += U"0123456789abcdef"[c & 15];
    } else {
      out += c;
    }
  }
  return out + quote;
}

std::optional<std::u32string> printed_items(const Machine& machine, const Object& object, int depth);

std::optional<std::u32string> printed_at(const Machine& machine, Ref ref, bool repr, int depth) {
  const Object& object = machine.at(ref);
  if (object.vague || object.tainted || depth > 16) return std::nullopt;
  if (object.body && object.body->class_of) return std::nullopt;
  switch (object.sort) {
    case Sort::none:
      return U"None";
    case Sort::ellipsis:
      return U"Ellipsis";
    case Sort::boolean:
      return object.number ? U"True" : U"False";
    case Sort::integer:
      return wide(decimal_of(object));
    case Sort::floating:
      return wide(repr_of(object.real));
    case Sort::str:
      return repr ? quoted(object.body->text, false) : std::optional(object.body->text);
    case Sort::bytes:
      return quoted(object.body->text, true);
    case Sort::list:
    case Sort::tuple:
      return printed_items(machine, object, depth);
    default:
      return std::nullopt;
  }
}

std::optional<std::u32string> printed_items(const Machine& machine, const Object& object, int depth) {
  if (object.body->many || object.body->items.size() > 10'000) return std::nullopt;
  std::u32string out = object.sort == Sort::list ? U"[" : U"(";
  for (std::size_t i = 0; i < object.body->items.size(); ++i) {
    const auto item = printed_at(machine, object.body->items[i], true, depth + 1);
    if (!item) return std::nullopt;
    if (i > 0) out += U", ";
    out += *item;
  }
  if (object.sort == Sort::tuple && object.body->items.size() == 1) out += U",";
  return out + (object.sort == Sort::list ? U"]" : U")");
}

struct Spec {
  char32_t fill = U' ', align = 0, type = 0, sign = U'-', group = 0;
  bool alternate = false, zero = false;
  std::size_t width = 0;
  int precision = -1;
};

std::optional<Spec> read_spec(std::u32string_view text) {
  Spec spec;
  const auto is_align = [](char32_t c) { return c == U'<' || c == U'>' || c == U'^' || c == U'='; };
  std::size_t at = 0;
  const auto here = [&] { return at < text.size() ? text[at] : char32_t{0}; };
  if (text.size() > 1 && is_align(text[1])) {
    spec.fill = text[0], spec.align = text[1], at = 2;
  } else if (is_align(here())) {
    spec.align = text[at++];
  }
  if (here() == U'+' || here() == U'-' || here() == U' ') spec.sign = text[at++];
  if (here() == U'#') spec.alternate = true, ++at;
  if (here() == U'0') spec.zero = true, ++at;
  while (here() >= U'0' && here() <= U'9' && spec.width < 100'000)
    spec.width = spec.width * 10 + static_cast<std::size_t>(text[at++] - U'0');
  if (here() == U',' || here() == U'_') spec.group = text[at++];
  if (here() == U'.') {
    ++at;
    spec.precision = 0;
    while (here() >= U'0' && here() <= U'9' && spec.precision < 1000)
      spec.precision = spec.precision * 10 + static_cast<int>(text[at++] - U'0');
  }
  if (at < text.size()) spec.type = text[at++];
  if (at != text.size()) return std::nullopt;
  return spec;
}

std::u32string padded(std::u32string body, const Spec& spec, char32_t natural, std::size_t sign) {
  if (body.size() >= spec.width) return body;
  const std::size_t missing = spec.width - body.size();
  char32_t align = spec.align ? spec.align : natural;
  char32_t fill = spec.fill;
  if (spec.zero && !spec.align) align = U'=', fill = U'0';
  if (align == U'<') return body + std::u32string(missing, fill);
  if (align == U'>') return std::u32string(missing, fill) + body;
  if (align == U'^')
    return std::u32string(missing / 2, fill) + body + std::u32string(missing - missing / 2, fill);
  return body.substr(0, sign) + std::u32string(missing, fill) + body.substr(sign);
}

std::string grouped(std::string digits, char32_t mark) {
  if (!mark) return digits;
  std::size_t end = digits.find_first_of(".e");
  if (end == std::string::npos) end = digits.size();
  for (std::size_t at = end; at > 3; at -= 3) digits.insert(at - 3, 1, static_cast<char>(mark));
  return digits;
}

std::optional<std::u32string> format_integer(const Object& object, const Spec& spec) {
  if (spec.precision >= 0 || (spec.zero && spec.group)) return std::nullopt;
  std::string digits = decimal_of(object);
  const bool negative = digits[0] == '-';
  if (negative) digits.erase(0, 1);
  std::string prefix;
  const char32_t type = spec.type ? spec.type : U'd';
  if (type == U'x' || type == U'X' || type == U'o' || type == U'b') {
    if (object.body || spec.group) return std::nullopt;
    const int base = type == U'o' ? 8 : type == U'b' ? 2 : 16;
    char buffer[80];
    const std::int64_t magnitude = negative ? -object.number : object.number;
    digits.assign(buffer, std::to_chars(buffer, buffer + sizeof buffer, magnitude, base).ptr);
    if (type == U'X') std::transform(digits.begin(), digits.end(), digits.begin(), ::toupper);
    if (spec.alternate) prefix = std::string("0") + static_cast<char>(type);
  } else if (type != U'd' && type != U'n') {
    return std::nullopt;
  }
  digits = grouped(digits, spec.group);
  std::string sign = negative ? "-" : spec.sign == U'-' ? "" : std::string(1, static_cast<char>(spec.sign));
  const std::size_t head = sign.size() + prefix.size();
  return padded(wide(sign + prefix + digits), spec, U'>', head);
}

std::optional<std::u32string> format_real(double value, const Spec& spec) {
  if (!std::isfinite(value) || (spec.zero && spec.group)) return std::nullopt;
  const char32_t type = spec.type;
  char buffer[800];
  std::string digits;
  const double magnitude = std::abs(value);
  const int precision = spec.precision < 0 ? 6 : spec.precision;
  if (precision > 300 || magnitude > 1e100) return std::nullopt;
  if (type == U'f' || type == U'F' || type == U'%') {
    const double shown = type == U'%' ? magnitude * 100 : magnitude;
    digits.assign(
        buffer,
        std::to_chars(buffer, buffer + sizeof buffer, shown, std::chars_format::fixed, precision).ptr);
    if (type == U'%') digits += '%';
  } else if (type == U'e' || type == U'E') {
    digits.assign(buffer, std::to_chars(buffer, buffer + sizeof buffer, magnitude,
                                        std::chars_format::scientific, precision)
                              .ptr);
  } else if (type == 0 && spec.precision < 0) {
    digits = repr_of(magnitude);
  } else {
    return std::nullopt;
  }
  digits = grouped(digits, spec.group);
  const std::string sign = std::signbit(value) ? "-"
                           : spec.sign == U'-' ? ""
                                               : std::string(1, static_cast<char>(spec.sign));
  return padded(wide(sign + digits), spec, U'>', sign.size());
}

}  // namespace

std::optional<std::u32string> printed(const Machine& machine, Ref value, bool repr) {
  return printed_at(machine, value, repr, 0);
}

std::optional<std::u32string> formatted_as(const Machine& machine, Ref value, std::u32string_view text) {
  if (text.empty()) return printed(machine, value, false);
  const Object& object = machine.at(value);
  const auto spec = read_spec(text);
  if (!spec || object.vague || object.tainted || (object.body && object.body->class_of)) return std::nullopt;
  if (object.sort == Sort::integer) {
    const bool as_real = spec->type == U'f' || spec->type == U'e' || spec->type == U'%' ||
                         spec->type == U'F' || spec->type == U'E';
    return as_real ? format_real(*machine.real(value), *spec) : format_integer(object, *spec);
  }
  if (object.sort == Sort::floating) return format_real(object.real, *spec);
  if (object.sort != Sort::str || (spec->type && spec->type != U's') || spec->zero || spec->group ||
      spec->align == U'=')
    return std::nullopt;
  std::u32string body = object.body->text;
  if (spec->precision >= 0) body = body.substr(0, static_cast<std::size_t>(spec->precision));
  return padded(std::move(body), *spec, U'<', 0);
}

std::optional<std::u32string> interpolated(Machine& machine, const std::u32string& format, Ref right) {
  std::vector<Ref> values{right};
  const Object& object = machine.at(right);
  if (object.sort == Sort::tuple) {
    if (object.body->many) return std::nullopt;
    values = object.body->items;
  } else if (object.sort == Sort::unknown || object.sort == Sort::dict || object.sort == Sort::instance) {
    return std::nullopt;
  }
  std::u32string out;
  std::size_t next = 0;
  for (std::size_t at = 0; at < format.size(); ++at) {
    if (format[at] != U'%') {
      out += format[at];
      continue;
    }
    std::u32string spec;
    bool left = false;
    for (++at; at < format.size() &&
               std::u32string_view(U"0123456789.+-").find(format[at]) != std::u32string_view::npos;
         ++at) {
      if (format[at] == U'-')
        left = true;
      else
        spec += format[at];
    }
    if (at == format.size()) return std::nullopt;
    if (format[at] == U'%') {
      out += U'%';
      continue;
    }
    if (next == values.size()) return std::nullopt;
    const Ref value = values[next++];
    const char32_t type = format[at];
    std::optional<std::u32string> piece;
    if (type == U's' || type == U'r') {
      auto shown = printed(machine, value, type == U'r');
      if (!shown) return std::nullopt;
      const Ref text = machine.text(Sort::str, std::move(*shown));
      piece = formatted_as(machine, text, (left || spec.empty() || spec[0] == U'.' ? U"" : U">") + spec);
    } else if (type == U'd' || type == U'i' || type == U'f' || type == U'x' || type == U'e') {
      const Sort sort = machine.at(value).sort;
      if (sort != Sort::integer && !(sort == Sort::floating && (type == U'f' || type == U'e')))
        return std::nullopt;
      piece = formatted_as(machine, value, (left ? U"<" : U"") + spec + (type == U'i' ? U'd' : type));
    }
    if (!piece) return std::nullopt;
    out += *piece;
  }
  return next == values.size() ? std::optional(out) : std::nullopt;
}

}  // namespace perfhint::layout
