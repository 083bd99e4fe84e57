// The cache of `check`: whatever lies in it, the output is that of a check without one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <regex>
#include <thread>

#include "server/cli/check_cache.h"
#include "server/cli/commands.h"
#include "server/cli/formats.h"
#include "server/cli/packed.h"
#include "tests/support/command.h"

namespace perfhint::server::cli {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using namespace std::chrono_literals;

constexpr const char* dot =
    "from shapes import Point\n\n\nclass Dot(Point):\n    def __init__(self, x, y):\n"
    "        super().__init__(x)\n        self.y = y\n\n\ndots = [Dot(i, i) for i in range(1000)]\n";
constexpr const char* slotted = "class Point:\n    __slots__ = (\"x\",)\n";
constexpr const char* plain = "class Point:\n    pass\n";

class CliCache : public testing::Test, protected TemporaryFolder {
 protected:
  CliCache() { write("w/pyproject.toml", "[tool.perfhint]\npython-version = '3.12'\n"); }

  Outcome check(Words words, bool cached = true) {
    words.insert(words.end(), {"-j2", "-v", at("w")});
    if (cached) words.insert(words.end(), {"--cache-dir", at("cache")});
    return run(check_command, words);
  }
  // That the cache knows `known` of `all`, and what a check without it says is what is said.
  void expect(std::size_t known, std::size_t all, const Words& words = {}) {
    const Outcome made = check(words), afresh = check(words, false);
    EXPECT_EQ(made.out, afresh.out);
    EXPECT_EQ(made.code, afresh.code);
    EXPECT_THAT(made.err, HasSubstr("cache: " + std::to_string(known) + " of " + std::to_string(all) + " "));
  }
  std::vector<fs::path> entries() const {
    std::vector<fs::path> all;
    for (const auto& entry : fs::recursive_directory_iterator(folder / "cache")) {
      if (entry.is_regular_file() && entry.path().parent_path() != folder / "cache")
        all.push_back(entry.path());
    }
    return all;
  }
};

std::string bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void put(const fs::path& path, const std::string& bytes) { std::ofstream(path, std::ios::binary) << bytes; }

TEST_F(CliCache, EveryFormatIsTheSame) {
  const fs::path source(PERFHINT_SOURCE_DIR);
  fs::copy(source / "examples", folder / "w/examples");
  fs::copy(source / "tests/rules/bad", folder / "w/bad", fs::copy_options::recursive);
  write("w/dot.py", dot);
  write("w/shapes.py", slotted);
  ASSERT_EQ(check({"--all"}).code, exit_findings);
  for (const Writer& writer : writers()) {
    for (const Words& more : {Words{}, {"--statistics"}, {"--all"}}) {
      Words words = {"--output-format", std::string(writer.name)};
      words.insert(words.end(), more.begin(), more.end());
      check(words);
      const Outcome warm = check(words), afresh = check(words, false);
      EXPECT_EQ(warm.out, afresh.out) << writer.name;
      EXPECT_TRUE(std::regex_search(warm.err, std::regex("cache: ([0-9]+) of \\1 texts known"))) << warm.err;
    }
  }
}

TEST_F(CliCache, WhatIsDamagedIsNotUsed) {
  write("w/slow.py", slow);
  check({});
  ASSERT_EQ(entries().size(), 1u);
  const fs::path entry = entries()[0];
  const std::string whole = bytes_of(entry);
  const std::string expected = check({}, false).out;
  const auto is_refused = [&](const std::string& bytes) {
    put(entry, bytes);
    const Outcome made = check({});
    EXPECT_EQ(made.out, expected);
    EXPECT_THAT(made.err, HasSubstr("cache: 0 of 1 "));
    EXPECT_EQ(bytes_of(entry), whole);  // and is there again
  };
  for (std::size_t i = 0; i < whole.size(); ++i) {
    std::string damaged = whole;
    damaged[i] = static_cast<char>(damaged[i] ^ 1 << i % 8);
    is_refused(damaged);
  }
  for (std::size_t size = 0; size < whole.size(); size += 7) is_refused(whole.substr(0, size));
  is_refused(whole + '\0');
  expect(1, 1);
}

TEST_F(CliCache, WhatIsOfAnotherTextIsNotUsed) {
  write("w/slow.py", slow);
  check({});
  const std::string foreign = bytes_of(entries()[0]);
  fs::remove_all(folder / "cache");
  write("w/slow.py", "x = 1\n");
  check({});
  put(entries()[0], foreign);
  expect(0, 1);
}

struct Step {
  const char* name;
  std::function<void(const TemporaryFolder&)> change;
  bool known;
};

// One change after the other; main.py imports lib, which has the class from shapes.
TEST_F(CliCache, ImportsAreLookedAtAgain) {
  const auto writes = [](const char* name, const char* text) {
    return [=](const TemporaryFolder& to) { to.write(name, text); };
  };
  const auto nothing = [](const TemporaryFolder&) {};
  const Step steps[] = {
      {"shapes_is_not_there", writes("w/lib.py", "from shapes import Point\n"), false},
      {"nothing", nothing, true},
      {"shapes_is_there", writes("w/shapes.py", slotted), false},
      {"it_is_known", nothing, true},
      {"what_is_not_imported_changes", writes("w/other.py", slow), true},
      {"shapes_changes", writes("w/shapes.py", plain), false},
      {"and_back", writes("w/shapes.py", slotted), false},
      {"another_comes_first", writes("w/shapes/__init__.py", plain), false},
      {"it_is_gone", [](const TemporaryFolder& from) { fs::remove_all(from.folder / "w/shapes"); }, false},
      {"one_between_changes", writes("w/lib.py", "from shapes import Pint\n"), false},
      {"it_is_no_text", writes("w/lib.py", "\xFF"), false},
      {"the_folder_is_a_package", writes("w/__init__.py", ""), false},
      {"it_is_known_again", nothing, true},
  };
  write("w/main.py", std::string(dot).replace(5, 6, "lib"));
  for (const Step& step : steps) {
    SCOPED_TRACE(step.name);
    step.change(*this);
    const Outcome made = run(check_command, {"-v", "--cache-dir", at("cache"), at("w/main.py")});
    EXPECT_EQ(made.out, run(check_command, {at("w/main.py")}).out);
    EXPECT_THAT(made.err, HasSubstr(step.known ? "cache: 1 of 1 " : "cache: 0 of 1 "));
  }
}

TEST_F(CliCache, SettingsAndPlacesCount) {
  write("w/slow.py", slow);
  check({});
  expect(1, 1);
  for (const Words& words : std::vector<Words>{
           {"--target", "3.8"}, {"--select", "list-pop0"}, {"--ignore", "list-pop0"}, {"--all"}}) {
    expect(0, 1, words);
    expect(1, 1, words);
  }
  write("w/pyproject.toml", "[tool.perfhint]\npython-version = '3.12'\nline-length = 20\n");
  expect(0, 1);
  fs::create_directories(folder / "w/tests");
  fs::rename(folder / "w/slow.py", folder / "w/tests/slow.py");  // where little is said
  expect(0, 1);
}

// What the cells are joined to is the same.
TEST_F(CliCache, CellsOfNotebooksCount) {
  const auto notebook = [](const std::string& cells) {
    return R"({"nbformat": 4, "cells": [)" + cells + "]}";
  };
  const std::string begin = R"({"cell_type": "code", "source": ")", end = "\"}";
  const std::string loop = R"(    while queue:\n        print(queue.pop(0)))", next = "x = 1";
  const std::string head = R"(def drain(n: int):\n    queue = [n]\n)";
  write("w/nb.ipynb", notebook(begin + head + loop + R"(\n)" + next + end));
  check({});
  expect(1, 1);
  write("w/nb.ipynb", notebook(begin + head + loop + end + ", " + begin + next + end));
  expect(0, 1);
  expect(1, 1, {"--format", "json"});
}

TEST_F(CliCache, FixesAndBaselinesAreAsWithoutIt) {
  write("w/slow.py", slow);
  check({"--write-baseline", at("base.json")});
  expect(1, 1, {"--baseline", at("base.json")});
  expect(0, 0, {"--diff"});
  EXPECT_EQ(check({"--fix"}).code, exit_clean);
  EXPECT_THAT(read("w/slow.py"), HasSubstr("popleft"));
  expect(1, 1);
}

TEST_F(CliCache, WhereNothingCanBeWrittenThereIsNone) {
  write("w/slow.py", slow);
  write("cache", "a file");
  const Outcome made = check({});
  EXPECT_EQ(made.out, check({}, false).out);
  EXPECT_EQ(made.code, exit_findings);
  EXPECT_THAT(made.err, HasSubstr("1 could not be kept there"));
  EXPECT_EQ(read("cache"), "a file");
  EXPECT_THAT(check({"--no-cache"}).err, HasSubstr("cache: none\n"));
}

TEST_F(CliCache, OldAndTooManyEntriesGo) {
  for (int i = 0; i < 8; ++i) write("w/m" + std::to_string(i) + ".py", "x = " + std::to_string(i) + "\n");
  check({});
  std::vector<fs::path> all = entries();
  ASSERT_EQ(all.size(), 8u);
  const auto age = [](const fs::path& path, std::chrono::hours hours) {
    fs::last_write_time(path, fs::file_time_type::clock::now() - hours);
  };
  age(all[0], 24h * 40);
  age(all[1], 24h * 20);
  const fs::path mine = all[0].parent_path() / "mine";  // who names a folder may have other things there
  put(mine, "x");
  age(mine, 24h * 40);
  write("w/new.py", "y = 1\n");
  check({});
  EXPECT_TRUE(fs::exists(all[0]));  // not twice an hour
  age(folder / "cache/trimmed", 2h);
  write("w/new.py", "y = 2\n");
  expect(8, 9);  // and those that are used are young again
  EXPECT_EQ(entries().size(), 11u);
  age(folder / "cache/trimmed", 2h);
  age(all[0], 24h * 40);
  age(all[1], 24h * 20);
  CheckCache cache(at("cache"), {});
  cache.trim(0);
  EXPECT_EQ(entries().size(), 11u);  // it has kept nothing
  cache.keep(digest_of("new"), {});
  cache.trim(4096 * 9);
  EXPECT_FALSE(fs::exists(all[0]));
  EXPECT_FALSE(fs::exists(all[1]));
  EXPECT_TRUE(fs::exists(mine));
  EXPECT_EQ(entries().size(), 10u);  // nine, and mine
}

TEST_F(CliCache, ManyWriteAtATime) {
  const CacheEntry entry{{{"/a/b.py", digest_of("b")}, {"/a/c.py", std::nullopt}}, {}};
  const Digest key = digest_of("key");
  std::atomic<int> found = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] {
        CheckCache cache(at("cache"), {});
        for (int round = 0; round < 100; ++round) {
          cache.keep(key, {{}, {}});
          found += cache.find(key, "x.py").has_value();
        }
      });
    }
  }
  EXPECT_EQ(found, 400);
  EXPECT_EQ(entries().size(), 1u);
}

TEST(CacheEntry, KeepsWhatItIsGiven) {
  const std::vector<SeenFile> seen = {
      {"/a", std::nullopt}, {"/a/b.py", digest_of("")}, {"/a/b/c.py", digest_of("c")}, {"/b", std::nullopt}};
  const auto entry = unpack(pack(digest_of("key"), {seen, {}}), digest_of("key"));
  ASSERT_TRUE(entry);
  EXPECT_EQ(entry->seen, seen);
  EXPECT_FALSE(unpack(pack(digest_of("key"), {seen, {}}), digest_of("yek")));
}

TEST(Packed, NumbersAndTexts) {
  Packer to;
  for (int bit = 0; bit < 64; ++bit) to.add(std::uint64_t{1} << bit);
  to.add(std::string_view("\0a", 2));
  to.add(UINT64_MAX);
  Unpacker from(to.bytes());
  for (int bit = 0; bit < 64; ++bit) EXPECT_EQ(from.number(), std::uint64_t{1} << bit);
  EXPECT_EQ(from.text(), std::string_view("\0a", 2));
  EXPECT_EQ(from.number(1), 0u);
  EXPECT_FALSE(from.ok());
  const std::string bytes(20, '\xFF');
  Unpacker endless(bytes);
  EXPECT_EQ(endless.number(), 0u);
  EXPECT_FALSE(endless.ok());
}

TEST(Digest, IsTheSameOnEveryMachine) {
  EXPECT_EQ(to_string(digest_of("")), "99aa06d3014798d86001c324468d497f");  // XXH3's own
  EXPECT_EQ(digest_of_file("/nowhere"), std::nullopt);
}

struct FolderRow {
  const char *own, *caches, *home, *folder;  // null: the variable is not there
};

TEST(CheckCache, FolderIsTheUsers) {
  constexpr FolderRow rows[] = {
      {nullptr, nullptr, "/home/me", "/home/me/.cache/perfhint/check"},
      {nullptr, "/c", "/home/me", "/c/perfhint/check"},
      {nullptr, "", "/home/me", "/home/me/.cache/perfhint/check"},
      {nullptr, "relative", "/home/me", "/home/me/.cache/perfhint/check"},
      {"/mine", "/c", "/home/me", "/mine"},
      {"", "/c", "/home/me", ""},
      {nullptr, nullptr, nullptr, ""},
  };
  constexpr std::array names = {"PERFHINT_CACHE_DIR", "XDG_CACHE_HOME", "HOME"};
  std::array<std::optional<std::string>, 3> before;
  const auto set = [&](std::size_t which, const char* value) {
    if (value) setenv(names[which], value, 1);
    if (!value) unsetenv(names[which]);
  };
  for (std::size_t i = 0; i < 3; ++i) {
    if (const char* value = std::getenv(names[i])) before[i] = value;
  }
  for (const FolderRow& row : rows) {
    set(0, row.own), set(1, row.caches), set(2, row.home);
    EXPECT_EQ(default_cache_folder(), row.folder);
  }
  for (std::size_t i = 0; i < 3; ++i) set(i, before[i] ? before[i]->c_str() : nullptr);
}

}  // namespace
}  // namespace perfhint::server::cli
