// What is asked, and how the answer reads.
#include "analysis/layout/size.h"

#include <fmt/format.h>

#include "analysis/layout/instance.h"
#include "analysis/layout/count.h"
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

std::string readable(const Bytes& bytes) {
  switch (bytes.sort) {
    case Bytes::Sort::exact:
      return readable_bytes(bytes.least);
    case Bytes::Sort::interval:
      return fmt::format("{} to {}", readable_bytes(bytes.least), readable_bytes(bytes.most));
    case Bytes::Sort::formula:
      return bytes.formula + " B";
    case Bytes::Sort::unknown:
      break;
  }
  return "size unknown";
}

// Enough for containers of some hundred thousand elements; a hover waits no longer.
constexpr std::uint64_t hover_steps = 400'000;

}  // namespace

SizeAnswer numbers_of(const Module& module, const Block& block, Node node, Python python, std::uint64_t steps) {
  layout::Machine machine(module, python, steps);
  const layout::Ref ref = machine.value_at(block, node);
  SizeAnswer answer;
  answer.python = python;
  const layout::Measured measured = layout::measure(machine, ref);
  answer.type = layout::type_name(machine, ref);
  answer.shallow = measured.shallow;
  answer.retained = measured.retained;
  answer.deep = measured.deep;
  answer.unknown = measured.unknown;
  return answer;
}

std::optional<SizeAnswer> size_of(const Module& module, const Block& block, Node node, Python python) {
  if (!node || node.broken()) return std::nullopt;
  const Facts facts(*block.syntax, *block.names, module.facts(), python);
  if (node.is(Kind::identifier)) {
    if (auto instance = instance_size(facts, node)) return instance;
  }
  SizeAnswer answer = numbers_of(module, block, node, python, hover_steps);
  if (answer.shallow.sort == Bytes::Sort::unknown) return std::nullopt;
  answer.lines.push_back(readable(answer.shallow));
  return answer;
}

}  // namespace perfhint
