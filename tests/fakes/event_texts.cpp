#include "tests/fakes/event_texts.hpp"

#include <nlohmann/json.hpp>

namespace plimsoll::testing {

std::string container_event(std::string_view action, std::string_view id, std::chrono::nanoseconds at) {
  const nlohmann::json event = {
      {"status", action},      {"id", id},
      {"from", "nginx"},       {"Type", "container"},
      {"Action", action},      {"Actor", {{"ID", id}, {"Attributes", {{"image", "nginx"}, {"name", "web"}}}}},
      {"scope", "local"},      {"time", std::chrono::floor<std::chrono::seconds>(at).count()},
      {"timeNano", at.count()}};
  return event.dump() + '\n';
}

std::chrono::nanoseconds present_time() { return std::chrono::system_clock::now().time_since_epoch(); }

}  // namespace plimsoll::testing
