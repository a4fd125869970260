#include "tests/fakes/event_texts.hpp"

#include <nlohmann/json.hpp>

namespace plimsoll::testing {

std::string container_event(std::string_view action, std::string_view id, std::chrono::nanoseconds at,
                            std::string_view session) {
  nlohmann::json attributes = {{"image", "nginx"}, {"name", "web"}};
  if (!session.empty()) attributes["execID"] = session;
  const nlohmann::json event = {{"status", action},      {"id", id},
                                {"from", "nginx"},       {"Type", "container"},
                                {"Action", action},      {"Actor", {{"ID", id}, {"Attributes", std::move(attributes)}}},
                                {"scope", "local"},      {"time", std::chrono::floor<std::chrono::seconds>(at).count()},
                                {"timeNano", at.count()}};
  return event.dump() + '\n';
}

}  // namespace plimsoll::testing
