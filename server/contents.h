// Contents: a document's text under the client's edits, and the findings in it. Lives on the document's
// strand.
//
// Edits apply in the order of their versions, whatever order they come in (Helix 25.01 sends 13 before 3
// under fast typing): the last edits are kept, and redone when one of a lower version arrives. Versions may
// skip.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/check.h"
#include "analysis/facts/project.h"
#include "analysis/module.h"
#include "protocol/lsp.h"
#include "server/heat/loaded.h"
#include "server/heat/mapping.h"
#include "server/view.h"

namespace perfhint::server {

class Contents {
 public:
  // Empty until the first change, so that the parsing is done where changes are. Longer than `max_bytes`:
  // only the text is kept, and nothing is analysed.
  Contents(std::int64_t version, Encoding, std::uint32_t max_bytes);

  void change(std::optional<std::int64_t> version, std::vector<lsp::ContentChange>);
  // Of a notebook: its cells as they are now.
  void change_cells(std::int64_t version, Cells);
  // What the client calls so: the whole document, or a cell. And all that it knows of the document.
  View view(const std::string& uri) const;
  std::vector<View> views(const std::string& uri) const;
  void limit(std::uint32_t max_bytes);
  // What the workspace tells; true if that may change findings or sizes here.
  bool enter(std::shared_ptr<const Project>, std::string place);
  // What this document offers to others, if that is not what the last call gave; else null.
  std::shared_ptr<const Interface> new_interface(bool package);

  std::int64_t version() const { return version_; }  // the highest seen
  std::string text() const;
  // Null: too large.
  const std::shared_ptr<const Module>& module() const { return now_.module; }
  // The findings of the text as it is. Only if there is a module. May be stopped().
  const Checked& checked(const Settings&, std::stop_token);
  // The text as it is with its last check, if there was one, for work beside the strand.
  struct Snapshot {
    std::shared_ptr<const Module> module;  // null: too large
    Checked last;                          // as found: not weighed
    std::int64_t version;
    std::shared_ptr<const FileProfile> profile;  // null: none is loaded
  };
  Snapshot snapshot() const { return {now_.module, found_, version_, profile_}; }

  // From now on findings are weighed by it; null: by none.
  void weigh_by(std::shared_ptr<const FileProfile>);
  const std::shared_ptr<const FileProfile>& profile() const { return profile_; }
  // What it tells of the text as it is. Only if there are a module and a profile.
  const MeasuredText& measured();

 private:
  // A module, or the bare text of what is too large.
  struct Source {
    std::shared_ptr<const Module> module;
    std::shared_ptr<const Text> text;
  };
  // What takes a change back: this text in the place of what it put there.
  struct Undo {
    Span span;
    std::string text;
  };
  struct Edit {
    std::int64_t version;
    std::vector<lsp::ContentChange> changes;
    std::vector<Undo> undo = {};  // by change, while the edit is made
  };
  struct Replacement {
    Span span;              // of the text as it is
    std::string_view text;  // of the change
  };
  static constexpr std::size_t kept_edits = 64;

  Source source(std::string text) const;
  // Answers whether it had to be checked anew.
  bool find(const Settings&, std::stop_token);
  Replacement replacement(const lsp::ContentChange&) const;
  void replace(Span, std::string_view text);
  void settle();  // in the workspace as it is known now
  void append(Edit);
  void redo(Edit);
  void make(Edit&);
  void take_back(Edit&);

  Encoding encoding_;
  std::uint32_t max_bytes_;
  std::int64_t version_;
  std::int64_t floor_;  // of the last text that came whole: edits before it no longer count
  Source now_;
  std::shared_ptr<const Cells> cells_;      // null: no notebook
  std::shared_ptr<const Project> project_;  // may be null
  std::string place_;
  ModuleFacts offered_;  // those that new_interface() has looked at
  std::uint64_t offered_hash_ = 0;
  std::vector<Edit> edits_;  // by version
  Checked found_;
  bool found_is_current_ = false;
  std::shared_ptr<const FileProfile> profile_;  // the rest is empty without one
  MeasuredText measured_;
  std::shared_ptr<const Module> measured_module_;  // whose text `measured_` is about
  Checked weighed_;
};

}  // namespace perfhint::server
