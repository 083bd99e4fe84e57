// Decoding follows PEP 263: a coding line counts in the first two lines only.
#include "server/cli/source_file.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <system_error>

#include "server/cli/replace_file.h"

namespace perfhint::server::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view bom = "\xEF\xBB\xBF";

// The offset of the first byte that is no UTF-8, or npos. Overlong forms and surrogates are none.
std::size_t first_invalid(std::string_view bytes) {
  for (std::size_t i = 0; i < bytes.size();) {
    const auto lead = static_cast<unsigned char>(bytes[i]);
    if (lead < 0x80) {
      ++i;
      continue;
    }
    const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || i + size > bytes.size()) return i;
    const auto second = static_cast<unsigned char>(bytes[i + 1]);
    const unsigned char least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const unsigned char most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (second < least || second > most) return i;
    for (std::size_t j = 2; j < size; ++j) {
      if ((static_cast<unsigned char>(bytes[i + j]) & 0xC0) != 0x80) return i;
    }
    i += size;
  }
  return std::string_view::npos;
}

bool is_comment(std::string_view line) {
  const std::size_t at = line.find_first_not_of(" \t\f");
  return at != std::string_view::npos && line[at] == '#';
}

std::string coding_of_line(std::string_view line) {
  if (!is_comment(line)) return {};
  for (std::size_t at = line.find("coding"); at != std::string_view::npos; at = line.find("coding", at + 1)) {
    std::size_t i = at + 6;
    if (i >= line.size() || (line[i] != ':' && line[i] != '=')) continue;
    i = line.find_first_not_of(" \t", i + 1);
    std::string name;
    for (; i < line.size() && (std::isalnum(static_cast<unsigned char>(line[i])) || line[i] == '-' ||
                               line[i] == '_' || line[i] == '.');
         ++i) {
      name += line[i] == '_' ? '-' : static_cast<char>(std::tolower(static_cast<unsigned char>(line[i])));
    }
    if (!name.empty()) return name;
  }
  return {};
}

// As the file's first two lines declare it, lower case with dashes; empty if they do not.
std::string declared_coding(std::string_view bytes) {
  for (int line_number = 0; line_number < 2; ++line_number) {
    const std::string_view line = bytes.substr(0, bytes.find_first_of("\r\n"));
    if (std::string coding = coding_of_line(line); !coding.empty()) return coding;
    if (!is_comment(line) && line.find_first_not_of(" \t\f") != std::string_view::npos) return {};
    bytes.remove_prefix(line.size());
    bytes.remove_prefix(std::min<std::size_t>(bytes.starts_with("\r\n") ? 2 : 1, bytes.size()));
  }
  return {};
}

bool is_latin1(std::string_view coding) {
  constexpr std::array names = {std::string_view("latin-1"),     std::string_view("iso-8859-1"),
                                std::string_view("iso-latin-1"), std::string_view("iso8859-1"),
                                std::string_view("latin1"),      std::string_view("l1")};
  return std::ranges::any_of(names, [&](std::string_view name) {
    return coding == name || (coding.starts_with(name) && coding.substr(name.size()).starts_with("-"));
  });
}

std::string from_latin1(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() + bytes.size() / 8);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      text += c;
    } else {
      text += static_cast<char>(0xC0 | byte >> 6);
      text += static_cast<char>(0x80 | (byte & 0x3F));
    }
  }
  return text;
}

std::string not_utf8(std::size_t at, std::string_view bytes, const std::string& coding) {
  const auto line = 1 + std::ranges::count(bytes.substr(0, at), '\n');
  std::string problem = "is not UTF-8 (line " + std::to_string(line) + ")";
  if (!coding.empty() && coding != "utf-8") problem += " but " + coding + ", which perfhint does not read";
  return problem + ": save it as UTF-8, or leave it out with --exclude";
}

}  // namespace

ReadSource decode(std::string bytes) {
  const std::string coding = bytes.starts_with(bom) ? "" : declared_coding(bytes);
  if (is_latin1(coding)) return {Source{from_latin1(bytes), Coding::latin1}, {}};
  if (const std::size_t at = first_invalid(bytes); at != std::string::npos)
    return {{}, not_utf8(at, bytes, coding)};
  return {Source{std::move(bytes), Coding::utf8}, {}};
}

std::optional<std::string> encode(const Source& source) {
  if (source.coding == Coding::utf8) return source.text;
  std::string bytes;
  bytes.reserve(source.text.size());
  for (std::size_t i = 0; i < source.text.size(); ++i) {
    const auto lead = static_cast<unsigned char>(source.text[i]);
    if (lead < 0x80) {
      bytes += static_cast<char>(lead);
    } else if (lead <= 0xC3 && i + 1 < source.text.size()) {
      bytes += static_cast<char>((lead & 0x03) << 6 | (static_cast<unsigned char>(source.text[++i]) & 0x3F));
    } else {
      return std::nullopt;
    }
  }
  return bytes;
}

std::string too_large(std::uint64_t bytes, std::uint64_t max_bytes) {
  return "is too large (" + std::to_string(bytes) + " bytes; the limit is " + std::to_string(max_bytes) +
         "): raise max-bytes under [tool.perfhint], or leave it out with --exclude";
}

ReadSource read_source(const fs::path& path, std::uint64_t max_bytes) {
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) return {{}, "cannot be read: no such file"};
  if (!fs::is_regular_file(status)) return {{}, "cannot be read: not a file"};
  const std::uintmax_t size = fs::file_size(path, error);
  if (error) return {{}, "cannot be read: " + error.message()};
  if (size > max_bytes) return {{}, too_large(size, max_bytes)};
  std::ifstream in(path, std::ios::binary);
  std::string bytes(size, '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(size));
  if (!in.is_open() || in.bad()) return {{}, "cannot be read: check that you may read it"};
  bytes.resize(static_cast<std::size_t>(in.gcount()));  // cut while it was read
  return decode(std::move(bytes));
}

std::string write_source(const fs::path& path, const Source& before, const Source& after) {
  const std::optional<std::string> bytes = encode(after);
  if (!bytes) return "is not written: its fixes cannot be said in latin-1";
  return replace_file(path, *bytes, encode(before));
}

}  // namespace perfhint::server::cli
