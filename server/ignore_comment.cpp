#include "server/ignore_comment.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "analysis/rules/rule.h"

namespace perfhint::server {

std::optional<Edit> ignore_edit(const Module& module, const Located& located) {
  const Offset begin = located.span().begin;
  const std::uint32_t line = module.position(begin, Encoding::utf8).line;
  const Offset start = module.offset({line, 0}, Encoding::utf8);
  const Offset end = module.offset({line, UINT32_MAX}, Encoding::utf8);
  const std::string text = module.text({start, end});
  const std::string rule(located.finding->rule->name);
  const Module::Entry& entry = module.blocks()[located.block];
  const Offset tail = static_cast<Offset>(std::min(text.find_last_not_of(" \t\f") + 1, text.size()));
  if (tail == 0 || text[tail - 1] == '\\') return std::nullopt;
  const Node last =
      entry.block->syntax->covering({start + tail - 1 - entry.begin, start + tail - entry.begin});
  constexpr std::string_view mark = "# perfhint: ignore[";
  if (last.is(Kind::comment)) {
    const std::size_t found = text.find(mark);
    const std::size_t close = found == std::string::npos ? found : text.find(']', found);
    if (close != std::string::npos) {
      const Offset at = start + static_cast<Offset>(close);
      return Edit{{at, at}, ", " + rule};
    }
  } else if (last.is(Kind::string_content) || end - entry.begin < entry.block->text.size()) {
    const Node behind = entry.block->syntax->covering(
        {end - entry.begin, std::min(end - entry.begin + 1, entry.block->text.size())});
    if (behind.is_any(Kind::string_content, Kind::string)) return std::nullopt;
  }
  return Edit{{start + tail, end}, fmt::format("  {}{}]", mark, rule)};
}

}  // namespace perfhint::server
