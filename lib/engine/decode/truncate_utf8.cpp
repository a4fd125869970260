#include "lib/engine/decode/truncate_utf8.hpp"

#include "lib/support/utf8.hpp"

namespace plimsoll::engine {

std::string shown_text(std::string_view text, std::size_t max_bytes) {
  // Cut first, so that what is kept of a long text bounds the work; one byte too many shows that it was long.
  std::string valid = to_utf8(text.substr(0, max_bytes + 1));
  if (valid.size() <= max_bytes) return valid;
  return std::string(cut_utf8(valid, max_bytes)) + "…";
}

}  // namespace plimsoll::engine
