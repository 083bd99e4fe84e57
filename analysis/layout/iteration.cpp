// Iteration: the items an object gives, in order, each object where it stands.
#include <algorithm>

#include "analysis/layout/growth.h"
#include "analysis/layout/library.h"
#include "analysis/layout/text.h"

namespace perfhint::layout {
namespace {

using Items = std::optional<std::vector<Ref>>;

Items characters(Machine& machine, const Object& object) {
  std::vector<Ref> items;
  items.reserve(object.body->text.size());
  const std::u32string text = object.body->text;
  for (char32_t c : text) {
    const bool str = object.sort == Sort::str;
    items.push_back(str ? machine.text(Sort::str, std::u32string(1, c))
                        : machine.integer(static_cast<std::int64_t>(c)));
  }
  return items;
}

std::vector<Ref> living(const std::vector<Ref>& items) {
  std::vector<Ref> left;
  for (Ref item : items) {
    if (item != hole) left.push_back(item);
  }
  return left;
}

Items view_items(Machine& machine, const Object& view) {
  const Object& dict = machine.at(view.body->items[0]);
  if (dict.tainted) return std::nullopt;
  if (view.body->type == "keys") return living(dict.body->items);
  std::vector<Ref> items;
  for (std::size_t i = 0; i < dict.body->items.size(); ++i) {
    if (dict.body->items[i] == hole) continue;
    if (view.body->type == "values")
      items.push_back(dict.body->values[i]);
    else
      items.push_back(machine.sequence(Sort::tuple, {dict.body->items[i], dict.body->values[i]}));
  }
  return items;
}

Items range_items(Machine& machine, Ref range) {
  const auto bounds = range_of(machine, range);
  if (!bounds || !machine.step(bounds->length() / 2)) return std::nullopt;
  std::vector<Ref> items;
  items.reserve(bounds->length());
  for (std::uint64_t i = 0; i < bounds->length(); ++i)
    items.push_back(machine.integer(bounds->start + static_cast<std::int64_t>(i) * bounds->step));
  return items;
}

Items called(Machine& machine, Ref function, const std::vector<std::vector<Ref>>& columns, bool filter) {
  std::vector<Ref> items;
  for (const auto& row : columns) {
    Arguments arguments;
    arguments.positional = row;
    const bool none = machine.at(function).sort == Sort::none;
    const Ref result = none ? row[0] : machine.call(function, arguments);
    if (machine.stopped()) return std::nullopt;
    if (!filter) {
      items.push_back(result);
      continue;
    }
    const auto met = machine.truth(result);
    if (!met) return std::nullopt;
    if (*met) items.push_back(row[0]);
  }
  return items;
}

// The rows of several iterables side by side, as long as the shortest (or the longest, filled up).
std::optional<std::vector<std::vector<Ref>>> side_by_side(Machine& machine, const std::vector<Ref>& parts,
                                                          Ref fill) {
  std::vector<std::vector<Ref>> columns;
  std::size_t length = 0;
  for (Ref part : parts) {
    auto items = machine.iterate(part);
    if (!items) return std::nullopt;
    const bool shorter = fill == hole ? items->size() < length : items->size() > length;
    if (columns.empty() || shorter) length = items->size();
    columns.push_back(std::move(*items));
  }
  std::vector<std::vector<Ref>> rows(columns.empty() ? 0 : length);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (const auto& column : columns) rows[i].push_back(i < column.size() ? column[i] : fill);
  }
  return rows;
}

Items tuples(Machine& machine, const std::optional<std::vector<std::vector<Ref>>>& rows) {
  if (!rows) return std::nullopt;
  std::vector<Ref> items;
  for (const auto& row : *rows) items.push_back(machine.sequence(Sort::tuple, row));
  return items;
}

Items iterator_items(Machine& machine, const Object& iterator) {
  const std::string& type = iterator.body->type;
  const std::vector<Ref> parts = iterator.body->items;
  if (type == "map" || type == "filter") {
    const auto rows = side_by_side(machine, {parts.begin() + 1, parts.end()}, hole);
    return rows ? called(machine, parts[0], *rows, type == "filter") : std::nullopt;
  }
  if (type == "zip") return tuples(machine, side_by_side(machine, parts, hole));
  if (type == "enumerate") {
    const auto items = machine.iterate(parts[0]);
    const auto start = parts.size() > 1 ? machine.small(parts[1]) : 0;
    if (!items || !start) return std::nullopt;
    std::vector<Ref> pairs;
    for (std::size_t i = 0; i < items->size(); ++i)
      pairs.push_back(machine.sequence(
          Sort::tuple, {machine.integer(*start + static_cast<std::int64_t>(i)), (*items)[i]}));
    return pairs;
  }
  if (type == "reversed") {
    auto items = machine.iterate(parts[0]);
    if (items) std::reverse(items->begin(), items->end());
    return items;
  }
  if (type == "iterator") return machine.iterate(parts[0]);
  return iterate_itertools(machine, iterator);
}

}  // namespace

Ref Machine::begin(const Round& round) {
  weight_ *= round.weight;
  disorder_ += round.disordered;
  return round.item != hole ? round.item : integer(round.value);
}

std::optional<std::vector<Round>> Machine::rounds(Ref source) {
  std::vector<Round> all;
  const Sort sort = at(source).sort;
  if (assumed_ && sort == Sort::unknown) {
    assumed_any_ = true;
    const Ref item = make(Sort::unknown);
    edit(item).before = true;
    all.push_back({item, 0, static_cast<std::uint64_t>(*assumed_)});
    return all;
  }
  const std::uint64_t most_rounds = weight_ > 1 ? 16 : 40;
  const auto range = assumed_ ? range_of(*this, source) : std::nullopt;
  if (range && range->length() > most_rounds) {
    // Runs of rounds, the middle one of each for all of them.
    const std::uint64_t length = range->length();
    for (std::uint64_t i = 0; i < most_rounds; ++i) {
      const std::uint64_t from = length * i / most_rounds, to = length * (i + 1) / most_rounds;
      all.push_back(
          {hole, range->start + static_cast<std::int64_t>(from + (to - from) / 2) * range->step, to - from});
    }
    return all;
  }
  const Object& object = at(source);
  const bool many =
      assumed_ && object.body && object.body->many && !object.tainted && !object.body->items.empty();
  if (many) {
    const std::uint64_t each = std::max<std::uint64_t>(1, object.body->used / object.body->items.size());
    for (Ref item : object.body->items) all.push_back({item, 0, each});
    return all;
  }
  take_disorder();
  const auto items = iterate(source);
  if (!items) return std::nullopt;
  all.reserve(items->size());
  const bool disordered = take_disorder() && items->size() > 1;
  for (Ref item : *items) all.push_back({item, 0, 1, disordered});
  return all;
}

std::optional<std::vector<Ref>> Machine::iterate(Ref ref) {
  const Object& object = at(ref);
  if (stopped_ || object.tainted || object.vague) return std::nullopt;
  if (object.body && (object.body->many || object.body->blurred)) return std::nullopt;
  const bool hashed = object.sort == Sort::set || object.sort == Sort::frozenset;
  if ((hashed && object.body->used > 1) || (object.body && !object.body->ordered)) saw_disorder_ = true;
  switch (object.sort) {
    case Sort::list:
    case Sort::tuple:
    case Sort::deque:
      if (!step(object.body->items.size() / 4)) return std::nullopt;
      return object.body->items;
    case Sort::array:
      return array_items(*this, ref);
    case Sort::str:
    case Sort::bytes:
    case Sort::bytearray:
      return characters(*this, object);
    case Sort::dict:
    case Sort::set:
    case Sort::frozenset:
      return living(object.body->items);
    case Sort::view:
      return view_items(*this, object);
    case Sort::range:
      return range_items(*this, ref);
    case Sort::generator: {
      std::vector<Ref> items;
      const Ref done = object.body->node.is(Kind::generator_expression)
                           ? run_generator(*object.body, items)
                           : run_generator_function(*this, ref, items);
      edit(ref).tainted = true;  // one pass
      return done == nothing_known ? std::nullopt : std::optional(std::move(items));
    }
    case Sort::iterator: {
      auto items = iterator_items(*this, object);
      edit(ref).tainted = true;
      return items;
    }
    default:
      return std::nullopt;
  }
}

}  // namespace perfhint::layout
