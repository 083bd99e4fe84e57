// Replay: a recorded session (--record) again, without an editor, on one thread. What the server answers now
// is compared with what it answered then.
#pragma once

#include <string>

namespace perfhint::server {

// Prints each difference to stdout. The exit code: 0 none, 1 some, 2 the file cannot be read. Not compared:
// answers that hung on timing then or now (cancelled, overtaken by an edit), and of the hints of a document
// all but the last. Files are read from the disk as they are now.
int replay(const std::string& file);

}  // namespace perfhint::server
