// Inlay hints: sizes behind the assignments and class heads of the lines asked about. Off until the user asks
// for them; "large" tells of a kilobyte and more, and of what grows with an unknown length.
#include <fmt/format.h>

#include "analysis/layout/size.h"
#include "server/convert.h"
#include "server/handlers/handlers.h"
#include "server/markdown.h"

namespace perfhint::server::handlers {

namespace {

constexpr std::size_t most_hints = 200;
constexpr std::uint64_t large_bytes = 1024;

struct Place {
  Node told;      // what size_of is asked
  Offset behind;  // where the hint stands, in the block
};

// An assignment of a container or call, and a class's head.
std::optional<Place> place_of(Node node) {
  if (node.is(Kind::class_definition)) {
    for (Node child : all_children(node)) {
      if (child.is(Kind::colon)) return Place{node.child(Field::name), child.span().end};
    }
  }
  if (!node.is(Kind::assignment)) return std::nullopt;
  const Node target = node.child(Field::left), value = node.child(Field::right);
  const bool named = target.is_any(Kind::identifier, Kind::attribute);
  const bool literal =
      value.is_any(Kind::integer, Kind::float_number, Kind::true_literal, Kind::false_literal,
                   Kind::none_literal, Kind::identifier, Kind::attribute);
  if (!named || !value || literal || node.broken()) return std::nullopt;
  return Place{target, node.span().end};
}

// None: not worth a hint.
std::optional<std::string> label_of(const SizeAnswer& answer, bool class_head, InlaySizes wanted) {
  if (class_head) {
    return answer.deep.sort == Bytes::Sort::exact ? std::optional(readable_bytes(answer.deep.least))
                                                  : std::nullopt;
  }
  const Bytes& told = answer.retained.sort == Bytes::Sort::unknown ? answer.shallow : answer.retained;
  if (told.sort == Bytes::Sort::unknown || told.most == 0) return std::nullopt;
  const bool formula = told.sort == Bytes::Sort::formula;
  if (wanted == InlaySizes::large && !formula && told.most < large_bytes) return std::nullopt;
  if (formula) return "\u2248 " + readable_bytes(told.most) + " at n = 1,000";
  if (told.sort == Bytes::Sort::interval)
    return readable_bytes(told.least) + " to " + readable_bytes(told.most);
  return readable_bytes(told.most);
}

std::vector<lsp::InlayHint> hints_in(const Module& module, Span asked, const Client& client,
                                     const Config& config, const std::stop_token& stop) {
  std::vector<lsp::InlayHint> hints;
  for (std::size_t i = module.block_at(asked.begin); i < module.blocks().size(); ++i) {
    const Module::Entry& entry = module.blocks()[i];
    if (entry.begin > asked.end) break;
    if (entry.block->open || !entry.block->names) continue;
    for (Node node : descendants(entry.block->syntax->root())) {
      const auto place = place_of(node);
      if (!place) continue;
      const Offset at = entry.begin + place->behind;
      if (at < asked.begin || at > asked.end) continue;
      if (stop.stop_requested() || hints.size() == most_hints) return hints;
      const auto answer = size_of(module, *entry.block, place->told, config.analysis.python);
      const auto label =
          answer ? label_of(*answer, node.is(Kind::class_definition), config.inlay_sizes) : std::nullopt;
      if (!label) continue;
      const std::string text = markdown_of(answer->lines);
      const bool markdown = client.hover == lsp::MarkupKind::markdown;
      hints.push_back({range_of(module, {at, at}, client.encoding).start,
                       *label,
                       {client.hover, markdown ? text : plain_text(text)}});
    }
  }
  return hints;
}

}  // namespace

void inlay_hint(Session& session, const lsp::InlayHintParams& params,
                Reply<std::vector<lsp::InlayHint>> reply) {
  const auto document = session.find(params.uri);
  if (!document) return reply({});
  session.compute(document, "hinting at sizes", reply,
                  [uri = params.uri, range = params.range](Contents& contents, const Client& client,
                                                           const Config& config, std::stop_token stop) {
                    if (config.inlay_sizes == InlaySizes::off || !contents.module())
                      return std::vector<lsp::InlayHint>();
                    const View view = contents.view(uri);
                    if (view.is_empty()) return std::vector<lsp::InlayHint>();
                    const Module& module = *contents.module();
                    const Span asked = span_of(module, view.inner(range), client.encoding);
                    auto hints = hints_in(module, asked, client, config, stop);
                    std::erase_if(hints, [&](const auto& hint) { return !view.holds(hint.position); });
                    for (lsp::InlayHint& hint : hints) hint.position = view.outer(hint.position);
                    return hints;
                  });
}

}  // namespace perfhint::server::handlers
