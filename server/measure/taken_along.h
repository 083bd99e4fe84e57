// TakenAlong: definitions of a module that can be run elsewhere as they stand, because running them does
// nothing but define: imports, functions, classes, constants.
#pragma once

#include <string>
#include <vector>

#include "analysis/facts/facts.h"

namespace perfhint::server {

struct TakenAlong {
  std::string text;        // empty: it cannot be taken
  std::string problem;     // why, to stand after "`NAME` "
  Span needs;              // the names in there are needed, too; empty for an import
  bool in_module = false;  // rather than in the setup
  bool is_class = false;
};

// By the definition of a module's name.
TakenAlong taken_import(const Facts&, const Definition&);
TakenAlong taken_function(const Facts&, Node function_definition);
TakenAlong taken_class(const Facts&, Node class_definition);
// `name = value`, also of a function's name.
TakenAlong taken_value(const Facts&, const Definition&);

}  // namespace perfhint::server
