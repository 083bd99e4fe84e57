// pyproject.toml: the lower bound of requires-python, the keys, and which file counts.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "server/line_length.h"
#include "server/project_settings.h"
#include "server/python_target.h"

namespace perfhint::server {
namespace {

namespace fs = std::filesystem;

struct BoundRow {
  const char* text;
  int minor;  // 0: none
};

constexpr BoundRow bounds[] = {
    {">=3.9", 9},
    {">=3.9,<4", 9},
    {">= 3.10 , != 3.11.*", 10},
    {"~=3.11", 11},
    {"==3.12.*", 12},
    {">3.9", 10},
    {">3.9.1", 9},
    {"<3.12", 0},
    {">=2.7", 8},
    {">=3", 8},
    {"<4,>=3.8,>=3.10", 10},
    {">=3.40", 15},
    {"", 0},
    {"nonsense", 0},
    {">=4", 8},
};

TEST(ProjectSettings, LowerBound) {
  for (const BoundRow& row : bounds) {
    const auto python = lower_bound(row.text);
    EXPECT_EQ(python ? python->minor : 0, row.minor) << row.text;
  }
}

TEST(ProjectSettings, ReadsEveryKey) {
  bool has_table = false;
  const ProjectSettings settings = parse_project_settings(
      "[project]\nrequires-python = '>=3.9'\n[tool.perfhint]\npython-version = '3.11'\nselect = ['a']\n"
      "ignore = ['b', 'c']\nexclude = ['gen/']\nmicro = true\nmax-bytes = 1000\nmax-hints = 7\n"
      "line-length = 100\n",
      "p", &has_table);
  EXPECT_TRUE(has_table);
  EXPECT_EQ(settings.python, Python{11});
  EXPECT_EQ(settings.select, std::vector<std::string>{"a"});
  EXPECT_EQ(settings.ignore, (std::vector<std::string>{"b", "c"}));
  EXPECT_EQ(settings.exclude, std::vector<std::string>{"gen/"});
  EXPECT_EQ(settings.micro, true);
  EXPECT_EQ(settings.max_bytes, 1000u);
  EXPECT_EQ(settings.max_hints, 7u);
  EXPECT_EQ(settings.line_length, 100u);
  EXPECT_TRUE(settings.problems.empty());
}

struct LengthRow {
  const char* toml;
  std::uint32_t columns;  // 0: it says none
};

TEST(LineLength, IsTheFormatters) {
  constexpr LengthRow pyprojects[] = {
      {"", 0},
      {"[tool.ruff]\nline-length = 100\n", 100},
      {"[tool.black]\nline-length = 79\n", 79},
      {"[tool.black]\nline-length = 79\n[tool.ruff]\nline-length = 100\n", 100},
      {"[tool.ruff]\nline-length = '100'\n", 0},
      {"[tool.ruff]\nline-length = 0\n", 0},
      {"[tool.ruff\nline-length = 100\n", 0},
      {"line-length = 100\n", 0},
  };
  for (const LengthRow& row : pyprojects) {
    EXPECT_EQ(line_length_by_pyproject(row.toml).value_or(0), row.columns) << row.toml;
  }
  EXPECT_EQ(line_length_by_ruff_toml("line-length = 100\n"), 100u);
  EXPECT_EQ(line_length_by_ruff_toml("[format]\nline-length = 100\n"), std::nullopt);
}

struct ProblemRow {
  const char *toml, *problem;
};

constexpr ProblemRow problems[] = {
    {"[tool.perfhint]\npython_version = '3.11'\n",
     "p: [tool.perfhint] python_version is not known: did you mean python-version?"},
    {"[tool.perfhint]\npython-version = '2.7'\n",
     "p: [tool.perfhint] python-version must be a string from \"3.8\" to \"3.15\""},
    {"[tool.perfhint]\npython-version = 3.11\n",
     "p: [tool.perfhint] python-version must be a string from \"3.8\" to \"3.15\""},
    {"[tool.perfhint]\nselect = 'a'\n", "p: [tool.perfhint] select must be a list of rules"},
    {"[tool.perfhint]\nmax-bytes = 0\n",
     "p: [tool.perfhint] max-bytes must be a number from 1 to 4294967295"},
    {"[tool.perfhint]\nmax-hints = 0\n", "p: [tool.perfhint] max-hints must be a number from 1 to 10000"},
    {"[tool.perfhint]\nline-length = '88'\n",
     "p: [tool.perfhint] line-length must be a number from 1 to 1000"},
};

TEST(ProjectSettings, SaysWhatIsWrong) {
  for (const ProblemRow& row : problems) {
    bool has_table = false;
    const auto settings = parse_project_settings(row.toml, "p", &has_table);
    ASSERT_EQ(settings.problems.size(), 1u) << row.toml;
    EXPECT_EQ(settings.problems[0], row.problem);
  }
  bool has_table = false;
  const auto broken = parse_project_settings("[tool\n", "p", &has_table);
  ASSERT_EQ(broken.problems.size(), 1u);
  EXPECT_TRUE(broken.problems[0].starts_with("p:1: ")) << broken.problems[0];
}

struct TargetRow {
  const char *file, *text;
  int interpreter, oldest;  // minor; 0: not said
};

// Each alone in a folder.
constexpr TargetRow targets[] = {
    {"pyproject.toml", "[project]\nrequires-python = '>=3.9'\n", 0, 9},
    {"pyproject.toml", "[tool.ruff]\ntarget-version = 'py310'\n", 0, 10},
    {"pyproject.toml", "[tool.black]\ntarget-version = ['py312', 'py39']\n", 0, 9},
    {"pyproject.toml", "[project]\nrequires-python = '>=3.11'\n[tool.ruff]\ntarget-version = 'py38'\n", 0,
     11},
    {"pyproject.toml", "[project\n", 0, 0},
    {"ruff.toml", "target-version = 'py313'\n", 0, 13},
    {".ruff.toml", "target-version = 'py37'\n", 0, 8},  // clamped
    {".python-version", "3.12.1\n", 12, 0},
    {".python-version", "# ours\npypy3.10\n3.9\n", 9, 0},
    {".python-version", "3.13t\n", 13, 0},
    {".python-version", "system\n", 0, 0},
    {".venv/pyvenv.cfg", "home = /usr/bin\nversion = 3.11.2\n", 11, 0},
    {"venv/pyvenv.cfg", "home=/usr/bin\nversion_info=3.14.0.final.0\n", 14,
     0},  // as uv and virtualenv write it
    {".venv/pyvenv.cfg", "implementation = PyPy\nversion_info = 3.10.0\n", 0, 0},
    {".venv/pyvenv.cfg", "version\n", 0, 0},
};

TEST(PythonTarget, IsWhatTheNearestFilesSay) {
  unsetenv("VIRTUAL_ENV");
  const fs::path top =
      fs::canonical(fs::temp_directory_path()) / ("perfhint-target-" + std::to_string(getpid()));
  for (const TargetRow& row : targets) {
    fs::create_directories((top / row.file).parent_path());
    fs::create_directories(top / "inner");
    std::ofstream(top / row.file) << row.text;
    const PythonTarget target = python_target(top / "inner");
    EXPECT_EQ(target.interpreter ? target.interpreter->minor : 0, row.interpreter)
        << row.file << ": " << row.text;
    EXPECT_EQ(target.oldest ? target.oldest->minor : 0, row.oldest) << row.file << ": " << row.text;
    EXPECT_EQ(target.interpreter_from.empty(), !target.interpreter);
    EXPECT_EQ(target.oldest_from.empty(), !target.oldest);
    fs::remove_all(top);
  }
}

TEST(PythonTarget, NumbersAreTheInterpretersAndFixesSuitTheOldest) {
  unsetenv("VIRTUAL_ENV");
  const fs::path top =
      fs::canonical(fs::temp_directory_path()) / ("perfhint-target-" + std::to_string(getpid()));
  fs::create_directories(top / ".venv");
  fs::create_directories(top / "src");
  std::ofstream(top / ".venv/pyvenv.cfg") << "version = 3.12.3\n";
  std::ofstream(top / ".python-version") << "3.11\n";  // the environment is what runs
  std::ofstream(top / "pyproject.toml") << "[project]\nrequires-python = '>=3.9'\n";
  ProjectSettings settings = project_settings(top / "src");
  EXPECT_EQ(settings.python, Python{12});
  EXPECT_EQ(settings.oldest, Python{9});
  std::ofstream(top / "pyproject.toml")
      << "[project]\nrequires-python = '>=3.9'\n[tool.perfhint]\npython-version = '3.10'\n";
  settings = project_settings(top / "src");
  EXPECT_EQ(settings.python, Python{10});
  EXPECT_EQ(settings.oldest, Python{9});
  fs::remove_all(top);
}

TEST(ProjectSettings, NearestTableCounts) {
  const fs::path top =
      fs::canonical(fs::temp_directory_path()) / ("perfhint-project-" + std::to_string(getpid()));
  fs::create_directories(top / "inner/deep");
  std::ofstream(top / "pyproject.toml") << "[tool.perfhint]\nignore = ['x']\n";
  std::ofstream(top / "inner/pyproject.toml") << "[project]\nrequires-python = '>=3.10'\n";
  const ProjectSettings settings = project_settings(top / "inner/deep");
  EXPECT_EQ(settings.ignore, std::vector<std::string>{"x"});
  EXPECT_EQ(settings.python, Python{10});
  EXPECT_EQ(settings.oldest, Python{10});
  EXPECT_EQ(settings.folder, top.string());
  fs::remove_all(top);
}

}  // namespace
}  // namespace perfhint::server
