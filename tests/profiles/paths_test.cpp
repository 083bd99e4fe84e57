// Whose code a path is, and what a frame's text tells.
#include <gtest/gtest.h>

#include "server/profiles/frame_text.h"
#include "server/profiles/profile.h"
#include "server/profiles/standard_module.h"

namespace perfhint::server {
namespace {

TEST(ProfilePaths, TellWhoseCodeItIs) {
  const struct {
    const char* path;
    bool library;
  } rows[] = {
      {"/home/me/app.py", false},
      {"app.py", false},
      {"C:\\src\\app.py", false},
      {"/home/me/lib/queue.py", false},
      {"C:\\src\\Lib\\app.py", false},
      {"/home/me/python3/app.py", false},
      {"", true},
      {"~", true},
      {"<frozen importlib._bootstrap>", true},
      {"<string>", true},
      {"/usr/lib/python3.11/json/decoder.py", true},
      {"/opt/python/lib/python2.7/json/decoder.py", true},
      {"/home/me/.venv/lib/python3.12/site-packages/numpy/core.py", true},
      {"/usr/lib/python3/dist-packages/yaml/__init__.py", true},
      {"C:\\Python312\\Lib\\json\\decoder.py", true},
      {"C:\\app\\.venv\\Lib\\site-packages\\numpy\\core.py", true},
      {"C:\\embedded\\python312.zip\\json\\decoder.pyc", true},
  };
  for (const auto& row : rows) EXPECT_EQ(is_library_path(row.path), row.library) << row.path;
}

TEST(ProfilePaths, CutShortTellTheLibrarysModules) {
  for (const char* path : {"json/decoder.py", "json\\decoder.py", "threading.py", "_strptime.py"})
    EXPECT_TRUE(is_standard_module(path)) << path;
  for (const char* path : {"", "app.py", "app/json/decoder.py", "jsonx.py", "test/test_app.py", "profile.py"})
    EXPECT_FALSE(is_standard_module(path)) << path;
}

struct FrameRow {
  std::string_view text, path, function;
  std::uint32_t line;
};

void expect_frame(const std::optional<FrameText>& frame, const FrameRow& row) {
  ASSERT_TRUE(frame) << row.text;
  EXPECT_EQ(frame->path, row.path) << row.text;
  EXPECT_EQ(frame->function, row.function) << row.text;
  EXPECT_EQ(frame->line, row.line) << row.text;
}

TEST(FrameTexts, AreRead) {
  const FrameRow py_spy[] = {
      {"main (app.py:12)", "app.py", "main", 12},
      {"A.f.<locals>.<lambda> (C:\\a (x86)\\b.py:1)", "C:\\a (x86)\\b.py", "A.f.<locals>.<lambda>", 1},
      {"main (app.py)", "app.py", "main", 0},
      {"main (app.py:x)", "app.py:x", "main", 0},
      {"main (app.py:99999999999)", "app.py:99999999999", "main", 0},
  };
  for (const FrameRow& row : py_spy) expect_frame(py_spy_frame(row.text), row);
  const FrameRow austin[] = {
      {"/a/app.py:A.f:12", "/a/app.py", "A.f", 12},
      {"C:\\a;b\\app.py:f:12", "C:\\a;b\\app.py", "f", 12},
      {"app.py:f:12:13:4:20", "app.py", "f", 12},
  };
  for (const FrameRow& row : austin) expect_frame(austin_frame(row.text), row);
}

TEST(FrameTexts, ThatAreNone) {
  for (const char* text : {"", "main", "(app.py:1)", "thread (19721): MainThread", "P12", "<GC>"}) {
    EXPECT_FALSE(py_spy_frame(text)) << text;
    EXPECT_FALSE(austin_frame(text)) << text;
  }
}

}  // namespace
}  // namespace perfhint::server
