#include "lib/engine/decode/health_probe.hpp"

#include <algorithm>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "lib/engine/decode/command_hash.hpp"
#include "lib/engine/decode/fields.hpp"

namespace plimsoll::engine {
namespace {

using namespace std::chrono_literals;
using StringList = std::vector<std::string>;

constexpr std::chrono::nanoseconds kDefaultInterval = 30s;
constexpr std::chrono::nanoseconds kDefaultStartInterval = 5s;

template <class T>
std::optional<T> value(const Json& inspect, std::string_view path, Convert<T> convert) {
  const Member member = find_member(inspect, path);
  const Json* const* json = std::get_if<const Json*>(&member);
  return json == nullptr ? std::nullopt : convert(**json);
}

StringList shell(const Json& inspect) {
  const auto configured = value<StringList>(inspect, "Config.Shell", texts);
  return configured && !configured->empty() ? *configured : StringList{"/bin/sh", "-c"};
}

/// The program and its arguments; nothing where none is run.
StringList command(const Json& inspect) {
  auto words = value<StringList>(inspect, "Config.Healthcheck.Test", texts).value_or(StringList());
  if (words.empty()) return {};
  const std::string kind = std::exchange(words.front(), "");
  words.erase(words.begin());
  if (kind == "CMD") return words;
  if (kind != "CMD-SHELL") return {};
  StringList all = shell(inspect);
  all.insert(all.end(), words.begin(), words.end());
  return all;
}

/// The engine's default where none is set.
std::chrono::nanoseconds duration(const Json& inspect, std::string_view path, std::chrono::nanoseconds otherwise) {
  const std::int64_t set = value<std::int64_t>(inspect, path, integer).value_or(0);
  return set > 0 ? std::chrono::nanoseconds(set) : otherwise;
}

std::chrono::nanoseconds shortest_pause(const Json& inspect) {
  const auto interval = duration(inspect, "Config.Healthcheck.Interval", kDefaultInterval);
  const bool may_hurry = value<std::string>(inspect, "State.Health.Status", text) == "starting" &&
                         duration(inspect, "Config.Healthcheck.StartPeriod", 0ns) > 0ns;
  if (!may_hurry) return interval;
  return std::min(interval, duration(inspect, "Config.Healthcheck.StartInterval", kDefaultStartInterval));
}

}  // namespace

std::optional<HealthProbe> health_probe(const Json& inspect) {
  const StringList words = command(inspect);
  if (words.empty()) return std::nullopt;
  return HealthProbe{.command_hash = command_hash(words.front(), std::span(words).subspan(1)),
                     .shortest_pause = shortest_pause(inspect)};
}

}  // namespace plimsoll::engine
