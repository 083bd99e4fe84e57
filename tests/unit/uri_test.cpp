// URIs and paths, as editors write them.
#include "protocol/uri.h"

#include <gtest/gtest.h>

namespace perfhint::rpc {
namespace {

struct Case {
  std::string_view uri;
  std::optional<std::string> path;
};

TEST(Uri, IsReadAsAPath) {
  const Case cases[] = {
      {"file:///home/dev/demo.py", "/home/dev/demo.py"},
      {"file:///home/dev/a%20b%C3%A9.py", "/home/dev/a b\xC3\xA9.py"},
      {"file:///home/dev/100%.py", "/home/dev/100%.py"},
      {"file:///home/dev/%4.py", "/home/dev/%4.py"},
      {"file:///home/dev/a%2", "/home/dev/a%2"},
      {"file:///home/dev/a%23b%3f.py", "/home/dev/a#b?.py"},
      {"file:///home/dev/a.py#L10", "/home/dev/a.py"},
      {"file:///c%3A/Users/x.py", "C:/Users/x.py"},
      {"file:///C:/Users/x.py", "C:/Users/x.py"},
      {"file:///c:", "C:"},
      {"file:///ab:/x", "/ab:/x"},
      {"file://localhost/etc/x", "/etc/x"},
      {"file://server/share/x.py", "//server/share/x.py"},
      {"FILE:///x.py", "/x.py"},
      {"file:/x.py", "/x.py"},
      {"file://", std::nullopt},
      {"file:x.py", std::nullopt},
      {"file:///a%00b", std::nullopt},
      {"untitled:Untitled-1", std::nullopt},
      {"vscode-notebook-cell:/a.ipynb#W0", std::nullopt},
      {"", std::nullopt},
  };
  for (const Case& c : cases) EXPECT_EQ(path_of(c.uri), c.path) << c.uri;
}

TEST(Uri, IsWrittenFromAPathAndReadBack) {
  const struct {
    std::string_view path, uri, back;
  } cases[] = {
      {"/home/dev/demo.py", "file:///home/dev/demo.py", "/home/dev/demo.py"},
      {"/a b/100%/\xC3\xA9#?.py", "file:///a%20b/100%25/%C3%A9%23%3F.py", "/a b/100%/\xC3\xA9#?.py"},
      {"/back\\slash", "file:///back%5Cslash", "/back\\slash"},
      {"c:\\Users\\x y.py", "file:///C%3A/Users/x%20y.py", "C:/Users/x y.py"},
      {"D:/x", "file:///D%3A/x", "D:/x"},
      {"\\\\server\\share\\x", "file://server/share/x", "//server/share/x"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(uri_of(c.path), c.uri);
    EXPECT_EQ(path_of(c.uri), c.back);
  }
}

TEST(Uri, HoldsEveryByteOfAPath) {
  std::string path = "/";
  for (int byte = 1; byte < 256; ++byte) path += static_cast<char>(byte);
  EXPECT_EQ(path_of(uri_of(path)), path);
}

}  // namespace
}  // namespace perfhint::rpc
