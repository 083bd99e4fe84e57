// Frame text: a frame of a stack as profilers write it into one text.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace perfhint::server {

struct FrameText {
  std::string_view path, function;
  std::uint32_t line = 0;  // 0: not told
};

// "name (path:12)" and "name (path)", as py-spy writes it; nullopt: it is no such frame.
std::optional<FrameText> py_spy_frame(std::string_view text);
// "path:name:12", as Austin and profiling.sampling write it; more numbers may follow (the line's end,
// columns).
std::optional<FrameText> austin_frame(std::string_view text);

}  // namespace perfhint::server
