// Code actions: each fix of each hint in the asked lines, one that ignores the hint there, and one that
// applies every safe fix of the file. Ranges of the client's diagnostics are not read: some clients send
// bytes there.
#include <fmt/format.h>

#include <algorithm>

#include "analysis/rules/rule.h"
#include "protocol/field.h"
#include "server/convert.h"
#include "server/handlers/handlers.h"
#include "server/ignore_comment.h"
#include "server/view_edits.h"

namespace perfhint::server::handlers {

namespace {

constexpr std::string_view quick_fix = "quickfix", fix_all = "source.fixAll.perfhint";

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

// Every safe fix at once: as the fixes' own edits if one round does it all, else as one edit of what differs.
// Of a cell, one round.
std::vector<Edit> fix_all_edits(const View& view, const Checked& checked, const std::string& text) {
  int fixes = 0;
  if (view.is_cell()) return all_edits_within(view, checked, false, fixes);
  std::vector<Edit> round = checked.all_edits(false);
  const std::string fixed = apply_fixes(text, checked.settings(), false).text;
  if (fixed == text) return {};
  if (apply_edits(text, round) == fixed) return round;
  std::size_t head = static_cast<std::size_t>(std::ranges::mismatch(text, fixed).in1 - text.begin());
  while (head > 0 && text[head - 1] != '\n') --head;  // whole lines, so that no character is cut
  std::size_t tail = 0;
  const std::size_t most = std::min(text.size(), fixed.size()) - head;
  while (tail < most && text[text.size() - 1 - tail] == fixed[fixed.size() - 1 - tail]) ++tail;
  while (tail > 0 && text[text.size() - tail - 1] != '\n') --tail;
  return {{{static_cast<Offset>(head), static_cast<Offset>(text.size() - tail)},
           fixed.substr(head, fixed.size() - head - tail)}};
}

class Offer {
 public:
  Offer(Contents& contents, const View& view, const Client& client, const Config& config,
        std::stop_token stop)
      : contents_(contents),
        view_(view),
        client_(client),
        config_(config),
        checked_(contents.checked(config.analysis, std::move(stop))) {}

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
    if (is_asked(params.only, fix_all)) add_fix_all();
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
      lsp::CodeAction& action = actions_.emplace_back();
      action.title = title_of(fix);
      action.kind = quick_fix;
      action.diagnostics = {diagnostic(located)};
      action.is_preferred =
          fix.safety == Safety::safe && !preferred && client_.capabilities.code_actions.is_preferred;
      preferred |= action.is_preferred;
      action.edit = edit(*edits);
    }
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

  void add_fix_all() {
    int fixes = 0;
    if (view_.is_cell()) {
      all_edits_within(view_, checked_, false, fixes);
    } else {
      checked_.all_edits(false, &fixes);
    }
    if (fixes == 0) return;
    lsp::CodeAction action;
    const char* of = view_.is_cell() ? "cell" : "file";
    action.title = fixes == 1 ? fmt::format("Apply the safe perfhint fix of this {}", of)
                              : fmt::format("Apply all safe perfhint fixes of this {} ({})", of, fixes);
    action.kind = fix_all;
    const auto& can = client_.capabilities.code_actions;
    if (can.resolves_edit && can.data) {
      action.data = {{"action", "fixAll"}, {"uri", view_.uri()}, {"version", view_.version()}};
    } else {
      action.edit = edit(fix_all_edits(view_, checked_, contents_.text()));
    }
    actions_.push_back(std::move(action));
  }

  Contents& contents_;
  const View view_;
  const Client& client_;
  const Config& config_;
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
  if (data["action"].string_or("") != "fixAll") return reply(params.action);
  const std::string uri = data["uri"].string();
  const auto document = session.find(uri);
  if (!document) return reply.fail(rpc::ErrorCode::content_modified, "the document is no longer open");
  session.compute(document, "fixing", reply,
                  [action = params.action, uri, version = data["version"].integer()](
                      Contents& contents, const Client& client, const Config& config, std::stop_token stop) {
                    const View view = contents.view(uri);
                    if (view.is_empty() || view.version() != version || !contents.module()) {
                      throw rpc::Error(rpc::ErrorCode::content_modified, "the document has changed since");
                    }
                    const Checked& checked = contents.checked(config.analysis, std::move(stop));
                    const auto edits = fix_all_edits(view, checked, contents.text());
                    rpc::Json resolved = action;
                    resolved["edit"] = write(workspace_edit(
                        view, text_edits(checked.module(), view, edits, client.encoding), client));
                    return resolved;
                  });
}

}  // namespace perfhint::server::handlers
