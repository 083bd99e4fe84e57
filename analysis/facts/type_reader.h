// TypeReader: reads a type expression as annotations and the library's table write it:
//     list[int], dict[str, "Point"], int | None, Optional[X], Callable[[int], str], tuple[int, ...],
//     Literal["a"]
// What a name means is the reader's caller's business; what is not understood is Unknown, and so is a union
// with it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/facts/types.h"

namespace perfhint {

class TypeReader {
 public:
  virtual ~TypeReader() = default;
  Type read(std::string_view text);

 protected:
  // The type of `name` with these arguments in brackets (none where it has no brackets).
  virtual Type named(std::string_view name, const std::vector<Type>& arguments) = 0;

 private:
  static constexpr int deepest = 12;
  Type read_union(int depth);
  Type read_one(int depth);
  Type read_name(int depth);
  Type read_quoted(int depth);
  std::vector<Type> read_arguments(char close, int depth);
  Type read_literals();
  void skip_spaces();
  bool accept(char c);

  std::string_view text_;
  std::size_t at_ = 0;
  bool understood_ = true;
};

// The type that a class or special form of Python's own denotes in an annotation, by its qualified name
// ("list", "typing.Optional", "pathlib.Path"); Unknown if it is none that is known. `promotes`: float admits
// int (PEP 484).
Type type_named(std::string_view qualified, const std::vector<Type>& arguments, bool promotes);

}  // namespace perfhint
