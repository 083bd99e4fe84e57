// What the terminal can show: whether there is one, colours, and how wide a character is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace perfhint::server::cli {

bool stdin_is_terminal();
bool stdout_is_terminal();
bool stderr_is_terminal();

enum class Ink : std::uint8_t { plain, bold, red, yellow, green, cyan, blue, dim };

// Paints only where colours are wanted: a terminal that is not dumb, and no NO_COLOR.
class Painter {
 public:
  explicit Painter(bool colours) : colours_(colours) {}
  static Painter of_stdout();
  bool colours() const { return colours_; }
  std::string paint(Ink, std::string_view) const;

 private:
  bool colours_;
};

// A line as a terminal shows it: tabs as four spaces, control characters as '?'. `width` counts cells: wide
// characters take two, combining ones none.
struct Shown {
  std::string text;
  std::size_t width;
};
Shown show(std::string_view utf8);

}  // namespace perfhint::server::cli
