// The budgets of the design, as ratios where they can be: each layer over the same real files, against
// tree-sitter's bare parse of whole files; and one keystroke in files of 1,000, 10,000 and 50,000 lines.
#include <benchmark/benchmark.h>
#include <malloc.h>
#include <tree_sitter/api.h>

#include <algorithm>
#include <ctime>
#include <optional>
#include <random>

#include "analysis/check.h"
#include "analysis/evidence/evidence.h"
#include "analysis/layout/size.h"
#include "analysis/rules/rule.h"
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

// What each rule costs alone, over the same files; "none" is the scan.
void CheckByRule(benchmark::State& state) {
  static const auto modules = [] {
    std::vector<std::shared_ptr<const Module>> all;
    for (const auto& file : files()) all.push_back(std::make_shared<const Module>(file.text));
    return all;
  }();
  Settings settings;
  settings.select = {"none"};
  if (state.range(0) > 0) {
    settings.select = {std::string(all_rules()[static_cast<std::size_t>(state.range(0)) - 1]->name)};
  }
  for (auto _ : state) {
    for (const auto& module : modules) benchmark::DoNotOptimize(check(module, settings));
  }
  state.SetLabel(*settings.select.begin());
}
BENCHMARK(CheckByRule)
    ->DenseRange(0, static_cast<std::int64_t>(all_rules().size()))
    ->Unit(benchmark::kMillisecond)
    ->Iterations(8);

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

double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

// As the program has it: see join_freed_memory_at_once().
const int allocator_is_tuned = mallopt(M_MXFAST, 0);

// File by file, one after the other, so that what disturbs the machine disturbs both: `ratio` is the
// budget's.
void ColdCheckAgainstBareParseOfTheLibrary(benchmark::State& state) {
  TSParser* parser = ts_parser_new();
  ts_parser_set_language(parser, tree_sitter_python());
  double bare = 0, checked = 0;
  for (auto _ : state) {
    for (const std::string& text : library()) {
      const double begin = cpu_seconds();
      ts_tree_delete(
          ts_parser_parse_string(parser, nullptr, text.data(), static_cast<std::uint32_t>(text.size())));
      const double middle = cpu_seconds();
      benchmark::DoNotOptimize(check(std::make_shared<const Module>(text), Settings()));
      bare += middle - begin;
      checked += cpu_seconds() - middle;
    }
  }
  ts_parser_delete(parser);
  state.counters["ratio"] = checked / bare;
}
BENCHMARK(ColdCheckAgainstBareParseOfTheLibrary)->Unit(benchmark::kMillisecond)->Iterations(1);

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

// Where sizes are told: the targets of assignments, displays, comprehensions, and the names of classes and
// functions.
enum class Told : std::uint8_t { target, display, comprehension, class_name, function_name };
constexpr std::string_view told_names[] = {"targets", "displays", "comprehensions", "classes", "functions"};

std::optional<Told> told_at(Node node) {
  if (node.is_any(Kind::list, Kind::set, Kind::tuple, Kind::dictionary)) return Told::display;
  if (node.is_any(Kind::list_comprehension, Kind::set_comprehension, Kind::dictionary_comprehension,
                  Kind::generator_expression))
    return Told::comprehension;
  const Node parent = node.parent();
  const bool target = node.is_any(Kind::identifier, Kind::attribute) && node.field() == Field::left;
  if (target && parent.is(Kind::assignment)) return Told::target;
  if (!node.is(Kind::identifier) || node.field() != Field::name) return std::nullopt;
  if (parent.is(Kind::class_definition)) return Told::class_name;
  return parent.is(Kind::function_definition) ? std::optional(Told::function_name) : std::nullopt;
}

struct Asked {
  const Module::Entry* entry;
  Node node;
};

std::vector<Asked> asked_places(const Module& module, Told wanted) {
  std::vector<Asked> all;
  for (const Module::Entry& entry : module.blocks()) {
    if (!entry.block->names) continue;
    for (Node node : descendants(entry.block->syntax->root())) {
      if (told_at(node) == wanted && !node.broken()) all.push_back({&entry, node});
    }
  }
  std::ranges::shuffle(all, std::mt19937(7));
  all.resize(std::min<std::size_t>(all.size(), 300));
  return all;
}

std::optional<SizeAnswer> hover_over(const Module& module, const Checked& checked, const Asked& asked) {
  const Offset place = asked.entry->begin + asked.node.span().begin;
  benchmark::DoNotOptimize(checked.findings_on({place, place}));
  return size_of(module, *asked.entry->block, asked.node, default_python);
}

// What a hover computes at such a place: the findings there, and a size. `worst_us`: of the slowest place,
// the best of three.
void Hover(benchmark::State& state) {
  const auto module = std::make_shared<const Module>(text_of_lines(10'000));
  const Checked checked = check(module, Settings());
  const auto told = static_cast<Told>(state.range(0));
  const std::vector<Asked> asked = asked_places(*module, told);
  double worst = 0, with_size = 0;
  for (const Asked& place : asked) {
    double best = 1e9;
    for (int i = 0; i < 3; ++i) {
      const std::clock_t begin = std::clock();
      const auto answer = hover_over(*module, checked, place);
      best = std::min(best, static_cast<double>(std::clock() - begin) * 1e6 / CLOCKS_PER_SEC);
      with_size += i == 0 && answer.has_value();
    }
    worst = std::max(worst, best);
  }
  std::size_t turn = 0;
  for (auto _ : state) benchmark::DoNotOptimize(hover_over(*module, checked, asked[turn++ % asked.size()]));
  state.SetLabel(std::string(told_names[state.range(0)]));
  state.counters["worst_us"] = worst;
  state.counters["sized_percent"] = 100 * with_size / static_cast<double>(asked.size());
}
BENCHMARK(Hover)->DenseRange(0, 4)->Unit(benchmark::kMicrosecond);

// What takes the most steps to follow: values that are made in long loops.
void HoverOverLongLoops(benchmark::State& state) {
  constexpr std::string_view texts[] = {
      "x = [i * i for i in range(1_000_000)]\n", "x = {str(i): [i] for i in range(100_000)}\n",
      "def f():\n    x = []\n    for i in range(1_000_000):\n        x.append(i * 1.5)\n    return x\n",
      "def f(n):\n    x = [(i, str(j)) for i in range(n) for j in range(n)]\n    return x\n",
      "x = [[j for j in range(300)] for i in range(300)]\n"};
  const std::string_view text = texts[state.range(0)];
  const Module module{std::string(text)};
  const Module::Entry& entry = module.blocks()[0];
  Node target;
  for (Node node : descendants(entry.block->syntax->root())) {
    if (!target && told_at(node) == Told::target) target = node;
  }
  for (auto _ : state) benchmark::DoNotOptimize(size_of(module, *entry.block, target, default_python));
}
BENCHMARK(HoverOverLongLoops)->DenseRange(0, 4)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace perfhint
