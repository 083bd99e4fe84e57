// Code lenses: above each class, what an instance takes, and what __slots__ would save. Off until the user
// asks for them.
#include <fmt/format.h>

#include <algorithm>

#include "analysis/facts/facts.h"
#include "analysis/layout/instance.h"
#include "server/convert.h"
#include "server/handlers/handlers.h"

namespace perfhint::server::handlers {

namespace {

constexpr const char* show_layout = "perfhint.showLayout";  // a client's command: [uri, position]

lsp::CodeLens lens_of(const InstanceNumbers& numbers, Python python, lsp::Range range) {
  std::string title = fmt::format("{} B/instance", with_thousands(numbers.whole));
  if (numbers.slotted && *numbers.slotted < numbers.whole)
    title += fmt::format(" \u00B7 {} B saved with __slots__", numbers.whole - *numbers.slotted);
  const std::string tooltip =
      fmt::format("CPython {}, 64-bit, {} attribute{}, attribute values not counted", to_string(python),
                  numbers.attributes, numbers.attributes == 1 ? "" : "s");
  return {range, title, tooltip, "", {}};
}

std::vector<lsp::CodeLens> lenses_of(const Module& module, const Client& client, Python python,
                                     const std::stop_token& stop) {
  std::vector<lsp::CodeLens> lenses;
  for (const Module::Entry& entry : module.blocks()) {
    if (stop.stop_requested()) break;
    const Block& block = *entry.block;
    if (block.open || !block.names) continue;
    for (Node node : descendants(block.syntax->root())) {
      if (!node.is(Kind::class_definition) || node.broken()) continue;
      const Facts facts(*block.syntax, *block.names, module.facts(), python);
      const Node name = node.child(Field::name);
      const auto numbers = instance_numbers(facts, name);
      const Span span{entry.begin + name.span().begin, entry.begin + name.span().end};
      if (numbers) lenses.push_back(lens_of(*numbers, python, range_of(module, span, client.encoding)));
    }
  }
  return lenses;
}

}  // namespace

void code_lens(Session& session, const lsp::CodeLensParams& params, Reply<std::vector<lsp::CodeLens>> reply) {
  const auto document = session.find(params.uri);
  if (!document) return reply({});
  session.compute(document, "placing lenses", reply,
                  [uri = params.uri](Contents& contents, const Client& client, const Config& config,
                                     std::stop_token stop) {
                    if (!config.class_lenses || !contents.module()) return std::vector<lsp::CodeLens>();
                    const View view = contents.view(uri);
                    auto lenses = lenses_of(*contents.module(), client, config.analysis.python, stop);
                    std::erase_if(lenses, [&](const auto& lens) { return !view.holds(lens.range.start); });
                    const auto& theirs = client.capabilities.commands;
                    const bool shows_layouts = std::ranges::find(theirs, show_layout) != theirs.end();
                    for (lsp::CodeLens& lens : lenses) {
                      lens.range = view.outer(lens.range);
                      if (!shows_layouts) continue;
                      lens.command = show_layout;
                      lens.arguments = {uri, lsp::write(lens.range)["start"]};
                    }
                    return lenses;
                  });
}

}  // namespace perfhint::server::handlers
