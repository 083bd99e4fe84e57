// JSON-RPC 2.0 as the Language Server Protocol frames it: bytes in, messages out, and back. Pure: no threads,
// no policy.
#pragma once

#include <cstdint>
#include <exception>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace perfhint::rpc {

using Json = nlohmann::json;

enum class ErrorCode : int {
  // JSON-RPC
  parse_error = -32700,
  invalid_request = -32600,
  method_not_found = -32601,
  invalid_params = -32602,
  internal_error = -32603,
  // LSP
  server_not_initialized = -32002,
  unknown_error_code = -32001,
  request_failed = -32803,
  server_cancelled = -32802,
  content_modified = -32801,
  request_cancelled = -32800,
};

// "This request failed": thrown at the protocol's edge only, and caught in one place (server/dispatch).
class Error : public std::exception {
 public:
  Error(ErrorCode error_code, std::string error_message, Json error_data = nullptr)
      : code(error_code), message(std::move(error_message)), data(std::move(error_data)) {}
  const char* what() const noexcept override { return message.c_str(); }

  ErrorCode code;
  std::string message;
  Json data;  // null: none
};

// Null only in the answer to what could not be read.
using Id = std::variant<std::monostate, std::int64_t, std::string>;
std::string to_string(const Id&);

struct Request {
  Id id;
  std::string method;
  Json params;  // null: none
};
struct Notification {
  std::string method;
  Json params;
};
struct Response {
  Id id;
  std::variant<Json, Error> outcome;
};
using Message = std::variant<Request, Notification, Response>;

// One message's JSON. Invalid UTF-8 and lone surrogates are read as U+FFFD. Throws Error: parse_error for
// what is no JSON (or nests deeper than 500), invalid_request for what is no message; `id` then holds the id
// if it has one.
Message parse(std::string_view body, Id& id);

std::string body_of(const Request&);
std::string body_of(const Notification&);
std::string body_of(const Response&);
std::string framed(std::string_view body);  // with its header

constexpr std::size_t default_largest_body = 64u << 20;  // bytes

// Framing, fed with bytes as they come. After a bad header it goes on at the next Content-Length that it
// sees.
class Decoder {
 public:
  explicit Decoder(std::size_t largest_body = default_largest_body) : largest_(largest_body) {}

  struct Frame {
    std::string body;
    std::string error;  // not empty: there is no body, and why
  };
  // A message that there is no memory for is skipped, like one that is too large.
  void feed(std::string_view bytes);
  std::optional<Frame> next();  // none: more bytes are needed
  bool in_message() const { return state_ != State::header || begin_ < buffer_.size(); }

 private:
  enum class State { header, body, too_large, lost };
  std::optional<Frame> read_header();
  Frame read_body();
  std::optional<Frame> lose(std::string error);
  bool skip();
  bool search();
  std::string_view rest() const { return std::string_view(buffer_).substr(begin_); }
  void drop(std::size_t bytes);

  std::size_t largest_;
  std::string buffer_;
  std::size_t begin_ = 0;    // of what is not read yet, in buffer_
  std::size_t scanned_ = 0;  // behind begin_: bytes known to hold no end of the header
  State state_ = State::header;
  std::uint64_t length_ = 0;  // of the body; too_large: still to be skipped
  std::string unsaid_;        // an error that next() is to answer first
};

}  // namespace perfhint::rpc
