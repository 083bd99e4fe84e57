// Which of a profile's files a file is: by what is on this machine, by a map, or by how paths end.
#include <gtest/gtest.h>

#include "server/heat/paths.h"
#include "tests/support/command.h"

namespace perfhint::server {
namespace {

struct Case {
  const char* what;
  std::vector<const char*> files;  // of the profile; "$R" is the root
  const char* expected;            // one of them; null: none
  ProfilePathMap map = {};
};

class PathMapping : public testing::Test, protected cli::TemporaryFolder {
 protected:
  PathMapping() {
    write("src/pack/app.py", "");
    write("other/app.py", "");
    write("top.py", "");
  }
  std::string rooted(std::string path) const {
    if (path.starts_with("$R")) path.replace(0, 2, folder.string());
    return path;
  }
  // Of the file at `path` below the root.
  void expect(const char* path, const std::vector<Case>& cases) const {
    for (const Case& one : cases) {
      Profile profile;
      for (const char* file : one.files) profile.files[rooted(file)];
      ProfilePathMap map;
      for (const auto& [from, to] : one.map) map[from] = rooted(to);
      const FileCosts* costs = costs_of(profile, at(path), folder.string(), map).costs;
      const FileCosts* expected = one.expected ? &profile.files.at(rooted(one.expected)) : nullptr;
      EXPECT_EQ(costs, expected) << one.what;
    }
  }
};

TEST_F(PathMapping, OfTheSameFile) {
  expect("src/pack/app.py",
         {
             {"the very path", {"$R/src/pack/app.py", "/x/pack/app.py"}, "$R/src/pack/app.py"},
             {"relative", {"src/pack/app.py", "/x/pack/app.py"}, "src/pack/app.py"},
             {"with dots", {"$R/src/../src/./pack/app.py"}, "$R/src/../src/./pack/app.py"},
             {"mapped", {"/app/app.py"}, "/app/app.py", {{"/app", "$R/src/pack"}}},
             {"by the longest entry",
              {"/app/in/app.py"},
              "/app/in/app.py",
              {{"/app", "/x"}, {"/app/in", "$R/src/pack"}, {"/", "/y"}}},
             {"an entry of whole names", {"/apps/pack/app.py"}, "/apps/pack/app.py", {{"/app", "$R/other"}}},
             {"with slashes at the ends", {"/app/app.py"}, "/app/app.py", {{"/app/", "$R/src/pack"}}},
             {"of Windows", {"C:\\app\\app.py"}, "C:\\app\\app.py", {{"C:\\app", "$R/src/pack"}}},
             {"of Windows, by slashes", {"C:\\app\\app.py"}, "C:\\app\\app.py", {{"C:/app", "$R/src/pack"}}},
         });
}

TEST_F(PathMapping, ByTheirEnds) {
  expect("src/pack/app.py",
         {
             {"two names", {"/srv/pack/app.py"}, "/srv/pack/app.py"},
             {"of Windows", {"D:\\work\\pack\\app.py"}, "D:\\work\\pack\\app.py"},
             {"the longer end", {"/x/pack/app.py", "/x/src/pack/app.py"}, "/x/src/pack/app.py"},
             {"relative, elsewhere", {"pack/app.py"}, "pack/app.py"},
         });
  expect("top.py", {{"all below the root", {"/srv/top.py"}, "/srv/top.py"}});
}

// What may be this file's makes it unknown; what is another's, or has another name, has not cost anything
// here.
TEST_F(PathMapping, TellsWhetherTheFileMayBeMet) {
  const auto may_be_met = [&](const char* file) {
    Profile profile;
    profile.files[rooted(file)];
    return costs_of(profile, at("src/pack/app.py"), folder.string(), {}).may_be_met;
  };
  EXPECT_TRUE(may_be_met("/srv/app.py"));
  EXPECT_FALSE(may_be_met("$R/other/app.py"));
  EXPECT_FALSE(may_be_met("/srv/main.py"));
  EXPECT_FALSE(may_be_met("/srv/pack/app.py"));  // it is
}

TEST_F(PathMapping, IsNoGuess) {
  expect("src/pack/app.py",
         {
             {"nothing", {}, nullptr},
             {"its name alone", {"/srv/app.py"}, nullptr},
             {"a part of a name", {"/srv/snack/app.py", "/srv/pack/myapp.py"}, nullptr},
             {"another file that is here", {"$R/other/app.py", "other/app.py"}, nullptr},
             {"several", {"/a/pack/app.py", "/b/pack/app.py"}, nullptr},
             {"several, and a shorter one",
              {"/a/src/pack/app.py", "/b/src/pack/app.py", "/pack/app.py"},
              nullptr},
             {"mapped elsewhere", {"/app/pack/app.py"}, nullptr, {{"/app/pack", "$R/other"}}},
             {"what has no name", {"", "/", "."}, nullptr},
         });
}

}  // namespace
}  // namespace perfhint::server
