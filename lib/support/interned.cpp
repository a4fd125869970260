#include "lib/support/interned.hpp"

#include <functional>
#include <mutex>
#include <set>
#include <string>

namespace plimsoll {

std::string_view interned(std::string_view text) {
  static std::mutex mutex;
  static std::set<std::string, std::less<>> texts;  // its elements never move
  const std::scoped_lock lock(mutex);
  const auto found = texts.find(text);
  return found != texts.end() ? *found : *texts.emplace(text).first;
}

}  // namespace plimsoll
