// Notebooks on the command line: read, told of by cell, and written back with nothing else changed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "server/cli/commands.h"
#include "server/cli/notebook_file.h"

namespace perfhint::server::cli {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

// A title, a magic, and a cell with a hint; as Jupyter writes it. `drain` is that cell's source.
std::string notebook(const std::string& drain, const std::string& language = "python") {
  return R"({
 "cells": [
  {
   "cell_type": "markdown",
   "metadata": {},
   "source": [
    "# é\n"
   ]
  },
  {
   "cell_type": "code",
   "execution_count": 1,
   "metadata": {},
   "outputs": [
    {
     "data": {
      "size": 1e-05
     }
    }
   ],
   "source": "%matplotlib inline"
  },
  {
   "cell_type": "code",
   "execution_count": null,
   "metadata": {},
   "outputs": [],
   "source": [)" +
         drain + R"(
   ]
  }
 ],
 "metadata": {
  "language_info": {
   "name": ")" +
         language + R"("
  }
 },
 "nbformat": 4,
 "nbformat_minor": 5
}
)";
}

const std::string slow = R"x(
    "%%time\n",
    "def drain(n: int):\n",
    "    queue = [n]\n",
    "    while queue:\n",
    "        print(queue.pop(0))")x";
const std::string fast = R"x(
    "%%time\n",
    "from collections import deque\n",
    "def drain(n: int):\n",
    "    queue = deque([n])\n",
    "    while queue:\n",
    "        print(queue.popleft())")x";

struct Row {
  const char* name;
  std::string bytes;
  std::string problem;  // empty: it is a notebook
  std::vector<std::string> cells;
};

const Row rows[] = {
    {"jupyter", notebook(R"("x = 1\n", "y")"), "", {"%matplotlib inline", "x = 1\ny"}},
    {"julia", notebook(R"("x = 1")", "julia"), "", {}},
    {"no_language", R"({"nbformat": 4, "cells": [{"cell_type": "code", "source": []}]})", "", {""}},
    {"by_kernel",
     R"({"nbformat": 4, "metadata": {"kernelspec": {"language": "R"}}, "cells": [{"cell_type": "code", "source": "x"}]})",
     "",
     {}},
    {"no_json", "x = 1", "is no notebook: it is no JSON", {}},
    {"too_deep", std::string(200'000, '['), "is no notebook: it is no JSON", {}},
    {"deep",
     R"({"nbformat": 4, "cells": )" + std::string(501, '[') + std::string(501, ']') + "}",
     "is no notebook: it is no JSON",
     {}},
    {"a_number", "4", "is no notebook of format 4", {}},
    {"format_3", R"({"nbformat": 3, "worksheets": []})", "is no notebook of format 4", {}},
    {"no_text",
     R"({"nbformat": 4, "cells": [{"cell_type": "raw"}, {"cell_type": "code", "source": [1]}]})",
     "the source of its cell 2 is no text",
     {}},
};

class NotebookFileTest : public testing::TestWithParam<Row> {};

TEST_P(NotebookFileTest, IsRead) {
  const auto read = NotebookFile::read(GetParam().bytes);
  const auto* file = std::get_if<NotebookFile>(&read);
  ASSERT_EQ(file != nullptr, GetParam().problem.empty());
  if (!file) {
    EXPECT_THAT(std::get<std::string>(read), HasSubstr(GetParam().problem));
    return;
  }
  std::vector<std::string> code;
  for (const auto& cell : file->cells()) code.push_back(cell.code);
  EXPECT_EQ(code, GetParam().cells);
}

INSTANTIATE_TEST_SUITE_P(All, NotebookFileTest, testing::ValuesIn(rows),
                         [](const auto& row) { return std::string(row.param.name); });

std::optional<std::string> with_code(const std::string& bytes, const std::vector<std::string>& code) {
  return std::get<NotebookFile>(NotebookFile::read(bytes)).with_code(code);
}

TEST(NotebookFile, IsWrittenWithNothingElseChanged) {
  const std::string small =
      R"({"nbformat": 4, "cells": [{"cell_type": "code", "source": "x"}], "b": "\u001b", "a": []})";
  const auto written_by = [&](int indent, char with) {
    return nlohmann::ordered_json::parse(small).dump(indent, with);
  };
  for (const auto& [indent, with] : {std::pair(1, ' '), {2, ' '}, {4, ' '}, {1, '\t'}, {-1, ' '}}) {
    std::string expected = written_by(indent, with);
    for (const char* end : {"", "\n"}) {
      const auto made = with_code(expected + end, {"y\n\"z\""});
      std::string changed = expected + end;
      const std::size_t at = changed.rfind("\"x\"");
      changed.replace(at, 3, R"("y\n\"z\"")");
      EXPECT_EQ(made, changed);
    }
  }
  EXPECT_EQ(with_code(small, {"y"}), std::nullopt);  // spaces that no one writes
  EXPECT_EQ(with_code(written_by(3, ' '), {"y"}), std::nullopt);
}

class CliNotebook : public testing::Test {
 protected:
  CliNotebook()
      : folder(fs::canonical(fs::temp_directory_path()) / ("perfhint-notebook-" + std::to_string(getpid()))) {
    fs::create_directories(folder);
    write("pyproject.toml", "[tool.perfhint]\npython-version = '3.12'\n");
    write("nb.ipynb", notebook(slow));
  }
  ~CliNotebook() override { fs::remove_all(folder); }

  void write(const std::string& name, const std::string& text) { std::ofstream(folder / name) << text; }
  std::string read(const std::string& name) {
    std::ifstream in(folder / name, std::ios::binary);
    return std::string((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  }
  // The exit code; what was printed is in `out` and `err`.
  int check(Words words) {
    words.push_back(folder.string());
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    const int code = check_command(words);
    std::fflush(stdout);
    out = testing::internal::GetCapturedStdout();
    err = testing::internal::GetCapturedStderr();
    return code;
  }

  fs::path folder;
  std::string out, err;
};

TEST_F(CliNotebook, IsToldOfByCell) {
  EXPECT_EQ(check({"--format", "concise"}), exit_findings);
  EXPECT_THAT(out, HasSubstr("nb.ipynb:cell 3:5:15: list-pop0 "));
  check({});
  EXPECT_THAT(out, HasSubstr("nb.ipynb:cell 3:5:15\n"));
  EXPECT_THAT(out, HasSubstr("5 |         print(queue.pop(0))\n"));
  check({"--format", "json"});
  EXPECT_THAT(out, HasSubstr("\"cell\": 3,\n    \"line\": 5,"));
  // What reads these knows no cells.
  check({"--format", "github"});
  EXPECT_THAT(out, HasSubstr("nb.ipynb,line=1,"));
  EXPECT_THAT(out, HasSubstr("::cell 3:5:15: "));
}

TEST_F(CliNotebook, IsFixedWithNothingElseChanged) {
  EXPECT_EQ(check({"--diff"}), exit_findings);
  EXPECT_THAT(out, HasSubstr("+++ " + (folder / "nb.ipynb").string() + ":cell 3\n"));
  EXPECT_EQ(read("nb.ipynb"), notebook(slow));
  EXPECT_EQ(check({"--fix"}), exit_clean);
  EXPECT_EQ(read("nb.ipynb"), notebook(fast));
}

TEST_F(CliNotebook, IsNotWrittenWhereMoreWouldChange) {
  std::string odd = notebook(slow);
  odd.replace(odd.find("1e-05"), 5, "0.00001");
  write("nb.ipynb", odd);
  EXPECT_EQ(check({"--fix"}), exit_failed);
  EXPECT_THAT(err, HasSubstr("nb.ipynb: is not written: "));
  EXPECT_EQ(read("nb.ipynb"), odd);
  EXPECT_EQ(check({"--add-ignore"}), exit_failed);
  EXPECT_EQ(read("nb.ipynb"), odd);
}

// In the cells that have hints, and nowhere else; twice is as once.
TEST_F(CliNotebook, GetsIgnoreComments) {
  const std::string comment = "  # perfhint: ignore[list-pop0]";
  std::string two = slow.substr(0, slow.size() - 1) + "\\n\",\n    \"        queue.pop(0)\"";
  std::string ignored = two;
  ignored.insert(ignored.find("\\n\",\n    \"        queue"), comment);
  ignored.insert(ignored.size() - 1, comment);
  write("nb.ipynb", notebook(two));
  for (int time = 0; time < 2; ++time) {
    EXPECT_EQ(check({"--add-ignore"}), exit_clean) << out << err;
    EXPECT_EQ(read("nb.ipynb"), notebook(ignored));
  }
  // A magic's line, and a string that goes on, can have none.
  const std::string odd = R"x(
    "%time x = sorted(range(9))[0]\n",
    "def f(n: int):\n",
    "    queue = [n]\n",
    "    while queue:\n",
    "        print(queue.pop(0), \"\"\"a\n",
    "\"\"\")")x";
  write("nb.ipynb", notebook(odd));
  EXPECT_EQ(check({"--add-ignore"}), exit_findings);
  EXPECT_EQ(read("nb.ipynb"), notebook(odd));
}

TEST_F(CliNotebook, KeepsToTheBaseline) {
  const std::string baseline = (folder / "base.json").string();
  EXPECT_EQ(check({"--write-baseline", baseline}), exit_clean);
  EXPECT_EQ(check({"--baseline", baseline}), exit_clean);
  // Another of the same line is new.
  std::string twice = slow;
  twice += ",\n    \"\\n\",\n" + slow.substr(slow.find("    \"def"));
  write("nb.ipynb", notebook(twice));
  EXPECT_EQ(check({"--baseline", baseline, "--format", "concise"}), exit_findings);
  EXPECT_THAT(out, HasSubstr("cell 3:9:15: "));
  EXPECT_THAT(out, Not(HasSubstr("cell 3:5:15: ")));
}

}  // namespace
}  // namespace perfhint::server::cli
