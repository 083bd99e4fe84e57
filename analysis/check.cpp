// Dispatch: one linear scan of each block's table, a row of rules by kind. What a rule says is then weighed:
// evidence for the target, suppression comments, impact and heat.
#include "analysis/check.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "analysis/evidence/evidence.h"
#include "analysis/facts/facts.h"
#include "analysis/facts/loops.h"
#include "analysis/rules/rule.h"
#include "analysis/suppress.h"

namespace perfhint {

struct Checked::BlockResult {
  std::vector<Finding> findings;  // by position
  std::vector<ImportLookup> imports_asked;
  std::uint64_t fingerprint;  // of the module facts they rest on
};

// kind -> rules, for one set of settings.
struct Checked::Plan {
  std::array<std::vector<const Rule*>, kind_count> rules;
  explicit Plan(const Settings& settings) {
    for (const Rule* rule : all_rules()) {
      const bool selected = settings.select.empty() || settings.select.contains(rule->name);
      if (!selected || settings.ignore.contains(rule->name)) continue;
      for (Kind kind : rule->kinds) rules[static_cast<std::size_t>(kind)].push_back(rule);
    }
  }
};

namespace {

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

Severity severity_of(Impact impact, int depth, const Settings& settings) {
  if (settings.cold_file) return impact == Impact::growth ? Severity::hint : Severity::off;
  switch (impact) {
    case Impact::growth:
      return depth > 0 ? Severity::information : Severity::hint;
    case Impact::factor:
      return Severity::hint;
    case Impact::micro:
      return settings.micro ? Severity::hint : Severity::off;
  }
  return Severity::off;
}

class BlockCheck {
 public:
  BlockCheck(const Block& block, const ModuleFacts& module, const Settings& settings)
      : block_(block),
        module_(module),
        settings_(settings),
        facts_(*block.syntax, *block.names, module, settings.python, settings.oldest) {}

  std::vector<Finding> run(const std::array<std::vector<const Rule*>, kind_count>& rules) {
    const Syntax& syntax = *block_.syntax;
    if (block_.open || syntax.root().is(Kind::error)) return {};
    const bool clean = !syntax.root().broken();
    for (std::uint32_t at = 0; at < syntax.size(); ++at) {
      const auto& asked = rules[static_cast<std::size_t>(syntax.row(at).kind)];
      if (asked.empty()) continue;
      const Node node = syntax.node(at);
      if (!clean && !is_trusted(node)) continue;
      for (const Rule* rule : asked) ask(*rule, node);
    }
    std::stable_sort(kept_.begin(), kept_.end(),
                     [](const Finding& a, const Finding& b) { return a.span.begin < b.span.begin; });
    return std::move(kept_);
  }

  const std::vector<ImportLookup>& imports_asked() const { return facts_.imports_asked(); }

 private:
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
    if (!suppressions_) suppressions_.emplace(*block_.syntax);
    if (suppressions_->silences(rule.name, finding.span)) return;
    const int depth = loop_depth(block_.syntax->covering(finding.span));
    finding.severity = severity_of(remark.has_impact ? remark.impact : rule.impact, depth, settings_);
    if (finding.severity == Severity::off) return;
    finding.rule = &rule;
    const std::string evidence = evidence_sentence(rule.name, remark.evidence_case, settings_.python);
    if (!evidence.empty()) finding.message += ". " + evidence;
    kept_.push_back(std::move(finding));
  }

  const Block& block_;
  const ModuleFacts& module_;
  const Settings& settings_;
  Facts facts_;
  std::optional<Suppressions> suppressions_;
  std::vector<Finding> kept_;
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
    const bool touched = (block.summary.mentioned & changed_).any() || changed_.all();
    if (touched && now_.facts().fingerprint(block.summary.mentions) != result->fingerprint) return nullptr;
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
    const Block& block = *now.blocks()[i].block;
    auto result = std::make_shared<Checked::BlockResult>();
    BlockCheck block_check(block, now.facts(), settings);
    result->findings = block_check.run(checked.plan_->rules);
    result->imports_asked = block_check.imports_asked();
    result->fingerprint = now.facts().fingerprint(block.summary.mentions);
    checked.results_[i] = std::move(result);
  }
  for (const auto& result : checked.results_) {
    const auto& asked = result->imports_asked;
    checked.imports_asked_.insert(checked.imports_asked_.end(), asked.begin(), asked.end());
  }
  return checked;
}

std::vector<Located> Checked::findings() const {
  std::vector<Located> all;
  for (std::size_t i = 0; i < results_.size(); ++i) {
    if (!results_[i]) continue;
    for (const Finding& finding : results_[i]->findings)
      all.push_back({&finding, i, module_->blocks()[i].begin});
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
    for (const Finding& finding : results_[i]->findings) {
      const Located located{&finding, i, begin};
      if (located.span().begin <= span.end && span.begin <= located.span().end) all.push_back(located);
    }
  }
  return all;
}

}  // namespace perfhint
