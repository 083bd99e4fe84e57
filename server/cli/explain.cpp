// `perfhint explain RULE`: the page a user reads, with what was measured for it.
#include <cstdio>

#include "server/cli/arguments.h"
#include "server/cli/rule_page.h"
#include "server/cli/unknown_rule.h"

namespace perfhint::server::cli {

int explain_command(const Words& words) {
  CLI::App app(
      "Print a rule's page: what it sees, what it costs, when its fix is safe, and what was measured.",
      "perfhint explain");
  std::string name;
  app.add_option("RULE", name,
                 "The rule's name, as perfhint rules lists it; or fix-safety, on what a safe fix is")
      ->required();
  bool whole = false;
  app.add_flag("--cases", whole, "The whole page, with every case and benchmark");
  if (const auto code = parse(app, words)) return *code;
  const auto page = explanation_of(name, whole);
  if (!page) {
    std::fprintf(stderr, "perfhint explain: %s\n", unknown_rule(name).c_str());
    return exit_failed;
  }
  std::fputs(page->c_str(), stdout);
  return exit_clean;
}

}  // namespace perfhint::server::cli
