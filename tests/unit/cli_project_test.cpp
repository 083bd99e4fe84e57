// What a project's other files tell: its Pythons, and how long its lines are.
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

Settings settings_in(const fs::path& folder) {
  return config_for("", "", project_settings(folder).values).analysis;
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
  Settings settings = settings_in(top / "src");
  EXPECT_EQ(settings.python, Python{12});
  EXPECT_EQ(settings.oldest, Python{9});
  std::ofstream(top / "pyproject.toml")
      << "[project]\nrequires-python = '>=3.9'\n[tool.perfhint]\npython-version = '3.10'\n";
  settings = settings_in(top / "src");
  EXPECT_EQ(settings.python, Python{10});
  EXPECT_EQ(settings.oldest, Python{9});
  fs::remove_all(top);
}

}  // namespace
}  // namespace perfhint::server
