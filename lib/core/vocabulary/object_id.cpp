#include "lib/core/vocabulary/object_id.hpp"

namespace plimsoll {
namespace {

constexpr std::size_t kShortIdDigits = 12;
constexpr std::string_view kAlgorithm = "sha256:";

std::string_view digits_of(std::string_view id) {
  if (id.starts_with(kAlgorithm)) id.remove_prefix(kAlgorithm.size());
  return id;
}

}  // namespace

std::string_view short_id(std::string_view id) { return id.substr(0, kShortIdDigits); }

bool is_id_of(std::string_view reference, std::string_view id) {
  const std::string_view digits = digits_of(reference);
  return digits.size() >= kShortIdDigits && digits_of(id).starts_with(digits);
}

bool means_subject(std::string_view reference, std::string_view identity, std::string_view name, std::string_view id) {
  return !reference.empty() && (reference == identity || reference == name || is_id_of(reference, id));
}

}  // namespace plimsoll
