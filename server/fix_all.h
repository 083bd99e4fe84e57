// Fix all: every safe fix of a document, or of a cell, at once.
#pragma once

#include <string>
#include <vector>

#include "server/document.h"

namespace perfhint::server {

constexpr std::string_view fix_all_kind = "source.fixAll.perfhint",
                           notebook_fix_all_kind = "notebook.source.fixAll.perfhint";

// How many fixes a first round makes in the view; in all cells of the notebook that it is in.
std::size_t count_fixes(const View&, const Checked&);
std::size_t count_fixes_of_notebook(const Contents&, const View&, const Checked&);

// For the client: of the document or cell, or of all cells of the notebook that it is in. Throws
// rpc::Error (content_modified) when the check was stopped.
lsp::WorkspaceEdit fix_all(Contents&, const View&, const Client&, const Config&, std::stop_token);
lsp::WorkspaceEdit fix_all_of_notebook(Contents&, const View&, const Client&, const Config&, std::stop_token);

}  // namespace perfhint::server
