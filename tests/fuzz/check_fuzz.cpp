// Any bytes are analysed and fixed without a crash, and every span lies in the text.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "analysis/check.h"

using namespace perfhint;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  Settings settings;
  settings.micro = true;
  settings.python = Python{static_cast<std::uint8_t>(8 + size % 8)};
  const Checked checked = check(std::make_shared<const Module>(text), settings);
  for (const Located& located : checked.findings()) {
    if (located.span().begin > located.span().end || located.span().end > size) std::abort();
    for (const Fix& fix : located.finding->fixes) apply_edits(text, checked.edits(located, fix));
  }
  apply_fixes(text, settings, true);
  return 0;
}
