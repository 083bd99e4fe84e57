// `perfhint explain RULE`: the page a user reads, with what was measured for it.
#include <algorithm>
#include <cstdio>

#include "analysis/evidence/evidence.h"
#include "analysis/rules/pages.h"
#include "analysis/rules/rule.h"
#include "server/cli/arguments.h"
#include "server/cli/rule_page.h"
#include "server/cli/unknown_rule.h"

namespace perfhint::server::cli {

namespace {

std::vector<Measurement> measurements_of(std::string_view rule) {
  std::vector<Measurement> some;
  for (const Measurement& measurement : measurements()) {
    if (measurement.rule == rule) some.push_back(measurement);
  }
  return some;
}

int explain_no_rule(const std::string& name) {
  const auto rejected = std::ranges::find(rejected_rules(), name, &RejectedRule::name);
  if (rejected == rejected_rules().end()) {
    std::fprintf(stderr, "perfhint explain: %s\n", unknown_rule(name).c_str());
    return exit_failed;
  }
  std::printf("# %s\n\nNo rule. It would have advised: %s.\nRejected: %s\n", name.c_str(),
              std::string(rejected->rewrite).c_str(), std::string(rejected->reason).c_str());
  return exit_clean;
}

}  // namespace

int explain_command(const Words& words) {
  CLI::App app(
      "Print a rule's page: what it sees, what it costs, when its fix is safe, and what was measured.",
      "perfhint explain");
  std::string name;
  app.add_option("RULE", name, "The rule's name, as perfhint rules lists it")->required();
  bool whole = false;
  app.add_flag("--cases", whole, "The whole page, with every case and benchmark");
  if (const auto code = parse(app, words)) return *code;
  if (find_rule(name) == nullptr) return explain_no_rule(name);

  std::string out(page_of(name));
  if (!whole) out = readable_page(out);
  const std::string table = evidence_table(measurements_of(name));
  out += "## Measured\n\n";
  out += table.empty() ? "Nothing is measured yet: the rule is off.\n"
                       : "Time before / time after on CPython (above 1 is faster):\n\n" + table;
  std::fputs(out.c_str(), stdout);
  return exit_clean;
}

}  // namespace perfhint::server::cli
