// Messages: JSON to struct and back. The decoder is in framing.cpp.
#include "protocol/jsonrpc.h"

#include <algorithm>

namespace perfhint::rpc {

namespace {

constexpr int deepest = 500;  // nested arrays and objects: nlohmann's dump recurses

int nesting(std::string_view body) {
  int depth = 0, most = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < body.size(); ++i) {
    const char c = body[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '[' || c == '{') {
      most = std::max(most, ++depth);
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return most;
}

// The bytes of the UTF-8 character at `at`; 0 if there is none.
std::size_t utf8_length(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0u;
  };
  const auto tail = [&](std::size_t i) { return (byte(i) & 0xC0u) == 0x80u; };
  const unsigned lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return tail(1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    const bool fits = !(lead == 0xE0 && byte(1) < 0xA0) && !(lead == 0xED && byte(1) > 0x9F);
    return fits && tail(1) && tail(2) ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    const bool fits = !(lead == 0xF0 && byte(1) < 0x90) && !(lead == 0xF4 && byte(1) > 0x8F);
    return fits && tail(1) && tail(2) && tail(3) ? 4 : 0;
  }
  return 0;
}

// The code unit of the \uXXXX at `at`; none if there is none.
std::optional<unsigned> escaped_unit(std::string_view text, std::size_t at) {
  if (text.substr(at, 2) != "\\u" || at + 6 > text.size()) return std::nullopt;
  unsigned unit = 0;
  for (const char c : text.substr(at + 2, 4)) {
    const char lower = static_cast<char>(c | 0x20);
    if (c >= '0' && c <= '9') {
      unit = unit * 16 + static_cast<unsigned>(c - '0');
    } else if (lower >= 'a' && lower <= 'f') {
      unit = unit * 16 + static_cast<unsigned>(lower - 'a' + 10);
    } else {
      return std::nullopt;
    }
  }
  return unit;
}

bool is_high(unsigned unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
bool is_low(unsigned unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

// How many bytes at the backslash at `at` belong together, and whether they are a lone surrogate.
std::size_t escape_length(std::string_view body, std::size_t at, bool& lone) {
  const auto unit = escaped_unit(body, at);
  lone = false;
  if (!unit) return std::min<std::size_t>(2, body.size() - at);
  if (is_high(*unit)) {
    const auto second = escaped_unit(body, at + 6);
    if (second && is_low(*second)) return 12;
  }
  lone = is_high(*unit) || is_low(*unit);
  return 6;
}

// Text that an editor could hold but JSON may not: made into U+FFFD, one UTF-16 unit as before.
std::string mended(std::string_view body) {
  constexpr std::string_view replacement = "\xEF\xBF\xBD";
  std::string out;
  out.reserve(body.size());
  for (std::size_t i = 0; i < body.size();) {
    bool lone = false;
    std::size_t length = body[i] == '\\' ? escape_length(body, i, lone) : utf8_length(body, i);
    if (length == 0 || lone) {
      out += replacement;
      length = std::max<std::size_t>(length, 1);
    } else {
      out += body.substr(i, length);
    }
    i += length;
  }
  return out;
}

Json parse_json(std::string_view body) {
  if (nesting(body) > deepest) throw Error(ErrorCode::parse_error, "the message nests too deeply");
  Json json = Json::parse(body, nullptr, false);
  if (!json.is_discarded()) return json;
  try {
    return Json::parse(mended(body));
  } catch (const Json::exception& exception) {
    throw Error(ErrorCode::parse_error, exception.what());
  }
}

// False if the value is no id.
bool read_id(const Json& json, Id& id) {
  if (json.is_string()) {
    id = json.get<std::string>();
  } else if (json.is_number_integer() &&
             !(json.is_number_unsigned() && json.get<std::uint64_t>() > INT64_MAX)) {
    id = json.get<std::int64_t>();
  } else {
    return false;
  }
  return true;
}

Json id_json(const Id& id) {
  if (const auto* number = std::get_if<std::int64_t>(&id)) return *number;
  if (const auto* text = std::get_if<std::string>(&id)) return *text;
  return nullptr;
}

Json take(Json& object, const char* key) {
  const auto found = object.find(key);
  return found == object.end() ? Json() : std::move(*found);
}

[[noreturn]] void refuse(const char* why) { throw Error(ErrorCode::invalid_request, why); }

Error read_error(const Json& json) {
  const auto code = json.is_object() ? json.value("code", Json()) : Json();
  const auto message = json.is_object() ? json.value("message", Json()) : Json();
  return Error(
      code.is_number_integer() ? static_cast<ErrorCode>(code.get<int>()) : ErrorCode::unknown_error_code,
      message.is_string() ? message.get<std::string>() : "no message",
      json.is_object() ? json.value("data", Json()) : Json());
}

std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

Json call_json(const std::string& method, const Json& params) {
  Json json = {{"jsonrpc", "2.0"}, {"method", method}};
  if (!params.is_null()) json["params"] = params;
  return json;
}

}  // namespace

std::string to_string(const Id& id) { return dump(id_json(id)); }

Message parse(std::string_view body, Id& id) {
  id = {};
  Json json = parse_json(body);
  if (json.is_array()) refuse("batches are not part of the Language Server Protocol");
  if (!json.is_object()) refuse("a message is an object");
  const auto found = json.find("id");
  const bool has_id = found != json.end();
  const bool id_fits = has_id && read_id(*found, id);
  if (json.value("jsonrpc", Json()) != "2.0") refuse("\"jsonrpc\" must be \"2.0\"");
  if (has_id && !id_fits && !found->is_null()) refuse("an id is an integer or a string");

  const auto method = json.find("method");
  if (method == json.end()) {
    if (!has_id) refuse("a message has a method or an id");
    if (json.contains("error")) return Response{id, read_error(json["error"])};
    if (!json.contains("result")) refuse("a response has a result or an error");
    return Response{id, take(json, "result")};
  }
  if (!method->is_string()) refuse("a method is a string");
  std::string name = method->get<std::string>();
  Json params = take(json, "params");
  if (!params.is_null() && !params.is_structured()) refuse("params are an object or an array");
  if (!has_id) return Notification{std::move(name), std::move(params)};
  if (!id_fits) refuse("a request's id is not null");
  return Request{id, std::move(name), std::move(params)};
}

std::string body_of(const Request& request) {
  Json json = call_json(request.method, request.params);
  json["id"] = id_json(request.id);
  return dump(json);
}

std::string body_of(const Notification& notification) {
  return dump(call_json(notification.method, notification.params));
}

std::string body_of(const Response& response) {
  Json json = {{"jsonrpc", "2.0"}, {"id", id_json(response.id)}};
  if (const auto* error = std::get_if<Error>(&response.outcome)) {
    json["error"] = {{"code", static_cast<int>(error->code)}, {"message", error->message}};
    if (!error->data.is_null()) json["error"]["data"] = error->data;
  } else {
    json["result"] = std::get<Json>(response.outcome);
  }
  return dump(json);
}

std::string framed(std::string_view body) {
  std::string out = "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n";
  out += body;
  return out;
}

}  // namespace perfhint::rpc
