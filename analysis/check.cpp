// Dispatch: one linear scan of each block's table, a row of rules by kind. What a rule says is then weighed:
// evidence for the target, suppression comments, impact and heat.
#include "analysis/check.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <mutex>
#include <unordered_map>

#include "analysis/evidence/evidence.h"
#include "analysis/facts/compiled.h"
#include "analysis/facts/facts.h"
#include "analysis/rules/rule.h"
#include "analysis/suppress.h"

namespace perfhint {

namespace {
constexpr std::size_t most_rules = 256;
}

struct Checked::BlockResult {
  std::vector<Weighed> findings;  // by position
  std::vector<ImportLookup> imports_asked;
  AskedNames asked;           // beside those that the block mentions
  std::uint64_t fingerprint;  // of the module facts they rest on

  std::uint64_t fingerprint_in(const ModuleFacts& module, const Block& block) const {
    const std::uint64_t said = module.fingerprint(block.summary.mentions);
    return mix(said, module.fingerprint({asked.names.begin(), asked.names.end()}));
  }
};

namespace {

using Asked = std::bitset<most_rules>;  // by the rule's place in all_rules()

bool is_ever_worth_it(const Rule& rule, Python python) {
  return std::ranges::any_of(benches_of(rule.name),
                             [&](std::string_view bench) { return is_worth_it(rule.name, bench, python); });
}

// The rules that can say anything on a Python, looked up once.
const Asked& worth_asking(Python python) {
  constexpr std::size_t pythons = newest_python.minor - oldest_python.minor + 1;
  static std::array<std::once_flag, pythons> known;
  static std::array<Asked, pythons> asked;
  const std::size_t place = std::clamp(python, oldest_python, newest_python).minor - oldest_python.minor;
  std::call_once(known[place], [&] {
    const auto rules = all_rules();
    for (std::size_t at = 0; at < rules.size(); ++at) asked[place][at] = is_ever_worth_it(*rules[at], python);
  });
  return asked[place];
}

}  // namespace

// Which rules a set of settings asks.
struct Checked::Plan {
  Asked asked;       // in a block whose comments may say that it is hot
  Asked asked_calm;  // in all others: micro rules say nothing there

  explicit Plan(const Settings& settings) : asked(worth_asking(settings.python)) {
    const auto rules = all_rules();
    for (std::size_t at = 0; at < rules.size(); ++at) {
      const bool selected = settings.select.empty() || settings.select.contains(rules[at]->name);
      const auto severity = settings.severity.find(rules[at]->name);
      const bool is_wanted = severity != settings.severity.end();
      const bool off = is_wanted && severity->second == Severity::off;
      if (!selected || off || settings.ignore.contains(rules[at]->name)) asked.reset(at);
      const bool micro_too = settings.micro || settings.profiled || is_wanted;
      asked_calm[at] = asked[at] && (micro_too || rules[at]->impact != Impact::micro);
    }
  }
};

namespace {

using Places = std::vector<std::uint16_t>;  // of rules in all_rules()

// kind -> rules; and for calls, the last name of what is called -> rules. The same for all settings.
class Dispatch {
 public:
  static const Dispatch& table() {
    static const Dispatch all;
    return all;
  }

  const Places& of_kind(Kind kind) const { return by_kind_[static_cast<std::size_t>(kind)]; }

  const Places& of_callee(Node call) const {
    Node function = call.child(Field::function);
    if (function.is(Kind::attribute)) function = function.child(Field::attribute);
    const auto found = function.is(Kind::identifier) ? by_callee_.find(function.text()) : by_callee_.end();
    return found != by_callee_.end() ? found->second : none_;
  }

 private:
  Dispatch() {
    const auto rules = all_rules();
    for (std::uint16_t at = 0; at < rules.size(); ++at) {
      for (const Kind kind : rules[at]->kinds) {
        const bool by_callee = kind == Kind::call && !rules[at]->callees.empty();
        if (!by_callee) by_kind_[static_cast<std::size_t>(kind)].push_back(at);
        if (!by_callee) continue;
        for (const std::string_view callee : rules[at]->callees) by_callee_[callee].push_back(at);
      }
    }
  }

  std::array<Places, kind_count> by_kind_;
  std::unordered_map<std::string_view, Places> by_callee_;
  Places none_;
};

// I8: nothing in an ERROR, nothing in a function, class or module level that the parser had to guess in.
bool is_trusted(Node node) {
  if (node.broken()) return false;
  bool scope_seen = false;
  for (Node outer = node.parent(); outer; outer = outer.parent()) {
    if (outer.is(Kind::error)) return false;
    const bool scope = outer.is_any(Kind::function_definition, Kind::class_definition, Kind::module);
    if (!scope || scope_seen) continue;
    if (outer.broken()) return false;
    scope_seen = true;
  }
  return true;
}

// By position; of several rules that speak of the very same code, the one with the most to gain.
void keep_first_told(std::vector<Weighed>& findings) {
  std::ranges::stable_sort(findings, [](const Weighed& a, const Weighed& b) {
    if (a.finding.span != b.finding.span) {
      return std::pair(a.finding.span.begin, a.finding.span.end) <
             std::pair(b.finding.span.begin, b.finding.span.end);
    }
    return a.finding.rank > b.finding.rank;
  });
  const auto told_twice =
      std::unique(findings.begin(), findings.end(),
                  [](const Weighed& a, const Weighed& b) { return a.finding.span == b.finding.span; });
  findings.erase(told_twice, findings.end());
}

class BlockCheck {
 public:
  BlockCheck(const Block& block, const ModuleFacts& module, const Settings& settings)
      : block_(block),
        module_(module),
        settings_(settings),
        facts_(*block.syntax, *block.names, ModuleView(module, block.summary, asked_names_), settings.python,
               settings.oldest) {}

  std::vector<Weighed> run(const Checked::Plan& plan) {
    const Syntax& syntax = *block_.syntax;
    if (block_.open || syntax.root().is(Kind::error)) return {};
    const bool clean = !syntax.root().broken();
    const bool calm = block_.text.bytes().find("perfhint:") == std::string::npos;
    const Asked& asked = calm ? plan.asked_calm : plan.asked;
    const Dispatch& dispatch = Dispatch::table();
    for (std::uint32_t at = 0; at < syntax.size(); ++at) {
      const Kind kind = syntax.row(at).kind;
      const Node node = syntax.node(at);
      if (kind == Kind::call) ask(dispatch.of_callee(node), asked, node, clean);
      ask(dispatch.of_kind(kind), asked, node, clean);
    }
    if (!settings_.profiled) keep_first_told(kept_);
    return std::move(kept_);
  }

  const std::vector<ImportLookup>& imports_asked() const { return facts_.imports_asked(); }
  AskedNames& asked_names() { return asked_names_; }

 private:
  void ask(const Places& rules, const Asked& asked, Node node, bool clean) {
    if (rules.empty() || (!clean && !is_trusted(node))) return;
    for (const std::uint16_t at : rules) {
      if (asked[at]) ask(*rules_[at], node);
    }
  }

  void ask(const Rule& rule, Node node) {
    Report report;
    rule.check(facts_, node, report);
    for (std::size_t i = 0; i < report.findings().size(); ++i) {
      weigh(rule, report.findings()[i], report.remarks()[i]);
    }
  }

  void weigh(const Rule& rule, Finding& finding, const Report::Remark& remark) {
    if (!is_worth_it(rule.name, remark.evidence_case, settings_.python)) return;
    if (module_.ignored(rule.name)) return;
    const Node place = block_.syntax->covering(finding.span);
    if (is_compiled(facts_, place)) return;
    if (!suppressions_) suppressions_.emplace(*block_.syntax);
    if (suppressions_->silences(rule.name, finding.span)) return;
    const Impact impact = remark.has_impact ? remark.impact : rule.impact;
    const auto rows = measured(rule.name, remark.evidence_case, settings_.python);
    const double saved = rule.topic == Topic::memory ? share_saved(rows) : time_saved(rows);
    const Weight weight{impact, evidence_gain(rows), facts_.heat(place), std::nullopt, saved};
    finding.severity = severity_of(rule, weight, settings_);
    if (finding.severity == Severity::off && !settings_.profiled) return;
    finding.rule = &rule;
    drop_long_fixes(finding);
    finding.rank = rank_of(finding, weight);
    const std::string evidence = evidence_sentence(rows);
    if (!evidence.empty()) finding.message += ". " + evidence;
    kept_.push_back({std::move(finding), weight});
  }

  void drop_long_fixes(Finding& finding) const {
    std::erase_if(finding.fixes, [&](const Fix& fix) {
      const auto width = too_long_after(block_.text.bytes(), fix.edits, settings_.line_length);
      if (width) {
        finding.no_fix = {fix.title, "a line would be " + std::to_string(*width) +
                                         " columns long, more than " + std::to_string(settings_.line_length)};
      }
      return width.has_value();
    });
  }

  const Block& block_;
  const ModuleFacts& module_;
  const Settings& settings_;
  const std::span<const Rule* const> rules_ = all_rules();
  AskedNames asked_names_;
  Facts facts_;
  std::optional<Suppressions> suppressions_;
  std::vector<Weighed> kept_;
};

// The earlier result of each block that is still there, if the facts it rests on are the same.
class Reuse {
 public:
  using Results = std::vector<std::shared_ptr<const Checked::BlockResult>>;

  Reuse(const Module& now, const Module& before, const Results& results)
      : now_(now), before_(before), results_(results) {
    const auto& a = now.blocks();
    const auto& b = before.blocks();
    const std::size_t shorter = std::min(a.size(), b.size());
    while (head_ < shorter && a[head_].block == b[head_].block) ++head_;
    while (tail_ < shorter - head_ && a[a.size() - 1 - tail_].block == b[b.size() - 1 - tail_].block) ++tail_;
    for (std::size_t i = head_; i + tail_ < b.size(); ++i) middle_[b[i].block.get()] = i;
    changed_ = now.facts().changed_since(before.facts());
  }

  std::shared_ptr<const Checked::BlockResult> find(std::size_t index) const {
    const Block& block = *now_.blocks()[index].block;
    std::size_t old = index;
    if (index >= head_) {
      if (index + tail_ >= now_.blocks().size()) {
        old = before_.blocks().size() - (now_.blocks().size() - index);
      } else {
        const auto at = middle_.find(&block);
        if (at == middle_.end()) return nullptr;
        old = at->second;
      }
    }
    const auto& result = results_[old];
    if (!result) return nullptr;
    const bool touched =
        ((block.summary.mentioned | result->asked.shards) & changed_).any() || changed_.all();
    if (touched && result->fingerprint_in(now_.facts(), block) != result->fingerprint) return nullptr;
    return result;
  }

 private:
  const Module& now_;
  const Module& before_;
  const Results& results_;
  std::size_t head_ = 0, tail_ = 0;
  std::unordered_map<const Block*, std::size_t> middle_;
  Shards changed_;
};

}  // namespace

Checked check(std::shared_ptr<const Module> module, const Settings& settings, const Checked* before,
              std::stop_token stop) {
  Checked checked;
  checked.module_ = std::move(module);
  checked.settings_ = settings;
  const bool same_settings = before && before->module_ && before->settings_ == settings;
  checked.plan_ = same_settings ? before->plan_ : std::make_shared<const Checked::Plan>(settings);
  const Module& now = *checked.module_;
  checked.results_.resize(now.blocks().size());
  if (now.size() > settings.max_bytes) return checked;
  std::optional<Reuse> reuse;
  if (same_settings && !before->results_.empty()) reuse.emplace(now, *before->module_, before->results_);
  for (std::size_t i = 0; i < now.blocks().size(); ++i) {
    if (reuse) checked.results_[i] = reuse->find(i);
    if (checked.results_[i]) continue;
    if (stop.stop_requested()) {
      checked.stopped_ = true;
      return checked;
    }
    checked.results_[i] = checked.result_of(i);
  }
  for (const auto& result : checked.results_) {
    const auto& asked = result->imports_asked;
    checked.imports_asked_.insert(checked.imports_asked_.end(), asked.begin(), asked.end());
  }
  return checked;
}

std::shared_ptr<const Checked::BlockResult> Checked::result_of(std::size_t index) const {
  const Block& block = *module_->blocks()[index].block;
  auto result = std::make_shared<BlockResult>();
  BlockCheck block_check(block, module_->facts(), settings_);
  result->findings = block_check.run(*plan_);
  result->imports_asked = block_check.imports_asked();
  result->asked = std::move(block_check.asked_names());
  result->fingerprint = result->fingerprint_in(module_->facts(), block);
  return result;
}

Checked check_within(std::shared_ptr<const Module> module, Settings settings, Span span) {
  settings.micro = true;
  settings.cold_file = false;
  Checked checked;
  checked.module_ = std::move(module);
  checked.plan_ = std::make_shared<const Checked::Plan>(settings);
  checked.settings_ = std::move(settings);
  const auto& blocks = checked.module_->blocks();
  checked.results_.resize(blocks.size());
  for (std::size_t i = checked.module_->block_at(span.begin); i < blocks.size(); ++i) {
    if (blocks[i].begin > span.end) break;
    checked.results_[i] = checked.result_of(i);
  }
  return checked;
}

Checked weighed(const Checked& found, const Settings& asked, const Measured& measured) {
  Checked out = found;
  out.settings_ = asked;
  for (std::size_t i = 0; i < out.results_.size(); ++i) {
    const auto& entry = found.module_->blocks()[i];
    if (!out.results_[i] || out.results_[i]->findings.empty()) continue;
    auto result = std::make_shared<Checked::BlockResult>(*out.results_[i]);
    result->findings = weighed_by(measured, asked, *entry.block, entry.line, std::move(result->findings));
    keep_first_told(result->findings);
    out.results_[i] = std::move(result);
  }
  return out;
}

std::vector<Located> Checked::findings() const {
  std::vector<Located> all;
  for (std::size_t i = 0; i < results_.size(); ++i) {
    if (!results_[i]) continue;
    for (const Weighed& weighed : results_[i]->findings)
      all.push_back({&weighed.finding, &weighed.weight, i, module_->blocks()[i].begin});
  }
  return all;
}

std::vector<Located> Checked::findings_on(Span span) const {
  std::vector<Located> all;
  if (!module_) return all;
  for (std::size_t i = module_->block_at(span.begin); i < results_.size(); ++i) {
    const Offset begin = module_->blocks()[i].begin;
    if (begin > span.end) break;
    if (!results_[i]) continue;
    for (const Weighed& weighed : results_[i]->findings) {
      const Located located{&weighed.finding, &weighed.weight, i, begin};
      if (located.span().begin <= span.end && span.begin <= located.span().end) all.push_back(located);
    }
  }
  return all;
}

}  // namespace perfhint
