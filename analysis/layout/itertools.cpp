// itertools: its iterators keep what they are given, and give it in other orders.
#include <algorithm>

#include "analysis/layout/fixed.h"
#include "analysis/layout/growth.h"
#include "analysis/layout/library.h"

namespace perfhint::layout {
namespace {

using Items = std::optional<std::vector<Ref>>;

// Positions in r-tuples over n items, in itertools' order; none: too many.
std::optional<std::vector<std::vector<std::size_t>>> choices(std::string_view kind, std::size_t n,
                                                             std::size_t r) {
  std::vector<std::vector<std::size_t>> all{{}};
  for (std::size_t place = 0; place < r; ++place) {
    std::vector<std::vector<std::size_t>> longer;
    for (const auto& head : all) {
      const bool increasing = kind == "combinations" || kind == "combinations_with_replacement";
      const std::size_t first = !increasing || head.empty() ? 0 : head.back() + (kind == "combinations");
      for (std::size_t next = first; next < n; ++next) {
        if (kind == "permutations" && std::find(head.begin(), head.end(), next) != head.end()) continue;
        longer.push_back(head);
        longer.back().push_back(next);
      }
      if (longer.size() > 50'000) return std::nullopt;
    }
    all = std::move(longer);
  }
  return all;
}

Items picked(Machine& machine, const std::vector<Ref>& pool, std::string_view kind, std::size_t r) {
  const auto places = choices(kind, pool.size(), r);
  if (!places) return std::nullopt;
  std::vector<Ref> rows;
  for (const auto& row : *places) {
    std::vector<Ref> items;
    for (std::size_t place : row) items.push_back(pool[place]);
    rows.push_back(machine.sequence(Sort::tuple, std::move(items)));
  }
  return rows;
}

Items multiplied(Machine& machine, const std::vector<std::vector<Ref>>& pools) {
  std::vector<std::vector<Ref>> rows{{}};
  for (const auto& pool : pools) {
    std::vector<std::vector<Ref>> longer;
    for (const auto& row : rows) {
      for (Ref item : pool) {
        longer.push_back(row);
        longer.back().push_back(item);
      }
      if (longer.size() > 50'000) return std::nullopt;
    }
    rows = std::move(longer);
  }
  std::vector<Ref> tuples;
  for (auto& row : rows) tuples.push_back(machine.sequence(Sort::tuple, std::move(row)));
  return tuples;
}

Items accumulated(Machine& machine, const std::vector<Ref>& parts) {
  const auto items = machine.iterate(parts[0]);
  if (!items) return std::nullopt;
  std::vector<Ref> totals;
  for (Ref item : *items) {
    if (totals.empty()) {
      totals.push_back(item);
      continue;
    }
    Arguments both;
    both.positional = {totals.back(), item};
    totals.push_back(parts.size() > 1 ? machine.call(parts[1], both)
                                      : machine.operate(Kind::plus, totals.back(), item));
  }
  return totals;
}

Items sliced(Machine& machine, const std::vector<Ref>& parts) {
  const auto items = machine.iterate(parts[0]);
  if (!items) return std::nullopt;
  std::int64_t start = 0, stop = static_cast<std::int64_t>(items->size()), step = 1;
  for (std::size_t i = 1; i < parts.size(); ++i) {
    if (machine.at(parts[i]).sort == Sort::none) continue;
    const auto number = machine.small(parts[i]);
    if (!number || *number < 0) return std::nullopt;
    (parts.size() == 2 || i == 2 ? stop : i == 1 ? start : step) = *number;
  }
  std::vector<Ref> left;
  for (std::int64_t i = start;
       i < std::min<std::int64_t>(stop, static_cast<std::int64_t>(items->size())) && step > 0; i += step)
    left.push_back((*items)[static_cast<std::size_t>(i)]);
  return left;
}

Items filled_up(Machine& machine, const std::vector<Ref>& parts) {
  std::vector<std::vector<Ref>> columns;
  std::size_t longest = 0;
  for (Ref part : parts) {
    auto items = machine.iterate(part);
    if (!items) return std::nullopt;
    longest = std::max(longest, items->size());
    columns.push_back(std::move(*items));
  }
  std::vector<Ref> rows;
  for (std::size_t i = 0; i < longest; ++i) {
    std::vector<Ref> row;
    for (const auto& column : columns) row.push_back(i < column.size() ? column[i] : machine.none());
    rows.push_back(machine.sequence(Sort::tuple, std::move(row)));
  }
  return rows;
}

}  // namespace

std::optional<std::vector<Ref>> iterate_itertools(Machine& machine, const Object& iterator) {
  std::string_view type = iterator.body->type;
  if (!type.starts_with("itertools.")) return std::nullopt;
  type.remove_prefix(10);
  const std::vector<Ref> parts = iterator.body->items;
  if (type == "accumulate") return accumulated(machine, parts);
  if (type == "islice") return sliced(machine, parts);
  if (type == "zip_longest") return filled_up(machine, parts);
  if (type == "repeat") {
    const auto times = parts.size() > 1 ? machine.small(parts[1]) : std::nullopt;
    if (!times || *times > 1'000'000) return std::nullopt;
    return std::vector<Ref>(static_cast<std::size_t>(std::max<std::int64_t>(*times, 0)), parts[0]);
  }
  if (type == "chain") {
    std::vector<Ref> all;
    for (Ref part : parts) {
      const auto items = machine.iterate(part);
      if (!items) return std::nullopt;
      all.insert(all.end(), items->begin(), items->end());
    }
    return all;
  }
  if (type == "product") {
    std::vector<std::vector<Ref>> pools;
    for (Ref part : parts) pools.push_back(machine.at(part).body->items);
    return multiplied(machine, pools);
  }
  if (type == "combinations" || type == "permutations" || type == "combinations_with_replacement")
    return picked(machine, machine.at(parts[0]).body->items, type, static_cast<std::size_t>(iterator.number));
  return std::nullopt;
}

namespace {

// product, permutations, combinations: a tuple of each pool, an array of places behind the object.
Ref make_combinatoric(Machine& machine, std::string_view type, const Arguments& arguments) {
  const bool product = type == "product";
  std::int64_t repeat = 1;
  if (const Ref given = arguments.keyword("repeat"); given != hole) {
    const auto number = machine.small(given);
    if (!number || *number < 0 || *number > 100) return nothing_known;
    repeat = *number;
  }
  std::vector<Ref> pools;
  std::size_t longest = 0;
  for (std::size_t i = 0; i < arguments.positional.size() && (product || i == 0); ++i) {
    const auto items = machine.iterate(arguments.positional[i]);
    if (!items) return nothing_known;
    longest = items->size();
    const bool tuple = machine.at(arguments.positional[i]).sort == Sort::tuple;
    pools.push_back(tuple ? arguments.positional[i] : machine.sequence(Sort::tuple, *items));
  }
  std::int64_t chosen = static_cast<std::int64_t>(longest);
  if (!product && arguments.positional.size() > 1) {
    const auto number = machine.small(arguments.positional[1]);
    if (!number || *number < 0 || *number > 100) return nothing_known;
    chosen = *number;
  } else if (!product && type != "permutations") {
    return hole;
  }
  const std::size_t distinct = pools.size();
  for (std::int64_t i = 1; i < repeat; ++i) {
    for (std::size_t j = 0; j < distinct; ++j) pools.push_back(pools[j]);
  }
  const std::uint64_t bytes = product ? 64 + 8 * pools.size()
                              : type == "permutations"
                                  ? 80 + 8 * (longest + static_cast<std::uint64_t>(chosen))
                                  : 64 + 8 * static_cast<std::uint64_t>(chosen) + 8;
  std::vector<Ref> parts = pools;
  if (product) parts.push_back(machine.sequence(Sort::tuple, pools));
  const Ref made = machine.iterator("itertools." + std::string(type), std::move(pools));
  machine.edit(made).number = chosen;
  machine.edit(made).body->most = bytes;
  if (product) machine.edit(made).body->values = {parts.back()};
  return made;
}

}  // namespace

Ref call_itertools(Machine& machine, std::string_view name, const Arguments& arguments) {
  if (!name.starts_with("itertools.") || !arguments.certain) return hole;
  const std::string_view type = name.substr(10);
  if (type == "product" || type == "permutations" || type == "combinations" ||
      type == "combinations_with_replacement")
    return make_combinatoric(machine, type, arguments);
  if (!arguments.keywords.empty() || fixed_bytes(machine.python(), name) == 0) return hole;
  return machine.iterator(std::string(name), arguments.positional);
}

}  // namespace perfhint::layout
