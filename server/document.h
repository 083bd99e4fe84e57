// Document: an open file. Its contents live on its own strand, so that an edit and the hover after it see the
// same text; what the session must know at once (is it still open, is there a newer edit) is beside them.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

#include "protocol/lsp.h"
#include "server/config.h"
#include "server/contents.h"
#include "server/notebook.h"
#include "server/surroundings.h"

namespace perfhint::server {

// What the client is and can, fixed by `initialize`.
struct Client {
  lsp::ClientCapabilities capabilities;
  Encoding encoding = Encoding::utf16;
  lsp::MarkupKind hover = lsp::MarkupKind::plaintext;
};

struct Document {
  Document(std::string document_uri, Executor document_strand, Contents document_contents)
      : uri(std::move(document_uri)),
        strand(std::move(document_strand)),
        contents(std::move(document_contents)) {}

  const std::string uri;
  const Executor strand;

  // Any thread.
  std::atomic<std::uint64_t> edits = 0;         // that came in; one behind is overtaken
  std::atomic<std::int64_t> last_check_ns = 0;  // how long the last check took

  // The session's executor only.
  std::shared_ptr<const Config> config;
  std::optional<Clock::Timer> timer;           // until the next push
  std::stop_source check;                      // the push's check that is running or waiting
  bool is_notebook = false;                    // `uri` is the notebook's, its cells have theirs
  std::map<std::string, rpc::Json> published;  // by URI
  std::map<std::string, rpc::Json> heat;       // likewise, as the client has it

  // The strand only.
  Contents contents;
  std::optional<Notebook> notebook;
};

}  // namespace perfhint::server
