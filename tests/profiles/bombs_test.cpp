// Profiles that are huge, deep, or never end are read, or refused, within a bound of memory that does not
// depend on how long they are. They are made up while they are read; each has a process of its own.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <functional>

#include "server/profiles/profile.h"

namespace perfhint::server {
namespace {

constexpr std::size_t mega = std::size_t{1} << 20;

// `first`, `count` pieces, `last`.
class MadeUp final : public std::streambuf {
 public:
  using Piece = std::function<std::string(std::size_t)>;
  MadeUp(std::string first, Piece piece, std::size_t count, std::string last)
      : first_(std::move(first)), piece_(std::move(piece)), count_(count), last_(std::move(last)) {}

 private:
  std::string text() {
    const std::size_t at = at_++;
    if (at == 0) return first_;
    if (at <= count_) return piece_(at - 1);
    return at == count_ + 1 ? last_ : "";
  }
  int_type underflow() override {
    text_ = text();
    setg(text_.data(), text_.data(), text_.data() + text_.size());
    return text_.empty() ? traits_type::eof() : traits_type::to_int_type(text_[0]);
  }
  pos_type seekoff(off_type, std::ios_base::seekdir, std::ios_base::openmode) override { return 0; }
  pos_type seekpos(pos_type, std::ios_base::openmode) override {
    at_ = 0;
    setg(nullptr, nullptr, nullptr);
    return 0;
  }

  std::string first_;
  Piece piece_;
  std::size_t count_;
  std::string last_, text_;
  std::size_t at_ = 0;
};

MadeUp::Piece always(std::string text) {
  return [text = std::move(text)](std::size_t) { return text; };
}

struct Bomb {
  const char* name;
  std::function<MadeUp()> file;
  std::size_t megabytes;  // that it may take
  const char* message;    // "read": there is none
};

void PrintTo(const Bomb& bomb, std::ostream* out) { *out << bomb.name; }

// In a process whose memory cannot grow by more: the exit tells.
[[noreturn]] void read_within(const Bomb& bomb) {
  std::size_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages;
  const rlim_t most = pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE)) + bomb.megabytes * mega;
  const rlimit limit{most, most};
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)  // whose own memory the limit would count
  setrlimit(RLIMIT_AS, &limit);
#else
  static_cast<void>(limit);
#endif
  std::string outcome = "read";
  try {
    MadeUp file = bomb.file();
    std::istream in(&file);
    read_profile(in);
  } catch (const std::exception& error) {
    outcome = error.what();
  }
  std::fprintf(stderr, "%s\n", outcome.c_str());
  _exit(0);
}

const std::string speedscope = R"({"$schema":"https://www.speedscope.app/file-format-schema.json",)";
const std::string frames = R"("shared":{"frames":[{"name":"f","file":"a.py","line":1}]},"profiles":[)";
const std::string memray = "allocator,num_allocations,size,tid,thread_name,stack_trace\n";
const std::string sampled = R"({"type":"sampled","unit":"seconds",)";

// 40 MB of samples, whose weights take 7 MB more.
MadeUp samples() {
  std::string stack = "[0";
  for (int i = 0; i < 50; ++i) stack += ",0";
  constexpr std::size_t count = 400'000;
  std::string weights = "1";
  for (std::size_t i = 0; i < count; ++i) weights += ",1";
  return {speedscope + frames + sampled + "\"samples\":[[0]", always("," + stack + "]"), count,
          "],\"weights\":[" + weights + "]}]}"};
}

const Bomb bombs[] = {
    {"samples", samples, 32, "read"},
    {"deep_calls",
     [] {
       return MadeUp(speedscope + frames + R"({"type":"evented","events":[{"type":"O","at":0,"frame":0})",
                     always(R"(,{"type":"O","at":1,"frame":0})"), 2'000'000, "]}]}");
     },
     64, "a stack deeper than that of any program"},
    {"stacks",
     [] { return MadeUp("f (a.py:1) 1\n", always("f (a.py:1);f (a.py:1);g (b.py:2) 1\n"), 1'000'000, ""); },
     8, "read"},
    {"frames",
     [] {
       return MadeUp(
           "f (a.py:1) 1\n", [](std::size_t i) { return "f (" + std::to_string(i) + ".py:1) 1\n"; },
           100 * mega, "");
     },
     700, "more files, functions and lines than perfhint keeps"},
    {"functions",
     [] {
       return MadeUp(
           "{",
           [](std::size_t i) {
             std::string number = std::to_string(100'000'000 + i);
             return ")\x03z\x09" + number + "F" +
                    "z\x01"
                    "f"
                    ")\x05"
                    "FFFF{0";
           },
           100 * mega, "0");
     },
     700, "more files, functions and lines than perfhint keeps"},
    {"deep_json", [] { return MadeUp(speedscope + "\"a\":", always("["), mega, ""); }, 8, "nest deeper"},
    {"deep_marshal", [] { return MadeUp("{", always(")\x01"), mega, ""); }, 8, "nest deeper"},
    {"endless_text", [] { return MadeUp(speedscope + "\"a", always(std::string(4096, 'a')), mega, ""); }, 128,
     "more than 16 MB"},
    {"endless_number",
     [] { return MadeUp(speedscope + "\"a\":1", always(std::string(4096, '1')), mega, ""); }, 128,
     "more than 16 MB"},
    {"endless_nothing",
     [] { return MadeUp(speedscope + "\"a\":[", always(std::string(4096, ' ')), mega, ""); }, 128,
     "more than 16 MB"},
    {"endless_nulls",
     [] { return MadeUp(speedscope + "\"a\":[0", always(",null,null,null"), 400 * mega, ""); }, 128,
     "more than 16 MB"},
    {"endless_line", [] { return MadeUp("f (a.py:1) 1\n", always(std::string(4096, 'a')), mega, ""); }, 64,
     "more than 16 MB"},
    {"memray_columns", [] { return MadeUp(memray + ",", always(std::string(4096, ',')), 2000, ""); }, 64,
     "six columns are expected"},
    {"memray_stack", [] { return MadeUp(memray + "MALLOC,1,8,1,0x1,", always("f;<a>;1|"), mega, ""); }, 64,
     "read"},
    {"mprof_words", [] { return MadeUp("CMDLINE", always(" a"), 4 * mega, "\nFUNC a.f 1 1 2 2 0\n"); }, 64,
     "read"},
    {"report_numbers",
     [] {
       return MadeUp("Timer unit: 1 s\nFile: a.py\nLine #" + std::string(8 * mega, ' ') + "Line Contents\n",
                     always("1 "), 2 * mega, "");
     },
     64, "more numbers than such a report has columns"},
    {"scalene_text",
     [] {
       const std::string line = std::string(mega, 'a') + R"("},)";
       return MadeUp(
           R"({"elapsed_time_sec":1,"files":{"a.py":{"lines":[)",
           [line](std::size_t i) { return R"({"lineno":)" + std::to_string(i + 1) + R"(,"line":")" + line; },
           mega, "");
     },
     900, "more files, functions and lines than perfhint keeps"},
    {"scalene_functions",
     [] {
       return MadeUp(R"({"elapsed_time_sec":1,"files":{"a.py":{"functions":[{)",
                     [](std::size_t i) {
                       const std::string number =
                           R"("lineno":)" + std::to_string(i / 2 + 1) + R"(,"n_sys_percent":1)";
                       return i % 2 == 0 ? number + R"(,"line":"f"},{)" : number + R"(,"line":"g"},{)";
                     },
                     1'000'000, R"("lineno":1,"n_sys_percent":1,"line":"h"}]}}})");
     },
     400, "read"},
};

class ProfileBombs : public testing::TestWithParam<Bomb> {};

TEST_P(ProfileBombs, AreSurvived) {
  EXPECT_EXIT(read_within(GetParam()), testing::ExitedWithCode(0), testing::HasSubstr(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(All, ProfileBombs, testing::ValuesIn(bombs),
                         [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace perfhint::server
