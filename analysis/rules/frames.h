// Frames: what is a DataFrame, a Series or an array, as far as code tells: by types, by constructors, and by
// what only they have. `pd` and `np` that nothing binds (a cell of a notebook) are taken for pandas and
// numpy.
#pragma once

#include <optional>
#include <string_view>

#include "analysis/facts/facts.h"
#include "analysis/syntax/table.h"

namespace perfhint {

bool is_pandas_call(const Facts&, Node call, std::string_view function);
// The function of numpy that is called; "" if it is none.
std::string numpy_function(const Facts&, Node call);

bool is_frame(const Facts&, Node expression);
// A Series, or a column by its name: df["price"].
bool is_series(const Facts&, Node expression);
// `row.NAME` of a Series may be its own attribute and not the element.
bool is_attribute_of_series(std::string_view name);

// A numpy array whose elements are numbers, as far as its constructor tells.
bool is_array(const Facts&, Node expression);
// How many dimensions an array has, where its constructor tells: one for arange(), zeros(n), ravel().
std::optional<int> dimensions(const Facts&, Node array);
// An array that is written to have at most `most` elements.
bool is_small_array(const Facts&, Node array, std::int64_t most);

// np.array([x for x in xs]): as long as what Python code has gone through already.
bool is_made_of_list(const Facts&, Node array);

// A plain comparison, operator or number of arrays' elements: what numpy and pandas do for all at once.
bool is_elementwise_operator(Node);

// Two names, attributes or subscripts of the same text, the root of which the region never rebinds.
bool is_same_throughout(const Facts&, Node expression, Node region);

}  // namespace perfhint
