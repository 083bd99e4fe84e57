// Changes of folders, as the system tells of them and as they are looked for. A change that is not told of is
// waited for until the test has taken too long.
#include "server/platform/changes.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <functional>

#include "tests/support/command.h"

namespace perfhint::server {
namespace {

namespace fs = std::filesystem;
using cli::TemporaryFolder;

struct Row {
  const char* name;
  std::function<void(const TemporaryFolder&)> change;
};

const Row rows[] = {
    {"made", [](const TemporaryFolder& in) { in.write("new.py", "x"); }},
    {"written", [](const TemporaryFolder& in) { in.write("old.py", "longer"); }},
    {"removed", [](const TemporaryFolder& in) { fs::remove(in.folder / "old.py"); }},
    {"renamed", [](const TemporaryFolder& in) { fs::rename(in.folder / "old.py", in.folder / "new.py"); }},
    {"folder_made", [](const TemporaryFolder& in) { fs::create_directory(in.folder / "new"); }},
    {"folder_removed", [](const TemporaryFolder& in) { fs::remove(in.folder / "old"); }},
    {"in_the_other_folder", [](const TemporaryFolder& in) { in.write("old/settings", "x"); }},
};

class ChangesTest : public testing::TestWithParam<std::tuple<bool, Row>> {};

TEST_P(ChangesTest, IsToldOf) {
  const auto& [by_system, row] = GetParam();
  TemporaryFolder in;
  in.write("old.py", "x");
  fs::create_directory(in.folder / "old");
  Changes changes(by_system);
  changes.watch({{in.folder.string(), [](std::string_view name) { return name.ends_with(".py"); }, true},
                 {in.at("old"), [](std::string_view name) { return name == "settings"; }, false},
                 {in.at("nowhere"), [](std::string_view) { return true; }, true}});
  row.change(in);
  changes.wait();
}

INSTANTIATE_TEST_SUITE_P(All, ChangesTest, testing::Combine(testing::Bool(), testing::ValuesIn(rows)),
                         [](const auto& row) {
                           return std::string(std::get<1>(row.param).name) +
                                  (std::get<0>(row.param) ? "_by_system" : "_by_looking");
                         });

}  // namespace
}  // namespace perfhint::server
