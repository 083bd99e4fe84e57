// check: the rules over a module, block by block. Source -> Syntax -> Facts -> Rule -> Finding.
#pragma once

#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

#include "analysis/facts/class_facts.h"
#include "analysis/fix.h"
#include "analysis/measured.h"
#include "analysis/module.h"
#include "analysis/settings.h"
#include "analysis/weigh.h"

namespace perfhint {

// A finding in its module: spans of `finding` are relative to the block; absolute() shifts.
struct Located {
  const Finding* finding;
  const Weight* weight;
  std::size_t block;
  Offset begin;  // of the block
  Span absolute(Span relative) const { return {begin + relative.begin, begin + relative.end}; }
  Span span() const { return absolute(finding->span); }
};

using AppliedFixes = std::vector<const Rule*>;  // a rule for each fix

// The findings of one snapshot. Holds its module; immutable; the blocks' results are shared between
// snapshots.
class Checked {
 public:
  Checked() = default;
  const Module& module() const { return *module_; }
  const std::shared_ptr<const Module>& shared_module() const { return module_; }
  const Settings& settings() const { return settings_; }
  std::vector<Located> findings() const;                                             // by position
  std::vector<Located> findings_on(Span absolute) const;                             // that touch the span
  const std::vector<ImportLookup>& imports_asked() const { return imports_asked_; }  // Facts::imports_asked()
  bool stopped() const { return stopped_; }  // the token was tripped: findings are incomplete

  struct BlockResult;  // private to check.cpp
  struct Plan;

  // The edits of a fix in the whole document, imports included, sorted.
  std::vector<Edit> edits(const Located&, const Fix&) const;
  // The edits of the first applicable fix of every finding that do not clash, sorted: one round of fix-all.
  // `applied`, if given, gets the rule of each fix.
  std::vector<Edit> all_edits(bool unsafe_too, AppliedFixes* applied = nullptr) const;

 private:
  friend Checked check(std::shared_ptr<const Module>, const Settings&, const Checked*, std::stop_token);
  friend Checked weighed(const Checked&, const Settings&, const Measured&);
  friend Checked check_within(std::shared_ptr<const Module>, Settings, Span absolute);
  std::shared_ptr<const BlockResult> result_of(std::size_t block) const;

  std::shared_ptr<const Module> module_;
  Settings settings_;
  std::shared_ptr<const Plan> plan_;
  std::vector<std::shared_ptr<const BlockResult>> results_;  // by block
  std::vector<ImportLookup> imports_asked_;
  bool stopped_ = false;
};

// Checks `module`. With `before`, the result for any earlier snapshot under the same settings, only the
// blocks that changed, and those that mention a name whose facts changed, are checked again.
Checked check(std::shared_ptr<const Module> module, const Settings&, const Checked* before = nullptr,
              std::stop_token = {});

// What is shown of what was found under settings that say `profiled`, and else what `asked` does. Not for
// `before` of check(): that is `found`.
Checked weighed(const Checked& found, const Settings& asked, const Measured&);

// The blocks that touch the span, and no others, with micro hints and as in a file that is hot: for who asks
// what could be rewritten there.
Checked check_within(std::shared_ptr<const Module> module, Settings, Span absolute);

// Fixes until none is left: those that clash wait for the next round. At most 10 rounds.
struct FixedText {
  std::string text;
  AppliedFixes applied;
};
using Checker = std::function<Checked(const std::string& text)>;
FixedText apply_fixes(const std::string& text, const Checker&, bool unsafe_too);
FixedText apply_fixes(const std::string& text, const Settings&, bool unsafe_too);
std::string apply_edits(std::string text, const std::vector<Edit>& sorted);

}  // namespace perfhint
