// The splitter: where a module's blocks begin. A lexical scan that knows strings (f- and t-strings with
// nested quotes), comments, brackets and continuations, and nothing else of Python.
//
// A block is one top-level statement with the comments and blank lines before it. It begins at a line whose
// first character is in column 0 and belongs to no string, bracket or continuation. A decorator begins the
// block of what it decorates; else, elif, except and finally at column 0 continue theirs. At an open bracket
// a line in column 0 that begins with def, class, @, async def, import, from or if __name__ begins a block
// all the same: the bracket was forgotten.
#pragma once

#include <string_view>

#include "analysis/source/text.h"

namespace perfhint {

struct Extent {
  Offset end;      // where the next block begins, or the end of the text
  bool open;       // a string or bracket is not closed at `end`
  bool exhausted;  // the text ended before a next block was seen: `end` is the text's end
};

// The block that begins at `begin`, a pure function of the text from there on.
Extent next_block(std::string_view text, Offset begin);

}  // namespace perfhint
