// Markdown: what hovers and tooltips say. Words that come from the code stay words: they make no link, no
// image, no HTML and no new line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace perfhint::server {

// One line of Markdown from text that has `code spans` and **bold**, and nothing else on purpose.
std::string prose_of(std::string_view text);
// Lines of such text, and of ```text fences, which stay as they are; each line stays apart.
std::string markdown_of(const std::vector<std::string>& lines);
// Each paragraph on one line: some clients show the line ends of the source. Lists, tables, headings and code
// stay as they are.
std::string unwrapped(std::string_view markdown);
// For clients without Markdown: fences, code spans, bold and escapes are gone, links are "text (address)".
std::string plain_text(std::string_view markdown);

}  // namespace perfhint::server
