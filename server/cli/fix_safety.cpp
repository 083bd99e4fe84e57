// The page, in the words of docs/pages/fixes.md.
#include "server/cli/fix_safety.h"

namespace perfhint::server::cli {

std::string_view fix_safety_page() {
  return R"(# How fixes are judged safe

A fix is called safe when perfhint has proven, from the code alone, that the program does the same before and
after. What it cannot prove it calls unsafe, and says in the title which condition it could not show.

Fix all, fixing on save and `perfhint check --fix` take safe fixes alone. Unsafe ones are offered one by one;
`--unsafe-fixes` asks for them, too.

## What has to be known

Each rule asks for what its own rewriting needs; its page says so under Fix. "Unknown" never counts as a yes.

- Is the name what it seems? A `list` that the module binds anew is not the built-in one.
- What type is it, on every path that leads there? Can it be hashed?
- May evaluating it be seen: has it an effect, may it raise, may it give another value a second time?
- May it change meanwhile, directly, by another name for it, or by code that has got hold of it?
- Is it used afterwards?

## What holds for every fix

- No comment is lost: where one stands in what would be replaced, there is no fix.
- No line gets longer than `line-length` allows.
- It suits the oldest Python that the project supports (`oldest-python`).
- It is whole: imports that it needs are part of it, and taken names are stepped around.
- A statement that does not parse gets no hints, so no fixes.

## What is left out of account

A program that looks at its own text, line numbers, frames, timing or memory can tell any edit. Annotations are
believed. Operators and reads of attributes are taken to change nothing, and `MemoryError` and `RecursionError`
may come at another moment.

## How the claim is tested

The cases of each rule's page are its tests. Beyond them every safe fix is applied to CPython's library and to
packages from PyPI, whose own tests must pass as before.
)";
}

}  // namespace perfhint::server::cli
