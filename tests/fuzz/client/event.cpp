// Two ways to write an event: for people, and for a file.
#include "tests/fuzz/client/event.h"

namespace perfhint::fuzz {

std::string line_of(const Event& event) {
  switch (event.kind) {
    case Event::Kind::say: {
      const Json& message = event.message;
      std::string line = "> ";
      if (!message.contains("method")) {
        const char* outcome = message.contains("error") ? "error" : "result";
        return line + "response " + message["id"].dump() + " " + message[outcome].dump();
      }
      if (message.contains("id")) line += message["id"].dump() + " ";
      line += message["method"].get<std::string>();
      return message.contains("params") ? line + " " + message["params"].dump() : line;
    }
    case Event::Kind::disk:
      return "disk " + event.path + " " + Json(event.text).dump();
    case Event::Kind::run:
      return "run " + std::to_string(event.amount) + " by " + std::to_string(event.seed);
    case Event::Kind::settle:
      return "tick " + std::to_string(event.amount);
    case Event::Kind::compare:
      return "tick " + std::to_string(event.amount) + ", then compare by " + std::to_string(event.seed);
    case Event::Kind::end:
      return "end";
  }
  return "";
}

std::string to_line(const Event& event) {
  return Json{{"kind", static_cast<int>(event.kind)},
              {"message", event.message},
              {"path", event.path},
              {"text", event.text},
              {"amount", event.amount},
              {"seed", event.seed}}
      .dump();
}

Event from_line(const std::string& line) {
  const Json json = Json::parse(line);
  return {static_cast<Event::Kind>(json["kind"].get<int>()),
          json["message"],
          json["path"],
          json["text"],
          json["amount"],
          json["seed"]};
}

}  // namespace perfhint::fuzz
