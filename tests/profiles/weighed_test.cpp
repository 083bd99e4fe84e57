// What a profile makes of hints: which are shown, how severe, in which order, and what they say of the run.
#include <gtest/gtest.h>

#include <algorithm>

#include "analysis/check.h"
#include "analysis/evidence/evidence.h"
#include "analysis/rules/rule.h"
#include "server/heat/weighed_check.h"

namespace perfhint::server {
namespace {

std::string_view name_of(Severity severity) {
  switch (severity) {
    case Severity::off:
      return "off";
    case Severity::hint:
      return "hint";
    case Severity::information:
      return "information";
    case Severity::warning:
      return "warning";
  }
  return "?";
}

constexpr double hot = 0.01, warm = 0.009, hardly = 0.001, cold = 0.0009;

TEST(Weighed, SeverityByImpactAndShare) {
  const struct {
    const char* rule;
    int loops;
    Said said;
    std::optional<double> share;
    const char *usual, *all;  // `all`: with micro hints
  } rows[] = {
      {"list-pop0", 1, Said::nothing, {}, "information", "information"},
      {"list-pop0", 1, Said::nothing, hot, "warning", "warning"},
      {"list-pop0", 1, Said::nothing, warm, "information", "information"},
      {"list-pop0", 0, Said::nothing, hardly, "hint", "hint"},
      {"list-pop0", 1, Said::nothing, cold, "off", "information"},
      {"list-pop0", 1, Said::hot, cold, "off", "warning"},
      {"list-pop0", 1, Said::cold, hot, "warning", "warning"},
      {"list-pop0", 1, Said::cold, warm, "hint", "hint"},
      {"manual-sum", 1, Said::nothing, {}, "hint", "hint"},
      {"manual-sum", 1, Said::nothing, hot, "information", "information"},
      {"manual-sum", 1, Said::nothing, hardly, "hint", "hint"},
      {"manual-sum", 1, Said::nothing, cold, "off", "hint"},
      {"manual-sum", 1, Said::cold, warm, "off", "off"},
      {"isinstance-union", 1, Said::nothing, {}, "off", "hint"},
      {"isinstance-union", 0, Said::nothing, hot, "hint", "hint"},
      {"isinstance-union", 9, Said::nothing, warm, "off", "hint"},
      {"isinstance-union", 1, Said::nothing, 0.0, "off", "hint"},
  };
  for (const auto& row : rows) {
    const Rule& rule = *find_rule(row.rule);
    const Weight weight{rule.impact, 2, {row.loops, row.said}, row.share};
    Settings settings;
    EXPECT_EQ(name_of(severity_of(rule, weight, settings)), row.usual)
        << row.rule << " " << row.share.value_or(-1);
    settings.micro = true;
    EXPECT_EQ(name_of(severity_of(rule, weight, settings)), row.all)
        << row.rule << " " << row.share.value_or(-1);
  }
}

TEST(Weighed, SettingsHaveTheLastWordOnWhatIsShown) {
  Settings settings;
  settings.severity = {{"manual-sum", Severity::warning}, {"isinstance-union", Severity::information}};
  const auto severity = [&](const char* name, double share) {
    const Rule& rule = *find_rule(name);
    return name_of(severity_of(rule, {rule.impact, 2, {1, Said::nothing}, share}, settings));
  };
  EXPECT_EQ(severity("manual-sum", hardly), "warning");
  EXPECT_EQ(severity("manual-sum", cold), "off");
  EXPECT_EQ(severity("isinstance-union", warm), "information");
  settings.cold_file = true;
  EXPECT_EQ(severity("list-pop0", hot), "warning");
  EXPECT_EQ(severity("list-pop0", warm), "off");
}

constexpr const char* text =
    "import csv\n"
    "def drain(todo: list[int]):\n"
    "    while todo:\n"
    "        todo.pop(0)\n"
    "def total(xs: list[int]):\n"
    "    n = 0\n"
    "    for x in xs:\n"
    "        n += x\n"
    "    return n\n"
    "def rows(path: str):\n"
    "    with open(path) as file:\n"
    "        for row in list(\n"
    "            csv.reader(file)): print(row)\n"
    "for x in things:\n"
    "    if isinstance(x, int | str): print(x)\n";

Measured measured_lines(std::vector<Measured::Line> lines) {
  Measured measured;
  measured.profile = "run.pstats";
  measured.total = 10;
  measured.by_line = true;
  measured.lines = std::move(lines);
  return measured;
}

Checked found_in(const std::string& source) {
  return found_for_weighing(std::make_shared<const Module>(source), {}, nullptr, {});
}

// "rule severity: what the profile adds to the message", a line each, by position.
std::string told(const Checked& found, const Checked& weighed) {
  std::string out;
  const auto all = found.findings();
  for (const Located& located : weighed.findings()) {
    const Finding& finding = *located.finding;
    const auto same = std::ranges::find_if(all, [&](const Located& other) {
      return other.span().begin == located.span().begin && other.finding->rule == finding.rule;
    });
    out += std::string(finding.rule->name) + " " + std::string(name_of(finding.severity)) + ":";
    out += finding.message.substr(same->finding->message.size()) + "\n";
  }
  return out;
}

std::string told(const Measured& measured, bool micro = false) {
  const Checked found = found_in(text);
  Settings settings;
  settings.micro = micro;
  return told(found, weighed(found, settings, measured));
}

TEST(Weighed, ByLines) {
  EXPECT_EQ(told(measured_lines({{3, {5.8, 0}}, {7, {0.02, 0}}, {14, {0.1, 0}}})),
            "list-pop0 warning: 58 % of the run (5.80 s of 10.0 s, run.pstats).\n"
            "manual-sum hint: 0.20 % of the run (20.0 ms of 10.0 s, run.pstats).\n"
            "csv-list-reader hint:\n"  // about memory, of which nothing is known
            "isinstance-union hint: 1.0 % of the run (100 ms of 10.0 s, run.pstats).\n");
  EXPECT_EQ(told(measured_lines({})), "csv-list-reader hint:\n");
  EXPECT_EQ(told(measured_lines({{3, {0.0099, 0}}, {2, {9, 0}}})), "csv-list-reader hint:\n");
}

TEST(Weighed, OfAllShowsWhatIsCold) {
  EXPECT_EQ(told(measured_lines({}), true),
            "list-pop0 information:\nmanual-sum hint:\ncsv-list-reader hint:\nisinstance-union hint:\n");
}

TEST(Weighed, MemoryRulesByBytesTheOthersByTime) {
  Measured measured = measured_lines({{3, {0, 900}}, {12, {9, 0}}});
  measured.peak_bytes = 1000;
  EXPECT_EQ(told(measured), "");
  measured.lines = {{3, {0, 900}}, {12, {0, 500}}};  // the second line of what is marked
  const std::string half = "csv-list-reader information: 50 % of the peak (500 B of 1,000 B, run.pstats).\n";
  EXPECT_EQ(told(measured), half);
  measured.total = 0;  // only memory was measured: the others are as without a profile
  EXPECT_EQ(told(measured), "list-pop0 information:\nmanual-sum hint:\n" + half);
}

TEST(Weighed, BySamples) {
  Measured measured = measured_lines({{3, {1200, 0}}});
  measured.unit = Measured::Unit::samples;
  measured.total = 4800;
  EXPECT_EQ(told(measured),
            "list-pop0 warning: 25 % of the run (1,200 of 4,800 samples, run.pstats).\n"
            "csv-list-reader hint:\n");
}

TEST(Weighed, ByFunctions) {
  Measured measured = measured_lines({});
  measured.by_line = false;
  measured.peak_bytes = 1000;
  measured.functions = {{0, 15, "", Measured::Amount{2, 0}},
                        {1, 4, "drain", Measured::Amount{5, 0}},
                        {4, 9, "total", std::nullopt},
                        {9, 13, "rows", Measured::Amount{0, 250}}};
  EXPECT_EQ(told(measured),
            "list-pop0 warning: drain() takes 50 % of the run (5.00 s of 10.0 s, run.pstats).\n"
            "manual-sum hint:\n"
            "csv-list-reader information: rows() holds 25 % of the peak (250 B of 1,000 B, run.pstats).\n"
            "isinstance-union hint: The module's own code takes 20 % of the run (2.00 s of 10.0 s, "
            "run.pstats).\n");
}

TEST(Weighed, ALineThatTheRunHasNotMetIsItsFunctions) {
  Measured measured = measured_lines({{2, {3, 0}}});
  measured.unknown = {3};
  measured.functions = {{1, 4, "drain", Measured::Amount{4, 0}}};
  EXPECT_NE(told(measured).find("list-pop0 warning: drain() takes 40 % of the run"), std::string::npos);
  measured.functions = {{1, 4, "drain", std::nullopt}};
  EXPECT_NE(told(measured).find("list-pop0 information:\n"), std::string::npos);
}

TEST(Weighed, RanksWhatIsMeasuredFirstByWhatItSaves) {
  const Checked found = found_in(text);
  const auto order = [&](const Measured& measured) {
    const Checked checked = weighed(found, {}, measured);
    std::vector<Located> all = checked.findings();
    std::ranges::sort(all, std::greater(), [](const Located& one) { return one.finding->rank; });
    std::string rules;
    for (const Located& one : all) rules += std::string(one.finding->rule->name) + " ";
    return rules;
  };
  EXPECT_EQ(order(measured_lines({{3, {0.1, 0}}, {7, {6, 0}}, {14, {0.5, 0}}})),
            "manual-sum isinstance-union list-pop0 csv-list-reader ");
  EXPECT_EQ(order(measured_lines({{3, {5, 0}}, {7, {0.02, 0}}})), "list-pop0 manual-sum csv-list-reader ");
}

TEST(Weighed, SavingIsOfTheShareWhatTheFixSaved) {
  const auto saving = [](double saved, std::optional<double> share) {
    return saving_of({Impact::factor, 4, {}, share, saved});
  };
  EXPECT_DOUBLE_EQ(saving(0.75, 0.4), 0.3);
  EXPECT_EQ(saving(0, 0.4), 0);
  EXPECT_EQ(saving(0.75, {}), 0);
}

// Time that a rewrite gains saves no bytes, nor the other way round.
TEST(Weighed, SavesTimeByTimeAndBytesByBytes) {
  const auto rows = [](double time, long bytes_after) {
    return std::vector<Measurement>{{"a", "", Python{13}, 100, time, time, time, 10'000, bytes_after}};
  };
  EXPECT_DOUBLE_EQ(time_saved(rows(4, 10'000)), 0.75);
  EXPECT_EQ(share_saved(rows(4, 10'000)), 0);
  EXPECT_EQ(time_saved(rows(1, 2'500)), 0);
  EXPECT_DOUBLE_EQ(share_saved(rows(1, 2'500)), 0.75);
  EXPECT_EQ(time_saved({}), 0);
}

// The server checks what changed only, and weighs anew.
TEST(Weighed, AfterEditsIsWhatAFreshCheckGives) {
  std::string source = text;
  const auto loaded = std::make_shared<LoadedProfile>();
  loaded->name = "run.pstats";
  loaded->profile.total = 10;
  FileCosts& costs = loaded->profile.files["/w/a.py"];
  costs.functions = {{"drain", 2, {5.8, 5.8, 1, 0}}, {"total", 5, {0.1, 1, 3, 0}}};
  costs.lines = {{4, {5.8, 5.8, 9, 0}}, {8, {0.1, 0, 3, 0}}};
  const FileProfile file{loaded, &costs, false, source};
  auto module = std::make_shared<const Module>(source);
  Checked found = found_for_weighing(module, {}, nullptr, {});
  const struct {
    const char *from, *to;
  } edits[] = {{"import csv\n", "import csv\nimport os\n"},
               {"todo.pop(0)\n", "todo.pop(0)  # first\n"},
               {"    n = 0\n", "    n = 1\n"},
               {"def total", "def drain"},
               {"x, int | str", "x, int | bytes"},
               {"def drain(todo", "def dry(todo"},
               {"import os\n", ""},
               {"  # first", ""}};
  int findings = 0;
  for (const auto& edit : edits) {
    const std::size_t at = source.find(edit.from), size = std::string_view(edit.from).size();
    ASSERT_NE(at, std::string::npos) << edit.from;
    source.replace(at, size, edit.to);
    module = std::make_shared<const Module>(
        module->edited({{static_cast<Offset>(at), static_cast<Offset>(at + size)}, edit.to}));
    found = found_for_weighing(module, {}, &found, {});
    const Checked now = weighed(found, {}, measured_text(file, *module).measured);
    const Checked fresh = check_weighed(std::make_shared<const Module>(source), {}, file, {});
    EXPECT_EQ(told(found, now), told(found, fresh)) << source;
    findings += static_cast<int>(fresh.findings().size());
  }
  EXPECT_GE(findings, 8);
}

}  // namespace
}  // namespace perfhint::server
