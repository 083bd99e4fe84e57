// Field: a place in a message's JSON that knows its path, so that bad params are told with the place. An
// object's field that is absent, null, or looked up in what is no object reads as absent.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/jsonrpc.h"

namespace perfhint::lsp {

using rpc::Json;

class Field {
 public:
  Field(const Json& json, std::string path) : json_(&json), path_(std::move(path)) {}

  Field operator[](const char* key) const;
  bool absent() const { return json_->is_null(); }
  const Json& json() const { return *json_; }
  const std::string& path() const { return path_; }

  // These throw rpc::Error with invalid_params and the path where the value is of another type.
  std::string string() const;
  std::int64_t integer() const;
  std::uint32_t uinteger() const;  // 0 to 2^31 - 1
  std::vector<Field> elements() const;
  const Field& object() const;

  // These never throw: what is of another type counts as absent.
  bool flag() const { return json_->is_boolean() && json_->get<bool>(); }
  std::vector<std::string> strings() const;
  std::string string_or(std::string_view otherwise) const;

  [[noreturn]] void wanted(std::string_view what) const;

 private:
  const Json* json_;
  std::string path_;
};

}  // namespace perfhint::lsp
