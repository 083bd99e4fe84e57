// Transcripts: each *.lsp beside this file is a session, replayed in process. README.md tells the language.
// With PERFHINT_SESSION_LOGS=DIR each writes its messages to DIR/NAME.jsonl for the validator.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "tests/sessions/stage.h"

namespace perfhint::server {
namespace {

namespace fs = std::filesystem;
using rpc::Json;

const fs::path folder = fs::path(PERFHINT_SOURCE_DIR) / "tests" / "sessions";

// `expected` is all in `actual`: objects may have more keys, arrays not more elements; "..." is any value.
bool holds(const Json& expected, const Json& actual) {
  if (expected == "...") return !actual.is_null();
  if (expected.is_object()) {
    return actual.is_object() && std::ranges::all_of(expected.items(), [&](const auto& item) {
             const auto found = actual.find(item.key());
             if (item.value() == "absent") return found == actual.end();
             return found != actual.end() && holds(item.value(), *found);
           });
  }
  if (expected.is_array()) {
    return actual.is_array() && std::ranges::equal(expected, actual, holds);
  }
  // "~ words": a string that has the words.
  if (expected.is_string() && actual.is_string() && expected.get<std::string>().starts_with("~ ")) {
    return actual.get<std::string>().find(expected.get<std::string>().substr(2)) != std::string::npos;
  }
  // "!~ words": one that has not.
  if (expected.is_string() && actual.is_string() && expected.get<std::string>().starts_with("!~ ")) {
    return actual.get<std::string>().find(expected.get<std::string>().substr(3)) == std::string::npos;
  }
  return expected == actual;
}

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  EXPECT_TRUE(in) << path;
  return std::string(std::istreambuf_iterator<char>(in), {});
}

struct Line {
  int number;
  std::string word, rest;  // `> 1 hover {}` -> ">", "1 hover {}"
};

// Lines that begin with a space continue the line before.
std::vector<Line> lines_of(const fs::path& path) {
  std::vector<Line> lines;
  std::istringstream in(read_file(path));
  std::string text;
  for (int number = 1; std::getline(in, text); ++number) {
    if (text.empty() || text.starts_with('#')) continue;
    if (text.starts_with(' ')) {
      lines.back().rest += text;
      continue;
    }
    const std::size_t space = std::min(text.find(' '), text.size());
    lines.push_back({number, text.substr(0, space), text.substr(std::min(space + 1, text.size()))});
  }
  return lines;
}

std::string take_word(std::string& text) {
  const std::size_t space = std::min(text.find(' '), text.size());
  const std::string word = text.substr(0, space);
  text.erase(0, std::min(space + 1, text.size()));
  return word;
}

// An id if the word is one: a number, or a quoted string.
Json id_of(const std::string& word) {
  const Json json = Json::parse(word, nullptr, false);
  return json.is_number_integer() || json.is_string() ? json : Json();
}

Json json_of(const std::string& text) { return text.empty() ? Json() : Json::parse(text); }

class Play {
 public:
  ~Play() { fs::remove_all(workspace_); }

  void perform(const Line& line) {
    std::string rest = in_workspace(line.rest);
    if (line.word == ">") return say(rest);
    if (line.word == "raw") return stage_.receive(unescaped(rest));
    if (line.word == "client") return say_client(rest);
    if (line.word == "open") return begin_open(rest);
    if (line.word == "|") return text_line(rest);
    if (line.word == "disk") return begin_disk(rest);
    if (line.word == "undisk") {
      fs::remove(workspace_ / rest);
      return;
    }
    if (line.word == "child") return add_child(rest);
    if (line.word == "end") return stage_.end_of_input();
    if (line.word == "kill") return stage_.kill_client();
    stage_.run();
    if (line.word == "<") return expect(rest);
    if (line.word == "nothing") return expect_nothing();
    if (line.word == "background") {
      stage_.background_left = rest == "all" ? SIZE_MAX : std::stoul(rest);
      return;
    }
    if (line.word == "let") return keep(rest);
    if (line.word == "tick") return stage_.tick(std::chrono::milliseconds(std::stoi(rest)));
    if (line.word == "exit") {
      EXPECT_EQ(stage_.exit_code.value_or(-1), std::stoi(rest));
      return;
    }
    FAIL() << "no such word: " << line.word;
  }
  // What `open` began ends with the last of its lines.
  void before(const Line& line) {
    if (line.word == "|") return;
    if (!open_.is_null()) say("textDocument/didOpen " + open_.dump());
    open_ = nullptr;
    end_disk();
  }
  void finish() {
    stage_.run();
    expect_nothing();
  }
  const Stage& stage() const { return stage_; }

 private:
  void say(std::string rest) {
    const std::string first = take_word(rest);
    Json message = {{"jsonrpc", "2.0"}};
    if (first == "response") {
      message["id"] = id_of(take_word(rest));
      message["result"] = json_of(rest);
    } else {
      const Json id = id_of(first);
      if (!id.is_null()) message["id"] = id;
      message["method"] = id.is_null() ? first : take_word(rest);
      if (!rest.empty()) message["params"] = json_of(rest);
    }
    stage_.receive(rpc::framed(message.dump()));
  }

  // client NAME: the initialize request as that client sends it; id 0.
  void say_client(const std::string& name) {
    Json params = Json::parse(read_file(folder / "clients" / (name + ".json")));
    params["processId"] = nullptr;
    say("0 initialize " + params.dump());
  }

  void begin_open(std::string rest) {
    const std::string uri = take_word(rest);
    open_ = {{"textDocument",
              {{"uri", uri}, {"languageId", "python"}, {"version", std::stoi(rest)}, {"text", ""}}}};
  }
  // let NAME POINTER: a string of the last message, for `$NAME` in later lines.
  void keep(std::string rest) {
    const std::string name = "$" + take_word(rest);
    kept_[name] = last_.value(Json::json_pointer(rest), "");
    ASSERT_FALSE(kept_[name].empty()) << rest << " is no string of " << last_.dump(1);
  }
  // `$W` is the session's workspace, made when it is first named.
  std::string in_workspace(std::string text) {
    for (const auto& [name, value] : kept_) {
      for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at))
        text.replace(at, name.size(), value);
    }
    for (std::size_t at = text.find("$W"); at != std::string::npos; at = text.find("$W", at)) {
      text.replace(at, 2, workspace().string());
    }
    return text;
  }
  const fs::path& workspace() {
    if (!workspace_.empty()) return workspace_;
    std::string name = (fs::temp_directory_path() / "perfhint-session-XXXXXX").string();
    if (!mkdtemp(name.data())) throw fs::filesystem_error("mkdtemp", {});
    return workspace_ = name;
  }
  // child JSON: what the next child answers; child WORDS: it is stopped, and why.
  void add_child(const std::string& rest) {
    ChildResult result;
    result.end = ChildEnd::exited;
    if (rest.starts_with('{')) {
      result.out = "{\"python\": \"3.12.3\"}\n" + rest + "\n";
    } else {
      result.end = ChildEnd::wall_time;
      result.problem = rest;
    }
    stage_.children.push_back(std::move(result));
  }
  void begin_disk(const std::string& path) {
    disk_file_ = workspace() / path;
    fs::create_directories(disk_file_.parent_path());
    disk_.open(disk_file_, std::ios::binary | std::ios::trunc);
  }
  // Each file is a second newer than the one before, however fast they are written.
  void end_disk() {
    if (!disk_.is_open()) return;
    disk_.close();
    fs::last_write_time(disk_file_, disk_time_ += std::chrono::seconds(1));
  }
  void text_line(const std::string& text) {
    if (disk_.is_open()) {
      disk_ << text << '\n';
      return;
    }
    Json& all = open_["textDocument"]["text"];
    all = all.get<std::string>() + text + "\n";
  }

  void expect(std::string rest) {
    ASSERT_FALSE(stage_.sent.empty()) << "no message waits";
    const Json message = stage_.sent.front();
    last_ = message;
    stage_.sent.pop_front();
    const std::string first = take_word(rest);
    const Json id = first == "null" ? Json() : id_of(first);
    Json expected;
    if (first == "request") {
      expected = {{"id", id_of(take_word(rest))}, {"method", take_word(rest)}};
      if (!rest.empty()) expected["params"] = json_of(rest);
    } else if (id.is_null() && first != "null") {
      expected = {{"method", first}, {"params", json_of(rest)}};
    } else if (rest.starts_with("error ")) {
      take_word(rest);
      expected = {{"id", id}, {"error", {{"code", std::stoi(take_word(rest))}}}};
      if (!rest.empty()) expected["error"].update(json_of(rest));
    } else {
      expected = {{"id", id}, {"result", json_of(rest)}};
    }
    EXPECT_TRUE(holds(expected, message)) << "expected " << expected.dump(1) << "\ngot " << message.dump(1);
  }

  void expect_nothing() {
    for (const Json& message : stage_.sent)
      ADD_FAILURE() << "a message that no one expected: " << message.dump(1);
    stage_.sent.clear();
  }

  // \r and \n as the bytes they name.
  static std::string unescaped(const std::string& text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const bool escape =
          text[i] == '\\' && i + 1 < text.size() && (text[i + 1] == 'r' || text[i + 1] == 'n');
      out += !escape ? text[i] : text[i + 1] == 'r' ? '\r' : '\n';
      i += escape ? 1 : 0;
    }
    return out;
  }

  Stage stage_;
  Json open_, last_;
  std::map<std::string, std::string> kept_;
  fs::path workspace_;
  std::ofstream disk_;
  fs::path disk_file_;
  fs::file_time_type disk_time_ = fs::file_time_type::clock::now() - std::chrono::hours(1);
};

class SessionTest : public testing::TestWithParam<std::string> {};

TEST_P(SessionTest, Replays) {
  Play play;
  const fs::path path = folder / (GetParam() + ".lsp");
  for (const Line& line : lines_of(path)) {
    SCOPED_TRACE(path.string() + ":" + std::to_string(line.number));
    play.before(line);
    play.perform(line);
    if (HasFatalFailure()) break;
  }
  play.finish();
  if (const char* logs = std::getenv("PERFHINT_SESSION_LOGS")) {
    fs::create_directories(logs);
    std::ofstream out(fs::path(logs) / (GetParam() + ".jsonl"));
    for (const std::string& line : play.stage().record) out << line << '\n';
  }
}

std::vector<std::string> transcripts() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".lsp") names.push_back(entry.path().stem().string());
  }
  std::ranges::sort(names);
  return names;
}

INSTANTIATE_TEST_SUITE_P(All, SessionTest, testing::ValuesIn(transcripts()), [](const auto& name) {
  std::string out = name.param;
  std::ranges::replace_if(
      out, [](char c) { return c == '-' || c == '.'; }, '_');
  return out;
});

// A session is the same whether its bytes come at once or one by one, and wherever they are cut the server
// survives.
TEST(Session, SurvivesAnEndAnywhere) {
  const std::string bytes =
      rpc::framed(R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}})") +
      rpc::framed(R"({"jsonrpc":"2.0","method":"initialized","params":{}})") +
      rpc::framed(
          R"({"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///w/a.py",)"
          R"("languageId":"python","version":1,"text":"x = 1\n"}}})") +
      rpc::framed(R"({"jsonrpc":"2.0","id":2,"method":"textDocument/hover","params":{"textDocument":)"
                  R"({"uri":"file:///w/a.py"},"position":{"line":0,"character":4}}})") +
      rpc::framed(R"({"jsonrpc":"2.0","id":3,"method":"shutdown"})") +
      rpc::framed(R"({"jsonrpc":"2.0","method":"exit"})");
  for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
    Stage stage;
    stage.receive(std::string_view(bytes).substr(0, cut));
    stage.run();
    stage.end_of_input();
    stage.run();
    ASSERT_EQ(stage.exit_code, cut == bytes.size() ? 0 : 1) << cut;
  }
  Stage bytewise, whole;
  for (const char byte : bytes) {
    bytewise.receive(std::string_view(&byte, 1));
    bytewise.run();
  }
  whole.receive(bytes);
  whole.run();
  EXPECT_EQ(bytewise.exit_code, 0);
}

}  // namespace
}  // namespace perfhint::server
