// nlohmann's parser tells of each value (SAX); the place is known by the place that it stands in and its key.
#include "server/profiles/json.h"

#include <istream>
#include <nlohmann/json.hpp>
#include <vector>

#include "server/profiles/profile.h"

namespace perfhint::server {

namespace {

class Walk final : public nlohmann::json::json_sax_t {
 public:
  Walk(ProfileInput& input, std::span<const JsonPlace> places, JsonListener& listener)
      : input_(input), places_(places), listener_(listener), next_(child(JsonPlace::outermost, "")) {}

  bool null() override { return passed(); }
  bool boolean(bool) override { return passed(); }
  bool number_integer(number_integer_t value) override { return number(static_cast<double>(value)); }
  bool number_unsigned(number_unsigned_t value) override { return number(static_cast<double>(value)); }
  bool number_float(number_float_t value, const string_t&) override { return number(value); }
  bool string(string_t& value) override {
    input_.token_read();
    if (next_ != 0) listener_.text(next_, value);
    return passed();
  }
  bool binary(binary_t&) override { return passed(); }
  bool start_object(std::size_t) override { return start(false); }
  bool start_array(std::size_t) override { return start(true); }
  bool end_object() override { return finish(); }
  bool end_array() override { return finish(); }
  bool key(string_t& value) override {
    input_.token_read();
    key_ = value;
    next_ = child(open_.back().place, key_);
    return true;
  }
  bool parse_error(std::size_t at, const std::string&, const nlohmann::json::exception& error) override;

 private:
  static constexpr std::size_t most_depth = 200;

  struct Open {
    int place;
    int elements;  // the place of an array's elements
  };

  int child(int in, std::string_view key) const;
  int elements_of(int in) const;
  bool number(double value);
  bool start(bool array);
  bool finish();
  // The value at `next_` is behind us: in an array the next one is of the same place.
  bool passed() {
    if (!open_.empty()) next_ = open_.back().elements;
    return true;
  }

  ProfileInput& input_;
  std::span<const JsonPlace> places_;
  JsonListener& listener_;
  std::vector<Open> open_;
  std::string key_;
  int next_;  // the place of the value that comes
};

int Walk::elements_of(int in) const {
  if (in == 0) return 0;
  for (const JsonPlace& place : places_)
    if (place.in == in && place.key == element) return place.place;
  return 0;
}

int Walk::child(int in, std::string_view key) const {
  if (in == 0) return 0;
  for (const JsonPlace& place : places_)
    if (place.in == in && place.key != element && (place.key == key || place.key == any_key))
      return place.place;
  return 0;
}

bool Walk::number(double value) {
  input_.token_read();
  if (next_ != 0) listener_.number(next_, value);
  return passed();
}

bool Walk::start(bool array) {
  if (open_.size() == most_depth) input_.fail("values nest deeper than in any profile");
  if (next_ != 0) listener_.begin(next_, key_);
  const int elements = array ? elements_of(next_) : 0;
  open_.push_back({next_, elements});
  next_ = elements;
  key_.clear();
  return true;
}

bool Walk::finish() {
  const int place = open_.back().place;
  open_.pop_back();
  key_.clear();
  if (place != 0) listener_.end(place);
  return passed();
}

bool Walk::parse_error(std::size_t at, const std::string&, const nlohmann::json::exception& error) {
  constexpr int out_of_range = 406;
  const std::string_view told = error.what();
  const auto tells = [&](std::string_view words) { return told.find(words) != std::string_view::npos; };
  std::string what = "no valid JSON";
  if (tells("unexpected end of input") || tells("missing closing quote"))
    what = "the file ends, or breaks off, within its JSON";
  if (error.id == out_of_range) what = "a number greater than any in a profile";
  throw ProfileError("byte " + std::to_string(at) + ": " + what);
}

}  // namespace

void read_json(ProfileInput& input, std::span<const JsonPlace> places, JsonListener& listener) {
  Walk walk(input, places, listener);
  std::istream stream(&input);
  nlohmann::json::sax_parse(stream, &walk);
}

}  // namespace perfhint::server
