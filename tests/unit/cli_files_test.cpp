// Which files are found: patterns by a table, trees on disk with and without git.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "server/cli/child.h"
#include "server/cli/files.h"
#include "server/cli/in_order.h"

namespace perfhint::server::cli {
namespace {

namespace fs = std::filesystem;

struct PatternRow {
  const char *pattern, *path;
  bool excluded;
};

constexpr PatternRow patterns[] = {
    {"build", "build/a.py", true},
    {"build", "src/build/a.py", true},
    {"build", "src/builder/a.py", false},
    {"*_pb2.py", "x/y_pb2.py", true},
    {"*_pb2.py", "x/y_pb3.py", false},
    {"src/gen", "src/gen/a.py", true},
    {"src/gen", "x/src/gen/a.py", false},
    {"src/gen/", "src/gen/a.py", true},
    {"/gen", "gen/a.py", true},
    {"/gen", "src/gen/a.py", false},
    {"src/*.py", "src/a.py", true},
    {"src/*.py", "src/x/a.py", false},
    {"src/**/a.py", "src/a.py", true},
    {"src/**/a.py", "src/x/y/a.py", true},
    {"**/t*/x.py", "a/tb/x.py", true},
    {"**/t*/x.py", "ta/tb/x.py", true},
    {"**/t*/x.py", "ta/b/x.py", false},
    {"a?.py", "ab.py", true},
    {"a?.py", "a.py", false},
    {"./x.py", "x.py", true},
    {"*", "a.py", true},
};

TEST(CliFiles, Patterns) {
  for (const PatternRow& row : patterns) {
    EXPECT_EQ(is_excluded(row.path, {row.pattern}), row.excluded) << row.pattern << " " << row.path;
  }
}

class CliFilesTree : public testing::Test {
 protected:
  CliFilesTree()
      : folder(fs::canonical(fs::temp_directory_path()) / ("perfhint-files-" + std::to_string(getpid()))) {
    for (const char* path :
         {"a.py", "b.pyw", "c.txt", "d.pyi", "pkg/e.py", "pkg/sub/f.py", "build/g.py", "node_modules/h.py",
          "env/pyvenv.cfg", "env/lib/i.py", "gen/j.py", "pkg/__pycache__/k.py"}) {
      add(path);
    }
  }
  ~CliFilesTree() override { fs::remove_all(folder); }

  void add(const std::string& path, const std::string& text = "x = 1\n") {
    fs::create_directories((folder / path).parent_path());
    std::ofstream(folder / path) << text;
  }

  std::vector<std::string> find(const std::string& below = "", const std::vector<std::string>& exclude = {}) {
    std::vector<std::string> names;
    for (const std::string& file :
         find_files((folder / below).string(), {{folder.string(), exclude}}).files) {
      names.push_back(fs::path(file).lexically_relative(folder).generic_string());
    }
    return names;
  }

  bool git(std::vector<std::string> words) {
    words.insert(words.begin(), {"git", "-C", folder.string(), "-c", "user.name=x", "-c", "user.email=x"});
    return output_of(words, "GIT_").has_value();
  }

  fs::path folder;
};

using Names = std::vector<std::string>;

TEST_F(CliFilesTree, WalksWithoutGit) {
  EXPECT_EQ(find(), (Names{"a.py", "b.pyw", "gen/j.py", "pkg/e.py", "pkg/sub/f.py"}));
  EXPECT_EQ(find("", {"pkg/sub", "b.*"}), (Names{"a.py", "gen/j.py", "pkg/e.py"}));
  EXPECT_EQ(find("pkg", {"pkg/sub"}), (Names{"pkg/e.py"}));
}

TEST_F(CliFilesTree, FindsNotebooksForThoseThatWantThem) {
  add("nb.ipynb");
  add(".ipynb_checkpoints/nb.ipynb");
  const auto count = [this](Kinds kinds) { return find_files(folder.string(), {}, kinds).files.size(); };
  EXPECT_EQ(count(Kinds::modules_and_notebooks), count(Kinds::modules) + 1);
}

TEST_F(CliFilesTree, TakesAFileThatIsGiven) {
  EXPECT_EQ(find("c.txt"), (Names{"c.txt"}));
  EXPECT_EQ(find("build/g.py", {"build"}), (Names{"build/g.py"}));
  EXPECT_EQ(find("build"), (Names{"build/g.py"}));
  const FoundFiles none = find_files("no/such", {});
  EXPECT_EQ(none.problems, (Names{"no/such: no such file or folder"}));
}

TEST_F(CliFilesTree, SurvivesLinks) {
  fs::create_symlink(".", folder / "pkg/loop");
  fs::create_symlink("self.py", folder / "self.py");
  fs::create_symlink("gone", folder / "broken.py");
  fs::create_symlink("../c.txt", folder / "pkg/link.py");
  EXPECT_EQ(find("pkg"), (Names{"pkg/e.py", "pkg/link.py", "pkg/sub/f.py"}));
}

TEST_F(CliFilesTree, AsksGit) {
  if (!git({"init", "-q"})) GTEST_FAIL() << "git is needed by this test";
  add(".gitignore", "gen/\n");
  ASSERT_TRUE(git({"add", "a.py", "pkg", "b.pyw"}));
  ASSERT_TRUE(git({"add", "-f", "gen/j.py"}));
  add("gen/ignored.py");
  add("untracked.py");
  fs::remove(folder / "b.pyw");  // still in the index
  EXPECT_EQ(find(), (Names{"a.py", "gen/j.py", "pkg/e.py", "pkg/sub/f.py", "untracked.py"}));
}

TEST_F(CliFilesTree, TakesAnIgnoredFolderThatIsGiven) {
  ASSERT_TRUE(git({"init", "-q"}));
  add(".gitignore", "gen/\n");
  EXPECT_EQ(find("gen"), (Names{"gen/j.py"}));
}

TEST_F(CliFilesTree, GoesIntoRepositoriesInside) {
  ASSERT_TRUE(git({"init", "-q", "pkg"}));
  ASSERT_TRUE(git({"init", "-q"}));
  EXPECT_EQ(find(), (Names{"a.py", "b.pyw", "gen/j.py", "pkg/e.py", "pkg/sub/f.py"}));
}

TEST_F(CliFilesTree, IsNotMisledByAHook) {
  ASSERT_TRUE(git({"init", "-q"}));
  setenv("GIT_DIR", "/nonexistent", 1);
  add(".gitignore", "gen/\n");
  EXPECT_EQ(find("gen").size(), 1u);
  EXPECT_EQ(find(), (Names{"a.py", "b.pyw", "pkg/e.py", "pkg/sub/f.py"}));
  unsetenv("GIT_DIR");
}

TEST(CliInOrder, DeliversInOrderFromAllThreads) {
  for (const unsigned jobs : {1u, 3u, 16u}) {
    std::vector<std::size_t> delivered;
    in_order(
        200, jobs,
        [](std::size_t i) {
          if (i % 7 == 0) std::this_thread::sleep_for(std::chrono::microseconds(300));
          return i * i;
        },
        [&](std::size_t i, std::size_t result) {
          EXPECT_EQ(result, i * i);
          delivered.push_back(i);
        },
        [](std::size_t) {});
    ASSERT_EQ(delivered.size(), 200u);
    for (std::size_t i = 0; i < delivered.size(); ++i) EXPECT_EQ(delivered[i], i);
  }
}

}  // namespace
}  // namespace perfhint::server::cli
