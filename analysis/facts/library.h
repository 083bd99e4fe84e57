// The library table: what Python's standard library (and a few packages) return and are, by qualified name.
// Sorted rows in read-only memory, found by binary search: nothing is built at start. library/generate.py
// writes it.
//
// A row's text is a type expression (type_reader.h) behind one character that tells the sort. In it
//     Self      the receiver                    T0, T1   the receiver's type arguments (list[T0], dict[T0,
//     T1]) A0, E0    the first argument, what the first argument yields (A1, E1: the second, ...) S[a;b]    a
//     if the arguments are text, b if they are bytes       R[a;b]   the same by the receiver's T0 ? unknown
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/facts/types.h"

namespace perfhint {

enum class LibrarySort : char { none = 0, callable = '(', value = '=', class_ = '*' };

struct LibraryEntry {
  LibrarySort sort = LibrarySort::none;
  std::string_view text;  // of a class: its name as types carry it, then ":" and its bases, ";" between
  explicit operator bool() const { return sort != LibrarySort::none; }
};

LibraryEntry find_in_library(std::string_view qualified);

// What a call is given, as far as results depend on it.
struct CallTypes {
  std::vector<Type> arguments;  // by position; empty where splats hide them
  bool by_keyword = false;      // some are given by name: what is missing in `arguments` may be among them
  bool nothing_given = false;   // f(): what is text or bytes by its arguments is text
};

// What reading (`call` null) or calling `qualified` gives: "os.sep", "os.getcwd", "pathlib.Path",
// "pathlib.Path.cwd".
Type library_value(std::string_view qualified, const CallTypes* call);
// What reading or calling an attribute of a value of that type gives, its class's bases searched too. Unknown
// if it has none that is known.
Type library_member(const Type& receiver, std::string_view name, const CallTypes* call);
// An instance of that class of the library: a container, iterator or file by its own kind. Unknown if it is
// none.
Type library_instance(std::string_view qualified, const std::vector<Type>& arguments);
// The class whose methods a value of that type has: "str", "list", "re.Pattern"; "" if it is not the
// library's.
std::string_view library_class_of(const Type&);
// The second class is the first, or one of its bases.
bool is_library_subclass(std::string_view qualified, std::string_view base);

}  // namespace perfhint
