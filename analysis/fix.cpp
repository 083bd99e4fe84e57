// Fixes become edits of the whole document here, imports included; and files become fixed files.
#include "analysis/fix.h"

#include <algorithm>

#include "analysis/check.h"

namespace perfhint {
namespace {

// "from collections import deque" -> the module and the name it binds.
struct Import {
  std::string_view module, name;
};

Import read_import(std::string_view text) {
  constexpr std::string_view from = "from ", import = " import ";
  const std::size_t middle = text.find(import);
  if (!text.starts_with(from) || middle == std::string_view::npos) {
    text.remove_prefix(std::min(text.size(), std::string_view("import ").size()));
    return {text, text.substr(0, text.find('.'))};
  }
  return {text.substr(from.size(), middle - from.size()), text.substr(middle + import.size())};
}

bool is_imported(const Module& module, std::string_view text) {
  const Import wanted = read_import(text);
  const ModuleEntry* entry = module.facts().find(wanted.name);
  if (!entry || entry->definitions == 0) return false;
  if (!text.starts_with("from ")) return entry->target == wanted.name;
  return entry->target == std::string(wanted.module).append(".").append(wanted.name);
}

std::string_view line_end(const Module& module) {
  return module.blocks().front().block->text.bytes().find("\r\n") != std::string_view::npos ? "\r\n" : "\n";
}

Offset after_line(std::string_view bytes, Offset at) {
  const std::size_t end = bytes.find('\n', at);
  return end == std::string_view::npos ? static_cast<Offset>(bytes.size()) : static_cast<Offset>(end + 1);
}

// Behind the module's leading docstring and imports, or before its first statement.
Edit import_edit(const Module& module, std::string_view text) {
  Offset place = 0;
  bool behind = false, docstring_allowed = true, any = false;
  for (const Module::Entry& entry : module.blocks()) {
    const Node statement = entry.block->syntax->root().named_child(0);
    if (!statement) break;
    const bool import =
        statement.is_any(Kind::import_statement, Kind::import_from_statement, Kind::future_import_statement);
    const bool docstring = docstring_allowed && statement.is(Kind::expression_statement) &&
                           statement.named_child(0).is_any(Kind::string, Kind::concatenated_string);
    docstring_allowed = false;
    if (!import && !docstring) {
      if (!any) place = entry.begin + statement.span().begin;
      break;
    }
    place = entry.begin + after_line(entry.block->text.bytes(), statement.span().end);
    behind = any = true;
  }
  const std::string_view end = line_end(module);
  const std::string before =
      behind && place > 0 && !module.text({place - 1, place}).ends_with('\n') ? std::string(end) : "";
  return {{place, place}, before + std::string(text) + std::string(end)};
}

// In code points.
std::size_t width_of(std::string_view line) {
  return static_cast<std::size_t>(
      std::count_if(line.begin(), line.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    lines.push_back(line.ends_with('\r') ? line.substr(0, line.size() - 1) : line);
    text.remove_prefix(std::min(line.size() + 1, text.size()));
  }
  return lines;
}

}  // namespace

std::optional<std::size_t> too_long_after(std::string_view text, const std::vector<Edit>& edits,
                                          std::size_t most) {
  if (edits.empty()) return std::nullopt;
  const std::size_t begin = text.substr(0, edits.front().span.begin).rfind('\n') + 1;  // 0 for npos
  const std::size_t end = std::min(text.find('\n', edits.back().span.end), text.size());
  const std::string_view before = text.substr(begin, end - begin);
  std::vector<Edit> moved = edits;
  for (Edit& edit : moved) {
    edit.span.begin -= static_cast<Offset>(begin);
    edit.span.end -= static_cast<Offset>(begin);
  }
  const std::string after = apply_edits(std::string(before), moved);
  const std::vector<std::string_view> old = lines_of(before);
  std::size_t longest = most;
  for (const std::string_view line : lines_of(after)) {
    const std::size_t width = width_of(line);
    if (width > longest && std::find(old.begin(), old.end(), line) == old.end()) longest = width;
  }
  return longest > most ? std::optional(longest) : std::nullopt;
}

std::vector<Edit> Checked::edits(const Located& located, const Fix& fix) const {
  std::vector<Edit> all;  // imports come first where both are at one place: before a decorator
  for (const std::string& import : fix.imports) {
    if (!is_imported(*module_, import)) all.push_back(import_edit(*module_, import));
  }
  for (const Edit& edit : fix.edits) all.push_back({located.absolute(edit.span), edit.text});
  std::stable_sort(all.begin(), all.end(),
                   [](const Edit& a, const Edit& b) { return a.span.begin < b.span.begin; });
  return all;
}

std::string apply_edits(std::string text, const std::vector<Edit>& sorted) {
  for (auto edit = sorted.rbegin(); edit != sorted.rend(); ++edit) {
    text.replace(edit->span.begin, edit->span.size(), edit->text);
  }
  return text;
}

namespace {

bool clashes(const std::vector<Edit>& taken, const Edit& edit) {
  for (const Edit& other : taken) {
    if (other == edit && edit.span.size() == 0) continue;  // the same import for two fixes
    if (other.span.overlaps(edit.span) || other.span == edit.span) return true;
    if (edit.span.size() == 0 && other.span.begin < edit.span.begin && edit.span.begin < other.span.end)
      return true;
    if (other.span.size() == 0 && edit.span.begin < other.span.begin && other.span.begin < edit.span.end)
      return true;
  }
  return false;
}

}  // namespace

std::vector<Edit> Checked::all_edits(bool unsafe_too, AppliedFixes* applied) const {
  std::vector<Edit> taken;
  for (const Located& located : findings()) {
    for (const Fix& fix : located.finding->fixes) {
      if (fix.safety == Safety::unsafe && !unsafe_too) continue;
      const std::vector<Edit> edits = this->edits(located, fix);
      const bool clash =
          std::any_of(edits.begin(), edits.end(), [&](const Edit& edit) { return clashes(taken, edit); });
      if (clash || edits.empty()) continue;
      for (const Edit& edit : edits) {
        if (std::find(taken.begin(), taken.end(), edit) == taken.end()) taken.push_back(edit);
      }
      if (applied) applied->push_back(located.finding->rule);
      break;
    }
  }
  std::stable_sort(taken.begin(), taken.end(),
                   [](const Edit& a, const Edit& b) { return a.span.begin < b.span.begin; });
  return taken;
}

FixedText apply_fixes(const std::string& text, const Settings& settings, bool unsafe_too) {
  const auto checker = [&](const std::string& now) {
    return check(std::make_shared<const Module>(now), settings);
  };
  return apply_fixes(text, checker, unsafe_too);
}

FixedText apply_fixes(const std::string& text, const Checker& checker, bool unsafe_too) {
  constexpr int most_rounds = 10;
  FixedText fixed{text, {}};
  for (int round = 0; round < most_rounds; ++round) {
    const Checked checked = checker(fixed.text);
    const std::vector<Edit> edits = checked.all_edits(unsafe_too, &fixed.applied);
    if (edits.empty()) break;
    fixed.text = apply_edits(std::move(fixed.text), edits);
  }
  return fixed;
}

}  // namespace perfhint
