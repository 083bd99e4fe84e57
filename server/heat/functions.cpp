// One walk over each block's table.
#include "server/heat/functions.h"

namespace perfhint::server {

namespace {

// The names of the classes and functions around it, and its own.
std::string qualified_name(Node definition) {
  std::string name(definition.child(Field::name).text());
  for (Node outer = definition.parent(); outer; outer = outer.parent()) {
    if (!outer.is_any(Kind::function_definition, Kind::class_definition)) continue;
    name = std::string(outer.child(Field::name).text()) + "." + name;
  }
  return name;
}

FunctionPlace place_of(const Block& block, std::uint32_t first_line, Node definition) {
  const auto line = [&](Offset at) { return first_line + block.text.position(at, Encoding::utf8).line; };
  const Node decorated = definition.parent();
  const bool is_decorated = decorated.is(Kind::decorated_definition);
  return {qualified_name(definition), std::string(definition.child(Field::name).text()),
          line(is_decorated ? decorated.span().begin : definition.span().begin),
          line(definition.span().begin), line(definition.span().end) + 1};
}

}  // namespace

std::vector<FunctionPlace> functions_of(const Module& module) {
  std::vector<FunctionPlace> functions;
  for (const Module::Entry& entry : module.blocks()) {
    const Syntax& syntax = *entry.block->syntax;
    for (std::uint32_t at = 0; at < syntax.size(); ++at) {
      if (syntax.row(at).kind != Kind::function_definition) continue;
      functions.push_back(place_of(*entry.block, entry.line, syntax.node(at)));
    }
  }
  return functions;
}

}  // namespace perfhint::server
