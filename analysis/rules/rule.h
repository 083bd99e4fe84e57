// Rule: a constant and one pure function of facts and a node (I7). all.cpp lists every rule; NAME.md beside
// NAME.cpp is its page, its cases and its benchmark.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/facts/facts.h"
#include "analysis/fix.h"
#include "analysis/syntax/table.h"

namespace perfhint {

// growth: asymptotic, a leak, a stalled event loop. factor: >= 1.5x time or >= 25 % of the bytes on the
// target Python. micro: less, or a trade-off; shown only where it is hot, and a micro rule is not even asked
// elsewhere: none of its findings may have another impact.
enum class Impact : std::uint8_t { growth, factor, micro };
enum class Topic : std::uint8_t { lookup, copy, cpu, memory, concurrency, io };

std::string_view name_of(Impact);
std::string_view name_of(Topic);

// What a rule's check says. Findings are in the order of add().
class Report {
 public:
  // `message`: what it is and what it costs, then what to do; the measured number is appended by check().
  // `impact` overrides the rule's for this place.
  Finding& add(Node at, std::string message);
  Finding& add(Span at, std::string message);
  // The case of the evidence that speaks for this place, where a rule's page has several; and whether the
  // place is to be shown at all when that case's gain is below the bar on the target.
  struct Remark {
    std::string evidence_case;
    bool has_impact = false;
    Impact impact = Impact::factor;
  };
  Remark& remark() { return remarks_.back(); }  // of the finding last added

  std::vector<Finding>& findings() { return findings_; }
  std::vector<Remark>& remarks() { return remarks_; }

 private:
  std::vector<Finding> findings_;
  std::vector<Remark> remarks_;
};

struct Rule {
  std::string_view name;
  Impact impact;
  Topic topic;
  std::span<const Kind> kinds;  // the nodes it is asked about
  void (*check)(const Facts&, Node, Report&);
  // Of calls, only those of a function or method of one of these last names (`b` in a.b()); empty: all.
  std::span<const std::string_view> callees = {};
};

// What was thought of as a rule, and is none: by evidence, or because a line of code cannot tell.
struct RejectedRule {
  std::string_view name;
  std::string_view rewrite;  // what would be marked -> what would be advised
  std::string_view reason;   // with what was measured
};

std::span<const Rule* const> all_rules();        // sorted by name
std::span<const RejectedRule> rejected_rules();  // sorted by name
const Rule* find_rule(std::string_view name);

}  // namespace perfhint
