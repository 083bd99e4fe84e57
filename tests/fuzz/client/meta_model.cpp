// A value is made from its type top down; below a depth only what must be there.
#include "tests/fuzz/client/meta_model.h"

#include <fstream>
#include <stdexcept>

namespace perfhint::fuzz {

namespace {

constexpr int deepest = 12;

std::map<std::string, Json> by_name(const Json& list) {
  std::map<std::string, Json> out;
  for (const Json& item : list) out[item["name"]] = item;
  return out;
}

Json base_value(const std::string& name, Random& random) {
  static const std::vector<std::string> strings = {"",    "x",        "perfhint",
                                                   "a b", "\xC3\xA9", "\xF0\x9F\x90\x8D"};
  if (name == "boolean") return random.chance(50);
  if (name == "integer") return random.between(-3, 100);
  if (name == "uinteger") return random.between(0, 100);
  if (name == "decimal") return random.between(0, 100) / 8.0;
  if (name == "null") return nullptr;
  if (name == "URI" || name == "DocumentUri") return "file:///nowhere/unknown.py";
  return random.pick(strings);
}

}  // namespace

Json any_json(Random& random, int depth) {
  switch (random.below(depth > 0 ? 7 : 5)) {
    case 0:
      return nullptr;
    case 1:
      return random.chance(50);
    case 2:
      return random.between(-5, 5000);
    case 3:
      return base_value("string", random);
    case 4:
      return 0.5;
    case 5: {
      Json out = Json::array();
      for (int i = random.between(0, 3); i > 0; --i) out.push_back(any_json(random, depth - 1));
      return out;
    }
    default: {
      Json out = Json::object();
      for (int i = random.between(0, 3); i > 0; --i)
        out["k" + std::to_string(random.below(5))] = any_json(random, depth - 1);
      return out;
    }
  }
}

MetaModel::MetaModel(const std::string& path) {
  std::ifstream in(path);
  if (!in) throw std::runtime_error("cannot read " + path);
  const Json model = Json::parse(in);
  for (const Json& request : model["requests"]) {
    if (request["messageDirection"] == "serverToClient") continue;
    requests_.push_back(
        {request["method"], request.value("serverCapability", ""), request.value("params", Json())});
  }
  structures_ = by_name(model["structures"]);
  enumerations_ = by_name(model["enumerations"]);
  aliases_ = by_name(model["typeAliases"]);
}

// One value being made.
struct MetaModel::Maker {
  const MetaModel& model;
  Random& random;
  int optional_percent;
  const Known& known;
  int depth = 0;

  Json make(const Json& type) {
    ++depth;
    Json out = make(type["kind"].get<std::string>(), type);
    --depth;
    return out;
  }

  Json make(const std::string& kind, const Json& type) {
    if (kind == "base" || kind == "reference") return named(type["name"]);
    if (kind == "array") return array(type["element"]);
    if (kind == "or") return make(alternative(type["items"]));
    if (kind == "stringLiteral") return type["value"];
    Json out = kind == "tuple" ? Json::array() : Json::object();
    if (kind == "literal") properties(type["value"], out);
    if (kind == "map" && depth < deepest) out[make(type["key"]).dump()] = make(type["value"]);
    if (kind == "tuple") {
      for (const Json& item : type["items"]) out.push_back(make(item));
    }
    if (kind == "and") {
      for (const Json& item : type["items"]) out.update(make(item));
    }
    return out;
  }

  // Deep down the first, which in this model is never the one that recurses.
  const Json& alternative(const Json& items) {
    return items[depth < deepest ? random.below(items.size()) : 0];
  }

  Json array(const Json& element) {
    Json out = Json::array();
    if (depth >= deepest) return out;
    for (int i = random.between(0, 3); i > 0; --i) out.push_back(make(element));
    return out;
  }

  Json named(const std::string& name) {
    if (auto value = known(name)) return std::move(*value);
    if (name == "LSPAny") return any_json(random);
    if (name == "LSPObject") return Json::object();
    if (name == "LSPArray") return Json::array();
    if (const auto found = model.structures_.find(name); found != model.structures_.end()) {
      Json out = Json::object();
      structure(found->second, out);
      return out;
    }
    if (const auto found = model.aliases_.find(name); found != model.aliases_.end())
      return make(found->second["type"]);
    if (const auto found = model.enumerations_.find(name); found != model.enumerations_.end()) {
      const Json& values = found->second["values"];
      return values[random.below(values.size())]["value"];
    }
    return base_value(name, random);
  }

  void structure(const Json& definition, Json& out) {
    for (const char* from : {"extends", "mixins"}) {
      for (const Json& base : definition.value(from, Json::array()))
        structure(model.structures_.at(base["name"]), out);
    }
    properties(definition, out);
  }

  void properties(const Json& definition, Json& out) {
    for (const Json& property : definition["properties"]) {
      const bool optional = property.value("optional", false);
      if (optional && (depth >= deepest || !random.chance(optional_percent))) continue;
      out[property["name"].get<std::string>()] = make(property["type"]);
    }
  }
};

Json MetaModel::value(const Json& type, Random& random, int optional_percent, const Known& known) const {
  return Maker{*this, random, optional_percent, known}.make(type);
}

Json MetaModel::named(const std::string& type_name, Random& random, int optional_percent,
                      const Known& known) const {
  return value({{"kind", "reference"}, {"name", type_name}}, random, optional_percent, known);
}

}  // namespace perfhint::fuzz
