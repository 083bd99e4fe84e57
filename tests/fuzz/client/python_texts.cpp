// Statements come from the rules' cases and the examples, so that there is something to hint at.
#include "tests/fuzz/client/python_texts.h"

#include <fstream>
#include <iterator>
#include <stdexcept>

#include "analysis/source/splitter.h"
#include "tests/fuzz/client/client_text.h"

namespace perfhint::fuzz {

namespace fs = std::filesystem;

namespace {

// The control and joining characters are those that some programs take for line ends, and LSP does not.
const std::vector<std::u32string> typed = {U"x",
                                           U"1",
                                           U" ",
                                           U"    ",
                                           U"\t",
                                           U"\n",
                                           U"\n\n",
                                           U"\r\n",
                                           U"\r",
                                           U"(",
                                           U")",
                                           U"[",
                                           U"]",
                                           U"{",
                                           U"}",
                                           U"'",
                                           U"\"",
                                           U"'''",
                                           U"\"\"\"",
                                           U"f\"",
                                           U"f'{x!r:>{w}}'",
                                           U"\\",
                                           U"\\\n",
                                           U"#",
                                           U":",
                                           U"@",
                                           U",",
                                           U".",
                                           U"=",
                                           U"lambda: 0",
                                           U"\f",
                                           U"\v",
                                           U"\x85",
                                           U"\u2028",
                                           U"\uFEFF",
                                           U"\uFFFD",
                                           U"\x01",
                                           U"\u00E9",
                                           U"e\u0301",
                                           U"\u4E2D\u6587",
                                           U"\U0001F40D",
                                           U"'\U0001F40D'",
                                           U"\U0001F469\u200D\U0001F4BB",
                                           U"\U00020000 = 1\n",
                                           U"\U0010FFFF",
                                           U"# \U0001F40D perfhint: ignore\n",
                                           U"# perfhint: ignore-file\n",
                                           U"import os\n",
                                           U"from a import *\n",
                                           U"else:\n    pass\n",
                                           U"except E:\n    pass\n",
                                           U"@decorate\n",
                                           U"if __name__ == '__main__':\n    f()\n",
                                           U"for i in range(9):\n    print(items.pop(0))\n",
                                           U"rows = [1, 2, 3]\n",
                                           U"points = [Point() for _ in range(3)]\n",
                                           U"class Point:\n    def __init__(self):\n        self.x = 1\n",
                                           U"async def g():\n    await h()\n",
                                           U"s = '\U0001F40D'; out = ''\nfor r in rows: out += r\n",
                                           U"from app.shapes import Shape\n",
                                           U"many = [Shape() for _ in range(1000)]\n"};

std::u32string with_line_ends(const std::u32string& text, Random& random) {
  const std::u32string crlf = U"\r\n", cr = U"\r";
  const std::size_t style = random.below(10);  // most have \n
  std::u32string out;
  for (const char32_t point : text) {
    const bool other =
        point == U'\n' && (style == 0 || style == 1 || style == 3 || (style == 2 && random.chance(30)));
    if (other) {
      out += style == 3 ? cr : crlf;
    } else {
      out += point;
    }
  }
  return out;
}

void add_statements(const std::string& text, std::vector<std::u32string>& out) {
  for (Offset at = 0; at < text.size();) {
    const Extent extent = next_block(text, at);
    out.push_back(code_points(std::string_view(text).substr(at, extent.end - at)));
    at = extent.end;
  }
}

}  // namespace

PythonTexts::PythonTexts(const fs::path& source_tree) {
  std::vector<fs::path> files;
  for (const char* folder : {"tests/rules/bad", "tests/rules/ok", "examples"}) {
    for (const auto& entry : fs::directory_iterator(source_tree / folder)) {
      if (entry.path().extension() == ".py") files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());  // the same on every machine
  for (const fs::path& file : files) {
    std::ifstream in(file, std::ios::binary);
    add_statements(std::string(std::istreambuf_iterator<char>(in), {}), statements_);
  }
  if (statements_.empty()) throw std::runtime_error("no Python below " + source_tree.string());
}

std::u32string PythonTexts::document(Random& random) const {
  if (random.chance(5)) return U"";
  const int most = random.chance(3) ? 120 : 12;
  std::u32string text = random.chance(5) ? U"\uFEFF" : U"";
  for (int i = random.between(1, most); i > 0; --i)
    text += random.chance(15) ? piece(random) : random.pick(statements_);
  if (random.chance(15)) text.resize(random.below(text.size() + 1));  // cut anywhere: broken
  return with_line_ends(text, random);
}

std::u32string PythonTexts::piece(Random& random) const {
  if (random.chance(75)) return random.pick(typed);
  return with_line_ends(random.pick(statements_), random);
}

}  // namespace perfhint::fuzz
