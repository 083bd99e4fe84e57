// Comprehensions over range(...): the container's size from its length, its elements summed in closed form
// where they are all alike, round by round where that is cheap, and not at all otherwise.
#include <algorithm>
#include <set>

#include "analysis/layout/value.h"

namespace perfhint {

std::uint64_t RangeBounds::length() const {
  if (step == 0) return 0;
  const auto distance = static_cast<std::uint64_t>(step > 0 ? stop - start : start - stop);
  if (step > 0 ? start >= stop : start <= stop) return 0;
  const auto stride = static_cast<std::uint64_t>(step > 0 ? step : -step);
  return (distance + stride - 1) / stride;
}

std::optional<RangeBounds> Evaluation::bounds(const Call& range, int depth) {
  const std::size_t count = range.positional.size();
  if (count == 0 || count > 3 || range.splats || !range.keywords.empty()) return std::nullopt;
  std::array<std::optional<std::int64_t>, 3> numbers;
  for (std::size_t i = 0; i < count; ++i) {
    numbers[i] = integer(range.positional[i], depth + 1);
    constexpr std::int64_t limit = std::int64_t{1} << 60;
    if (!numbers[i] || *numbers[i] > limit || *numbers[i] < -limit) return std::nullopt;
  }
  RangeBounds bounds;
  if (count == 1) {
    bounds.stop = *numbers[0];
  } else {
    bounds.start = *numbers[0];
    bounds.stop = *numbers[1];
    if (count == 3) bounds.step = *numbers[2];
  }
  if (bounds.step == 0) return std::nullopt;
  return bounds;
}

// The ints that range(...) makes, shared ones for nothing.
ByteCount Evaluation::sum_of_range(const RangeBounds& bounds) const {
  const std::uint64_t n = bounds.length();
  const auto at = [&](std::uint64_t i) { return bounds.start + static_cast<std::int64_t>(i) * bounds.step; };
  const auto cost = [&](std::uint64_t i) { return model_.is_shared(at(i)) ? 0 : model_.integer(at(i)); };
  // Runs of equal cost, each end found by bisection: sizes are monotone on either side of the shared ints.
  ByteCount sum = 0;
  for (std::uint64_t i = 0; i < n;) {
    const ByteCount each = cost(i);
    std::uint64_t low = i + 1, high = n;
    const bool toward_zero = (at(i) < 0) == (bounds.step > 0);
    while (low < high) {
      const std::uint64_t middle = low + (high - low) / 2;
      // Past zero the costs rise again: only places on this side of it are comparable.
      const bool same =
          cost(middle) == each && (!toward_zero || (at(middle) < 0) == (at(i) < 0) || each == 0);
      if (same)
        low = middle + 1;
      else
        high = middle;
    }
    sum += each * (low - i);
    i = low;
  }
  return sum;
}

namespace {

constexpr std::uint64_t most_rounds = 2'000, most_int_rounds = 20'000;

struct Clause {
  Node target;
  Call range;
};

}  // namespace

// One comprehension, run in whole numbers.
class Rounds {
 public:
  Rounds(Evaluation& evaluation, Node node, int depth)
      : evaluation_(evaluation), node_(node), depth_(depth) {}

  std::optional<Value> run() {
    if (!read_clauses()) return unsized("its length is not known");
    if (clauses_.size() == 1 && filters_.empty()) {
      const auto bounds = evaluation_.bounds(clauses_[0].range, depth_);
      if (!bounds) return symbolic();
      return of_one_range(*bounds);
    }
    return round_by_round(most_rounds) ? finish(count_, count_, true) : bounded();
  }

 private:
  Node element() const { return node_.child(Field::body); }
  bool is_dict() const { return node_.is(Kind::dictionary_comprehension); }
  const Model& model() const { return evaluation_.model_; }
  std::string type() const {
    return node_.is(Kind::list_comprehension) ? "list" : is_dict() ? "dict" : "set";
  }

  bool read_clauses() {
    for (Node child : children(node_)) {
      if (child.is(Kind::if_clause)) filters_.push_back(child.named_child(0));
      if (!child.is(Kind::for_in_clause)) continue;
      const ForHead head = read_for(child);
      const Node iterable = unparenthesised(head.iterable);
      if (head.async || !head.target.is(Kind::identifier) || !iterable.is(Kind::call)) return false;
      Call call = read_call(iterable);
      if (!evaluation_.facts_.is_builtin(call.function, "range")) return false;
      clauses_.push_back({head.target, std::move(call)});
    }
    return !clauses_.empty();
  }

  Bytes own_size(std::uint64_t n, bool str_keys) const {
    if (type() == "list") return Bytes::exactly(Model::list(model().list_appended(n)));
    if (type() == "set") return Bytes::exactly(Model::set(model().set_grown(n)));
    return Bytes::exactly(model().dict(model().dict_grown(n), str_keys));
  }

  bool has_str_keys() const {
    return is_dict() && evaluation_.facts_.type(element().child(Field::key)).is(TypeKind::str);
  }

  bool mentions_variables(Node expression) const {
    for (Node node : descendants(expression)) {
      if (!node.is(Kind::identifier)) continue;
      for (const Clause& clause : clauses_) {
        if (evaluation_.facts_.binding(node) == evaluation_.facts_.binding(clause.target)) return true;
      }
    }
    return false;
  }

  std::optional<Value> of_one_range(const RangeBounds& bounds) {
    const std::uint64_t n = bounds.length();
    const Node body = unparenthesised(element());
    if (type() == "list" && n > most_rounds) {
      if (body.is(Kind::identifier) && mentions_variables(body)) {
        value_.reach.least = value_.reach.most = evaluation_.sum_of_range(bounds);
        return finish(n, n, true);
      }
      if (!mentions_variables(body)) return of_equal_elements(body, n);
      if (n <= most_int_rounds && sum_integers(body, bounds)) return finish(n, n, true);
      if (evaluation_.facts_.type(body).is(TypeKind::floating)) {
        value_.reach.least = value_.reach.most = Model::floating * n;
        return finish(n, n, true);
      }
    }
    if (round_by_round(most_rounds)) return finish(count_, distinct_exact_ ? count_ : n, distinct_exact_);
    value_.reach = {};
    value_.reach.unknown = "its elements are too many, or not known, to add up";
    if (type() == "list") return finish(n, n, true);
    return finish(n > 0 ? 1 : 0, n, n <= 1);
  }

  std::optional<Value> of_equal_elements(Node body, std::uint64_t n) {
    Value one;
    evaluation_.hold(one, body, depth_);
    value_.reach.add_times(one.reach, n);
    return finish(n, n, true);
  }

  bool sum_integers(Node body, const RangeBounds& bounds) {
    ByteCount sum = 0;
    evaluation_.variables_.push_back({evaluation_.facts_.binding(clauses_[0].target), 0});
    bool known = true;
    for (std::uint64_t i = 0; known && i < bounds.length(); ++i) {
      evaluation_.variables_.back().value = bounds.start + static_cast<std::int64_t>(i) * bounds.step;
      const auto number = evaluation_.integer(body, depth_ + 1);
      known = number.has_value();
      if (known && !model().is_shared(*number)) sum += model().integer(*number);
    }
    evaluation_.variables_.pop_back();
    value_.reach.least = value_.reach.most = sum;
    return known;
  }

  // Runs every round; false where a bound or filter is not known, or there are too many.
  bool round_by_round(std::uint64_t most) {
    value_.reach = {};
    count_ = 0;
    budget_ = most;
    const bool ran = run_clause(0);
    if (!distinct_.empty()) count_ = distinct_.size();
    return ran;
  }

  bool run_clause(std::size_t index) {
    if (index == clauses_.size()) return run_element();
    const auto bounds = evaluation_.bounds(clauses_[index].range, depth_);
    if (!bounds || bounds->length() > budget_) return false;
    auto& variables = evaluation_.variables_;
    const std::size_t own = variables.size();
    variables.push_back({evaluation_.facts_.binding(clauses_[index].target), 0});
    bool ran = true;
    for (std::uint64_t i = 0; ran && i < bounds->length(); ++i) {
      if (budget_ == 0)
        ran = false;
      else
        --budget_;
      variables[own].value = bounds->start + static_cast<std::int64_t>(i) * bounds->step;
      variables[own].counted = false;
      ran = ran && run_clause(index + 1);
    }
    variables.pop_back();
    return ran;
  }

  bool run_element() {
    for (Node filter : filters_) {
      const auto passes = truth(filter);
      if (!passes) return false;
      if (!*passes) return true;
    }
    if (type() == "list") {
      ++count_;
      evaluation_.hold(value_, element(), depth_);
      return true;
    }
    const Node key = is_dict() ? element().child(Field::key) : element();
    const auto known = evaluation_.value(key, depth_ + 1);
    std::string identity;
    if (known && known->integer)
      identity = "i" + std::to_string(*known->integer);
    else if (known && known->text)
      identity = "s" + *known->text;
    if (identity.empty()) {
      ++count_;
      distinct_exact_ = false;
    } else if (!distinct_.insert(identity).second) {
      distinct_exact_ = distinct_exact_ && !is_dict();  // whose value it keeps is too fine a question
      return true;
    }
    evaluation_.hold(value_, key, depth_);
    if (is_dict()) evaluation_.hold(value_, element().child(Field::value), depth_);
    return true;
  }

  std::optional<bool> truth(Node filter) {
    const Comparison comparison = read_comparison(unparenthesised(filter));
    if (!comparison) {
      const auto number = evaluation_.integer(filter, depth_ + 1);
      return number ? std::optional(*number != 0) : std::nullopt;
    }
    const auto left = evaluation_.integer(comparison.left, depth_ + 1),
               right = evaluation_.integer(comparison.right, depth_ + 1);
    if (!left || !right) return std::nullopt;
    switch (comparison.op) {
      case Kind::less:
        return *left < *right;
      case Kind::less_equal:
        return *left <= *right;
      case Kind::greater:
        return *left > *right;
      case Kind::greater_equal:
        return *left >= *right;
      case Kind::equal_equal:
        return *left == *right;
      case Kind::not_equal:
        return *left != *right;
      default:
        return std::nullopt;
    }
  }

  std::optional<Value> finish(std::uint64_t least, std::uint64_t most, bool exact) {
    value_.type = type();
    value_.shallow = exact
                         ? own_size(most, has_str_keys())
                         : Bytes::between(own_size(least, has_str_keys() || model().python.minor >= 11).least,
                                          own_size(most, has_str_keys()).most);
    if (exact)
      value_.length = most;
    else
      value_.note = "equal elements are kept once";
    if (!exact && value_.reach.unknown.empty()) value_.reach.unknown = value_.note;
    return value_;
  }

  // Filters that are not known: from nothing to all of it.
  std::optional<Value> bounded() {
    value_.reach = {};
    std::uint64_t most = 1;
    for (const Clause& clause : clauses_) {
      const auto bounds = evaluation_.bounds(clause.range, depth_);
      if (!bounds) return unsized("its length is not known");
      if (__builtin_mul_overflow(most, bounds->length(), &most)) return unsized("it is too long to count");
    }
    value_.reach.unknown = "how many elements pass is not known";
    auto result =
        finish(filters_.empty() && type() == "list" ? most : 0, most, filters_.empty() && type() == "list");
    if (result && !filters_.empty()) result->note = "how many elements pass is not known";
    return result;
  }

  std::optional<Value> unsized(std::string why) {
    Value value;
    value.type = type();
    value.note = std::move(why);
    return value;
  }

  // One range of unknown length: the slope, and the value at n = 1,000.
  std::optional<Value> symbolic() {
    Value value;
    value.type = type();
    value.note = "n is the length of `" +
                 std::string(node_.syntax()->source().substr(
                     clauses_[0].range.function.span().begin,
                     unparenthesised(read_for(first_clause()).iterable).span().end -
                         clauses_[0].range.function.span().begin)) +
                 "`";
    value.shallow.sort = Bytes::Sort::formula;
    const bool str_keys = has_str_keys();
    value.shallow.least = value.shallow.most = own_size(1'000, str_keys).least;
    if (type() == "list")
      value.shallow.formula = "56 + 8n, up to 1/8 more while it grows";
    else if (type() == "set")
      value.shallow.formula = "216 + 27n to 146n (a table of powers of two)";
    else
      value.shallow.formula = str_keys && model().python.minor >= 11
                                  ? "64 + 19n to 46n (a table of powers of two)"
                                  : "64 + 27n to 60n (a table of powers of two)";
    return value;
  }

  Node first_clause() const {
    for (Node child : children(node_)) {
      if (child.is(Kind::for_in_clause)) return child;
    }
    return {};
  }

  Evaluation& evaluation_;
  Node node_;
  int depth_;
  std::vector<Clause> clauses_;
  std::vector<Node> filters_;
  Value value_;
  std::uint64_t count_ = 0, budget_ = 0;
  std::set<std::string> distinct_;
  bool distinct_exact_ = true;
};

std::optional<Value> Evaluation::comprehension(Node node, int depth) {
  if (!node.is(Kind::list_comprehension)) {
    for (Node inner : descendants(node)) {
      if (inner.is(Kind::await_expression)) return std::nullopt;
    }
  }
  return Rounds(*this, node, depth).run();
}

// A generator's frame holds its variables and its evaluation stack, which only the compiler knows to the
// slot.
std::optional<Value> Evaluation::generator(Node node) const {
  Value value;
  value.type = "generator";
  std::uint64_t names = 1, clauses = 0;  // the hidden first iterable
  for (Node child : children(node)) {
    if (!child.is(Kind::for_in_clause)) continue;
    ++clauses;
    for (Node target : descendants(child.child(Field::left))) names += target.is(Kind::identifier);
  }
  value.note = "its items are made one at a time; the stack of its frame is an estimate";
  if (model_.python.minor <= 10) {
    value.shallow = Bytes::exactly(model_.generator);
    value.reach.unknown = "its frame takes some 400 B more";
    value.note = "its items are made one at a time";
    return value;
  }
  value.shallow =
      Bytes::between(model_.generator + 8 * (names + clauses), model_.generator + 8 * (names + clauses + 10));
  value.reach.unknown = value.note;
  return value;
}

}  // namespace perfhint
