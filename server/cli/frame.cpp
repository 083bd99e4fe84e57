// Columns of the source are code points; what is printed is cells of the terminal (terminal.h).
#include "server/cli/frame.h"

#include <algorithm>

namespace perfhint::server::cli {

namespace {

constexpr std::uint32_t head_lines = 5, tail_lines = 2;  // of a long place

class Frame {
 public:
  Frame(const Text& text, const Place& place, const Painter& painter)
      : text_(text), place_(place), painter_(painter), gutter_(gutter_of(place)) {
    if (place_.end_column == 1 &&
        place_.end_line > place_.line) {  // it ends with a line end: that line is its last
      place_.end_line -= 1;
      const std::string_view last = source(place_.end_line);
      place_.end_column = column_of(last, static_cast<Offset>(last.size()), Encoding::utf32) + 1;
    }
  }

  std::string draw() {
    const bool many = place_.end_line > place_.line;
    bar();
    context(place_.line - 1, many);
    if (many) {
      draw_many();
    } else {
      line(place_.line, "");
      const std::size_t before = width_to(place_.line, place_.column);
      const std::size_t end = width_to(place_.line, place_.end_column);
      under(std::string(before, ' ') + marks(std::max<std::size_t>(end - std::min(before, end), 1)));
    }
    context(place_.end_line + 1, many);
    bar();
    return std::move(out_);
  }

 private:
  std::string_view source(std::uint32_t number) const {
    if (number < 1 || number > text_.line_count()) return {};
    std::string_view bytes = text_.slice(text_.line(number - 1));
    if (number == 1 && bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    return bytes;
  }

  // Cells before a column.
  std::size_t width_to(std::uint32_t number, std::uint32_t column) const {
    const std::string_view bytes = source(number);
    return show(bytes.substr(0, byte_of(bytes, column - 1, Encoding::utf32))).width;
  }

  std::string marks(std::size_t count) const { return painter_.paint(Ink::yellow, std::string(count, '^')); }

  void start(const std::string& number) {
    const std::string label = std::string(gutter_ - number.size(), ' ') + number + " |";
    out_ += painter_.paint(Ink::blue, label);
  }

  void bar() {
    start("");
    out_ += '\n';
  }

  void line(std::uint32_t number, const std::string& edge) {
    start(std::to_string(number));
    const std::string shown = show(source(number)).text;
    if (!edge.empty() || !shown.empty()) out_ += " " + edge + shown;
    out_ += '\n';
  }

  void under(const std::string& text) {
    start("");
    out_ += " " + text + "\n";
  }

  void context(std::uint32_t number, bool many) {
    if (source(number).find_first_not_of(" \t\f") != std::string_view::npos) line(number, many ? "  " : "");
  }

  void draw_many() {
    const std::string side = painter_.paint(Ink::yellow, "|") + " ";
    const std::size_t first = width_to(place_.line, place_.column);
    // The first line's indentation needs no mark of its own; anything else is underlined.
    if (source(place_.line)
            .substr(0, byte_of(source(place_.line), place_.column - 1, Encoding::utf32))
            .find_first_not_of(" \t\f") == std::string_view::npos) {
      line(place_.line, painter_.paint(Ink::yellow, "/") + " ");
    } else {
      line(place_.line, "  ");
      under(painter_.paint(Ink::yellow, " " + std::string(first + 1, '_') + "^"));
    }
    const std::uint32_t last = place_.end_line;
    const bool is_long = last - place_.line + 1 > head_lines + tail_lines + 3;
    for (std::uint32_t number = place_.line + 1; number <= last; ++number) {
      if (is_long && number == place_.line + head_lines) {
        out_ += painter_.paint(Ink::blue, "...") +
                std::string(gutter_ - std::min<std::size_t>(gutter_, 1), ' ') + " " +
                painter_.paint(Ink::yellow, "|") + "\n";
        number = last - tail_lines + 1;
      }
      line(number, side);
    }
    const std::size_t end = std::max<std::size_t>(width_to(last, place_.end_column), 1);
    under(painter_.paint(Ink::yellow, "|" + std::string(end, '_') + "^"));
  }

  const Text& text_;
  Place place_;
  const Painter& painter_;
  std::size_t gutter_;
  std::string out_;
};

}  // namespace

std::size_t gutter_of(const Place& place) { return std::to_string(place.end_line + 1).size(); }

std::string frame(const Text& text, const Place& place, const Painter& painter) {
  return Frame(text, place, painter).draw();
}

}  // namespace perfhint::server::cli
