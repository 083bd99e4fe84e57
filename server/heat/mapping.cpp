// First the lines, by a diff against the text that ran; then the functions, by their lines or their names.
#include "server/heat/mapping.h"

#include <algorithm>
#include <map>

#include "server/line_diff.h"

namespace perfhint::server {

namespace {

// Where the lines of the text that ran are now.
struct LineMap {
  bool known = false;
  std::vector<std::optional<std::uint32_t>> now;  // by line, from 0
  std::vector<std::uint32_t> fresh;               // lines that were not there, sorted

  std::optional<std::uint32_t> of(std::uint32_t line_from_1) const {
    return line_from_1 > 0 && line_from_1 <= now.size() ? now[line_from_1 - 1] : std::nullopt;
  }
  // Whether the line was there, and is no more.
  bool is_gone(std::uint32_t line_from_1) const { return known && line_from_1 > 0 && !of(line_from_1); }
  bool is_fresh(std::uint32_t line) const { return std::ranges::binary_search(fresh, line); }
};

// Without their ends: editors may have others than the file. As for Python, "\r" is one, too.
Lines bare_lines(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
    text.remove_prefix(std::min<std::size_t>(text.size(), text.starts_with("\r\n") ? 2 : 1));
  }
  return lines;
}

LineMap line_map(const std::optional<std::string>& ran, const std::string& text) {
  constexpr std::ptrdiff_t most_changes = 500;
  LineMap map;
  if (!ran) return map;
  map.known = true;
  std::uint32_t line = 0;
  for (const Step& step : diff_lines(bare_lines(*ran), bare_lines(text), most_changes)) {
    if (step.sort == Sort::keep) map.now.push_back(line);
    if (step.sort == Sort::remove) map.now.push_back(std::nullopt);
    if (step.sort == Sort::add) map.fresh.push_back(line);
    if (step.sort != Sort::remove) ++line;
  }
  return map;
}

void add(Cost& sum, const Cost& cost) {
  sum.self += cost.self;
  sum.total += cost.total;
  sum.calls += cost.calls;
  sum.peak_bytes += cost.peak_bytes;
}

std::vector<LineCost> lines_now(const FileCosts& costs, const LineMap& map) {
  std::vector<LineCost> lines;
  for (const LineCost& line : costs.lines) {
    if (const auto now = map.of(line.line)) lines.push_back({*now, line.cost});
  }
  std::ranges::sort(lines, {}, &LineCost::line);
  return lines;
}

bool is_anonymous(std::string_view name) { return name.starts_with('<'); }  // "<listcomp>", "<module>"

std::string last_name(std::string_view qualified) {
  return std::string(qualified.substr(qualified.rfind('.') + 1));
}

// "outer.<locals>.inner" -> "outer.inner".
std::string without_locals(std::string name) {
  constexpr std::string_view locals = "<locals>.";
  for (std::size_t at = name.find(locals); at != std::string::npos; at = name.find(locals)) {
    name.erase(at, locals.size());
  }
  return name;
}

// The functions of a text, asked by what a profile knows of them.
class Functions {
 public:
  explicit Functions(std::vector<MeasuredFunction>& all) : all_(all) {
    for (MeasuredFunction& function : all) {
      ++by_name_[function.place.name].count;
      by_name_[function.place.name].function = &function;
      ++by_qualified_[function.place.qualified].count;
      by_qualified_[function.place.qualified].function = &function;
      by_line_.emplace(function.place.begin, &function);
      if (function.place.def != function.place.begin) by_line_.emplace(function.place.def, &function);
    }
  }

  // Null: none begins there.
  MeasuredFunction* at(std::uint32_t line, std::string_view name) const {
    const std::string last = last_name(name);
    for (auto [there, end] = by_line_.equal_range(line); there != end; ++there) {
      if (there->second->place.name == last) return there->second;
    }
    return nullptr;
  }
  MeasuredFunction* around(std::uint32_t line) const {
    const auto begin_of = [](const MeasuredFunction& function) { return function.place.begin; };
    const auto behind = std::ranges::upper_bound(all_, line, {}, begin_of);
    const auto holds = [line](const MeasuredFunction& function) { return line < function.place.end; };
    const auto innermost = std::find_if(std::make_reverse_iterator(behind), all_.rend(), holds);
    return innermost == all_.rend() ? nullptr : &*innermost;
  }
  // Null: none has that name, or several have.
  MeasuredFunction* named(const std::string& name) const {
    const auto& names = name.find('.') == std::string::npos ? by_name_ : by_qualified_;
    const auto found = names.find(name);
    return found != names.end() && found->second.count == 1 ? found->second.function : nullptr;
  }

 private:
  struct Named {
    std::size_t count = 0;
    MeasuredFunction* function = nullptr;
  };
  std::vector<MeasuredFunction>& all_;
  std::map<std::string, Named> by_name_, by_qualified_;
  std::multimap<std::uint32_t, MeasuredFunction*> by_line_;  // where it begins, and its `def`
};

// Whether the function whose line is gone may be that one: not if that was there, too.
bool may_be(const MeasuredFunction& function, const FunctionCost& gone, const LineMap& map) {
  const bool changed = map.is_fresh(function.place.begin) || map.is_fresh(function.place.def);
  return changed || !map.is_gone(gone.line);
}

// Gives the run's costs to the functions; those of comprehensions and lambdas to the function around them.
// `module` gets what is outside of all. False: some could not be placed.
bool place_functions(const FileCosts& costs, const LineMap& map, Functions& functions, Cost& module) {
  std::map<std::string, std::size_t> count;
  for (const FunctionCost& cost : costs.functions) ++count[without_locals(cost.name)];
  bool all_placed = true;
  for (const FunctionCost& cost : costs.functions) {
    const std::string name = without_locals(cost.name);
    const std::optional<std::uint32_t> line = map.of(cost.line);
    MeasuredFunction* function = line ? functions.at(*line, name) : nullptr;
    if (!function && count[name] == 1 && !is_anonymous(last_name(name))) function = functions.named(name);
    if (function && !line && !may_be(*function, cost, map)) function = nullptr;
    const bool own = function != nullptr;
    const bool of_module = name == "<module>";  // whose line is the first, whatever is there
    if (!own && line && !of_module) function = functions.around(*line);
    if (!function && !line && !of_module) {
      all_placed = false;
      continue;
    }
    Cost part = cost.cost;
    if (!own && !of_module) part.calls = 0, part.total = 0;
    Cost& sum = function ? (function->cost ? *function->cost : function->cost.emplace()) : module;
    add(sum, part);
  }
  return all_placed;
}

Measured::Amount amount_of(const Cost& cost) { return {cost.self, cost.peak_bytes}; }

Measured::Unit unit_of(TimeUnit unit) {
  return unit == TimeUnit::samples ? Measured::Unit::samples : Measured::Unit::seconds;
}

// Lines of which a profile tells nothing may have cost what they will.
std::vector<std::uint32_t> lines_without(const std::vector<LineCost>& lines, std::uint32_t count) {
  std::vector<std::uint32_t> without;
  auto next = lines.begin();
  for (std::uint32_t line = 0; line < count; ++line) {
    while (next != lines.end() && next->line < line) ++next;
    if (next == lines.end() || next->line != line) without.push_back(line);
  }
  return without;
}

void fill_measured(MeasuredText& text, const Profile& profile, std::optional<Cost> module,
                   std::uint32_t line_count) {
  Measured& measured = text.measured;
  measured.unit = unit_of(profile.unit);
  measured.total = profile.total;
  measured.peak_bytes = profile.peak_bytes;
  for (const LineCost& line : text.lines) measured.lines.push_back({line.line, amount_of(line.cost)});
  if (module) measured.functions.push_back({0, line_count, "", amount_of(*module)});
  for (const MeasuredFunction& function : text.functions) {
    const auto self = function.cost ? std::optional(amount_of(*function.cost)) : std::nullopt;
    measured.functions.push_back({function.place.begin, function.place.end, function.place.qualified, self});
  }
}

}  // namespace

MeasuredText measured_text(const FileProfile& file, const Module& module) {
  static const FileCosts nothing;
  const Profile& profile = file.loaded->profile;
  const FileCosts& costs = file.costs ? *file.costs : nothing;
  const LineMap map = line_map(file.costs ? file.text : module.text(), module.text());
  MeasuredText text;
  text.measured.profile = file.loaded->name;
  text.lines = lines_now(costs, map);
  for (FunctionPlace& place : functions_of(module)) text.functions.push_back({std::move(place), {}});
  Functions functions(text.functions);
  Cost outside;
  const bool all_placed = place_functions(costs, map, functions, outside);
  const bool only_lines = costs.functions.empty() && !costs.lines.empty();
  const bool partial = profile.partial || file.may_be_met;
  const bool all_told = all_placed && !partial && !only_lines;
  if (map.known && all_told) {
    for (MeasuredFunction& function : text.functions) {
      if (!function.cost) function.cost.emplace();
    }
  }
  text.stale = !map.known && !(costs.lines.empty() && costs.functions.empty());
  text.measured.by_line = map.known && (costs.functions.empty() || !costs.lines.empty());
  const std::optional<Cost> module_cost = all_told ? std::optional(outside) : std::nullopt;
  fill_measured(text, profile, module_cost, module.line_count());
  text.measured.unknown = partial ? lines_without(text.lines, module.line_count()) : map.fresh;
  return text;
}

}  // namespace perfhint::server
