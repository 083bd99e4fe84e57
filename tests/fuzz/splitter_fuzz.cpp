// Any bytes: splitting ends, blocks join to the text, an edit in the middle gives what a fresh start gives.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "analysis/module.h"
#include "analysis/source/splitter.h"

using namespace perfhint;

namespace {

bool is_closed(const std::string& text) {
  for (Offset at = 0;;) {
    const Extent extent = next_block(text, at);
    if (extent.end < at || extent.end > text.size()) std::abort();
    if (extent.exhausted) return !extent.open;
    if (extent.end == at) std::abort();
    at = extent.end;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 4) return 0;
  // Three bytes place an edit; the last third of the rest is what it inserts.
  const std::string all(reinterpret_cast<const char*>(data) + 3, size - 3);
  std::string text = all.substr(0, all.size() * 2 / 3);
  const Module module(text);
  if (module.text() != text) std::abort();
  const Offset begin = static_cast<Offset>(data[0] * text.size() / 256);
  const Offset end = begin + static_cast<Offset>(data[1] * (text.size() - begin) / 1024);
  const Change change{{begin, end}, all.substr(text.size())};
  const Module edited = module.edited(change);
  text.replace(begin, end - begin, change.text);
  if (edited.text() != text) std::abort();
  if (!is_closed(text)) return 0;
  const Module fresh(text);
  if (fresh.blocks().size() != edited.blocks().size()) std::abort();
  for (std::size_t i = 0; i < fresh.blocks().size(); ++i) {
    if (fresh.blocks()[i].begin != edited.blocks()[i].begin ||
        fresh.blocks()[i].line != edited.blocks()[i].line)
      std::abort();
    if (fresh.blocks()[i].block->syntax->size() != edited.blocks()[i].block->syntax->size()) std::abort();
  }
  return 0;
}
