// The page runner: each rule's page is its test. Every Python block under "## Cases" is checked line by line,
// and every "fixed" block is what the rule's fixes make of the case before it. tests/rules/{ok,bad} hold more
// snippets.
//
// ```python [target=3.8] [oldest=3.8] [nofix] [default] [test]   a case (default: without micro hints; test:
// as in a test's file): `# hint: rule[, rule]` on each line that has findings, and on no other
// ```python fixed safe|unsafe      the case above after the page's rule's first fixes that are so
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <set>
#include <sstream>

#include "analysis/check.h"
#include "analysis/rules/rule.h"

namespace perfhint {
namespace {

namespace fs = std::filesystem;

using Lines = std::vector<std::string>;
using Hints = std::map<std::uint32_t, std::multiset<std::string>>;  // by line from 0

struct Code {
  std::set<std::string> words;  // of its info string
  std::string text;             // without the hints
  Hints hints;
  std::size_t line = 0;  // where it begins in its file
  Settings settings;
};

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

Lines split(const std::string& text) {
  Lines lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// Takes "  # MARK: a, b" off the line's end.
std::multiset<std::string> take_marks(std::string& line, const std::string& mark) {
  std::multiset<std::string> names;
  const std::size_t at = line.find("# " + mark + ": ");
  if (at == std::string::npos) return names;
  std::istringstream in(line.substr(at + mark.size() + 4));
  for (std::string name; std::getline(in >> std::ws, name, ',');)
    names.insert(name.substr(0, name.find_first_of(" (")));
  line.erase(at);
  line.erase(line.find_last_not_of(' ') + 1);
  return names;
}

Code make_code(const std::string& info, const Lines& lines, std::size_t line, const std::string& mark) {
  Code code;
  code.line = line;
  code.settings.python = Python{12};
  std::istringstream words(info);
  for (std::string word; words >> word;) {
    if (word.starts_with("target="))
      code.settings.python = parse_python(word.substr(7)).value();
    else if (word.starts_with("oldest="))
      code.settings.oldest = parse_python(word.substr(7)).value();
    else
      code.words.insert(word);
  }
  code.settings.micro = !code.words.contains("default");
  code.settings.cold_file = code.words.contains("test");
  code.settings.oldest = std::min(code.settings.oldest, code.settings.python);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::string text = lines[i];
    const auto names = take_marks(text, mark);
    if (!names.empty()) code.hints[static_cast<std::uint32_t>(i)] = names;
    code.text += text + "\n";
  }
  return code;
}

// The Python blocks between "## Cases" and the next heading of that level.
std::vector<Code> cases_of(const Lines& page) {
  std::vector<Code> cases;
  bool inside = false;
  for (std::size_t i = 0; i < page.size(); ++i) {
    if (page[i].starts_with("## ")) inside = page[i] == "## Cases";
    if (!inside || !page[i].starts_with("```python")) continue;
    const std::size_t begin = i + 1;
    while (++i < page.size() && page[i] != "```") {
    }
    cases.push_back(
        make_code(page[begin - 1].substr(9),
                  Lines(page.begin() + static_cast<long>(begin), page.begin() + static_cast<long>(i)),
                  begin + 1, "hint"));
  }
  return cases;
}

Checked checked(const std::string& text, const Settings& settings) {
  return check(std::make_shared<const Module>(text), settings);
}

std::uint32_t line_of(const Checked& result, const Located& located) {
  return result.module().position(located.span().begin, Encoding::utf8).line;
}

// The source with a caret line under each finding.
std::string framed(const std::string& text, const Settings& settings) {
  const Checked result = checked(text, settings);
  std::ostringstream out;
  std::uint32_t number = 0;
  for (const std::string& line : split(text)) {
    out << "    " << line << "\n";
    for (const Located& located : result.findings()) {
      const Position at = result.module().position(located.span().begin, Encoding::utf8);
      if (at.line != number) continue;
      out << "    " << std::string(at.column, ' ') << "^ " << located.finding->rule->name << ": "
          << located.finding->message << "\n";
      for (const Fix& fix : located.finding->fixes) {
        out << "    " << std::string(at.column, ' ') << "  "
            << (fix.safety == Safety::safe ? "safe: " : "unsafe: ") << fix.title << " (" << fix.why << ")\n";
      }
      if (located.finding->fixes.empty()) {
        out << "    " << std::string(at.column, ' ') << "  no fix: " << located.finding->no_fix.reason
            << "\n";
      }
    }
    ++number;
  }
  return out.str();
}

Hints hints_of(const std::string& text, const Settings& settings) {
  const Checked result = checked(text, settings);
  Hints hints;
  for (const Located& located : result.findings())
    hints[line_of(result, located)].insert(std::string(located.finding->rule->name));
  return hints;
}

std::string listed(const Hints& hints, std::size_t first_line) {
  std::ostringstream out;
  for (const auto& [line, names] : hints) {
    for (const std::string& name : names) out << "  line " << first_line + line << ": " << name << "\n";
  }
  return out.str().empty() ? "  none\n" : out.str();
}

bool parses(const std::string& text) {
  const Module module(text);
  return std::none_of(module.blocks().begin(), module.blocks().end(), [](const Module::Entry& entry) {
    return entry.block->open || entry.block->syntax->root().broken();
  });
}

bool is_wanted(const Fix& fix, const std::set<std::string>& words) {
  if (words.contains("safe")) return fix.safety == Safety::safe;
  return !words.contains("unsafe") || fix.safety == Safety::unsafe;
}

bool overlap(const std::vector<Edit>& some, const std::vector<Edit>& others) {
  for (const Edit& a : some) {
    for (const Edit& b : others) {
      if (a.span.overlaps(b.span) || (a.span.begin == b.span.begin)) return true;
    }
  }
  return false;
}

// One round of the rule's first fixes, overlapping ones left for the next.
std::string fixed_once(const std::string& text, const Code& how, std::string_view rule) {
  const Checked result = checked(text, how.settings);
  std::vector<Edit> edits;
  for (const Located& located : result.findings()) {
    const auto& fixes = located.finding->fixes;
    if (located.finding->rule->name != rule || fixes.empty() || !is_wanted(fixes.front(), how.words))
      continue;
    std::vector<Edit> more = result.edits(located, fixes.front());
    if (overlap(edits, more)) continue;
    edits.insert(edits.end(), more.begin(), more.end());
  }
  std::stable_sort(edits.begin(), edits.end(),
                   [](const Edit& a, const Edit& b) { return a.span.begin < b.span.begin; });
  return apply_edits(text, edits);
}

std::string fixed(std::string text, const Code& how, std::string_view rule) {
  for (int round = 0; round < 10; ++round) {
    std::string next = fixed_once(text, how, rule);
    if (next == text) break;
    text = std::move(next);
  }
  return text;
}

// The lines that keep a finding of the rule: those that have no such fix.
std::size_t without_fix(const std::string& text, const Code& how, std::string_view rule) {
  const Checked result = checked(text, how.settings);
  std::size_t count = 0;
  for (const Located& located : result.findings()) {
    if (located.finding->rule->name != rule) continue;
    count += located.finding->fixes.empty() || !is_wanted(located.finding->fixes.front(), how.words) ? 1 : 0;
  }
  return count;
}

std::size_t findings_of(const std::string& text, const Settings& settings, std::string_view rule) {
  std::size_t count = 0;
  for (const auto& [line, names] : hints_of(text, settings)) count += names.count(std::string(rule));
  return count;
}

void expect_fixed(const Code& before, const Code& after, const std::string& rule, const std::string& where) {
  Code how = after;
  how.settings = before.settings;
  const std::string result = fixed(before.text, how, rule);
  EXPECT_EQ(result, after.text) << where << ": the fix gives\n"
                                << framed(result, before.settings) << "of\n"
                                << framed(before.text, before.settings);
  EXPECT_TRUE(parses(result)) << where << ": broken after the fix:\n" << result;
  EXPECT_EQ(findings_of(result, before.settings, rule), without_fix(before.text, how, rule))
      << where << ": the hint is still there:\n"
      << framed(result, before.settings);
  EXPECT_EQ(fixed(result, how, rule), result) << where << ": fixing twice is not fixing once";
}

// A fix, or the reason why there is none.
void expect_fix_or_reason(const Code& code, const std::string& rule, const std::string& where) {
  const Checked result = checked(code.text, code.settings);
  for (const Located& located : result.findings()) {
    if (located.finding->rule->name != rule || !located.finding->fixes.empty()) continue;
    EXPECT_NE(located.finding->no_fix.reason, "")
        << where << ": line " << code.line + line_of(result, located) << " has neither fix nor reason\n"
        << framed(code.text, code.settings);
  }
}

void expect_case(const Code& code, const std::string& rule, const std::string& where) {
  const Hints found = hints_of(code.text, code.settings);
  EXPECT_EQ(found, code.hints) << where << ": expected\n"
                               << listed(code.hints, code.line) << "found\n"
                               << listed(found, code.line) << framed(code.text, code.settings);
  EXPECT_TRUE(parses(code.text)) << where << ": the case itself is broken";
  expect_fix_or_reason(code, rule, where);
  if (code.words.contains("nofix")) {
    EXPECT_EQ(fixed(code.text, code, rule), code.text) << where << ": there is a fix\n"
                                                       << framed(code.text, code.settings);
  }
  EXPECT_TRUE(parses(fixed(code.text, code, rule))) << where << ": broken after the fix:\n"
                                                    << fixed(code.text, code, rule);
}

std::vector<fs::path> files(const std::string& folder, const std::string& extension) {
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(fs::path(PERFHINT_SOURCE_DIR) / folder)) {
    if (entry.path().extension() == extension) found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::string test_name(const testing::TestParamInfo<fs::path>& info) {
  std::string name = info.param.stem().string();
  std::replace_if(
      name.begin(), name.end(), [](unsigned char c) { return !std::isalnum(c); }, '_');
  return name;
}

class PageTest : public testing::TestWithParam<fs::path> {};

TEST_P(PageTest, cases) {
  const Lines page = split(read(GetParam()));
  ASSERT_FALSE(page.empty());
  ASSERT_TRUE(page[0].starts_with("# ")) << "a page begins with the rule's name";
  const std::string rule = page[0].substr(2);
  ASSERT_NE(find_rule(rule), nullptr) << rule;
  std::string file = rule + ".md";
  std::replace(file.begin(), file.end() - 3, '-', '_');
  EXPECT_EQ(GetParam().filename().string(), file);

  const std::vector<Code> cases = cases_of(page);
  std::size_t silent = 0;
  const Code* before = nullptr;
  for (const Code& code : cases) {
    const std::string where = GetParam().filename().string() + ":" + std::to_string(code.line);
    if (code.words.contains("fixed")) {
      ASSERT_NE(before, nullptr) << where;
      ASSERT_TRUE(code.words.contains("safe") != code.words.contains("unsafe"))
          << where << ": fixed safe, or fixed unsafe?";
      expect_fixed(*before, code, rule, where);
      continue;
    }
    before = &code;
    expect_case(code, rule, where);
    silent += code.hints.empty() ? 1 : 0;
  }
  EXPECT_GE(silent, 3U) << "a page shows at least three cases that stay silent";
  EXPECT_GT(cases.size(), silent) << "a page shows a case that is reported";
}

INSTANTIATE_TEST_SUITE_P(Pages, PageTest, testing::ValuesIn(files("analysis/rules", ".md")), test_name);

// ok/: nothing of the rule that the first line names.
class OkTest : public testing::TestWithParam<fs::path> {};

TEST_P(OkTest, stays_silent) {
  const Lines lines = split(read(GetParam()));
  ASSERT_TRUE(lines.at(0).starts_with("# rule: "));
  const Code code = make_code("", lines, 1, "expect");
  EXPECT_EQ(findings_of(code.text, code.settings, lines[0].substr(8)), 0U)
      << framed(code.text, code.settings);
}

INSTANTIATE_TEST_SUITE_P(Snippets, OkTest, testing::ValuesIn(files("tests/rules/ok", ".py")), test_name);

bool is_rejected(std::string_view rule) {
  return std::ranges::find(rejected_rules(), rule, &RejectedRule::name) != rejected_rules().end();
}

// The target of a line "# target: 3.13"; without one, the usual target.
std::string target_of(const Lines& lines) {
  const std::string mark = "# target: ";
  for (const std::string& line : lines) {
    if (line.starts_with(mark)) return "target=" + line.substr(mark.size());
  }
  return "";
}

// bad/: the rules of `# expect:` on their lines, and these rules nowhere else.
class BadTest : public testing::TestWithParam<fs::path> {};

TEST_P(BadTest, is_reported) {
  const Lines lines = split(read(GetParam()));
  const Code code = make_code(target_of(lines), lines, 1, "expect");
  Hints expected, found;
  std::set<std::string> rules;
  for (const auto& [line, names] : code.hints) {
    for (const std::string& name : names) {
      if (is_rejected(name)) continue;
      ASSERT_NE(find_rule(name), nullptr)
          << name << " is no rule, and not among the rejected ones of all.cpp";
      expected[line].insert(name);
      rules.insert(name);
    }
  }
  for (const auto& [line, names] : hints_of(code.text, code.settings)) {
    for (const std::string& name : names) {
      if (rules.contains(name)) found[line].insert(name);
    }
  }
  EXPECT_EQ(found, expected) << framed(code.text, code.settings);
}

INSTANTIATE_TEST_SUITE_P(Snippets, BadTest, testing::ValuesIn(files("tests/rules/bad", ".py")), test_name);

}  // namespace
}  // namespace perfhint
