// libFuzzer: any bytes, in one piece and in pieces, give the same frames; any body is read or refused, and
// what was read can be written and read again.
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "protocol/jsonrpc.h"

namespace {

using namespace perfhint::rpc;

std::vector<Decoder::Frame> frames(std::string_view bytes, std::size_t piece) {
  Decoder decoder(4096);
  std::vector<Decoder::Frame> out;
  while (!bytes.empty()) {
    decoder.feed(bytes.substr(0, piece));
    bytes.remove_prefix(std::min(piece, bytes.size()));
    while (auto frame = decoder.next()) out.push_back(std::move(*frame));
  }
  return out;
}

void must(bool holds) {
  if (!holds) std::abort();
}

void read(std::string_view body) {
  Id id;
  try {
    const std::string once =
        std::visit([](const auto& message) { return body_of(message); }, parse(body, id));
    const std::string twice =
        std::visit([](const auto& message) { return body_of(message); }, parse(once, id));
    must(once == twice);
  } catch (const Error& error) {
    must(error.code == ErrorCode::parse_error || error.code == ErrorCode::invalid_request);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto whole = frames(bytes, bytes.size() + 1);
  const std::size_t piece = size == 0 ? 1 : 1 + data[0] % 7u;
  const auto cut = frames(bytes, piece);
  must(whole.size() == cut.size());
  for (std::size_t i = 0; i < whole.size(); ++i) {
    must(whole[i].body == cut[i].body && whole[i].error == cut[i].error);
    if (whole[i].error.empty()) read(whole[i].body);
  }
  read(bytes);
  return 0;
}
