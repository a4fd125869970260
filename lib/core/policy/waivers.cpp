#include "lib/core/policy/waivers.hpp"

#include <fnmatch.h>

#include <algorithm>
#include <string>

#include "lib/core/policy/image_scope.hpp"

namespace plimsoll {
namespace {

bool matches(const std::string& pattern, const std::string& text) {
  if (text.find('\0') != std::string::npos) return false;  // fnmatch would see only what is before it
  return fnmatch(pattern.c_str(), text.c_str(), FNM_PATHNAME) == 0;
}

bool matches_image(const std::string& scope, const ImageFacts* image, std::string_view image_id) {
  if (scope.empty()) return true;
  return image && image_matches(scope, *image, image_id);
}

bool covers_item(const std::vector<std::string>& patterns, const Item& item) {
  return patterns.empty() ||
         std::ranges::any_of(patterns, [&](const auto& pattern) { return matches(pattern, item.key); });
}

}  // namespace

/// No engine allows `~` in a name: it marks the container that claims another's identity.
bool matches_container(const std::string& pattern, std::string_view identity) {
  if (pattern.empty()) return true;
  return identity.find('~') == std::string_view::npos && matches(pattern, std::string(identity));
}

bool covers(const Waiver& waiver, std::string_view rule, std::string_view identity, const ImageFacts* image,
            std::string_view image_id, std::span<const Item> items, std::chrono::sys_days today) {
  return waiver.rule == rule && today <= std::chrono::sys_days(waiver.expires) &&
         matches_container(waiver.container, identity) && matches_image(waiver.image, image, image_id) &&
         std::ranges::all_of(items, [&](const Item& item) { return covers_item(waiver.items, item); });
}

}  // namespace plimsoll
