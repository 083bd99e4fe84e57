// Containers of the standard library: deque, array, Counter, defaultdict, OrderedDict.
#include <algorithm>

#include "analysis/layout/count.h"
#include "analysis/layout/growth.h"
#include "analysis/layout/library.h"
#include "analysis/layout/text.h"

namespace perfhint::layout {
namespace {

Ref make_deque(Machine& machine, const Arguments& arguments) {
  if (!arguments.certain || arguments.positional.size() > 2) return hole;
  const Ref made = machine.make(Sort::deque);
  Ref limit = arguments.positional.size() > 1 ? arguments.positional[1] : arguments.keyword("maxlen");
  if (limit != hole && machine.at(limit).sort == Sort::none) limit = hole;
  Body& body = *machine.edit(made).body;
  body.capacity = 32;
  body.most = limit == hole ? 0 : 1;
  std::uint64_t bound = UINT64_MAX;
  if (limit != hole) {
    const std::int64_t most = machine.small(limit).value_or(-1);
    if (most < 0)
      machine.edit(made).tainted = true;
    else
      bound = static_cast<std::uint64_t>(most);
  }
  if (arguments.positional.empty()) return made;
  const auto items = machine.iterate(arguments.positional[0]);
  if (!items) {
    machine.edit(made).tainted = true;
    return made;
  }
  const std::uint64_t kept = std::min<std::uint64_t>(bound, items->size());
  body.items.assign(items->end() - static_cast<std::ptrdiff_t>(kept), items->end());
  body.capacity = (1 + items->size() - kept) % 64;
  return made;
}

constexpr std::string_view codes = "bBuhHiIlLqQfdw";
constexpr std::uint64_t item_sizes[] = {1, 1, 4, 2, 2, 4, 4, 8, 8, 8, 8, 4, 8, 4};

Ref make_array(Machine& machine, const Arguments& arguments) {
  if (!arguments.plain(1, 2)) return hole;
  const Object& code = machine.at(arguments.positional[0]);
  if (code.sort != Sort::str || code.vague || code.body->text.size() != 1) return nothing_known;
  const std::string type(1, static_cast<char>(code.body->text[0]));
  const auto which = codes.find(type);
  if (which == std::string_view::npos) return nothing_known;
  const Ref made = machine.make(Sort::array);
  machine.edit(made).body->type = type;
  if (arguments.positional.size() == 1) return made;
  const Ref source = arguments.positional[1];
  const Object& object = machine.at(source);
  const auto items = machine.iterate(source);
  if (!items) {
    machine.edit(made).tainted = true;
    return made;
  }
  Body& body = *machine.edit(made).body;
  if (object.sort == Sort::bytes || object.sort == Sort::bytearray) {
    const std::uint64_t count = items->size() / item_sizes[which];
    body.items.assign(count, nothing_known);
    body.capacity = count > 0 ? count + count / 16 + 3 : 0;  // frombytes() on an empty array
  } else if (object.sort == Sort::list || object.sort == Sort::tuple || object.sort == Sort::str ||
             object.sort == Sort::array) {
    body.items = *items;
    body.capacity = items->size();
  } else {
    for (Ref item : *items) array_append(machine, made, item);
  }
  return made;
}

Ref count_items(Machine& machine, Ref made, Ref source) {
  const auto items = machine.iterate(source);
  if (!items || machine.at(source).sort == Sort::dict) return machine.edit(made).tainted = true, made;
  for (Ref item : *items) {
    const auto found = dict_find(machine, made, item);
    if (!found) return machine.edit(made).tainted = true, made;
    const std::int64_t seen = *found == hole ? 0 : machine.small(*found).value_or(0);
    dict_insert(machine, made, item, machine.integer(seen + 1));
  }
  return made;
}

// Counter, defaultdict, OrderedDict: a dict with more beside it.
Ref make_mapping(Machine& machine, std::string_view type, const Arguments& arguments) {
  if (!arguments.certain) return hole;
  const Ref made = dict_new(machine, machine.model().dict_call_empty());
  Body& body = *machine.edit(made).body;
  body.type = type;
  std::vector<Ref> given = arguments.positional;
  if (type == "defaultdict" && !given.empty()) {
    body.attributes.push_back("default_factory");
    body.class_of = nullptr;
    machine.edit(made).number = static_cast<std::int64_t>(given[0]);
    given.erase(given.begin());
  }
  if (given.size() > 1) return hole;
  if (!given.empty() && type == "Counter")
    count_items(machine, made, given[0]);
  else if (!given.empty())
    dict_update_from(machine, made, given[0]);
  for (const auto& [name, value] : arguments.keywords)
    dict_insert(machine, made, machine.constant(machine.text(Sort::str, wide(name))), value);
  return made;
}

}  // namespace

Ref call_containers(Machine& machine, std::string_view name, const Arguments& arguments) {
  if (name == "collections.deque") return make_deque(machine, arguments);
  if (name == "collections.Counter" || name == "collections.defaultdict" || name == "collections.OrderedDict")
    return make_mapping(machine, name.substr(12), arguments);
  return name == "array.array" ? make_array(machine, arguments) : hole;
}

// Each walk over an array makes its items anew.
std::optional<std::vector<Ref>> array_items(Machine& machine, Ref array) {
  const Object& object = machine.at(array);
  if (object.body->many) return std::nullopt;
  const bool reals = object.body->type == "d" || object.body->type == "f";
  std::vector<Ref> items;
  for (Ref item : object.body->items) {
    const auto number = machine.small(item);
    items.push_back(reals    ? machine.vague(Sort::floating)
                    : number ? machine.integer(*number)
                             : machine.vague(Sort::integer));
  }
  return items;
}

Ref default_item(Machine& machine, Ref ref, Ref key) {
  const auto factory = static_cast<Ref>(machine.at(ref).number);
  if (machine.at(factory).sort == Sort::none) return machine.stop(), nothing_known;
  const Ref made = machine.call(factory, {});
  dict_insert(machine, ref, key, made);
  return made;
}

Ref most_common(Machine& machine, Ref self, Ref count) {
  const auto most = machine.small(count);
  const Body& body = *machine.at(self).body;
  if (!most || *most < 0 || *most > 10'000) return nothing_known;
  // heapq.nlargest: a list of tuples; only their number is told.
  std::vector<Ref> rows;
  const std::uint64_t rows_count = std::min<std::uint64_t>(static_cast<std::uint64_t>(*most), body.used);
  for (std::uint64_t i = 0; i < rows_count; ++i)
    rows.push_back(machine.sequence(Sort::tuple, {body.items[i], body.values[i]}));
  const Ref list = machine.sequence(Sort::list, {}, rows_count);
  if (rows_count > 1 && rows_count < body.used)
    machine.edit(list).body->capacity = machine.model().list_appended(rows_count);
  machine.edit(list).body->items = rows;
  machine.edit(list).body->ordered = false;
  // Which of them are the most common is not looked for.
  for (std::size_t i = 0; i < body.items.size() && rows_count < body.used; ++i) {
    if (body.items[i] != hole && !machine.at(body.items[i]).constant && !is_shared(machine, body.items[i]))
      machine.edit(list).tainted = true;
    if (body.items[i] != hole && !is_shared(machine, body.values[i])) machine.edit(list).tainted = true;
  }
  return list;
}

}  // namespace perfhint::layout
