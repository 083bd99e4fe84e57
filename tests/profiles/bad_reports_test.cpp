// Reports and files of profilers that are cut off, damaged, or have measured nothing: what the user is told.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "server/profiles/profile.h"

namespace perfhint::server {
namespace {

std::string error_of(const std::string& text) {
  std::istringstream in(text);
  try {
    read_profile(in);
    return "no error";
  } catch (const ProfileError& error) {
    return error.what();
  }
}

struct Row {
  std::string text;
  std::string message;
};

void expect_messages(std::initializer_list<Row> rows) {
  for (const Row& row : rows) EXPECT_THAT(error_of(row.text), testing::HasSubstr(row.message)) << row.text;
}

TEST(BadReports, LineProfilers) {
  const std::string unit = "Timer unit: 1e-06 s\n\n",
                    table = "Line #      Hits         Time  Line Contents\n";
  const std::string head = unit + "Total time: 1 s\nFile: /app.py\n";
  expect_messages({
      {unit, "the report has no lines: no function that it was to measure has run"},
      {head + "Function: f at line 1\n\n" + table, "the report has no lines"},
      {"Timer unit: soon\n", "line 1: seconds are expected: \"0.5 s\""},
      {unit + "Total time: 1\n", "line 3: seconds are expected"},
      {unit + "Total time: 1 s\nFunction: f at line 1\n", "line 4: \"File: PATH\" is expected before"},
      {head + "Function: f\n", "line 5: \"Function: NAME at line NUMBER\" is expected"},
      {head + "Function: f at line -5\n", "line 5: a whole number from 0 to"},
      {head + table + "     0         1          2.0  f()\n", "line 6: lines are counted from 1"},
      {head + table + "   1.5         1          2.0  f()\n", "line 6: a whole number from 0 to"},
      {head + table + "     1         1\n", "line 6: the report breaks off: a line's hits have no time"},
      {head + table + "     1         1          2x0  f()\n", "line 6: a number is expected, in a column"},
      {head + table + "     1         1          nan  f()\n", "line 6: a cost that is no number"},
      {unit + table + "     1         1          2.0  f()\n", "line 4: \"Timer unit:\" and \"File:\""},
  });
}

TEST(BadReports, MemoryProfilers) {
  const std::string head = "Filename: /app.py\n\nLine #    Mem usage    Increment   Line Contents\n";
  expect_messages({
      {head, "the report has no lines: no function with @profile has run, or it breaks off"},
      {head + "     1   20.0 MiB\n", "line 4: the report breaks off: a line's usage has no increment"},
      {head + "     1     20.0 GiB     20.0 MiB   @profile\n", "line 4: a number is expected, in a column"},
      {head + "     1     1e30 MiB     20.0 MiB   @profile\n",
       "line 4: a cost that is no number, or greater"},
  });
}

TEST(BadReports, Mprofs) {
  expect_messages({
      {"CMDLINE python app.py\nMEM 1.0 1.0\n", "mprof has measured no function: decorate functions"},
      {"MEM 1.0 1.0\nMEM\n", "line 2: \"MEM MIB TIME\" is expected"},
      {"MEM 1.0 1.0\nMEM lots 1.0\n", "line 2: a number of MiB is expected"},
      {"FUNC app.f 1.0 1.0\n", "line 1: \"FUNC MODULE.NAME MIB TIME MIB TIME\" is expected"},
      {"FUNC f 1.0 1.0 2.0 2.0 0\n", "line 1: \"FUNC MODULE.NAME MIB TIME MIB TIME\" is expected"},
      {"FUNC app.f 1.0 1.0 2.0 2.0 0\nFUN", "line 2: a line begins with CMDLINE, MEM, CHLD or FUNC"},
  });
}

TEST(BadReports, Memrays) {
  const std::string head = "allocator,num_allocations,size,tid,thread_name,stack_trace\r\n";
  expect_messages({
      {head + "MALLOC,1\r\n", "line 2: six columns are expected: the row breaks off"},
      {head + "MALLOC,1,lots,1,0x1,f;/app.py;3\r\n", "line 2: a size in bytes is expected"},
      {head + "MALLOC,1,8,1,0x1,f;/app.py\r\n", "line 2: a frame is \"function;file;line\""},
      {head + "MALLOC,1,8,1,0x1,f;/app.py;1.5\r\n", "line 2: a whole number from 0 to"},
      {R"({"costs": [], "events": [{"callchain": [0], "cost": [8]}]})", "a call chain without \"functions\""},
      {R"({"costs": [], "events": [{"callchain": [1]}], "functions": [{}]})", "a whole number from 0 to 0"},
      {R"({"costs": [], "events": [{"callchain")", "the file ends, or breaks off, within its JSON"},
      {R"({"total_bytes_allocated": 1e300})", "a cost that is no number, or greater than any run's"},
  });
}

TEST(BadReports, Scalenes) {
  const std::string head = R"({"elapsed_time_sec": 1, "files": {"/app.py": )";
  expect_messages({
      {head + R"({"lines": [{"line": "f"}]}
}
})",
       "a line without its number from 1, \"lineno\""},
      {head + R"({"functions": [{"lineno": 1, "n_sys_percent": 1}]}}})", "a function without its name"},
      {head + R"({"lines": [{"lineno": -1}]}}})", "a whole number from 0 to"},
      {head, "the file ends, or breaks off, within its JSON"},
  });
}

}  // namespace
}  // namespace perfhint::server
