// I5 and I6: after any sequence of edits the blocks' texts are the document, and the analysis of a lexically
// closed text is the one that a fresh start gives: same blocks, same trees, same facts, same findings.
#include <gtest/gtest.h>

#include <random>

#include "analysis/check.h"
#include "analysis/rules/rule.h"
#include "analysis/source/splitter.h"
#include "tests/support/corpus.h"

namespace perfhint {
namespace {

// What people and their editors do: letters, brackets and quotes one at a time, lines moved, blocks pasted.
const std::vector<std::string> snippets{"x",
                                        "1",
                                        " ",
                                        "\n",
                                        "\n\n",
                                        "(",
                                        ")",
                                        "[",
                                        "]",
                                        "{",
                                        "}",
                                        "'",
                                        "\"",
                                        "\"\"\"",
                                        "'''",
                                        "\\",
                                        "\\\n",
                                        "#",
                                        ":",
                                        "@",
                                        ",",
                                        "    ",
                                        "f\"",
                                        "f'{x!r:>{w}}'",
                                        "else:\n    pass\n",
                                        "elif x:\n    y()\n",
                                        "@decorate\n",
                                        "def f(a, b=[]):\n    return a\n",
                                        "class Point:\n    def __init__(self):\n        self.x = 1\n",
                                        "import os\n",
                                        "from a import b\n",
                                        "\r\n",
                                        "\f",
                                        "for i in range(9):\n    print(items.pop(0))\n",
                                        "rows = [1, 2, 3]\n",
                                        "points = [Point() for _ in range(3)]\n",
                                        "any([r.bad for r in rows])\n",
                                        "from x import *\n",
                                        "# perfhint: ignore-file\n",
                                        "if __name__ == '__main__':\n    f()\n",
                                        "\xF0\x9F\x90\x8D",
                                        "\xC3\xA9",
                                        "except E:\n    pass\n",
                                        "async def g():\n    await h()\n",
                                        "global x\n",
                                        "lambda: 0",
                                        "\t"};

class Editor {
 public:
  Editor(std::string text, std::uint32_t seed) : text_(std::move(text)), random_(seed) {}

  const std::string& text() const { return text_; }

  Change next() {
    if (!undo_.empty() && pick(4) == 0) {
      const Change change = undo_.back();
      undo_.pop_back();
      apply(change);
      return change;
    }
    const Change change = random_change();
    undo_.push_back({{change.span.begin, change.span.begin + static_cast<Offset>(change.text.size())},
                     text_.substr(change.span.begin, change.span.size())});
    apply(change);
    return change;
  }

 private:
  std::uint32_t pick(std::size_t bound) { return static_cast<std::uint32_t>(random_() % bound); }

  Offset place() {
    const Offset at = pick(text_.size() + 1);
    if (pick(2) == 0) return at;
    const std::size_t line = text_.rfind('\n', at);  // half of all edits are at the start of a line
    return line == std::string::npos ? 0 : static_cast<Offset>(line + 1);
  }

  Change random_change() {
    const Offset begin = place();
    const std::size_t rest = text_.size() - begin;
    Offset size = 0;
    switch (pick(4)) {
      case 0:
        size = static_cast<Offset>(std::min<std::size_t>(rest, 1));
        break;
      case 1:
        size = static_cast<Offset>(std::min<std::size_t>(rest, pick(80)));
        break;
      case 2: {
        const std::size_t end = text_.find('\n', begin);
        size = static_cast<Offset>((end == std::string::npos ? text_.size() : end + 1) - begin);
        break;
      }
      default:
        break;
    }
    std::string text = pick(5) == 0 && size > 0 ? "" : snippets[pick(snippets.size())];
    if (pick(20) == 0) {  // a line from elsewhere, pasted
      const Offset from = place();
      text = text_.substr(from, pick(200));
    }
    return {{begin, begin + size}, std::move(text)};
  }

  void apply(const Change& change) { text_.replace(change.span.begin, change.span.size(), change.text); }

  std::string text_;
  std::mt19937 random_;
  std::vector<Change> undo_;
};

bool is_lexically_closed(const std::string& text) {
  Offset at = 0;
  for (;;) {
    const Extent extent = next_block(text, at);
    if (extent.exhausted) return !extent.open;
    at = extent.end;
  }
}

std::string describe(const Checked& checked) {
  std::string all;
  for (const Module::Entry& entry : checked.module().blocks()) {
    all += "block " + std::to_string(entry.begin) + " line " + std::to_string(entry.line) + " nodes " +
           std::to_string(entry.block->syntax->size()) + " facts " +
           std::to_string(checked.module().facts().fingerprint(entry.block->summary.mentions)) + "\n";
  }
  for (const Located& located : checked.findings()) {
    all += std::string(located.finding->rule->name) + " " + std::to_string(located.span().begin) + "-" +
           std::to_string(located.span().end) + " " + located.finding->message + "\n";
    for (const Fix& fix : located.finding->fixes) {
      for (const Edit& edit : checked.edits(located, fix)) {
        all += "  " + std::to_string(edit.span.begin) + "-" + std::to_string(edit.span.end) + " " +
               edit.text + "\n";
      }
    }
  }
  return all;
}

bool same_trees(const Module& a, const Module& b) {
  for (std::size_t i = 0; i < a.blocks().size(); ++i) {
    const Syntax& x = *a.blocks()[i].block->syntax;
    const Syntax& y = *b.blocks()[i].block->syntax;
    for (std::uint32_t at = 0; at < x.size(); ++at) {
      const Row &p = x.row(at), &q = y.row(at);
      if (p.kind != q.kind || p.begin != q.begin || p.end != q.end || p.flags != q.flags ||
          p.parent != q.parent)
        return false;
    }
  }
  return true;
}

struct Tally {
  int edits = 0, closed = 0, findings = 0;
};

// Checks after a random number of edits, as a debounced server does, against a fresh start.
void run_edits(const testing::SourceFile& file, int edits, std::uint32_t seed, Tally& tally) {
  Editor editor(file.text, seed);
  std::mt19937 random(seed);
  Settings settings;
  settings.micro = true;
  auto module = std::make_shared<const Module>(editor.text());
  Checked checked = check(module, settings);
  for (int i = 0; i < edits; ++i) {
    module = std::make_shared<const Module>(module->edited(editor.next()));
    ++tally.edits;
    ASSERT_EQ(module->text(), editor.text()) << file.path << " edit " << i << " seed " << seed;
    if (random() % 3 == 0) continue;
    checked = check(module, settings, &checked);
    if (!is_lexically_closed(editor.text())) continue;
    ++tally.closed;
    const Checked fresh = check(std::make_shared<const Module>(editor.text()), settings);
    ASSERT_EQ(describe(checked), describe(fresh)) << file.path << " edit " << i << " seed " << seed;
    ASSERT_TRUE(same_trees(checked.module(), fresh.module()))
        << file.path << " edit " << i << " seed " << seed;
    tally.findings += static_cast<int>(fresh.findings().size());
  }
}

TEST(Incremental, EqualsFreshAfterRandomEditsOverRealFiles) {
  Tally tally;
  std::uint32_t seed = 1;
  for (const testing::SourceFile& file : testing::library_sample(60, 500, 12'000)) {
    run_edits(file, 200, seed++, tally);
    if (HasFatalFailure()) return;
  }
  EXPECT_GE(tally.edits, 10'000);
  EXPECT_GE(tally.closed, tally.edits / 5);
  EXPECT_GT(tally.findings, 0);
  std::printf("%d edits, %d compared with a fresh analysis, %d findings seen\n", tally.edits, tally.closed,
              tally.findings);
}

TEST(Incremental, EqualsFreshInFilesWithLargeBlocks) {
  Tally tally;
  std::uint32_t seed = 1001;
  for (const testing::SourceFile& file : testing::library_sample(4, 60'000, 120'000)) {
    run_edits(file, 40, seed++, tally);
    if (HasFatalFailure()) return;
  }
  EXPECT_GE(tally.edits, 120);
}

// What another block binds may be a name that this block does not say: one that its fix would write, or the
// base of a base.
TEST(Incremental, FollowsNamesThatABlockDoesNotSay) {
  struct Case {
    const char* text;
    const char* from;
    const char* to;
  };
  const Case cases[] = {
      {"def lowest(xs):\n    return sorted(xs)[0]\ndef main():\n    pass\n", "main", "min"},
      {"def drain(start):\n    todo = [start]\n    while todo:\n        todo.pop(0)\ndef dequ():\n    pass\n",
       "dequ", "deque"},
      {"class A:\n    pass\nclass B(A):\n    __slots__ = ()\nclass C(B):\n    __slots__ = ('x',)\n",
       "A:\n    pass\n", "A:\n    __slots__ = ()\n"},
  };
  Settings settings;
  settings.micro = true;
  for (const Case& one : cases) {
    const std::string before = one.text;
    const std::size_t at = before.find(one.from);
    const Module module(before);
    const Checked first = check(std::make_shared<const Module>(module), settings);
    const auto begin = static_cast<Offset>(at);
    const Module edited =
        module.edited({{begin, begin + static_cast<Offset>(std::string_view(one.from).size())}, one.to});
    const Checked again = check(std::make_shared<const Module>(edited), settings, &first);
    const Checked fresh = check(std::make_shared<const Module>(edited.text()), settings);
    EXPECT_EQ(describe(again), describe(fresh));
    EXPECT_NE(describe(first), describe(fresh)) << "a case that tells nothing: " << before;
  }
}

}  // namespace
}  // namespace perfhint
