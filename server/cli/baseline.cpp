// {"version": 1, "hints": [{"path", "rule", "fingerprint"}, ...]}, one hint a line: changes are easy to
// review.
#include "server/cli/baseline.h"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "server/cli/replace_file.h"

namespace perfhint::server::cli {

namespace {

using Json = nlohmann::ordered_json;
constexpr int version = 1;

}  // namespace

ReadBaseline read_baseline(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return {std::nullopt, "cannot be read; --write-baseline makes one"};
  const std::string text(std::istreambuf_iterator<char>(in), {});
  const Json json = Json::parse(text, nullptr, false);
  const auto broken = [](const std::string& what) {
    return ReadBaseline{std::nullopt, "is no baseline: " + what + "; --write-baseline makes a new one"};
  };
  if (!json.is_object() || !json.contains("hints") || !json["hints"].is_array()) {
    return broken("it has no array \"hints\"");
  }
  if (json.value("version", Json()) != version) {
    return broken(fmt::format("its version is not {}", version));
  }
  Baseline baseline;
  for (const Json& hint : json["hints"]) {
    const auto print = hint.is_object() ? hint.find("fingerprint") : hint.end();
    if (!hint.is_object() || print == hint.end() || !print->is_string())
      return broken("a hint has no fingerprint");
    baseline.fingerprints.insert(print->get<std::string>());
  }
  return {std::move(baseline), ""};
}

std::string write_baseline(const std::string& path, const std::vector<BaselineHint>& hints) {
  std::string text = fmt::format("{{\n  \"version\": {},\n  \"hints\": [", version);
  for (std::size_t i = 0; i < hints.size(); ++i) {
    const Json object = {
        {"path", hints[i].path}, {"rule", hints[i].rule}, {"fingerprint", hints[i].fingerprint}};
    text += (i == 0 ? "\n    " : ",\n    ") + object.dump(-1, ' ', false, Json::error_handler_t::replace);
  }
  text += hints.empty() ? "]\n}\n" : "\n  ]\n}\n";
  return replace_file(path, text);
}

}  // namespace perfhint::server::cli
