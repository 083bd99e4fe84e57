// Streams that are no session: frames cut, doubled, swapped and damaged. The server survives, answers no
// request twice, and says goodbye.
#include <gtest/gtest.h>

#include <map>
#include <random>

#include "tests/sessions/stage.h"

namespace perfhint::server {
namespace {

using rpc::Json;

std::vector<std::string> session() {
  const char* const uri = "file:///w/a.py";
  const Json document = {{"uri", uri}};
  const auto request = [](int id, const char* method, Json params) {
    return rpc::framed(
        Json{{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", std::move(params)}}.dump());
  };
  const auto notification = [](const char* method, Json params) {
    return rpc::framed(Json{{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}}.dump());
  };
  std::vector<std::string> frames = {
      request(1, "initialize", {{"capabilities", {{"textDocument", {{"diagnostic", Json::object()}}}}}}),
      notification("initialized", Json::object()),
      notification(
          "textDocument/didOpen",
          {{"textDocument",
            {{"uri", uri},
             {"languageId", "python"},
             {"version", 1},
             {"text",
              "def drain(n: int):\n    queue = [n]\n    while queue:\n        print(queue.pop(0))\n"}}}})};
  for (int i = 0; i < 6; ++i) {
    const Json at = {{"line", i % 4}, {"character", i}};
    frames.push_back(
        notification("textDocument/didChange",
                     {{"textDocument", {{"uri", uri}, {"version", i + 2}}},
                      {"contentChanges", {{{"range", {{"start", at}, {"end", at}}}, {"text", "ab\n"}}}}}));
    frames.push_back(request(10 + i, "textDocument/diagnostic", {{"textDocument", document}}));
    frames.push_back(request(20 + i, "textDocument/hover", {{"textDocument", document}, {"position", at}}));
  }
  return frames;
}

std::string joined(const std::vector<std::string>& frames) {
  std::string bytes;
  for (const std::string& frame : frames) bytes += frame;
  return bytes;
}

std::string damaged(std::vector<std::string> frames, std::mt19937& random) {
  const auto pick = [&](std::size_t bound) { return random() % bound; };
  const unsigned how = static_cast<unsigned>(pick(5));
  if (how == 0) std::swap(frames[pick(frames.size())], frames[pick(frames.size())]);
  if (how == 1)
    frames.insert(frames.begin() + static_cast<std::ptrdiff_t>(pick(frames.size())),
                  frames[pick(frames.size())]);
  std::string bytes = joined(frames);
  for (std::size_t times = how < 2 ? 0 : 1 + pick(3); times > 0; --times) {
    const std::size_t at = pick(bytes.size()), size = pick(60);
    if (how == 2) bytes.erase(at, size);
    if (how == 3) bytes.insert(at, bytes.substr(at, size));
    if (how == 4) bytes[at] = static_cast<char>(pick(256));
  }
  return bytes;
}

// Every answer that is not to what could not be read, by its id.
std::map<std::string, int> answers(const Stage& stage) {
  std::map<std::string, int> counts;
  for (const Json& message : stage.sent) {
    if (!message.contains("method") && !message.at("id").is_null()) ++counts[message.at("id").dump()];
  }
  return counts;
}

// How often each request comes in the stream, as far as a decoder can tell.
std::map<std::string, int> asked(const std::string& bytes) {
  std::map<std::string, int> counts;
  rpc::Decoder decoder;
  decoder.feed(bytes);
  while (const auto frame = decoder.next()) {
    rpc::Id id;
    try {
      rpc::parse(frame->body, id);
    } catch (const rpc::Error&) {
    }
    if (id != rpc::Id()) ++counts[rpc::to_string(id)];
  }
  return counts;
}

TEST(Faults, DamagedStreamsAreSurvived) {
  std::mt19937 random(1);
  int refused = 0, lost = 0;
  for (int round = 0; round < 2'000; ++round) {
    const std::string bytes = damaged(session(), random);
    Stage stage;
    for (std::size_t at = 0; at < bytes.size();) {
      const std::size_t size = std::min<std::size_t>(1 + random() % 700, bytes.size() - at);
      stage.receive(std::string_view(bytes).substr(at, size));
      if (random() % 2 == 0) stage.run();
      at += size;
    }
    stage.run();
    const auto requests = asked(bytes);
    for (const auto& [id, count] : answers(stage)) {
      const auto found = requests.find(id);
      ASSERT_TRUE(found != requests.end() && count <= found->second) << id << " in round " << round;
    }
    refused += stage.log.find("unreadable input") != std::string::npos;
    lost += stage.log.find("is lost") != std::string::npos;
    stage.end_of_input();
    stage.run();
    ASSERT_EQ(stage.exit_code, 1) << round;
  }
  EXPECT_GT(refused, 100);
  EXPECT_GT(lost, 20);
}

}  // namespace
}  // namespace perfhint::server
