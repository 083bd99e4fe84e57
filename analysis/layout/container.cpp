// Displays and constructors. A container's own size follows from how it is made; what it holds is summed
// beside it.
#include <algorithm>
#include <set>

#include "analysis/layout/value.h"

namespace perfhint {

void Reach::add(const Reach& other) {
  constants.insert(other.constants.begin(), other.constants.end());
  least += other.least;
  most += other.most;
  if (unknown.empty()) unknown = other.unknown;
}

void Reach::add_times(const Reach& fresh, std::uint64_t times) {
  if (times == 0) return;
  constants.insert(fresh.constants.begin(), fresh.constants.end());
  least += fresh.least * times;
  most += fresh.most * times;
  if (unknown.empty()) unknown = fresh.unknown;
}

Bytes Reach::total(const Bytes& shallow) const {
  if (!unknown.empty()) return {};
  if (shallow.sort != Bytes::Sort::exact && shallow.sort != Bytes::Sort::interval) return {};
  ByteCount shared = 0;
  for (const auto& [identity, bytes] : constants) shared += bytes;
  return Bytes::between(shallow.least + least + shared, shallow.most + most + shared);
}

void hold(Reach& reach, const Value& element) {
  if (element.shared) return;
  if (element.shallow.sort != Bytes::Sort::exact && element.shallow.sort != Bytes::Sort::interval) {
    reach.unknown =
        element.note.empty() ? "the size of a " + element.type + " in it is not known" : element.note;
    return;
  }
  if (element.constant) {
    reach.constants[*element.constant] = element.shallow.least;
  } else {
    reach.least += element.shallow.least;
    reach.most += element.shallow.most;
  }
  reach.add(element.reach);
}

void Evaluation::hold(Value& holder, Node element, int depth) {
  const Node inner = unparenthesised(element);
  // A round's own object, named twice, is one object.
  if (inner.is(Kind::identifier)) {
    for (Variable& variable : variables_) {
      if (variable.binding != facts_.binding(inner)) continue;
      if (variable.counted) return;
      variable.counted = true;
    }
  }
  if (const auto value = this->value(element, depth + 1)) {
    perfhint::hold(holder.reach, *value);
  } else if (holder.reach.unknown.empty()) {
    std::string text(element.text().substr(0, 40));
    if (const auto line = text.find('\n'); line != std::string::npos) text.resize(line);
    holder.reach.unknown = "the size of `" + text + "` is not known";
  }
}

namespace {

bool is_splat(Node node) {
  return node.is_any(Kind::list_splat, Kind::dictionary_splat, Kind::parenthesized_list_splat);
}

}  // namespace

// list, tuple, expression_list
std::optional<Value> Evaluation::sequence(Node node, int depth) {
  Value result;
  result.type = node.is(Kind::list) ? "list" : "tuple";
  std::uint64_t count = 0;
  bool all_constant = true;
  for (Node element : children(node)) {
    if (is_splat(element)) return std::nullopt;
    ++count;
    const auto value = this->value(element, depth + 1);
    all_constant = all_constant && value && value->constant;
    hold(result, element, depth);
  }
  result.length = count;
  if (result.type == "list") {
    result.shallow = Bytes::exactly(Model::list(model_.list_display(count, all_constant)));
    return result;
  }
  result.shallow = Bytes::exactly(model_.tuple(count));
  result.shared = count == 0;
  if (all_constant) result.constant = "tuple " + std::string(node.text());
  return result;
}

std::optional<Value> Evaluation::set_display(Node node, int depth) {
  Value result;
  result.type = "set";
  std::set<std::string> distinct;
  std::uint64_t unnamed = 0;
  bool all_constant = true;
  for (Node element : children(node)) {
    if (is_splat(element)) return std::nullopt;
    const auto value = this->value(element, depth + 1);
    const bool constant = value && value->constant;
    all_constant = all_constant && constant;
    if (constant &&
        !distinct.insert(value->constant->substr(value->constant->find(' ') + 1) + value->type.front())
             .second)
      continue;
    unnamed += !constant;
    hold(result, element, depth);
  }
  const std::uint64_t count = distinct.size() + unnamed;
  result.length = count;
  const std::uint64_t most = model_.set_display(count, all_constant);
  const std::uint64_t least =
      unnamed == 0 ? most : model_.set_grown(std::max<std::uint64_t>(1, distinct.size()));
  result.shallow = Bytes::between(Model::set(least), Model::set(most));
  if (unnamed > 0) result.note = "elements may be equal";
  return result;
}

std::optional<Value> Evaluation::dict_display(Node node, int depth) {
  Value result;
  result.type = "dict";
  std::set<std::string> distinct;
  std::uint64_t unnamed = 0, str_keys = 0, keys = 0;
  for (Node pair : children(node)) {
    if (!pair.is(Kind::pair)) return std::nullopt;
    ++keys;
    const Node key = pair.child(Field::key);
    const auto value = this->value(key, depth + 1);
    if (value && value->constant)
      distinct.insert(*value->constant);
    else
      ++unnamed;
    str_keys += (value && value->type == "str") || (!value && facts_.type(key).is(TypeKind::str));
    hold(result, key, depth);
    hold(result, pair.child(Field::value), depth);
  }
  const std::uint64_t count = distinct.size() + unnamed;
  result.length = count;
  const std::uint64_t table = model_.dict_display(keys);
  const bool str_only = str_keys == keys && keys > 0;
  const bool kinds_known = unnamed == 0 || str_only || model_.python.minor <= 10;
  if (str_keys > 0 && !str_only && model_.python.minor >= 11 && model_.python.minor <= 13) {
    // The first key that is no str rebuilds the table, larger than it would have been.
    result.shallow = Bytes::between(model_.dict(table, false), model_.dict(table * 2, false));
    result.note = "keys of str and of other types";
  } else if (kinds_known) {
    result.shallow = Bytes::exactly(model_.dict(table, str_only));
  } else {
    result.shallow = Bytes::between(model_.dict(table, true), model_.dict(table, false));
    result.note = "less if all keys are str";
  }
  if (unnamed > 0 && keys > 5) {
    const ByteCount least =
        model_.dict(model_.dict_display(std::max<std::uint64_t>(1, distinct.size())), true);
    if (keys < 16 || unnamed == keys) result.shallow.least = std::min(result.shallow.least, least);
    result.shallow = Bytes::between(std::min(least, result.shallow.least), result.shallow.most);
    result.note = "keys may be equal";
  }
  return result;
}

// list(range(n)), tuple(range(n)), set(range(n))
Value Evaluation::from_range(std::string type, const Call& range, int depth) {
  Value result;
  result.type = std::move(type);
  const auto bounds = this->bounds(range, depth);
  if (!bounds) {
    result.note = "its length is not known";
    return result;
  }
  const std::uint64_t n = bounds->length();
  result.length = n;
  if (result.type == "list")
    result.shallow = Bytes::exactly(Model::list(model_.list_from_sized(n)));
  else if (result.type == "tuple")
    result.shallow = Bytes::exactly(model_.tuple(n));
  else
    result.shallow = Bytes::exactly(Model::set(model_.set_grown(n)));
  result.reach.least = result.reach.most = sum_of_range(*bounds);
  result.shared = result.type == "tuple" && n == 0;
  return result;
}

std::optional<Value> Evaluation::call(Node node, int depth) {
  const Call call = read_call(node);
  if (!call.function.is(Kind::identifier) || call.splats || !call.keywords.empty()) return std::nullopt;
  const std::string_view name = call.function.text();
  if (!facts_.is_builtin(call.function, name)) return std::nullopt;
  Value result;
  result.type = name;
  const Node sole = call.sole_argument();
  if (call.positional.empty() && !call.generator) {
    result.length = 0;
    if (name == "list")
      result.shallow = Bytes::exactly(Model::list(0));
    else if (name == "dict")
      result.shallow = Bytes::exactly(model_.dict(model_.dict_call_empty(), true));
    else if (name == "set" || name == "frozenset")
      result.shallow = Bytes::exactly(Model::set(8));
    else if (name == "tuple")
      result.shallow = Bytes::exactly(model_.tuple(0)), result.shared = true;
    else
      return std::nullopt;
    return result;
  }
  if (name == "range" && !call.positional.empty() && call.positional.size() <= 3) {
    result.shallow = Bytes::exactly(Model::range);
    const auto bounds = this->bounds(call, depth);
    if (!bounds) {
      result.reach.unknown = "its bounds are not known";
      return result;
    }
    // A range keeps its bounds, and its length as an int of its own.
    for (Node bound : call.positional) hold(result, bound, depth);
    if (!model_.is_shared(static_cast<std::int64_t>(bounds->length()))) {
      result.reach.least += model_.integer(static_cast<std::int64_t>(bounds->length()));
      result.reach.most = result.reach.least;
    }
    result.length = bounds->length();
    return result;
  }
  if (name == "float" && sole) {
    result.shallow = Bytes::exactly(Model::floating);
    return result;
  }
  if ((name == "list" || name == "tuple" || name == "set") && sole) {
    const Call inner = read_call(unparenthesised(sole));
    if (inner.function.is(Kind::identifier) && facts_.is_builtin(inner.function, "range"))
      return from_range(result.type, inner, depth);
  }
  if (name == "str" && sole) {
    if (const auto number = integer(sole, depth + 1)) {
      Value text = text_value(std::to_string(*number), false);
      text.constant.reset();
      return text;
    }
  }
  return std::nullopt;
}

// A name stands for what it was bound to, where that is one thing and nothing has changed it.
std::optional<Value> Evaluation::name(Node node, int depth) {
  if (const auto number = integer(node, depth)) {
    Value value = integer_value(*number);
    const Binding* binding = facts_.binding(node);
    const bool variable = std::any_of(variables_.begin(), variables_.end(),
                                      [&](const Variable& v) { return v.binding == binding; });
    if (variable) value.constant.reset();
    return value;
  }
  const Binding* binding = facts_.binding(node);
  if (!binding || !facts_.is_closed(*binding) || binding->definitions.size() != 1 ||
      !facts_.is_local(*binding))
    return std::nullopt;
  const Definition& definition = binding->definitions[0];
  const Node statement = facts_.syntax().node(definition.statement);
  if (definition.kind != DefinitionKind::assignment ||
      statement.child(Field::left).index() != definition.name)
    return std::nullopt;
  if (facts_.mutated_within(*binding, facts_.syntax().root()) || facts_.escapes(*binding))
    return std::nullopt;
  if (facts_.enclosing_loop(statement)) return std::nullopt;
  auto value = this->value(statement.child(Field::right), depth + 1);
  // Named twice it is one object, which only a constant's identity tells.
  if (value && !value->constant && !value->shared)
    value->constant = "name " + std::to_string(definition.name);
  return value;
}

std::optional<Value> Evaluation::value(Node node, int depth) {
  if (depth > deepest) return std::nullopt;
  node = unparenthesised(node);
  if (node.broken()) return std::nullopt;
  const auto fixed = [](std::string type, ByteCount bytes) {
    Value value;
    value.type = std::move(type);
    value.shallow = Bytes::exactly(bytes);
    value.shared = true;
    value.constant = value.type;
    return value;
  };
  switch (node.kind()) {
    case Kind::none_literal:
      return fixed("NoneType", Model::none);
    case Kind::ellipsis:
      return fixed("ellipsis", Model::none);
    case Kind::true_literal:
    case Kind::false_literal: {
      Value value = fixed("bool", node.is(Kind::true_literal) ? 28 : model_.false_bool);
      value.constant = std::string(node.text());
      return value;
    }
    case Kind::integer:
    case Kind::float_number:
      return number(node);
    case Kind::string:
    case Kind::concatenated_string:
      return string(node);
    case Kind::unary_operator:
    case Kind::binary_operator:
      return operation(node, depth);
    case Kind::list:
    case Kind::tuple:
    case Kind::expression_list:
      return sequence(node, depth);
    case Kind::set:
      return set_display(node, depth);
    case Kind::dictionary:
      return dict_display(node, depth);
    case Kind::list_comprehension:
    case Kind::set_comprehension:
    case Kind::dictionary_comprehension:
      return comprehension(node, depth);
    case Kind::generator_expression:
      return generator(node);
    case Kind::call:
      return call(node, depth);
    case Kind::identifier:
      return name(node, depth);
    default:
      return std::nullopt;
  }
}

}  // namespace perfhint
