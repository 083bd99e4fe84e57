// Tally: costs gathered by file, function and line while a profile is read.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "server/profiles/input.h"
#include "server/profiles/profile.h"

namespace perfhint::server {

class Tally {
 public:
  struct File {
    std::optional<std::string> text;
    std::map<std::pair<std::uint32_t, std::string>, Cost> functions;  // by line, then name
    std::map<std::uint32_t, Cost> lines;
  };

  // What is added is kept (ProfileInput::keep), and what is found is not.
  explicit Tally(ProfileInput& input) : input_(input) {}

  // The references stay good until profile().
  File& file(std::string_view path);
  Cost& function(File&, std::string_view name, std::uint32_t line);
  Cost& line(File&, std::uint32_t line);

  Profile profile(TimeUnit, double total) &&;

 private:
  ProfileInput& input_;
  std::map<std::string, File, std::less<>> files_;
};

}  // namespace perfhint::server
