// --add-ignore: a comment behind each line that has a hint, as far as one can stand there.
#pragma once

#include <string>

#include "server/cli/check_notebook.h"

namespace perfhint::server::cli {

// The text, and the code of a notebook, with the comments.
std::string with_ignores(const std::string& path, std::string text, const Settings&, const CheckRun&);
NotebookCode with_ignores(const std::string& path, NotebookCode, const Settings&, const CheckRun&);

}  // namespace perfhint::server::cli
