// Framing and messages. Every stream is also fed byte by byte and cut at every place: the frames are the
// same.
#include "protocol/jsonrpc.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace perfhint::rpc {
namespace {

using testing::ElementsAreArray;
using testing::HasSubstr;

// What a decoder says: a body as it is, an error as "! " and its text.
std::vector<std::string> drain(Decoder& decoder) {
  std::vector<std::string> out;
  while (const auto frame = decoder.next())
    out.push_back(frame->error.empty() ? frame->body : "! " + frame->error);
  return out;
}

std::vector<std::string> frames(std::initializer_list<std::string_view> pieces, std::size_t largest) {
  Decoder decoder(largest);
  std::vector<std::string> out;
  for (const std::string_view piece : pieces) {
    decoder.feed(piece);
    for (std::string& frame : drain(decoder)) out.push_back(std::move(frame));
  }
  return out;
}

struct Stream {
  std::string_view name, bytes;
  std::vector<std::string> frames;
};

const std::string long_header = std::string(17000, 'x');
const std::string skipped =
    "Content-Length: 120\r\n\r\n" + std::string(120, ' ') + "Content-Length: 2\r\n\r\n{}";
const std::string trap = "Content-Length: 120\r\n\r\n" + std::string(80, ' ') +
                         "Content-Length: 3\r\n\r\n!!!" + std::string(16, ' ') +
                         "Content-Length: 2\r\n\r\n{}";
const std::string unbelievable = "Content-Length: 9999999999999999\r\n\r\n{}Content-Length: 2\r\n\r\n[]";

const Stream streams[] = {
    {"one", "Content-Length: 2\r\n\r\n{}", {"{}"}},
    {"two", "Content-Length: 2\r\n\r\n{}Content-Length: 4\r\n\r\nnull", {"{}", "null"}},
    {"an empty body", "Content-Length: 0\r\n\r\nContent-Length: 2\r\n\r\n{}", {"", "{}"}},
    {"any case", "cOnTeNt-LeNgTh: 2\r\n\r\n{}", {"{}"}},
    {"any order",
     "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: 2\r\n\r\n{}"
     "Content-Length: 2\r\nContent-Type: application/vscode-jsonrpc; charset=utf8\r\n\r\n[]",
     {"{}", "[]"}},
    {"unknown headers", "X-Trace: a:b\r\nContent-Length: 2\r\nEmpty:\r\n\r\n{}", {"{}"}},
    {"spaces", "Content-Length:2\r\n\r\n{}Content-Length \t:  2 \t\r\n\r\n[]", {"{}", "[]"}},
    {"bare newlines", "Content-Length: 2\n\n{}Content-Length: 2\n\r\n[]", {"{}", "[]"}},
    {"blank lines between",
     "\r\n\r\nContent-Length: 2\r\n\r\n{}\r\n\nContent-Length: 2\r\n\r\n[]",
     {"{}", "[]"}},
    {"the same length twice", "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}", {"{}"}},
    {"two lengths",
     "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
     {"! two Content-Lengths that differ: 2 and 3"}},
    {"no length",
     "Content-Type: x\r\n\r\n{}Content-Length: 2\r\n\r\n[]",
     {"! a header without Content-Length", "[]"}},
    {"no number",
     "Content-Length: two\r\n\r\n{}Content-Length: 2\r\n\r\n[]",
     {"! Content-Length is no number: two", "[]"}},
    {"negative",
     "Content-Length: -2\r\n\r\n{}Content-Length: 2\r\n\r\n[]",
     {"! Content-Length is no number: -2", "[]"}},
    {"a number and more",
     "Content-Length: 2 0\r\n\r\n{}Content-Length: 2\r\n\r\n[]",
     {"! Content-Length is no number: 2 0", "[]"}},
    {"no value",
     "Content-Length:\r\n\r\n{}Content-Length: 2\r\n\r\n[]",
     {"! Content-Length is no number: ", "[]"}},
    {"noise before", "hello\r\nContent-Length: 2\r\n\r\n{}", {"! a header without a colon: hello", "{}"}},
    {"too short a length",
     "Content-Length: 1\r\n\r\n{}\r\n\r\nContent-Length: 2\r\n\r\n[]",
     {"{", "! a header without a colon: }", "[]"}},
    {"too long a length",
     "Content-Length: 5\r\n\r\n{}Content-Length: 2\r\n\r\n[]Content-Length: 2\r\n\r\n{}",
     {"{}Con", "! a header without Content-Length", "{}"}},
    {"over the limit", skipped, {"! a message of 120 bytes: the limit is 100 bytes", "{}"}},
    {"over the limit, a header inside", trap, {"! a message of 120 bytes: the limit is 100 bytes", "{}"}},
    {"unbelievable", unbelievable, {"! a message of 9999999999999999 bytes: the limit is 100 bytes", "[]"}},
    {"more than 64 bits",
     "Content-Length: 99999999999999999999999\r\n\r\n",
     {"! a message of 18446744073709551615 bytes: the limit is 100 bytes"}},
    {"a header without end", long_header, {"! a header of more than 16384 bytes"}},
};

TEST(Framing, ReadsAndRecovers) {
  for (const Stream& stream : streams) {
    EXPECT_THAT(frames({stream.bytes}, 100), ElementsAreArray(stream.frames)) << stream.name;
  }
}

TEST(Framing, IsTheSameByteByByte) {
  for (const Stream& stream : streams) {
    Decoder decoder(100);
    std::vector<std::string> out;
    for (const char byte : stream.bytes) {
      decoder.feed(std::string_view(&byte, 1));
      for (std::string& frame : drain(decoder)) out.push_back(std::move(frame));
    }
    EXPECT_THAT(out, ElementsAreArray(stream.frames)) << stream.name;
  }
}

TEST(Framing, IsTheSameCutAnywhere) {
  for (const Stream& stream : streams) {
    if (stream.bytes.size() > 1000) continue;
    for (std::size_t cut = 0; cut <= stream.bytes.size(); ++cut) {
      EXPECT_THAT(frames({stream.bytes.substr(0, cut), stream.bytes.substr(cut)}, 100),
                  ElementsAreArray(stream.frames))
          << stream.name << " cut at " << cut;
    }
  }
}

TEST(Framing, KnowsAMessageIsCut) {
  const std::string_view bytes = "Content-Length: 2\r\n\r\n{}";
  for (std::size_t cut = 1; cut < bytes.size(); ++cut) {
    Decoder decoder;
    decoder.feed(bytes.substr(0, cut));
    EXPECT_FALSE(decoder.next()) << cut;
    EXPECT_TRUE(decoder.in_message()) << cut;
    decoder.feed(bytes.substr(cut));
    EXPECT_TRUE(decoder.next()) << cut;
    EXPECT_FALSE(decoder.in_message()) << cut;
  }
}

TEST(Framing, ManyMessagesInOneFeed) {
  std::string bytes;
  for (int i = 0; i < 20000; ++i) bytes += framed(std::to_string(i));
  Decoder decoder;
  decoder.feed(bytes);
  for (int i = 0; i < 20000; ++i) {
    const auto frame = decoder.next();
    ASSERT_TRUE(frame && frame->body == std::to_string(i)) << i;
  }
  EXPECT_FALSE(decoder.next());
}

struct Reading {
  std::string_view body;
  std::string_view as;  // the message written again; an error as "CODE ID TEXT"
};

std::string again(std::string_view body) {
  Id id;
  try {
    return std::visit([](const auto& message) { return body_of(message); }, parse(body, id));
  } catch (const Error& error) {
    return std::to_string(static_cast<int>(error.code)) + " " + to_string(id) + " " + error.message;
  }
}

TEST(Message, IsReadAndWritten) {
  const Reading cases[] = {
      {R"({"jsonrpc":"2.0","id":1,"method":"m","params":{"a":[]}})",
       R"({"id":1,"jsonrpc":"2.0","method":"m","params":{"a":[]}})"},
      {R"({"jsonrpc":"2.0","id":0,"method":"m"})", R"({"id":0,"jsonrpc":"2.0","method":"m"})"},
      {R"({"jsonrpc":"2.0","id":"a1","method":"m","params":[]})",
       R"({"id":"a1","jsonrpc":"2.0","method":"m","params":[]})"},
      {R"({"jsonrpc":"2.0","id":1,"method":"m","params":null,"more":1})",
       R"({"id":1,"jsonrpc":"2.0","method":"m"})"},
      {R"({"jsonrpc":"2.0","method":"m","params":{}})", R"({"jsonrpc":"2.0","method":"m","params":{}})"},
      {R"({"jsonrpc":"2.0","id":7,"result":null})", R"({"id":7,"jsonrpc":"2.0","result":null})"},
      {R"({"jsonrpc":"2.0","id":7,"error":{"code":-32800,"message":"gone","data":{"x":1}}})",
       R"({"error":{"code":-32800,"data":{"x":1},"message":"gone"},"id":7,"jsonrpc":"2.0"})"},
      {R"({"jsonrpc":"2.0","id":7,"error":"bad"})",
       R"({"error":{"code":-32001,"message":"no message"},"id":7,"jsonrpc":"2.0"})"},
      {R"({"jsonrpc":"2.0","id":1.5,"method":"m"})", "-32600 null an id is an integer or a string"},
      {R"({"jsonrpc":"2.0","id":null,"method":"m"})", "-32600 null a request's id is not null"},
      {R"({"jsonrpc":"2.0","id":18446744073709551615,"method":"m"})",
       "-32600 null an id is an integer or a string"},
      {R"({"jsonrpc":"1.0","id":4,"method":"m"})", R"(-32600 4 "jsonrpc" must be "2.0")"},
      {R"({"id":4,"method":"m"})", R"(-32600 4 "jsonrpc" must be "2.0")"},
      {R"({"jsonrpc":"2.0","id":4,"method":5})", "-32600 4 a method is a string"},
      {R"({"jsonrpc":"2.0","id":4,"method":"m","params":"x"})", "-32600 4 params are an object or an array"},
      {R"({"jsonrpc":"2.0","id":4})", "-32600 4 a response has a result or an error"},
      {R"({"jsonrpc":"2.0"})", "-32600 null a message has a method or an id"},
      {"[]", "-32600 null batches are not part of the Language Server Protocol"},
      {"17", "-32600 null a message is an object"},
  };
  for (const Reading& c : cases) EXPECT_EQ(again(c.body), c.as) << c.body;
}

TEST(Message, WhatIsNoJsonIsAParseError) {
  for (const std::string_view body :
       {"", "{", "{}{}", "{\"jsonrpc\":\"2.0\",}", "nul", "\"\\x\"", "{\"a\":\"\\ud8\"}"}) {
    EXPECT_THAT(again(body), HasSubstr("-32700 null ")) << body;
  }
  const std::string deep = std::string(501, '[') + std::string(501, ']');
  EXPECT_EQ(again(deep), "-32700 null the message nests too deeply");
  EXPECT_THAT(again(std::string(1000000, '[')), HasSubstr("-32700"));
  EXPECT_THAT(again(R"({"jsonrpc":"2.0","id":1,"method":")" + std::string(600, '[') + R"("})"),
              HasSubstr("[[["));
}

// What an editor's buffer may hold: the edit must not be lost, and UTF-16 columns must stay.
TEST(Message, InvalidTextIsReadAsTheReplacementCharacter) {
  const struct {
    std::string_view text, read;
  } cases[] = {
      {R"(a\ud800b)",
       "a\xEF\xBF\xBD"
       "b"},
      {R"(a\udc00\ud800b)",
       "a\xEF\xBF\xBD\xEF\xBF\xBD"
       "b"},
      {R"(\ud835\udd18 \uD800)", "\xF0\x9D\x94\x98 \xEF\xBF\xBD"},
      {R"(\\ud800 \ud800)", "\\ud800 \xEF\xBF\xBD"},
      {"a\xFFz", "a\xEF\xBF\xBDz"},
      {"a\xC3", "a\xEF\xBF\xBD"},
      {"\xED\xA0\x80", "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
      {"\xC3\xA9\xF0\x9F\x98\x80\xFE", "\xC3\xA9\xF0\x9F\x98\x80\xEF\xBF\xBD"},
  };
  for (const auto& c : cases) {
    Id id;
    const Message message =
        parse(R"({"jsonrpc":"2.0","method":"m","params":[")" + std::string(c.text) + "\"]}", id);
    EXPECT_EQ(std::get<Notification>(message).params[0], c.read) << c.text;
  }
}

TEST(Message, InvalidTextIsWrittenAsTheReplacementCharacter) {
  EXPECT_EQ(body_of(Notification{"m", {"\xFF\xC3"}}),
            "{\"jsonrpc\":\"2.0\",\"method\":\"m\",\"params\":[\"\xEF\xBF\xBD\xEF\xBF\xBD\"]}");
}

TEST(Message, ErrorsHaveTheNumbersOfTheSpecification) {
  const std::pair<ErrorCode, int> codes[] = {
      {ErrorCode::parse_error, -32700},      {ErrorCode::invalid_request, -32600},
      {ErrorCode::method_not_found, -32601}, {ErrorCode::invalid_params, -32602},
      {ErrorCode::internal_error, -32603},   {ErrorCode::server_not_initialized, -32002},
      {ErrorCode::request_failed, -32803},   {ErrorCode::server_cancelled, -32802},
      {ErrorCode::content_modified, -32801}, {ErrorCode::request_cancelled, -32800},
  };
  for (const auto& [code, number] : codes) {
    EXPECT_THAT(body_of(Response{std::int64_t{1}, Error(code, "m")}),
                HasSubstr("\"code\":" + std::to_string(number)));
  }
}

}  // namespace
}  // namespace perfhint::rpc
