// file: URIs and paths. Documents are keyed by the URI as the client wrote it; these are for reading files
// beside them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace perfhint::rpc {

// "file:///a%20b.py" -> "/a b.py"; "file:///c%3A/x" -> "C:/x"; "file://host/share" -> "//host/share".
// None for other schemes and for what no path can hold.
std::optional<std::string> path_of(std::string_view uri);

// The inverse, for absolute paths; backslashes of a Windows path become slashes.
std::string uri_of(std::string_view path);

// Every byte that RFC 3986 does not leave unreserved, but '/', as %XX.
std::string percent_encoded(std::string_view);
std::string percent_decoded(std::string_view);  // a % without two hex digits stays

}  // namespace perfhint::rpc
