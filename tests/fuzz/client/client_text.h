// ClientText: a document as the client has it, in code points. It shares no code with analysis/source/text,
// so that a fault there shows.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/jsonrpc.h"

namespace perfhint::fuzz {

using rpc::Json;

std::u32string code_points(std::string_view utf8);
std::string utf8_of(std::u32string_view text);

class ClientText {
 public:
  explicit ClientText(std::u32string text) { assign(std::move(text)); }

  const std::u32string& text() const { return text_; }
  std::string utf8() const { return utf8_of(text_); }
  std::size_t line_count() const { return starts_.size(); }
  std::size_t line_begin(std::size_t line) const { return starts_[line]; }
  std::size_t line_end(std::size_t line) const;  // without its line end
  // What a client can name: not between \r and \n.
  std::size_t nameable(std::size_t index) const;

  // LSP positions, as JSON, in units of the encoding ("utf-8", "utf-16", "utf-32").
  Json position(std::size_t index, const std::string& encoding) const;
  Json range(std::size_t begin, std::size_t end, const std::string& encoding) const;
  // False: no such place, even by the rule that a column beyond a line's end is its end. The index then is
  // the nearest.
  bool find(const Json& position, const std::string& encoding, std::size_t& index) const;

  // A TextDocumentContentChangeEvent.
  void apply(const Json& change, const std::string& encoding);

 private:
  void assign(std::u32string text);

  std::u32string text_;
  std::vector<std::size_t> starts_;
};

}  // namespace perfhint::fuzz
