// The parser without memory: whichever allocation fails, there is a tree or one broken node, and the next
// parse is whole again.
#include <gtest/gtest.h>
#include <tree_sitter/api.h>

#include <climits>
#include <cstdlib>
#include <functional>
#include <memory>
#include <new>
#include <thread>
#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/lsan_interface.h>
#endif

#include "analysis/check.h"
#include "analysis/syntax/parser.h"
#include "server/cli/import_loader.h"
#include "tests/support/command.h"

namespace perfhint {
namespace {

thread_local long left = LONG_MAX;  // allocations before one fails

// A thread of its own has a parser of its own. What a failed parse leaves behind is no leak to be told of.
void in_a_thread(const std::function<void()>& test) {
  std::thread([&] {
#if defined(__SANITIZE_ADDRESS__)
    const __lsan::ScopedDisabler left_behind;
#endif
    test();
  }).join();
}

void take() {
  if (left-- <= 0) throw std::bad_alloc();
}
void* allocate(std::size_t size) { return take(), std::malloc(size); }
void* allocate_zeroed(std::size_t count, std::size_t size) { return take(), std::calloc(count, size); }
void* allocate_again(void* old, std::size_t size) { return take(), std::realloc(old, size); }

std::string source() {
  std::string text = "class A:\n";
  while (text.size() < large_block + 100)
    text += "    def f(self, a, b=[1, 2]):\n        return {x: a[x] for x in b if x}\n";
  return text;
}

TEST(ParserMemory, MayFailAnywhere) {
  in_a_thread([] {
    const std::string text = source();
    const auto whole = parse(text);  // installs the parser's own allocator first
    ts_set_allocator(allocate, allocate_zeroed, allocate_again, std::free);
    int broken = 0;
    for (long allowed = 0; allowed < 400; allowed += 1 + allowed / 10) {
      left = allowed;
      std::shared_ptr<const Syntax> now;
      try {
        now = parse(text);
      } catch (const std::bad_alloc&) {
      }
      left = LONG_MAX;
      if (now && now->size() == 1) {
        EXPECT_TRUE(now->root().broken());
        ++broken;
      }
      const auto again = parse(text);
      ASSERT_EQ(again->size(), whole->size()) << allowed;
      ASSERT_FALSE(again->root().broken()) << allowed;
    }
    EXPECT_GT(broken, 10);
    ts_set_allocator(nullptr, nullptr, nullptr, nullptr);
  });
}

TEST(ParserMemory, FailsInAnEditOfALargeBlock) {
  in_a_thread([] {
    const std::string text = source();
    const auto before = parse(text);
    ASSERT_TRUE(before->tree());
    std::string after = text;
    const Offset at = static_cast<Offset>(text.find("self"));
    after.insert(at, "x");
    ts_set_allocator(allocate, allocate_zeroed, allocate_again, std::free);
    const auto whole = parse(after);
    for (long allowed = 0; allowed < 60; ++allowed) {
      left = allowed;
      try {
        parse(after, before.get(), Replacement{{at, at}, 1});
      } catch (const std::bad_alloc&) {
      }
      left = LONG_MAX;
      ASSERT_EQ(parse(after, before.get(), Replacement{{at, at}, 1})->size(), whole->size()) << allowed;
    }
    ts_set_allocator(nullptr, nullptr, nullptr, nullptr);
  });
}

// A hint that is lost for lack of memory must not be lost in a cache.
TEST(ParserMemory, WhatLackedItIsNotWhole) {
  in_a_thread([] {
    server::cli::ImportLoader loader({});
    const auto hints = [&](server::cli::Grounds& grounds) {
      return loader.check("/nowhere/slow.py", server::cli::slow, {}, &grounds).findings().size();
    };
    server::cli::Grounds grounds;
    ASSERT_EQ(hints(grounds), 1u);
    EXPECT_TRUE(grounds.whole);
    ts_set_allocator(allocate, allocate_zeroed, allocate_again, std::free);
    int lost = 0;
    for (long allowed = 0; allowed < 200; ++allowed) {
      left = allowed;
      std::size_t found = 1;
      try {
        found = hints(grounds);
      } catch (const std::bad_alloc&) {
      }
      left = LONG_MAX;
      if (found == 1) continue;
      EXPECT_FALSE(grounds.whole);
      ++lost;
    }
    EXPECT_GT(lost, 0);
    ts_set_allocator(nullptr, nullptr, nullptr, nullptr);
  });
}

}  // namespace
}  // namespace perfhint
