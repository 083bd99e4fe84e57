// Parts are lines; what stands before the first heading is the setup.
#include "server/measure/snippet.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace perfhint::server {

namespace {

struct Part {
  std::string_view heading;
  std::string Snippet::*text;
};

constexpr std::array<Part, 6> parts = {{{"# module", &Snippet::module},
                                        {"# definition before", &Snippet::definition_before},
                                        {"# definition after", &Snippet::definition_after},
                                        {"# setup", &Snippet::setup},
                                        {"# before", &Snippet::before},
                                        {"# after", &Snippet::after}}};

constexpr std::string_view sizes_heading = "# sizes", in_module_heading = "# names of the module";
constexpr std::string_view opening =
    "# What `perfhint measure` runs; edit it and pass it by --with. `_n` is the size.";

std::string_view without_end(std::string_view line) {
  while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.remove_suffix(1);
  return line;
}

// "10 1000": one to five whole numbers from 1 up.
std::optional<std::vector<std::int64_t>> read_sizes(std::string_view text) {
  std::vector<std::int64_t> sizes;
  while (!text.empty()) {
    text.remove_prefix(std::min(text.find_first_not_of(" ,"), text.size()));
    if (text.empty()) break;
    std::int64_t size = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
    if (error != std::errc() || size < 1 || size > 1'000'000'000) return std::nullopt;
    sizes.push_back(size);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  }
  std::ranges::sort(sizes);
  if (sizes.empty() || sizes.size() > 5) return std::nullopt;
  return sizes;
}

bool has_code(std::string_view text) {
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    line.remove_prefix(std::min(line.find_first_not_of(" \t\r"), line.size()));
    if (!line.empty() && !line.starts_with('#')) return true;
  }
  return false;
}

// Around the code; nothing is left of what is no code.
std::string without_blank_lines(std::string_view code) {
  if (!has_code(code)) return "";
  while (code.starts_with('\n')) code.remove_prefix(1);
  while (code.ends_with('\n')) code.remove_suffix(1);
  return std::string(code) + "\n";
}

}  // namespace

bool Snippet::depends_on_size() const {
  return (setup + module + before + after).find("_n") != std::string::npos;
}

std::string to_text(const Snippet& snippet) {
  std::string text = std::string(opening) + "\n" + std::string(sizes_heading);
  for (const std::int64_t size : snippet.sizes) text += " " + std::to_string(size);
  text += "\n";
  if (snippet.in_module) text += std::string(in_module_heading) + "\n";
  for (const Part& part : parts) {
    const std::string& code = snippet.*part.text;
    const bool always = part.heading == "# setup" || part.heading == "# before";
    if (code.empty() && !always) continue;
    text += "\n" + std::string(part.heading) + "\n" + code;
    if (!text.ends_with('\n')) text += "\n";
  }
  return text;
}

std::optional<Snippet> parse_snippet(std::string_view text, std::string& problem) {
  Snippet snippet;
  std::string Snippet::*into = &Snippet::setup;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    const std::string_view heading = without_end(line);
    const auto* part = std::ranges::find(parts, heading, &Part::heading);
    if (part != parts.end()) {
      into = part->text;
    } else if (heading.starts_with(sizes_heading)) {
      const auto sizes = read_sizes(heading.substr(sizes_heading.size()));
      problem = "line " + std::to_string(number) + ": `# sizes` takes up to five whole numbers";
      if (!sizes) return std::nullopt;
      snippet.sizes = *sizes;
    } else if (heading == in_module_heading) {
      snippet.in_module = true;
    } else if (heading != opening) {
      (snippet.*into).append(line).append("\n");
    }
  }
  for (const Part& part : parts) {
    (snippet.*part.text) = without_blank_lines(snippet.*part.text);
  }
  problem.clear();
  return snippet;
}

}  // namespace perfhint::server
