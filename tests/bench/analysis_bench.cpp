// The budgets of the design, as ratios where they can be: each layer over the same real files, against
// tree-sitter's bare parse of whole files; and one keystroke in files of 1,000, 10,000 and 50,000 lines.
#include <benchmark/benchmark.h>
#include <tree_sitter/api.h>

#include <algorithm>
#include <random>

#include "analysis/check.h"
#include "analysis/evidence/evidence.h"
#include "analysis/layout/size.h"
#include "analysis/source/splitter.h"
#include "tests/support/corpus.h"

extern "C" const TSLanguage* tree_sitter_python(void);

namespace perfhint {
namespace {

const std::vector<testing::SourceFile>& files() {
  static const auto sample = testing::library_sample(150, 5'000, 120'000);
  return sample;
}

std::int64_t total_bytes() {
  std::int64_t bytes = 0;
  for (const auto& file : files()) bytes += static_cast<std::int64_t>(file.text.size());
  return bytes;
}

void finish(benchmark::State& state) { state.SetBytesProcessed(state.iterations() * total_bytes()); }

// The yardstick: tree-sitter alone, whole files.
void BareWholeFileParse(benchmark::State& state) {
  TSParser* parser = ts_parser_new();
  ts_parser_set_language(parser, tree_sitter_python());
  for (auto _ : state) {
    for (const auto& file : files()) {
      ts_tree_delete(ts_parser_parse_string(parser, nullptr, file.text.data(),
                                            static_cast<std::uint32_t>(file.text.size())));
    }
  }
  ts_parser_delete(parser);
  finish(state);
}
BENCHMARK(BareWholeFileParse)->Unit(benchmark::kMillisecond);

void Split(benchmark::State& state) {
  for (auto _ : state) {
    for (const auto& file : files()) {
      for (Offset at = 0; at < file.text.size();) at = next_block(file.text, at).end;
    }
  }
  finish(state);
}
BENCHMARK(Split)->Unit(benchmark::kMillisecond);

// Parse and flatten, block by block.
void BlockParse(benchmark::State& state) {
  for (auto _ : state) {
    for (const auto& file : files()) {
      for (Offset at = 0; at < file.text.size();) {
        const Extent extent = next_block(file.text, at);
        benchmark::DoNotOptimize(parse(std::string_view(file.text).substr(at, extent.end - at)));
        at = extent.end;
      }
    }
  }
  finish(state);
}
BENCHMARK(BlockParse)->Unit(benchmark::kMillisecond);

// The above, names and summaries.
void BuildModule(benchmark::State& state) {
  for (auto _ : state) {
    for (const auto& file : files()) benchmark::DoNotOptimize(Module(file.text));
  }
  finish(state);
}
BENCHMARK(BuildModule)->Unit(benchmark::kMillisecond);

// The rules alone.
void CheckModule(benchmark::State& state) {
  std::vector<std::shared_ptr<const Module>> modules;
  for (const auto& file : files()) modules.push_back(std::make_shared<const Module>(file.text));
  for (auto _ : state) {
    for (const auto& module : modules) benchmark::DoNotOptimize(check(module, Settings()));
  }
  finish(state);
}
BENCHMARK(CheckModule)->Unit(benchmark::kMillisecond);

// All of it: to be compared with BareWholeFileParse.
void ColdCheck(benchmark::State& state) {
  for (auto _ : state) {
    for (const auto& file : files())
      benchmark::DoNotOptimize(check(std::make_shared<const Module>(file.text), Settings()));
  }
  finish(state);
}
BENCHMARK(ColdCheck)->Unit(benchmark::kMillisecond);

// Both over every file of the library, once: the budget of `perfhint check` on one core.
const std::vector<std::string>& library() {
  static const auto texts = [] {
    std::vector<std::string> all;
    for (const std::string& path : testing::library_paths()) all.push_back(testing::read_file(path));
    return all;
  }();
  return texts;
}

void BareParseOfTheLibrary(benchmark::State& state) {
  TSParser* parser = ts_parser_new();
  ts_parser_set_language(parser, tree_sitter_python());
  for (auto _ : state) {
    for (const std::string& text : library()) {
      ts_tree_delete(
          ts_parser_parse_string(parser, nullptr, text.data(), static_cast<std::uint32_t>(text.size())));
    }
  }
  ts_parser_delete(parser);
}
BENCHMARK(BareParseOfTheLibrary)->Unit(benchmark::kMillisecond)->Iterations(1);

void ColdCheckOfTheLibrary(benchmark::State& state) {
  for (auto _ : state) {
    for (const std::string& text : library()) {
      benchmark::DoNotOptimize(check(std::make_shared<const Module>(text), Settings()));
    }
  }
}
BENCHMARK(ColdCheckOfTheLibrary)->Unit(benchmark::kMillisecond)->Iterations(1);

std::string text_of_lines(std::size_t lines) {
  std::string text;
  std::size_t count = 0;
  for (std::size_t i = 0; count < lines; i = (i + 1) % files().size()) {
    text += files()[i].text + "\n";
    count += static_cast<std::size_t>(std::count(files()[i].text.begin(), files()[i].text.end(), '\n')) + 1;
  }
  return text;
}

// Places in the middle of names, spread over the blocks: a typed letter renames.
std::vector<Offset> places(const Module& module, std::size_t count) {
  std::vector<Offset> found;
  std::mt19937 random(7);
  while (found.size() < count) {
    const Module::Entry& entry = module.blocks()[random() % module.blocks().size()];
    const Syntax& syntax = *entry.block->syntax;
    const Row& row = syntax.row(static_cast<std::uint32_t>(random() % syntax.size()));
    if (row.kind == Kind::identifier) found.push_back(entry.begin + row.end);
  }
  return found;
}

// A letter typed at the end of a name, the module rebuilt, the findings ready; then the letter deleted.
void OneLetterToFindings(benchmark::State& state) {
  auto module = std::make_shared<const Module>(text_of_lines(static_cast<std::size_t>(state.range(0))));
  Checked checked = check(module, Settings());
  const std::vector<Offset> at = places(*module, 200);
  std::size_t turn = 0, findings = 0;
  for (auto _ : state) {
    const Offset place = at[turn / 2 % at.size()];
    const bool typed = turn++ % 2 == 0;
    module = std::make_shared<const Module>(
        module->edited(typed ? Change{{place, place}, "q"} : Change{{place, place + 1}, ""}));
    checked = check(module, Settings(), &checked);
    findings += checked.findings().size();
  }
  benchmark::DoNotOptimize(findings);
  state.counters["blocks"] = static_cast<double>(module->blocks().size());
}
BENCHMARK(OneLetterToFindings)->Arg(1'000)->Arg(10'000)->Arg(50'000)->Unit(benchmark::kMicrosecond);

// What a hover computes at a place: the findings there, the facts of the block, a size.
void Hover(benchmark::State& state) {
  const auto module = std::make_shared<const Module>(text_of_lines(10'000));
  const Checked checked = check(module, Settings());
  const std::vector<Offset> at = places(*module, 200);
  std::size_t turn = 0;
  for (auto _ : state) {
    const Offset place = at[turn++ % at.size()] - 1;
    benchmark::DoNotOptimize(checked.findings_on({place, place}));
    const Module::Entry& entry = module->blocks()[module->block_at(place)];
    const Offset inside = place - entry.begin;
    benchmark::DoNotOptimize(size_of(*module, *entry.block, entry.block->syntax->covering({inside, inside + 1}), default_python));
  }
}
BENCHMARK(Hover)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace perfhint
