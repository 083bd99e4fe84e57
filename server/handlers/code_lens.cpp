// Code lenses: above each class, what an instance takes, and what __slots__ would save: off until the user
// asks for them. Above each function, what it has cost, while a profile is loaded. Above what runs a file as
// a program, ways to profile it.
#include <fmt/format.h>

#include <algorithm>

#include "analysis/facts/facts.h"
#include "analysis/layout/instance.h"
#include "analysis/syntax/python.h"
#include "server/convert.h"
#include "server/handlers/handlers.h"
#include "server/heat/heat.h"

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

// Those that cost something.
std::vector<lsp::CodeLens> profile_lenses(Contents& contents, const Client& client) {
  std::vector<lsp::CodeLens> lenses;
  const LoadedProfile& loaded = *contents.profile()->loaded;
  const Module& module = *contents.module();
  for (const MeasuredFunction& function : contents.measured().functions) {
    const std::string words = function.cost ? cost_words(*function.cost, loaded.profile.unit) : "";
    if (words.empty()) continue;
    const Offset at = module.offset({function.place.def, 0}, client.encoding);
    lenses.push_back({range_of(module, {at, at}, client.encoding), words, loaded.name, "", {}});
  }
  return lenses;
}

// `if __name__ == "__main__":`, of the module itself.
bool is_main_guard(Node statement) {
  const Comparison comparison = read_comparison(statement.child(Field::condition));
  const std::string_view right = comparison ? comparison.right.text() : "";
  return statement.is(Kind::if_statement) && statement.parent().is(Kind::module) && comparison &&
         comparison.op == Kind::equal_equal && comparison.left.text() == "__name__" &&
         (right == "\"__main__\"" || right == "'__main__'");
}

std::vector<lsp::CodeLens> run_lenses(const Module& module, const std::string& uri, const Client& client) {
  std::vector<lsp::CodeLens> lenses;
  for (const Module::Entry& entry : module.blocks()) {
    if (entry.block->open) continue;
    for (Node statement : statements(entry.block->syntax->root())) {
      if (!is_main_guard(statement)) continue;
      const Offset at = entry.begin + statement.span().begin;
      const auto add = [&](const char* title, const char* tooltip, const char* kind) {
        lenses.push_back({range_of(module, {at, at}, client.encoding), title, tooltip, "perfhint.profile",
                          rpc::Json::array({{{"uri", uri}, {"kind", kind}}})});
      };
      add("profile time", "Run this file under cProfile, once you allow it", "time");
      add("profile lines", "Run this file and time its lines, once you allow it", "lines");
      add("profile memory", "Run this file under tracemalloc, once you allow it", "memory");
    }
  }
  return lenses;
}

std::vector<lsp::CodeLens> lenses_in(Contents& contents, const View& view, const Client& client,
                                     const Config& config, const std::stop_token& stop) {
  std::vector<lsp::CodeLens> lenses;
  if (!contents.module()) return lenses;
  if (config.class_lenses) lenses = lenses_of(*contents.module(), client, config.analysis.python, stop);
  const auto& theirs = client.capabilities.commands;
  const bool shows_layouts = std::ranges::find(theirs, show_layout) != theirs.end();
  if (shows_layouts) {
    for (lsp::CodeLens& lens : lenses) {
      lens.command = show_layout;
      lens.arguments = {view.uri(), lsp::write(view.outer(lens.range))["start"]};
    }
  }
  if (config.profile_lenses && contents.profile()) {
    for (lsp::CodeLens& lens : profile_lenses(contents, client)) lenses.push_back(std::move(lens));
  }
  const bool runs = config.run_lenses && config.measure && client.capabilities.trusted && !view.is_cell();
  if (runs && client.capabilities.executes_commands) {
    for (lsp::CodeLens& lens : run_lenses(*contents.module(), view.uri(), client))
      lenses.push_back(std::move(lens));
  }
  std::erase_if(lenses, [&](const auto& lens) { return !view.holds(lens.range.start); });
  for (lsp::CodeLens& lens : lenses) lens.range = view.outer(lens.range);
  return lenses;
}

}  // namespace

void code_lens(Session& session, const lsp::CodeLensParams& params, Reply<std::vector<lsp::CodeLens>> reply) {
  const auto document = session.find(params.uri);
  if (!document) return reply({});
  session.compute(document, "placing lenses", reply,
                  [uri = params.uri](Contents& contents, const Client& client, const Config& config,
                                     std::stop_token stop) {
                    return lenses_in(contents, contents.view(uri), client, config, stop);
                  });
}

}  // namespace perfhint::server::handlers
