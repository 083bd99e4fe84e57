// Keeping: how long what an object holds may be kept: told from one use, or from the expression that makes
// it.
#pragma once

#include "analysis/facts/inference.h"
#include "analysis/syntax/table.h"

namespace perfhint {

// The use may take something out of the object, end what it does, or bound it: del xs[k], xs.clear(),
// len(xs), f.cache_clear(), tracemalloc.stop().
bool releases(Node identifier);

// Makes a builtin container that is empty: {}, [], dict(), list(), set(). What a block imports it does not
// say to others, so that collections.defaultdict is not told from what may have the name.
bool is_empty_container(Node value, const Inference&);

}  // namespace perfhint
