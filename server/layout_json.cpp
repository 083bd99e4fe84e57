#include "server/layout_json.h"

#include <algorithm>

#include "analysis/layout/instance_layout.h"

namespace perfhint::server {

namespace {

using rpc::Json;

Json text_or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

Json part_json(const InstancePart& part) {
  return {{"name", part.name},
          {"offset", part.offset ? Json(*part.offset) : Json()},
          {"bytes", part.bytes},
          {"note", text_or_null(part.note)},
          {"names", part.names}};
}

// Blocks of their own come last.
Json parts_json(const Model& model, const InstanceLayout& layout) {
  std::vector<InstancePart> parts = parts_of(model, layout);
  std::ranges::stable_sort(parts, {},
                           [](const InstancePart& part) { return part.offset.value_or(INT64_MAX); });
  Json all = Json::array();
  for (const InstancePart& part : parts) all.push_back(part_json(part));
  return {{"bytes", total(model, layout)}, {"parts", std::move(all)}};
}

InstanceLayout layout_of(const Module& module, const Block& block, Node name, Python python) {
  return layout_of_class(Facts(*block.syntax, *block.names, module.facts(), python), name.parent());
}

}  // namespace

Json layout_json(const Module& module, const Block& block, Node name, Python python) {
  const InstanceLayout layout = layout_of(module, block, name, python);
  if (!layout.unknown.empty()) return nullptr;
  const Model& model = model_of(python);
  Json out = parts_json(model, layout);
  out["python"] = to_string(python);
  out["slots"] = layout.slotted ? Json() : parts_json(model, with_slots(layout));
  out["plain"] = layout.slotted ? parts_json(model, without_slots(layout)) : Json();
  return out;
}

Json layouts_json(const Module& module, const Block& block, Node name, Python python) {
  Json layouts = Json::array();
  for (std::uint8_t minor = oldest_python.minor; minor <= newest_python.minor; ++minor) {
    if (Json layout = layout_json(module, block, name, Python{minor}); !layout.is_null())
      layouts.push_back(std::move(layout));
  }
  return {{"name", std::string(name.text())},
          {"python", to_string(python)},
          {"unknown", text_or_null(layout_of(module, block, name, python).unknown)},
          {"layouts", std::move(layouts)}};
}

Node class_name_at(const Block& block, Offset at) {
  if (block.open || !block.names || at > block.text.size()) return {};
  const Offset end = static_cast<Offset>(block.text.size());
  Node node = block.syntax->covering({std::min(at, end), std::min(at + 1, end)});
  while (node && !node.is(Kind::class_definition)) node = node.parent();
  return node && !node.broken() ? node.child(Field::name) : Node();
}

}  // namespace perfhint::server
