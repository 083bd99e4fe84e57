// What is asked, and how it is found out: exactly where that is possible, with assumed lengths otherwise.
#include "analysis/layout/size.h"

#include <fmt/format.h>

#include <cmath>

#include "analysis/layout/count.h"
#include "analysis/layout/describe.h"
#include "analysis/layout/instance.h"
#include "analysis/layout/machine.h"

namespace perfhint {

std::string with_thousands(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

std::string readable_bytes(std::uint64_t bytes) {
  if (bytes <= 9'999) return with_thousands(bytes) + " B";
  const double kilobytes = static_cast<double>(bytes) / 1024;
  if (kilobytes < 1000) return fmt::format("{:.1f} KB", kilobytes);
  const double megabytes = kilobytes / 1024;
  return megabytes < 1000 ? fmt::format("{:.1f} MB", megabytes) : fmt::format("{:.1f} GB", megabytes / 1024);
}

namespace {

// The value that an assignment gives to its target; none for anything else.
Node assigned_value(Node target) {
  const Node assignment = target.parent();
  if (assignment.is(Kind::named_expression) && target.field() == Field::name)
    return assignment.child(Field::value);
  if (!assignment.is(Kind::assignment) || target.field() != Field::left) return {};
  Node value = assignment.child(Field::right);
  while (value.is(Kind::assignment)) value = value.child(Field::right);
  return value;
}

struct Trial {
  layout::Machine machine;
  layout::Ref value = layout::nothing_known;
  layout::Measured measured;

  Trial(const Module& module, const Block& block, Node node, Python python, std::uint64_t steps,
        std::int64_t assumed)
      : machine(module, python, steps) {
    if (assumed > 0) machine.assume_lengths(assumed);
    value = machine.value_at(block, node);
    measured = layout::measure(machine, value);
  }
  bool known() const { return measured.shallow.sort != Bytes::Sort::unknown; }
};

SizeAnswer answer_of(const Trial& trial, Python python) {
  SizeAnswer answer;
  answer.python = python;
  answer.type = layout::type_name(trial.machine, trial.value);
  answer.shallow = trial.measured.shallow;
  answer.retained = trial.measured.retained;
  answer.deep = trial.measured.deep;
  answer.unknown = trial.measured.unknown;
  return answer;
}

// A variable that goes on growing where it was first bound: what it is in the end.
void add_end(const Module& module, const Block& block, Node target, Python python, SizeAnswer& answer) {
  if (!target.is(Kind::identifier) || target.field() != Field::left || answer.lines.size() >= 7) return;
  layout::Machine machines[] = {{module, python, quick_steps}, {module, python, quick_steps}};
  layout::Measured measured[2];
  layout::Ref values[2];
  for (int i = 0; i < 2; ++i) {
    machines[i].assume_lengths((i + 1) * worked_length);
    values[i] = machines[i].value_at_end(block, target);
    measured[i] = layout::measure(machines[i], values[i]);
  }
  if (measured[0].shallow.sort != Bytes::Sort::exact || measured[0].shallow == answer.shallow) return;
  const bool grows = machines[0].assumed_any() && measured[0].shallow != measured[1].shallow;
  if (!grows) {
    if (!machines[0].assumed_any())
      answer.lines.push_back(
          fmt::format("At the function's end: {}.", readable_bytes(measured[0].shallow.least)));
    return;
  }
  SizeAnswer end;
  end.python = python;
  describe_growth(machines[0], values[0], measured[0], machines[1], values[1], measured[1], end);
  answer.lines.push_back(
      "At the function's end: " + end.lines.front().substr(0, end.lines.front().rfind(" \u00B7 ")) + ".");
}

// Of a value whose lengths are not known: at n and at 2n, so that its growth can be told.
std::optional<SizeAnswer> estimated(const Module& module, const Block& block, Node node, Python python,
                                    std::uint64_t steps) {
  const Trial once(module, block, node, python, steps, worked_length);
  if (!once.known()) return std::nullopt;
  if (!once.machine.assumed_any()) {  // too long to follow round by round
    SizeAnswer answer = answer_of(once, python);
    describe(once.machine, block, node, once.value, once.measured, answer);
    answer.lines.front() += ", estimate";
    return answer;
  }
  const Trial twice(module, block, node, python, steps, 2 * worked_length);
  if (!twice.known() || twice.measured.shallow == once.measured.shallow) return std::nullopt;
  SizeAnswer answer = answer_of(once, python);
  describe_growth(once.machine, once.value, once.measured, twice.machine, twice.value, twice.measured,
                  answer);
  return answer;
}

}  // namespace

SizeAnswer numbers_of(const Module& module, const Block& block, Node node, Python python,
                      std::uint64_t steps) {
  return answer_of(Trial(module, block, node, python, steps, 0), python);
}

std::optional<SizeAnswer> size_of(const Module& module, const Block& block, Node node, Python python,
                                  std::uint64_t steps) {
  if (!node || node.broken()) return std::nullopt;
  const Facts facts(*block.syntax, *block.names, module.facts(), python);
  Node expression = node;
  if (node.is(Kind::identifier) && node.field() == Field::name) {
    if (auto instance = instance_size(facts, node)) return instance;
    if (node.parent().is(Kind::function_definition))
      return describe_function(module, block, node.parent(), python);
  }
  if (const Node value = assigned_value(node)) expression = value;
  const Trial trial(module, block, expression, python, steps, 0);
  if (!trial.known()) {
    auto growth = estimated(module, block, expression, python, steps);
    if (!growth) return attribute_size(facts, node);
    add_attribute_place(facts, node, *growth);
    return growth;
  }
  SizeAnswer answer = answer_of(trial, python);
  describe(trial.machine, block, expression, trial.value, trial.measured, answer);
  add_end(module, block, node, python, answer);
  add_attribute_place(facts, node, answer);
  return answer;
}

}  // namespace perfhint
