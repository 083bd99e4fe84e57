// `perfhint demo DIR`: starts `perfhint lsp`, opens the folder's files as an editor would, and prints what it
// would show: hints, sizes on hover, a quick fix, and the hints after it. Exit 1 if the server showed less
// than that.
#include <cstdio>
#include <exception>
#include <filesystem>
#include <optional>
#include <system_error>

#include "protocol/uri.h"
#include "server/cli/arguments.h"
#include "server/cli/editor_session.h"
#include "server/cli/files.h"
#include "server/cli/formats.h"
#include "server/cli/frame.h"
#include "server/cli/source_file.h"
#include "server/cli/unified_diff.h"

namespace perfhint::server::cli {

namespace {

namespace fs = std::filesystem;

struct Document {
  std::string path, uri, text;
};

void say(const std::string& text) { std::fputs(text.c_str(), stdout); }

Hint hint_of(const Document& document, const Text& text, const Json& diagnostic) {
  Hint hint;
  hint.path = document.path;
  hint.rule = diagnostic.at("code");
  hint.message = diagnostic.at("message");
  hint.place = place_of(text, span_of(text, diagnostic.at("range")));
  for (const Json& related : diagnostic.value("relatedInformation", Json::array())) {
    const Json& range = related.at("location").at("range");
    hint.related.push_back({place_of(text, span_of(text, range)), related.at("message")});
  }
  return hint;
}

std::string own_program() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  return error ? "perfhint" : program.string();
}

class Demo {
 public:
  Demo(const std::string& folder, const Painter& painter)
      : painter_(painter),
        session_({own_program(), "lsp", "--stdio", "--log-level", "error"}, fs::absolute(folder).string()) {
    for (const std::string& path : find_files(folder, {}).files) {
      const ReadSource read = read_source(path, UINT32_MAX);
      if (read.source)
        documents_.push_back({path, rpc::uri_of(fs::absolute(path).string()), read.source->text});
    }
    for (const Document& document : documents_) session_.open(document.uri, document.text);
  }

  bool run() {
    const std::size_t hints = show_hints();
    const std::size_t sizes = show_sizes();
    const bool fix = show_fix();
    const int code = session_.close();
    say(painter_.paint(Ink::bold, "The server ended with exit code " + std::to_string(code) + ".") + "\n");
    return hints > 0 && sizes > 0 && fix && code == 0;
  }

 private:
  void title(const std::string& text) { say(painter_.paint(Ink::bold, "== " + text) + "\n\n"); }

  std::size_t show_hints() {
    title("Hints in " + std::to_string(documents_.size()) + " open files");
    std::size_t count = 0;
    for (const Document& document : documents_) {
      const Text text(document.text);
      for (const Json& diagnostic : session_.diagnostics(document.uri)) {
        say(full(hint_of(document, text, diagnostic), text, painter_));
        ++count;
      }
    }
    return count;
  }

  // Hovers over the class names and the names that are assigned to at the left margin.
  std::size_t show_sizes() {
    title("Sizes on hover");
    std::size_t count = 0;
    for (const Document& document : documents_) {
      const Text text(document.text);
      for (std::uint32_t line = 0; line < text.line_count(); ++line) {
        const std::string_view source = text.slice(text.line(line));
        const bool is_class = source.starts_with("class ");
        const bool is_assignment =
            !source.empty() && source[0] != ' ' && source.find(" = ") < source.find_first_of("(\"[{");
        if (is_class || is_assignment)
          count += show_hover(document, text, text.line_start(line) + (is_class ? 6 : 0));
      }
    }
    return count;
  }

  bool show_hover(const Document& document, const Text& text, Offset at) {
    const Json hover = session_.hover(document.uri, position_of(text, at));
    if (hover.is_null()) return false;
    const Span span = hover.contains("range") ? span_of(text, hover.at("range")) : Span{at, at + 1};
    Hint shown;
    shown.path = document.path;
    shown.place = place_of(text, span);
    say(painter_.paint(Ink::blue, "--> ") + document.path + ":" + std::to_string(shown.place.line) + ":" +
        std::to_string(shown.place.column) + "\n" + frame(text, shown.place, painter_));
    const Json& contents = hover.at("contents");
    say((contents.is_object() ? contents.at("value") : contents).get<std::string>() + "\n\n");
    return true;
  }

  // The first fix that the server prefers; then the hints of the text that it makes.
  bool show_fix() {
    title("A quick fix");
    for (const Document& document : documents_) {
      const Json diagnostics = session_.diagnostics(document.uri);
      for (const Json& diagnostic : diagnostics) {
        for (const Json& action : session_.code_actions(document.uri, diagnostic.at("range"), diagnostic)) {
          if (!action.value("isPreferred", false) || !action.contains("edit")) continue;
          apply(document, action, diagnostics.size());
          return true;
        }
      }
    }
    return false;
  }

  void apply(const Document& document, const Json& action, std::size_t before) {
    const std::string after = edited(document.text, document.uri, action.at("edit"));
    say(painter_.paint(Ink::green, action.at("title").get<std::string>()) + "\n" +
        unified_diff(document.path, document.text, after, painter_) + "\n");
    session_.change(document.uri, after);
    say(document.path + " had " + std::to_string(before) + " hints, and has " +
        std::to_string(session_.diagnostics(document.uri).size()) + " after the fix.\n\n");
  }

  const Painter& painter_;
  EditorSession session_;
  std::vector<Document> documents_;
};

}  // namespace

int demo_command(const Words& words) {
  CLI::App app("Print what an editor shows for the Python files of a folder, over a real session.",
               "perfhint demo");
  std::string folder = "examples";
  app.add_option("FOLDER", folder, "The files to open")->check(CLI::ExistingDirectory);
  if (const auto code = parse(app, words)) return *code;
  try {
    const Painter painter = Painter::of_stdout();
    if (Demo(folder, painter).run()) return exit_clean;
    std::fputs("perfhint demo: the server did not show hints, sizes and a fix\n", stderr);
    return exit_findings;
  } catch (const std::exception& error) {
    std::fflush(stdout);
    std::fprintf(stderr, "perfhint demo: %s\n", error.what());
    return exit_failed;
  }
}

}  // namespace perfhint::server::cli
