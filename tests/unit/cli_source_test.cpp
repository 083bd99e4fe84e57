// Encodings, and writing back.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "server/cli/source_file.h"

namespace perfhint::server::cli {
namespace {

namespace fs = std::filesystem;

struct Row {
  const char* name;
  std::string bytes;
  const char* text;  // null: a problem
  Coding coding = Coding::utf8;
};

const Row rows[] = {
    {"empty", "", ""},
    {"ascii", "x = 1\n", "x = 1\n"},
    {"utf-8", "s = '\xC3\xA9'\n", "s = '\xC3\xA9'\n"},
    {"latin-1 without a coding line", "s = '\xE9'\n", nullptr},
    {"latin-1 with one", "# -*- coding: latin-1 -*-\ns = '\xE9'\n",
     "# -*- coding: latin-1 -*-\ns = '\xC3\xA9'\n", Coding::latin1},
    {"in the second line", "#!/usr/bin/python\n# coding=ISO_8859_1\n\xE9\n",
     "#!/usr/bin/python\n# coding=ISO_8859_1\n\xC3\xA9\n", Coding::latin1},
    {"not in the third", "#\n#\n# coding: latin-1\n'\xE9'\n", nullptr},
    {"not behind code", "x = 1\n# coding: latin-1\n'\xE9'\n", nullptr},
    {"not in code", "coding: latin-1\n'\xE9'\n", nullptr},
    {"another coding, ascii bytes", "# coding: koi8-r\nx\n", "# coding: koi8-r\nx\n"},
    {"another coding", "# coding: koi8-r\n'\xC1'\n", nullptr},
    {"a byte order mark", "\xEF\xBB\xBFx\n", "\xEF\xBB\xBFx\n"},
    {"overlong", "\xC0\x80", nullptr},
    {"surrogate", "\xED\xA0\x80", nullptr},
    {"cut", "\xE2\x82", nullptr},
    {"past the last character", "\xF4\x90\x80\x80", nullptr},
    {"utf-16", "\xFF\xFEx", nullptr},
};

TEST(CliSource, Decodes) {
  for (const Row& row : rows) {
    const ReadSource read = decode(row.bytes);
    ASSERT_EQ(read.source.has_value(), row.text != nullptr) << row.name;
    if (!read.source) {
      EXPECT_NE(read.problem.find("not UTF-8"), std::string::npos) << row.name;
      continue;
    }
    EXPECT_EQ(read.source->text, row.text) << row.name;
    EXPECT_EQ(read.source->coding, row.coding) << row.name;
    EXPECT_EQ(encode(*read.source), row.bytes) << row.name;
  }
}

TEST(CliSource, ProblemsNameTheLineAndTheCoding) {
  EXPECT_NE(decode("# coding: koi8-r\n\n'\xC1'\n").problem.find("(line 3) but koi8-r"), std::string::npos);
}

std::string bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return std::string((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
}

class CliSourceFiles : public testing::Test {
 protected:
  CliSourceFiles() : folder(fs::temp_directory_path() / ("perfhint-source-" + std::to_string(getpid()))) {
    fs::create_directories(folder);
  }
  ~CliSourceFiles() override { fs::remove_all(folder); }
  fs::path folder;
};

TEST_F(CliSourceFiles, WritesAtOnceAndKeepsModeAndLink) {
  const fs::path file = folder / "a.py", link = folder / "link.py";
  std::ofstream(file) << "old";
  fs::permissions(file, fs::perms::owner_all);
  fs::create_symlink("a.py", link);
  EXPECT_EQ(write_source(link, {"old"}, {"# coding: latin-1\n'\xC3\xA9'", Coding::latin1}), "");
  EXPECT_EQ(bytes_of(file), "# coding: latin-1\n'\xE9'");
  EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_all);
  EXPECT_TRUE(fs::is_symlink(link));
  EXPECT_EQ(std::distance(fs::directory_iterator(folder), fs::directory_iterator()),
            2);  // no temporary is left
}

TEST_F(CliSourceFiles, LeavesAloneWhatHasChanged) {
  const fs::path file = folder / "a.py";
  std::ofstream(file) << "saved meanwhile";
  EXPECT_NE(write_source(file, {"old"}, {"new"}).find("it has changed since it was read"), std::string::npos);
  EXPECT_EQ(bytes_of(file), "saved meanwhile");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder), fs::directory_iterator()), 1);
}

TEST_F(CliSourceFiles, RefusesWhatItCannotRead) {
  std::ofstream(folder / "big.py") << "x = 1\n";
  EXPECT_NE(read_source(folder / "big.py", 5).problem.find("too large (6 bytes; the limit is 5)"),
            std::string::npos);
  EXPECT_NE(read_source(folder / "none.py", 5).problem.find("no such file"), std::string::npos);
  EXPECT_NE(read_source(folder, 5).problem.find("not a file"), std::string::npos);
}

}  // namespace
}  // namespace perfhint::server::cli
