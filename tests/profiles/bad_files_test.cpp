// Files that are no profile, or a broken one: what the user is told. Each message is looked for as a part.
#include <gtest/gtest.h>

#include <sstream>

#include "server/profiles/profile.h"

namespace perfhint::server {
namespace {

using namespace std::string_literals;

std::string error_of(const std::string& bytes, std::stop_token stop = {}) {
  std::istringstream in(bytes);
  try {
    read_profile(in, stop);
    return "no error";
  } catch (const ProfileError& error) {
    return error.what();
  }
}

struct Row {
  std::string bytes;
  std::string message;
};

void expect_messages(std::initializer_list<Row> rows) {
  for (const Row& row : rows)
    EXPECT_NE(error_of(row.bytes).find(row.message), std::string::npos)
        << testing::PrintToString(row.bytes.substr(0, 200)) << "\nsays: " << error_of(row.bytes)
        << "\nexpected: " << row.message;
}

TEST(BadProfiles, ForeignFilesSayWhatToDo) {
  expect_messages({
      {"", "the file is empty"},
      {"import json\n", "no profile that perfhint knows; it reads .pstats, "},
      {"{}", "no profile that perfhint knows"},
      {"{\"a\": {\"perfhint_profile\": 1}}", "no profile that perfhint knows"},
      {"\x80\x04\x95\x01\x02\x8c\x1aline_profiler.profiler_mixin"s,
       "python -m line_profiler run.lprof > run.txt"},
      {"\x80\x04\x95\x01\x02\x8c\x0btracemalloc"s, "perfhint profile --memory"},
      {"\x80\x03}q\x00."s, "a pickle, which perfhint never opens"},
      {"memray\0\x0d"s, "memray transform csv"},
      {"\x04\x22\x4D\x18\x40\x40\xC0\x01h\0\0\0\xF8\x06memray\0"s, "memray transform csv"},
      {"PERFILE2", "py-spy record --format speedscope"},
      {"MOJ\x03", "mojo2austin"},
      {"HCAT\x01", "profiling.sampling replay --pstats"},
      {"\x1F\x8B\x08", "unpack it first"},
      {"PK\x03\x04", "unpack it first"},
      {"\xFF\xFEm\0a\0"s, "save it as UTF-8"},
      {"<?xml version=\"1.0\"?>\n<svg>", "a picture"},
      {"<!DOCTYPE html>\n", "a page"},
      {"{\"traceEvents\": []}", "a trace of events"},
      {"{\"root_frame\": {}}", "pyinstrument -r speedscope"},
      {"# callgrind format\n", "run.pstats"},
  });
}

TEST(BadProfiles, BrokenMarshalSaysWhere) {
  const std::string key =
      "{)\x03z\x04"
      "a.py"
      "i\x01\0\0\0z\x01"
      "f"s;
  expect_messages({
      {"{(", "byte 2: the file ends, or breaks off, within a value"},
      {key, "the file ends, or breaks off, within a value"},
      {key + "0", "a tuple is expected"},
      {key + ")\x04", "(calls, calls, time, total time, callers) is expected"},
      {key + ")\x05i\x01\0\0\0i\x01\0\0\0N"s, "a number is expected"},
      {key + ")\x05i\x01\0\0\0i\x01\0\0\0g\0\0\0\0\0\0\xF8\x7F"s, "a cost that is no number"},
      {key + ")\x05i\x01\0\0\0i\x01\0\0\0g\0\0\0\0\0\0\xF0\x7F"s, "a cost that is no number"},
      {key + ")\x05l\x41\0\0\0"s, "a number greater than any in a profile"},
      {key + ")\x05l\0\0\0\x80"s, "a number greater than any in a profile"},
      {key + ")\x05"
             "c",
       "a code object, which no profile has"},
      {key + ")\x05?", "a value of a type that no profile has"},
      {"{)\x03r\x09\0\0\0"s, "a reference to a value that has not come yet"},
      {"{)\x02NN", "(file, line, function) is expected as a key"},
      {"{)\x03NNN", "(file, line, function) is expected as a key"},
      {"{)\x03z\x01"
       "ag\0\0\0\0\0\0\xE0?z\x01"
       "f"s,
       "a whole number from 0 to 100000000 is expected"},
      {"{(\xFF\xFF\xFF\x7F"s, "a sequence of 2147483647 elements"},
      {"{)\x01u\xFF\xFF\xFF\xFF"s, "a text of 4294967295 bytes"},
      {"{00", "byte 2: the end of the file is expected"},
      {"{" + std::string(100, ')'), "values nest deeper than in any profile"},
  });
}

TEST(BadProfiles, BrokenJsonSaysWhere) {
  const std::string run = R"({"perfhint_profile": 1, )";
  expect_messages({
      {R"({"perfhint_profile": 2})", "a newer perfhint wrote this"},
      {run + R"("total": 1e999})", "a number greater than any in a profile"},
      {run + R"("total": NaN})", "byte 34: no valid JSON"},
      {run + R"("total": 1)", "the file ends, or breaks off, within its JSON"},
      {run + R"("total": "a)", "the file ends, or breaks off, within its JSON"},
      {run + R"("total": 1}})", "no valid JSON"},
      {run + R"("unit": "bytes"})", "\"unit\" is seconds or samples"},
      {run + R"("files": {"a.py": {"lines": [{"line": 0, "self": 1}]}}})", "a line without its number"},
      {run + R"("files": {"a.py": {"lines": [{"line": -1}]}}})", "a whole number from 0 to"},
      {run + R"("files": {"a.py": {"lines": [{"line": 1.5}]}}})", "a whole number from 0 to"},
      {run + R"("files": {"a.py": {"lines": [{"line": 1e300}]}}})", "a whole number from 0 to"},
      {run + R"("files": {"a.py": {"functions": [{"self": 1}]}}})", "a function without \"name\""},
      {run + R"("gc": )" + std::string(1000, '['), "values nest deeper than in any profile"},
  });
}

TEST(BadProfiles, BrokenSpeedscopeSaysWhere) {
  const auto file = [](const std::string& profile) {
    return R"({"$schema": "https://www.speedscope.app/file-format-schema.json", )"
           R"("shared": {"frames": [{"name": "f", "file": "a.py", "line": 1}, {"name": "g"}]}, "profiles": [)" +
           profile + "]}";
  };
  const auto events = [&](const std::string& list) {
    return file(R"({"type": "evented", "unit": "seconds", "events": [)" + list + "]}");
  };
  expect_messages({
      {file(R"({"type": "other"})"), "\"type\" is sampled or evented"},
      {file(R"({"unit": "years"})"), "\"unit\" is seconds"},
      {file(R"({"unit": "bytes", "samples": [[0]], "weights": [1]})"), "bytes allocated, not time"},
      {file(R"({"samples": [[0], [0]], "weights": [1]})"), "sample 2 has no weight: \"weights\" has 1"},
      {file(R"({"samples": [[2]], "weights": [1]})"), "a whole number from 0 to 1 is expected"},
      {file(R"({"samples": [[-1]], "weights": [1]})"), "a whole number from 0 to 1 is expected"},
      {file(R"({"samples": [[0.5]], "weights": [1]})"), "a whole number from 0 to 1 is expected"},
      {file(R"({"samples": [[0]], "weights": [1e30]})"), "a cost that is no number"},
      {R"({"$schema": "https://www.speedscope.app/file-format-schema.json", "profiles": [{"samples": [[0]], "weights": [1]}]})",
       "the file has no \"shared\" \"frames\""},
      {events(R"({"type": "O", "at": 1})"), "an event is {"},
      {events(R"({"type": "X", "at": 1, "frame": 0})"), "an event is {"},
      {events(R"({"type": "C", "at": 1, "frame": 0})"), "frame 0 is closed, but is not the innermost"},
      {events(R"({"type": "O", "at": 1, "frame": 0}, {"type": "C", "at": 2, "frame": 1})"),
       "frame 1 is closed, but is not the innermost"},
      {events(R"({"type": "O", "at": 2, "frame": 0}, {"type": "C", "at": 1, "frame": 0})"),
       "an event that is before the last one"},
  });
}

TEST(BadProfiles, BrokenStacksSayTheirLine) {
  expect_messages({
      {"f (a.py:1);g (a.py:2) 3\nf (a.py:1);g", "line 2: a stack and a number are expected"},
      {"# mode: memory\nP1;T1;a.py:f:1 3\n", "line 1: Austin measured memory, not time"},
      {"f (a.py:1) 3\n"
       "f (a.py:1) 99999999999999999999999\n",
       "line 2: a cost that is no number"},
  });
}

TEST(BadProfiles, AStopIsFollowed) {
  std::stop_source stop;
  stop.request_stop();
  EXPECT_EQ(error_of("f (a.py:1) 3\n", stop.get_token()), "stopped");
}

// A pipe cannot be read twice.
TEST(BadProfiles, WhatIsReadTwiceMustBeAFile) {
  struct Pipe : std::stringbuf {
    using std::stringbuf::stringbuf;
    pos_type seekoff(off_type, std::ios_base::seekdir, std::ios_base::openmode) override { return -1; }
    pos_type seekpos(pos_type, std::ios_base::openmode) override { return -1; }
  };
  Pipe speedscope(R"({"$schema": "https://www.speedscope.app/file-format-schema.json", "profiles": []})");
  std::istream once(&speedscope);
  EXPECT_THROW(read_profile(once), ProfileError);
  Pipe stacks("f (a.py:1) 3\n");
  std::istream enough(&stacks);
  EXPECT_EQ(read_profile(enough).total, 3);
}

}  // namespace
}  // namespace perfhint::server
