#include "server/cli/size_batch.h"

#include <nlohmann/json.hpp>
#include <string>

#include "analysis/layout/size.h"

namespace perfhint::server::cli {

namespace {

using Json = nlohmann::ordered_json;

// Indented as the body of a function; a string over several lines keeps its own.
std::string indented(const std::string& body) {
  std::string out;
  for (std::size_t at = 0; at < body.size();) {
    const std::size_t end = std::min(body.find('\n', at), body.size());
    out += "    " + body.substr(at, end - at) + "\n";
    at = end + 1;
  }
  return out;
}

Json number_of(const Bytes& bytes) {
  switch (bytes.sort) {
    case Bytes::Sort::exact:
      return bytes.least;
    case Bytes::Sort::interval:
      return Json::array({Json(bytes.least), Json(bytes.most)});
    default:
      return nullptr;
  }
}

// The value of the last return statement.
Node returned(const Block& block) {
  Node found;
  for (Node node : descendants(block.syntax->root())) {
    if (node.is(Kind::return_statement)) found = node.named_child(0);
  }
  return found;
}

Json answer(const Json& question, Python python) {
  constexpr std::uint64_t steps = 20'000'000;
  const std::string setup = question.value("setup", ""), body = question.value("body", "");
  const Module module(setup + "\ndef __case__():\n" + indented(body) + "    return (" +
                      question.at("expr").get<std::string>() + ")\n");
  Json line = {{"id", question.value("id", Json(nullptr))}, {"shallow", nullptr}, {"retained", nullptr}};
  const Block& block = *module.blocks().back().block;
  const Node node = block.open ? Node() : returned(block);
  if (!node || node.broken()) return line;
  const SizeAnswer size = numbers_of(module, block, node, python, steps);
  line["shallow"] = number_of(size.shallow);
  line["retained"] = number_of(size.retained);
  return line;
}

}  // namespace

void answer_batch(std::istream& in, std::ostream& out, Python python) {
  for (std::string line; std::getline(in, line);) {
    const Json question = Json::parse(line, nullptr, false);
    const bool asks = question.is_object() && question.contains("expr") && question["expr"].is_string();
    out << (asks ? answer(question, python) : Json{{"error", "no object with an \"expr\""}})
               .dump(-1, ' ', false, Json::error_handler_t::replace)
        << '\n';
  }
}

}  // namespace perfhint::server::cli
