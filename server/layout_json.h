// The layout of a class's instances as JSON, for pictures: by version, with and without __slots__.
#pragma once

#include <optional>

#include "analysis/facts/facts.h"
#include "analysis/module.h"
#include "protocol/jsonrpc.h"

namespace perfhint::server {

// {"python", "bytes", "parts": [{"name", "offset", "bytes", "note", "names"}], "slots": null or {"bytes",
// "parts"}, "plain": the same}: `slots` is the class with __slots__ where it has none, `plain` the reverse.
// Offsets are in bytes from the address that id() tells, null for a block of its own; parts are in the order
// of their addresses. Null where the layout is not known.
rpc::Json layout_json(const Module&, const Block&, Node class_name, Python);

// {"name", "python": the asked one, "unknown": null or why, "layouts": one for each version}.
rpc::Json layouts_json(const Module&, const Block&, Node class_name, Python);

// The name of the class at the offset in the block, or around it; none: there is none.
Node class_name_at(const Block&, Offset);

}  // namespace perfhint::server
