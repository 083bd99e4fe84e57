// Reading one value, or telling where it is wrong.
#include "protocol/field.h"

namespace perfhint::lsp {

Field Field::operator[](const char* key) const {
  static const Json null;
  const auto found = json_->is_object() ? json_->find(key) : json_->end();
  return Field(found == json_->end() ? null : *found, path_ + "." + key);
}

void Field::wanted(std::string_view what) const {
  throw rpc::Error(rpc::ErrorCode::invalid_params,
                   path_ + ": expected " + std::string(what) + ", got " + json_->type_name());
}

std::string Field::string() const {
  if (!json_->is_string()) wanted("a string");
  return json_->get<std::string>();
}

std::int64_t Field::integer() const {
  if (!json_->is_number_integer()) wanted("an integer");
  return json_->get<std::int64_t>();
}

std::uint32_t Field::uinteger() const {
  if (!json_->is_number_integer()) wanted("an unsigned integer");
  const auto value = json_->get<std::int64_t>();
  if (value < 0 || value > INT32_MAX) {
    throw rpc::Error(rpc::ErrorCode::invalid_params, path_ + ": " + json_->dump() + " is out of range");
  }
  return static_cast<std::uint32_t>(value);
}

std::vector<Field> Field::elements() const {
  if (!json_->is_array()) wanted("an array");
  std::vector<Field> out;
  out.reserve(json_->size());
  for (const Json& element : *json_)
    out.emplace_back(element, path_ + "[" + std::to_string(out.size()) + "]");
  return out;
}

const Field& Field::object() const {
  if (!json_->is_object()) wanted("an object");
  return *this;
}

std::vector<std::string> Field::strings() const {
  std::vector<std::string> out;
  if (!json_->is_array()) return out;
  for (const Json& element : *json_) {
    if (element.is_string()) out.push_back(element.get<std::string>());
  }
  return out;
}

std::string Field::string_or(std::string_view otherwise) const {
  return json_->is_string() ? json_->get<std::string>() : std::string(otherwise);
}

}  // namespace perfhint::lsp
