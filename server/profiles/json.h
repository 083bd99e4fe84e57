// JSON read as it comes: a reader names the places that it wants to hear of, the rest is passed over. Nothing
// is kept, and nesting costs nothing.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "server/profiles/input.h"

namespace perfhint::server {

// One line of the table of what a reader wants: the value of `key` in the object or array `in` is `place`.
// Places are numbers of the reader's own, from 1; in place 0 nothing is heard of.
struct JsonPlace {
  int in;  // JsonPlace::outermost: the whole file's value
  std::string_view key;
  int place;

  static constexpr int outermost = -1;
};
constexpr std::string_view any_key = "*";   // of an object
constexpr std::string_view element = "[]";  // of an array

// Hears of the values at those places, in the file's order. May throw ProfileError.
class JsonListener {
 public:
  virtual ~JsonListener() = default;
  // An object or array. `key` is its key where it stands in an object, else "".
  virtual void begin(int place, std::string_view key) = 0;
  virtual void end(int place) = 0;
  virtual void number(int place, double) = 0;
  virtual void text(int place, std::string&) = 0;  // which may be moved from
};

// Throws ProfileError where it is no JSON, ends early, nests deeper than any profile or has more than
// ProfileInput::most_token in one text.
void read_json(ProfileInput&, std::span<const JsonPlace>, JsonListener&);

}  // namespace perfhint::server
