#include "lib/core/rules/common/image_reference.hpp"

namespace plimsoll {
namespace {

constexpr std::string_view kAlgorithm = "sha256:";
constexpr std::size_t kShortIdDigits = 12;

std::string_view digits_of(std::string_view id) {
  if (id.starts_with(kAlgorithm)) id.remove_prefix(kAlgorithm.size());
  return id;
}

}  // namespace

bool names_content(const ContainerFacts& container) {
  if (container.image.find('@') != std::string::npos) return true;
  const std::string_view digits = digits_of(container.image);
  return digits.size() >= kShortIdDigits && digits_of(container.image_id).starts_with(digits);
}

}  // namespace plimsoll
