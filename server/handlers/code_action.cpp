// Code actions: each fix of each hint in the asked lines, one that ignores the hint there, and one that
// applies every safe fix of the file. For who asks for more, by a key or by the kind: what could be rewritten
// there though it is not worth a hint. Ranges of the client's diagnostics are not read: some clients send
// bytes there.
#include <fmt/format.h>

#include <algorithm>

#include "analysis/rules/rule.h"
#include "protocol/field.h"
#include "server/convert.h"
#include "server/fix_all.h"
#include "server/handlers/handlers.h"
#include "server/ignore_comment.h"
#include "server/measure/measurable.h"
#include "server/view_edits.h"

namespace perfhint::server::handlers {

namespace {

constexpr std::string_view quick_fix = "quickfix", rewrite = "refactor.rewrite.perfhint",
                           measuring = "source.perfhint.measure";

// An action of the kind is asked for: no filter, or a filter that is the kind or one of its prefixes.
bool is_asked(const std::optional<std::vector<std::string>>& only, std::string_view kind) {
  return !only || std::ranges::any_of(*only, [&](const std::string& filter) {
    return filter.empty() || kind == filter || (kind.starts_with(filter) && kind[filter.size()] == '.');
  });
}

// The lines the range touches, from the start of the first to the end of the last.
Span lines_of(const Module& module, const lsp::Range& range) {
  const std::uint32_t last = std::max(range.start.line, range.end.line);
  const Offset end =
      last + 1 < module.line_count() ? module.offset({last + 1, 0}, Encoding::utf8) : module.size() + 1;
  return {module.offset({std::min(range.start.line, range.end.line), 0}, Encoding::utf8), end - 1};
}

std::string title_of(const Fix& fix) {
  if (fix.safety == Safety::safe) return fix.title;
  return fix.title + " (may change behaviour" + (fix.why.empty() ? ")" : ": " + fix.why + ")");
}

lsp::WorkspaceEdit fix_all_of(std::string_view kind, Contents& contents, const View& view,
                              const Client& client, const Config& config, std::stop_token stop) {
  return kind == notebook_fix_all_kind ? fix_all_of_notebook(contents, view, client, config, std::move(stop))
                                       : fix_all(contents, view, client, config, std::move(stop));
}

class Offer {
 public:
  Offer(Contents& contents, const View& view, const Client& client, const Config& config,
        std::stop_token stop)
      : contents_(contents),
        view_(view),
        client_(client),
        config_(config),
        stop_(std::move(stop)),
        checked_(contents.checked(config.analysis, stop_)) {}

  std::vector<lsp::CodeAction> make(const lsp::CodeActionParams& params) {
    if (is_asked(params.only, quick_fix)) {
      auto found = checked_.findings_on(lines_of(checked_.module(), view_.inner(params.range)));
      std::erase_if(found, [this](const Located& one) { return !view_.holds(one.span().begin); });
      for (const Located& located : found) add_fixes(located);
      if (client_.capabilities.code_actions.disabled) {
        for (const Located& located : found) add_refused(located);
      }
      if (config_.ignore_action) {
        for (const Located& located : found) add_ignore(located);
      }
    }
    if ((params.invoked || params.only) && is_asked(params.only, rewrite))
      add_rewrites(lines_of(checked_.module(), view_.inner(params.range)));
    const bool measures =
        config_.measure && client_.capabilities.trusted && client_.capabilities.executes_commands;
    if (measures && (params.invoked || params.only) && is_asked(params.only, measuring))
      add_measuring(params.range);
    if (is_asked(params.only, fix_all_kind)) add_fix_all(fix_all_kind);
    // Only who asks for a notebook's actions gets them: others would see the fixes twice.
    if (view_.is_cell() && params.only && is_asked(params.only, notebook_fix_all_kind))
      add_fix_all(notebook_fix_all_kind);
    return std::move(actions_);
  }

 private:
  rpc::Json diagnostic(const Located& located) const {
    const lsp::ClientCapabilities& capabilities = client_.capabilities;
    const auto& flags = capabilities.pulls_diagnostics ? capabilities.pulled : capabilities.published;
    return write(diagnostic_of(checked_, located, view_, client_.encoding, flags));
  }

  lsp::WorkspaceEdit edit(const std::vector<Edit>& edits) const {
    return workspace_edit(view_, text_edits(checked_.module(), view_, edits, client_.encoding), client_);
  }

  void add_fixes(const Located& located) {
    bool preferred = false;  // one a diagnostic
    for (const Fix& fix : located.finding->fixes) {
      const auto edits = edits_within(view_, checked_, located, fix);
      if (!edits) continue;
      lsp::CodeAction& action = add(fix, title_of(fix), quick_fix, *edits);
      action.diagnostics = {diagnostic(located)};
      action.is_preferred =
          fix.safety == Safety::safe && !preferred && client_.capabilities.code_actions.is_preferred;
      preferred |= action.is_preferred;
    }
  }

  // Of what is no hint here: its gain is small, or the file is none in which it counts.
  void add_rewrites(Span lines) {
    const auto told = checked_.findings_on(lines);
    const Checked all = check_within(checked_.shared_module(), config_.analysis, lines);
    for (const Located& located : all.findings_on(lines)) {
      const bool is_told = std::ranges::any_of(told, [&](const Located& one) {
        return one.finding->rule == located.finding->rule && one.span() == located.span();
      });
      if (is_told || !view_.holds(located.span().begin)) continue;
      for (const Fix& fix : located.finding->fixes) {
        const auto edits = edits_within(view_, all, located, fix);
        if (edits) add(fix, title_of(fix), rewrite, *edits);
      }
    }
  }

  void add_measuring(const lsp::Range& range) {
    add_measuring_fixes(lines_of(checked_.module(), view_.inner(range)));
    if (range.start != range.end) add_measuring_expression(range);
    if (range.start.line == range.end.line) add_measuring_function(range);
  }

  void add_measuring_fixes(Span lines) {
    const Checked all = check_within(checked_.shared_module(), config_.analysis, lines);
    for (const Located& located : all.findings_on(lines)) {
      if (located.finding->fixes.empty() || !view_.holds(located.span().begin)) continue;
      const auto line = all.module().position(located.span().begin, Encoding::utf8).line;
      offer_measuring("Measure this fix: " + located.finding->fixes[0].title,
                      {{"uri", view_.uri()},
                       {"line", view_.outer(lsp::Position{line, 0}).line},
                       {"rule", located.finding->rule->name}});
    }
  }

  // In the line of a function's name, where its body can be run as it is.
  void add_measuring_function(const lsp::Range& range) {
    const std::uint32_t line = view_.inner(range.start).line;
    const CodeAt at = function_on(checked_.module(), line);
    if (!at.node) return;
    const Node name = at.node.child(Field::name);
    const Offset begin = checked_.module().blocks()[at.block].begin + name.span().begin;
    if (checked_.module().position(begin, Encoding::utf8).line != line || !view_.holds(begin)) return;
    if (measurable_function(checked_.module(), at, config_.analysis.python).problem.empty())
      offer_measuring(fmt::format("Measure this function: {}", name.text()),
                      {{"uri", view_.uri()}, {"line", range.start.line}, {"what", "function"}});
  }

  void add_measuring_expression(const lsp::Range& range) {
    const lsp::Range inner = view_.inner(range);
    const auto offset = [&](const lsp::Position& position) {
      return checked_.module().offset({position.line, position.character}, client_.encoding);
    };
    const CodeAt at = expression_at(checked_.module(), {offset(inner.start), offset(inner.end)});
    if (at.node && measurable_expression(checked_.module(), at, config_.analysis.python).problem.empty())
      offer_measuring(fmt::format("Measure this expression: {}", short_code(at.node.text())),
                      {{"uri", view_.uri()}, {"range", lsp::write(range)}, {"what", "expression"}});
  }

  void offer_measuring(std::string title, rpc::Json argument) {
    lsp::CodeAction& action = actions_.emplace_back();
    action.title = std::move(title);
    action.kind = measuring;
    action.command = "perfhint.measure";
    action.arguments = rpc::Json::array({std::move(argument)});
  }

  lsp::CodeAction& add(const Fix& fix, std::string title, std::string_view kind,
                       const std::vector<Edit>& edits) {
    lsp::CodeAction& action = actions_.emplace_back();
    action.title = std::move(title);
    action.kind = kind;
    action.edit = edit(edits);
    if (fix.safety == Safety::unsafe && client_.capabilities.workspace.change_annotations)
      action.edit->annotation = {fix.title, fix.why, true};
    return action;
  }

  // The rewriting that this place does not allow, with the use that refuses it.
  void add_refused(const Located& located) {
    const NoFix& refused = located.finding->no_fix;
    if (!located.finding->fixes.empty() || refused.title.empty()) return;
    lsp::CodeAction& action = actions_.emplace_back();
    action.title = refused.title;
    action.kind = quick_fix;
    action.diagnostics = {diagnostic(located)};
    action.disabled = refused.reason;
  }

  void add_ignore(const Located& located) {
    const auto comment = ignore_edit(checked_.module(), located);
    if (!comment || !view_.may_edit(comment->span)) return;
    lsp::CodeAction& action = actions_.emplace_back();
    action.title = fmt::format("{}: ignore on this line", located.finding->rule->name);
    action.kind = quick_fix;
    action.diagnostics = {diagnostic(located)};
    action.edit = edit({*comment});
  }

  void add_fix_all(std::string_view kind) {
    const bool notebook = kind == notebook_fix_all_kind;
    const std::size_t fixes =
        notebook ? count_fixes_of_notebook(contents_, view_, checked_) : count_fixes(view_, checked_);
    if (fixes == 0) return;
    lsp::CodeAction action;
    const char* of = notebook ? "notebook" : view_.is_cell() ? "cell" : "file";
    action.title = fixes == 1 ? fmt::format("Apply the safe perfhint fix of this {}", of)
                              : fmt::format("Apply all safe perfhint fixes of this {} ({})", of, fixes);
    action.kind = kind;
    const auto& can = client_.capabilities.code_actions;
    if (can.resolves_edit && can.data) {
      action.data = {{"action", kind}, {"uri", view_.uri()}, {"version", view_.version()}};
    } else {
      action.edit = fix_all_of(kind, contents_, view_, client_, config_, stop_);
    }
    actions_.push_back(std::move(action));
  }

  Contents& contents_;
  const View view_;
  const Client& client_;
  const Config& config_;
  const std::stop_token stop_;
  const Checked& checked_;
  std::vector<lsp::CodeAction> actions_;
};

}  // namespace

void code_action(Session& session, const lsp::CodeActionParams& params,
                 Reply<std::vector<lsp::CodeAction>> reply) {
  const auto document = session.find(params.uri);
  if (!document || !session.client->capabilities.code_actions.literals) return reply({});
  session.compute(
      document, "finding fixes in", reply,
      [params](Contents& contents, const Client& client, const Config& config, std::stop_token stop) {
        if (config.excluded || !contents.module()) return std::vector<lsp::CodeAction>();
        const View view = contents.view(params.uri);
        if (view.is_empty()) return std::vector<lsp::CodeAction>();
        return Offer(contents, view, client, config, std::move(stop)).make(params);
      });
}

void code_action_resolve(Session& session, const lsp::CodeActionToResolve& params, Reply<rpc::Json> reply) {
  const lsp::Field data(params.data, "params.data");
  const std::string kind = data["action"].string_or("");
  if (kind != fix_all_kind && kind != notebook_fix_all_kind) return reply(params.action);
  const std::string uri = data["uri"].string();
  const auto document = session.find(uri);
  if (!document) return reply.fail(rpc::ErrorCode::content_modified, "the document is no longer open");
  session.compute(document, "fixing", reply,
                  [action = params.action, kind, uri, version = data["version"].integer()](
                      Contents& contents, const Client& client, const Config& config, std::stop_token stop) {
                    const View view = contents.view(uri);
                    if (view.is_empty() || view.version() != version || !contents.module()) {
                      throw rpc::Error(rpc::ErrorCode::content_modified, "the document has changed since");
                    }
                    rpc::Json resolved = action;
                    resolved["edit"] =
                        write(fix_all_of(kind, contents, view, client, config, std::move(stop)));
                    return resolved;
                  });
}

void apply_fix_all(Session& session, const std::shared_ptr<Document>& document, const std::string& uri,
                   Reply<rpc::Json> reply) {
  // The edits are the outcome of a computation; the client's answer to them is that to its command.
  auto apply = [&session, reply, document, edits = document->edits.load()](const Answer::Outcome& outcome) {
    if (const auto* error = std::get_if<rpc::Error>(&outcome)) return reply.fail(*error);
    if (document->edits != edits || !session.is_open(document))
      return reply.fail(rpc::ErrorCode::content_modified, "the document has changed since");
    const rpc::Json& edit = std::get<rpc::Json>(outcome);
    if (edit.is_null() || reply.cancelled().stop_requested()) return reply({{"applied", false}});
    session.request(
        lsp::method::apply_edit,
        {"Apply all safe perfhint fixes", edit, session.client->capabilities.workspace.edit_metadata},
        [reply](const rpc::Json* result) {
          reply({{"applied", result && lsp::Field(*result, "result")["applied"].flag()}});
        });
  };
  const auto computed = std::make_shared<Answer>(
      [&session, apply](Answer::Outcome outcome) {
        session.post([apply, outcome = std::move(outcome)] { apply(outcome); });
      },
      reply.cancelled());
  session.compute(
      document, "fixing", Reply<rpc::Json>(computed),
      [uri](Contents& contents, const Client& client, const Config& config, std::stop_token stop) {
        const View view = contents.view(uri);
        if (config.excluded || !contents.module() || view.is_empty()) return rpc::Json();
        const auto edit = fix_all_of_notebook(contents, view, client, config, std::move(stop));
        const bool none =
            std::ranges::all_of(edit.documents, [](const auto& one) { return one.edits.empty(); });
        return none ? rpc::Json() : write(edit);
      });
}

}  // namespace perfhint::server::handlers
