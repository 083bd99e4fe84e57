// A question that a snippet's comment asks of the facts, and the kinds of questions there are (README.md).
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/facts/facts.h"

namespace perfhint::testing {

struct Question {
  const Facts& facts;
  Node node;                 // what `subject` stands for; without one the statement that begins on the line
  std::string_view subject;  // as written, without @n
  // What to call the line on which a node of this question's snippet begins: its mark, or its number.
  std::string (*line_of)(const Question&, Node);
  const void* context;

  std::string line(Node place) const { return line_of(*this, place); }
  // Of several, in the order of lines, each once: "2, here".
  std::string lines(const std::vector<Node>& places) const;
};

struct QuestionKind {
  std::string_view name;                   // "scope", "may alias"
  std::string (*answer)(const Question&);  // "yes" and "no" for questions that have no other answer
  // The subject is a name that need not stand on the line: `node` is the statement that begins there.
  bool about_line = false;
};

// What the question's subject, a name, is bound to where its node stands; null if no scope here binds it.
const Binding* named(const Question&);

// Every kind, room by room (question_kinds.cpp).
const std::vector<QuestionKind>& question_kinds();

inline std::string yes(bool answer) { return answer ? "yes" : "no"; }

// Asks all questions of a file, reports what differs as failures of the running test; returns how many it
// asked.
int ask_all(const std::string& path);

}  // namespace perfhint::testing
