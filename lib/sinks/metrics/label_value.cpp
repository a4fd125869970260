#include "lib/sinks/metrics/label_value.hpp"

#include "lib/support/sha256.hpp"
#include "lib/support/utf8.hpp"

namespace plimsoll {
namespace {

constexpr std::size_t kMaxBytes = 256;
constexpr std::size_t kHashDigits = 32;
constexpr std::size_t kMaxReadableBytes = kMaxBytes - kHashDigits - 1;
// Less than what any shortened value has, so that no name can be spelt like another one's shortened value.
constexpr std::size_t kMaxUnchangedBytes = kMaxReadableBytes - 4;

}  // namespace

std::string label_value(std::string_view text) {
  if (text.size() <= kMaxUnchangedBytes && is_utf8(text)) return std::string(text);
  const std::string readable = to_utf8(text.substr(0, kMaxBytes));
  return std::string(cut_utf8(readable, kMaxReadableBytes)) + "~" + sha256_hex(text).substr(0, kHashDigits);
}

}  // namespace plimsoll
