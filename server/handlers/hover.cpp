// Hover: on a hint, what it costs, by measurement, and what its page says; on a literal, a display's or
// call's bracket, the target of an assignment or the name in a class's or function's head, its size; there
// too, what the function has cost in a profiled run. Anywhere else null, at once: another server has the
// rest.
#include <fmt/format.h>

#include <algorithm>

#include "analysis/evidence/evidence.h"
#include "analysis/layout/size.h"
#include "analysis/rules/pages.h"
#include "analysis/rules/rule.h"
#include "server/convert.h"
#include "server/handlers/handlers.h"
#include "server/heat/heat.h"
#include "server/markdown.h"

namespace perfhint::server::handlers {

namespace {

bool is_display(Node node) {
  return node.is_any(Kind::list, Kind::set, Kind::tuple, Kind::dictionary, Kind::list_comprehension,
                     Kind::set_comprehension, Kind::dictionary_comprehension, Kind::generator_expression);
}

// The string that a token of it belongs to; none for a docstring and other strings that are statements.
Node string_around(Node token) {
  if (!token.is_any(Kind::string, Kind::string_start, Kind::string_content, Kind::string_end,
                    Kind::escape_sequence)) {
    return {};
  }
  Node string = token.is(Kind::string) ? token : token.ancestor(Kind::string);
  if (string.parent().is(Kind::concatenated_string)) string = string.parent();
  return string.parent().is(Kind::expression_statement) ? Node() : string;
}

// What a size is told of at this place.
Node sized_node(const Block& block, Offset at) {
  if (at >= block.text.size()) return {};
  const Node leaf = block.syntax->covering({at, at + 1});
  const Node parent = leaf.parent();
  if (leaf.is(Kind::identifier)) {
    const bool names =
        parent.is_any(Kind::class_definition, Kind::function_definition) && leaf.field() == Field::name;
    if (parent.is(Kind::attribute) && leaf.field() == Field::attribute)
      return parent.parent().is(Kind::assignment) && parent.field() == Field::left ? parent : Node();
    const bool target = parent.is(Kind::assignment) && leaf.field() == Field::left;
    const bool walrus = parent.is(Kind::named_expression) && leaf.field() == Field::name;
    return names || target || walrus ? leaf : Node();
  }
  if (leaf.is_any(Kind::integer, Kind::float_number)) return leaf;
  if (const Node string = string_around(leaf)) return string;
  const bool bracket =
      !leaf.named() && std::string_view("[](){}").find(leaf.text()) != std::string_view::npos;
  if (bracket && parent.is(Kind::argument_list)) return parent.parent();  // of a call whose result is known
  return bracket && is_display(parent) ? parent : Node();
}

// The page between its title and its cases.
std::string_view summary_of(std::string_view page) {
  page = page.substr(0, page.find("\n## "));
  if (page.starts_with("# ")) page.remove_prefix(std::min(page.find('\n'), page.size()));
  while (page.starts_with('\n')) page.remove_prefix(1);
  while (page.ends_with('\n')) page.remove_suffix(1);
  return page;
}

std::string row(const Measurement& m) {
  std::string out = fmt::format("- {}n = {}: {:.3g}x the speed",
                                m.bench.empty() ? "" : fmt::format("{}, ", m.bench), m.n, m.time);
  if (m.bytes_before >= 0 && m.bytes_after >= 0) {
    out += fmt::format(", peak memory {} B before, {} B after", m.bytes_before, m.bytes_after);
  }
  return out;
}

std::string numbers_of(std::string_view rule, Python python) {
  constexpr std::size_t most_rows = 6;
  std::string out;
  std::size_t rows = 0;
  for (const std::string_view bench : benches_of(rule)) {
    for (const Measurement& m : measured(rule, bench, python)) {
      if (rows++ == 0) out = fmt::format("Measured on CPython {}:\n", to_string(m.python));
      if (rows <= most_rows) out += row(m) + "\n";
    }
  }
  return out;
}

// The fix and what makes it safe or unsafe, or why there is none.
std::string fix_text(const Finding& finding) {
  if (finding.fixes.empty()) {
    const NoFix& none = finding.no_fix;
    if (none.reason.empty()) return "";
    return fmt::format("\nNo fix: {}{}{}\n", prose_of(none.title), none.title.empty() ? "" : ": ",
                       prose_of(none.reason));
  }
  const Fix& fix = finding.fixes.front();
  return fmt::format("\nFix: {} ({}{}{})\n", prose_of(fix.title),
                     fix.safety == Safety::safe ? "safe" : "unsafe", fix.why.empty() ? "" : ": ",
                     prose_of(fix.why));
}

// What the finding's own message, which clients show beside it, leaves out. The first line is complete in
// itself: some show no more.
std::string hint_text(const Finding& finding, Python python, const std::string& measured_here) {
  const std::string_view rule = finding.rule->name;
  const std::string whole = unwrapped(summary_of(page_of(rule)));
  const std::string_view page = whole, first = page.substr(0, page.find("\n\n"));
  std::string out = fmt::format("**{}** {}\n", rule, first);
  const std::string numbers = numbers_of(rule, python);
  if (!numbers.empty()) out += "\n" + numbers;
  out += fix_text(finding);
  if (!measured_here.empty()) out += "\n" + measured_here + "\n";
  out += fmt::format("{}\n\n[{}]({})", page.substr(first.size()), rule, page_link(rule));
  return out;
}

// "measured 1.94x faster (n = 10,000, today)"; empty if it was not, or the text is another now.
std::string measured_text(const Measurements::ByKey& all, const Block& block, std::string_view what,
                          Offset at) {
  const auto found = all.empty() ? all.end() : all.find(Measurements::key(block, what, at));
  if (found == all.end()) return "";
  const std::string& brief = found->second;
  return brief.ends_with(')') ? fmt::format("measured {}, today)", brief.substr(0, brief.size() - 1))
                              : fmt::format("measured {} (today)", brief);
}

struct Told {
  std::string markdown;
  Span span;  // absolute
  bool known = true;
};

std::optional<Told> tell_size(const Module& module, Offset at, Python python) {
  const Module::Entry& entry = module.blocks()[module.block_at(at)];
  const Block& block = *entry.block;
  if (block.open || !block.names || at < entry.begin) return std::nullopt;
  const Node node = sized_node(block, at - entry.begin);
  if (!node || node.broken()) return std::nullopt;
  const auto answer = size_of(module, block, node, python);
  if (!answer || answer->lines.empty()) return std::nullopt;
  return Told{markdown_of(answer->lines),
              {entry.begin + node.span().begin, entry.begin + node.span().end},
              answer->shallow.sort != Bytes::Sort::unknown};
}

// The name in a function's head; none anywhere else.
Node function_name(const Module::Entry& entry, Offset at) {
  if (entry.block->open || at < entry.begin || at - entry.begin >= entry.block->text.size()) return {};
  const Node name = entry.block->syntax->covering({at - entry.begin, at - entry.begin + 1});
  return name.parent().is(Kind::function_definition) && name.field() == Field::name ? name : Node();
}

// On a function's name, what the function has cost, while a profile is loaded.
std::optional<Told> tell_cost(Contents& contents, Offset at) {
  if (!contents.profile()) return std::nullopt;
  const Module& module = *contents.module();
  const Module::Entry& entry = module.blocks()[module.block_at(at)];
  const Node name = function_name(entry, at);
  if (!name) return std::nullopt;
  const std::uint32_t line =
      entry.line + entry.block->text.position(name.parent().span().begin, Encoding::utf8).line;
  const LoadedProfile& loaded = *contents.profile()->loaded;
  for (const MeasuredFunction& function : contents.measured().functions) {
    if (function.place.def != line || !function.cost) continue;
    const std::string words = cost_words(*function.cost, loaded.profile.unit);
    if (words.empty()) return std::nullopt;
    return Told{fmt::format("`{}` in {}: {}\n", function.place.qualified, prose_of(loaded.name), words),
                {entry.begin + name.span().begin, entry.begin + name.span().end}};
  }
  return std::nullopt;
}

// On a function's name, what measuring its body has told.
std::optional<Told> tell_measured(const Module& module, Offset at, const Measurements::ByKey& all) {
  const Module::Entry& entry = module.blocks()[module.block_at(at)];
  const Node name = all.empty() ? Node() : function_name(entry, at);
  if (!name) return std::nullopt;
  const std::string text = measured_text(all, *entry.block, "function", name.span().begin);
  if (text.empty()) return std::nullopt;
  return Told{fmt::format("`{}`: {}\n", name.text(), text),
              {entry.begin + name.span().begin, entry.begin + name.span().end}};
}

// Above what is told already.
void put_before(std::optional<Told> more, std::optional<Told>& told) {
  if (!more) return;
  if (told) more->markdown += "\n---\n\n" + told->markdown;
  told = std::move(more);
}

std::optional<lsp::Hover> hover_at(Contents& contents, const View& view, const lsp::Position& asked,
                                   const Client& client, const Config& config,
                                   const Measurements::ByKey& measured, std::stop_token stop) {
  if (!config.hover || !contents.module() || view.is_empty()) return std::nullopt;
  const lsp::Position position = view.inner(asked);
  const Module& module = *contents.module();
  const Offset at = module.offset({position.line, position.character}, client.encoding);
  std::optional<Told> told;
  if (!config.excluded) {
    const Checked& checked = contents.checked(config.analysis, std::move(stop));
    for (const Located& located : checked.findings_on({at, at})) {
      const Finding& finding = *located.finding;
      const std::string text = hint_text(finding, config.analysis.python,
                                         measured_text(measured, *module.blocks()[located.block].block,
                                                       finding.rule->name, finding.span.begin));
      if (told) {
        told->markdown += "\n\n---\n\n" + text;
      } else {
        told = Told{text, located.span()};
      }
    }
  }
  // Why a size is not known is worth a line where there is nothing else to say.
  if (auto size = tell_size(module, at, config.analysis.python); size && (size->known || !told)) {
    if (told) size->markdown += "\n\n---\n\n" + told->markdown;
    told = std::move(size);
  }
  put_before(tell_measured(module, at, measured), told);
  put_before(tell_cost(contents, at), told);
  if (!told) return std::nullopt;
  const bool markdown = client.hover == lsp::MarkupKind::markdown;
  return lsp::Hover{{client.hover, markdown ? told->markdown : plain_text(told->markdown)},
                    view.outer(range_of(module, told->span, client.encoding))};
}

}  // namespace

void hover(Session& session, const lsp::TextDocumentPosition& params,
           Reply<std::optional<lsp::Hover>> reply) {
  const auto document = session.find(params.uri);
  if (!document) return reply(std::nullopt);
  session.compute(document, "hovering over", reply,
                  [uri = params.uri, position = params.position, measured = session.measurements.by_key()](
                      Contents& contents, const Client& client, const Config& config, std::stop_token stop) {
                    return hover_at(contents, contents.view(uri), position, client, config, *measured,
                                    std::move(stop));
                  });
}

}  // namespace perfhint::server::handlers
