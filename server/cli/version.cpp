// `perfhint version`: one line, for people and scripts.
#include <cstdio>

#include "server/cli/arguments.h"

namespace perfhint::server::cli {

int version_command(const Words& words) {
  CLI::App app("Print the version.", "perfhint version");
  if (const auto code = parse(app, words)) return *code;
  std::puts("perfhint " PERFHINT_VERSION);
  return exit_clean;
}

}  // namespace perfhint::server::cli
