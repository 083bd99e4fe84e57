// RFC 8089 with what editors do to it: encoded colons, lower-case drives, "localhost".
#include "protocol/uri.h"

#include <algorithm>

namespace perfhint::rpc {

namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_unreserved(char c) {
  return is_letter(c) || (c >= '0' && c <= '9') || std::string_view("-._~").find(c) != std::string_view::npos;
}
char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c; }

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (upper(c) >= 'A' && upper(c) <= 'F') return upper(c) - 'A' + 10;
  return -1;
}

// "C:" or "C:/...".
bool begins_with_drive(std::string_view path) {
  return path.size() >= 2 && is_letter(path[0]) && path[1] == ':' &&
         (path.size() == 2 || path[2] == '/' || path[2] == '\\');
}

bool same(std::string_view left, std::string_view right) {
  return std::ranges::equal(left, right, [](char a, char b) { return upper(a) == upper(b); });
}

}  // namespace

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    if (is_unreserved(c) || c == '/') {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += {'%', digits[byte >> 4u], digits[byte & 15u]};
    }
  }
  return out;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool encoded =
        text[i] == '%' && i + 2 < text.size() && hex(text[i + 1]) >= 0 && hex(text[i + 2]) >= 0;
    out += encoded ? static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2])) : text[i];
    if (encoded) i += 2;
  }
  return out;
}

std::optional<std::string> path_of(std::string_view uri) {
  constexpr std::string_view scheme = "file:";
  if (!same(uri.substr(0, scheme.size()), scheme)) return std::nullopt;
  uri.remove_prefix(scheme.size());
  uri = uri.substr(0, uri.find_first_of("?#"));
  std::string_view host;
  if (uri.starts_with("//")) {
    uri.remove_prefix(2);
    host = uri.substr(0, uri.find('/'));
    uri.remove_prefix(host.size());
  }
  if (!uri.starts_with('/')) return std::nullopt;
  std::string path = percent_decoded(uri);
  if (path.find('\0') != std::string::npos) return std::nullopt;
  if (begins_with_drive(std::string_view(path).substr(1))) {
    path.erase(0, 1);
    path[0] = upper(path[0]);
  }
  if (!host.empty() && !same(host, "localhost")) path = "//" + percent_decoded(host) + path;
  return path;
}

std::string uri_of(std::string_view path) {
  const bool windows = begins_with_drive(path) || path.starts_with("\\\\");
  std::string slashed(path);
  if (windows) std::ranges::replace(slashed, '\\', '/');
  if (begins_with_drive(slashed)) {
    return std::string("file:///") + upper(slashed[0]) + "%3A" +
           percent_encoded(std::string_view(slashed).substr(2));
  }
  if (slashed.starts_with("//")) return "file:" + percent_encoded(slashed);
  return "file://" + percent_encoded(slashed);
}

}  // namespace perfhint::rpc
