#include "lib/engine/events/event_stream.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "lib/engine/decode/command_hash.hpp"
#include "tests/fakes/event_texts.hpp"

namespace plimsoll::engine {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using namespace std::chrono_literals;

const std::string kId(64, 'a');
const std::string kOtherId(64, 'b');

struct Told {
  std::vector<EngineEvent> events;
  std::optional<Error> error;
};

/// What comes of `text` if it arrives `step` bytes at a time.
Told read(std::string_view text, std::size_t step = std::string_view::npos,
          std::size_t max_event_bytes = kMaxEventBytes) {
  Told told;
  EventStream stream(
      "/events", [&told](EngineEvent event) { told.events.push_back(std::move(event)); }, max_event_bytes);
  while (!text.empty() && !told.error) {
    const std::string_view piece = text.substr(0, step);
    told.error = stream.write(piece);
    text.remove_prefix(piece.size());
  }
  return told;
}

EngineEvent decoded(const json& event) {
  const Told told = read(event.dump() + "\n");
  EXPECT_FALSE(told.error.has_value()) << told.error->message();
  return told.events.at(0);
}

json started() {
  return {
      {"Type", "container"}, {"Action", "start"}, {"Actor", {{"ID", kId}}}, {"timeNano", 1'700'000'000'000'000'001}};
}

json with(json event, const char* pointer, json value) {
  event[json::json_pointer(pointer)] = std::move(value);
  return event;
}

TEST(EventStream, KeepsTypeActionIdAndTime) {
  const EngineEvent wanted{.type = EventType::container,
                           .action = EventAction::start,
                           .id = kId,
                           .container = "",
                           .at = EventTime(1'700'000'000'000'000'001ns)};
  EXPECT_EQ(decoded(started()), wanted);
  EXPECT_THAT(read(testing::container_event("start", kId, 1'700'000'000'000'000'001ns)).events, ElementsAre(wanted))
      << "the older fields beside them";
}

TEST(EventStream, KnowsTypes) {
  const std::pair<const char*, EventType> kCases[] = {
      {"container", EventType::container}, {"image", EventType::image},     {"network", EventType::network},
      {"volume", EventType::volume},       {"daemon", EventType::daemon},   {"service", EventType::service},
      {"node", EventType::node},           {"secret", EventType::secret},   {"config", EventType::config},
      {"plugin", EventType::other},        {"Container", EventType::other}, {"containers", EventType::other}};
  for (const auto& [text, type] : kCases) EXPECT_EQ(decoded(with(started(), "/Type", text)).type, type) << text;
}

TEST(EventStream, KnowsActionsByTheirFirstWord) {
  const std::string long_command(1 << 20, 'x');
  const std::pair<std::string, EventAction> kCases[] = {{"create", EventAction::create},
                                                        {"start", EventAction::start},
                                                        {"restart", EventAction::restart},
                                                        {"pause", EventAction::pause},
                                                        {"unpause", EventAction::unpause},
                                                        {"rename", EventAction::rename},
                                                        {"update", EventAction::update},
                                                        {"die", EventAction::die},
                                                        {"destroy", EventAction::destroy},
                                                        {"exec_create: sh -c true", EventAction::exec_create},
                                                        {"exec_create: " + long_command, EventAction::exec_create},
                                                        {"exec_create: destroy: x", EventAction::exec_create},
                                                        {"exec_start: sh", EventAction::exec_start},
                                                        {"exec_die", EventAction::exec_die},
                                                        {"exec_detach", EventAction::exec_detach},
                                                        {"health_status: healthy", EventAction::health_status},
                                                        {"health_status", EventAction::health_status},
                                                        {"connect", EventAction::connect},
                                                        {"disconnect", EventAction::disconnect},
                                                        {"mount", EventAction::mount},
                                                        {"unmount", EventAction::unmount},
                                                        {"reload", EventAction::reload},
                                                        {"exec", EventAction::exec_start},
                                                        {"exec_died", EventAction::exec_die},
                                                        {"remove", EventAction::destroy},
                                                        {"kill", EventAction::other},
                                                        {"oom", EventAction::other},
                                                        {"starts", EventAction::other},
                                                        {"start ", EventAction::other},
                                                        {": start", EventAction::other},
                                                        {long_command, EventAction::other}};
  for (const auto& [text, action] : kCases) {
    EXPECT_EQ(decoded(with(started(), "/Action", text)).action, action) << text.substr(0, 40);
  }
}

TEST(EventStream, TakesTheContainerOfNetworksAndVolumesOnly) {
  const json labelled = with(started(), "/Actor/Attributes", {{"container", kOtherId}, {"name", "web"}});
  EXPECT_EQ(decoded(labelled).container, "") << "a label";
  EXPECT_EQ(decoded(with(labelled, "/Type", "image")).container, "") << "a label of an image";
  EXPECT_EQ(decoded(with(labelled, "/Type", "network")).container, kOtherId);
  EXPECT_EQ(decoded(with(labelled, "/Type", "volume")).container, kOtherId);
}

TEST(EventStream, TakesTheImageOfNewContainersOnly) {
  const json labelled = with(started(), "/Actor/Attributes", {{"image", "web\n\x1b[2J:1"}});
  EXPECT_EQ(decoded(with(labelled, "/Action", "create")).image, "web\n\x1b[2J:1") << "whoever prints it escapes it";
  EXPECT_EQ(decoded(labelled).image, "") << "not needed";
  EXPECT_EQ(decoded(with(with(labelled, "/Action", "create"), "/Type", "volume")).image, "") << "no image of its own";
  const json large = with(labelled, "/Actor/Attributes", {{"image", std::string(1 << 20, 'i')}});
  EXPECT_LT(decoded(with(large, "/Action", "create")).image.size(), 5'000U);
}

json of_session(const char* action, json attributes = {{"execID", kOtherId}}) {
  return with(with(started(), "/Action", action), "/Actor/Attributes", std::move(attributes));
}

TEST(EventStream, TakesTheSessionOfExecEventsOnly) {
  EXPECT_EQ(decoded(of_session("exec_create: sh")).session, kOtherId);
  EXPECT_EQ(decoded(of_session("exec_start: sh")).session, kOtherId);
  EXPECT_EQ(decoded(of_session("exec_die")).session, kOtherId);
  EXPECT_EQ(decoded(of_session("start")).session, "") << "a label";
  EXPECT_EQ(decoded(with(of_session("exec_start: sh"), "/Type", "network")).session, "");
  const json kUnusable[] = {"web", kOtherId + "0", kOtherId.substr(1), "../" + kOtherId.substr(3), 7, nullptr};
  for (const json& id : kUnusable) EXPECT_EQ(decoded(of_session("exec_start: sh", {{"execID", id}})).session, "") << id;
}

std::uint64_t hash_of(const std::string& action, std::size_t step = 1 << 20) {
  return read(with(started(), "/Action", action).dump() + "\n", step).events.at(0).command_hash;
}

TEST(EventStream, TellsCommandsApartWithoutHoldingThem) {
  const std::vector<std::string> arguments = {"-c", "exit 1: x"};
  EXPECT_EQ(hash_of("exec_start: /bin/sh -c exit 1: x"), command_hash("/bin/sh", arguments));
  EXPECT_EQ(hash_of("exec_create: /bin/sh -c exit 1: x"), command_hash("/bin/sh", arguments));
  EXPECT_EQ(hash_of("exec_start: /probe "), command_hash("/probe", {})) << "Docker writes the blank";
  EXPECT_NE(hash_of("exec_start: /probe"), hash_of("exec_start: /probf"));
  const std::string large = "exec_start: " + std::string(1 << 20, 'x');
  EXPECT_NE(hash_of(large), hash_of(large + "y")) << "the end counts too";
  EXPECT_EQ(hash_of("exec_die"), 0);
  EXPECT_EQ(hash_of("exec_start"), 0);
  EXPECT_EQ(hash_of("health_status: healthy"), 0) << "no command";
}

TEST(EventStream, HashesACommandAlikeHoweverItArrives) {
  for (std::size_t step = 1; step < 40; ++step) {
    EXPECT_EQ(hash_of("exec_start: /bin/sh -c true", step), hash_of("exec_start: /bin/sh -c true")) << step;
  }
}

TEST(EventStream, HashesTheLastOfTwoActions) {
  const std::string first = R"({"Type":"container","Action":"exec_start: one","Action":)";
  EXPECT_EQ(read(first + R"("exec_start: two"})" + "\n").events.at(0).command_hash, hash_of("exec_start: two"));
  EXPECT_EQ(read(first + R"("exec_die"})" + "\n").events.at(0).command_hash, 0);
}

// As Podman 4.3 writes them.

TEST(EventStream, TakesARemovalForTheEndOfAContainerOnly) {
  EXPECT_EQ(decoded(with(started(), "/Action", "remove")).action, EventAction::destroy);
  EXPECT_EQ(decoded(with(with(started(), "/Type", "network"), "/Action", "remove")).action, EventAction::other);
}

TEST(EventStream, TakesTheContainerThatStandsInANetworksPlace) {
  const json connected = with(with(started(), "/Type", "network"), "/Action", "connect");
  EXPECT_EQ(decoded(connected).container, kId);
  EXPECT_EQ(decoded(connected).id, "");
  EXPECT_EQ(decoded(with(connected, "/Actor/ID", "lb-ingress")).container, "");
  EXPECT_EQ(decoded(with(connected, "/Action", "create")).id, kId);
  EXPECT_EQ(decoded(with(connected, "/Type", "volume")).id, kId);
  const json by_docker = with(connected, "/Actor/Attributes/container", "lb-ingress");
  EXPECT_EQ(decoded(by_docker).id, kId);
  EXPECT_EQ(decoded(by_docker).container, "");
}

TEST(EventStream, TakesNoContainerThatIsNoFullId) {
  const json mounted = with(with(started(), "/Type", "volume"), "/Action", "mount");
  for (const json& named :
       {json("../../etc"), json(kId.substr(1)), json(kId + "a"), json(std::string(64, 'A')), json(std::string(64, 'g')),
        json(5), json(nullptr), json::array({kId}), json({{"a", kId}})}) {
    EXPECT_EQ(decoded(with(mounted, "/Actor/Attributes/container", named)).container, "") << named;
  }
}

TEST(EventStream, LooksInNoOtherPlace) {
  json event = started();
  event["container"] = kOtherId;
  event["ID"] = "no";
  event["Actor"]["Type"] = "image";
  event["Actor"]["Attributes"] = {{"Type", "image"}, {"Action", "destroy"}, {"ID", "no"}, {"timeNano", 5}};
  event["Attributes"] = {{"container", kOtherId}};
  event["Actor.ID"] = "no";
  event["more"] = {{"Actor", {{"ID", "no"}}}, {"Type", "image"}};
  event["list"] = {{{"Type", "image"}, {"Action", "destroy"}}, "Type"};
  EXPECT_EQ(decoded(event), decoded(started()));
}

TEST(EventStream, KeepsEventsWithNonsenseTimes) {
  const std::pair<json, std::chrono::nanoseconds> kCases[] = {
      {0, 0ns},
      {-5, -5ns},
      {std::numeric_limits<std::int64_t>::max(), std::chrono::nanoseconds::max()},
      {std::numeric_limits<std::int64_t>::min(), std::chrono::nanoseconds::min()},
      {std::numeric_limits<std::uint64_t>::max(), 0ns},
      {1e300, 0ns},
      {"now", 0ns},
      {nullptr, 0ns}};
  for (const auto& [time, wanted] : kCases) {
    const EngineEvent event = decoded(with(started(), "/timeNano", time));
    EXPECT_EQ(event.at, EventTime(wanted)) << time;
    EXPECT_EQ(event.id, kId) << time;
  }
}

TEST(EventStream, FallsBackToSeconds) {
  json event = started();
  event.erase("timeNano");
  EXPECT_EQ(decoded(event).at, EventTime()) << "neither";
  EXPECT_EQ(decoded(with(event, "/time", 1'700'000'000)).at, EventTime(1'700'000'000s));
  EXPECT_EQ(decoded(with(event, "/time", std::numeric_limits<std::int64_t>::max())).at, EventTime());
  EXPECT_EQ(decoded(with(event, "/time", std::numeric_limits<std::int64_t>::min())).at, EventTime());
  EXPECT_EQ(decoded(with(started(), "/time", 5)).at, decoded(started()).at) << "both";
}

TEST(EventStream, CleansAndCutsAnId) {
  EXPECT_EQ(decoded(with(with(started(), "/Type", "volume"), "/Actor/ID", "data")).id, "data");
  EXPECT_EQ(decoded(with(started(), "/Actor/ID", "")).id, "") << "as of a prune";
  EXPECT_EQ(decoded(with(started(), "/Actor", nullptr)).id, "");
  EXPECT_EQ(decoded(with(started(), "/Actor/ID", json::array({kId}))).id, "");
  const std::string cut = decoded(with(started(), "/Actor/ID", std::string(1 << 20, 'x'))).id;
  EXPECT_LT(cut.size(), 5000U);
  EXPECT_NE(cut.find("…"), std::string::npos);
  const Told told = read("{\"Type\":\"volume\",\"Action\":\"mount\",\"Actor\":{\"ID\":\"a\xff\"}}\n");
  ASSERT_THAT(told.events, SizeIs(1));
  EXPECT_NO_THROW(static_cast<void>(json(told.events[0].id).dump())) << "valid UTF-8";
}

TEST(EventStream, TheLastOfTwoCounts) {
  const Told told = read(R"({"Type":"image","Action":"tag","Action":"start","Type":"container"})"
                         "\n");
  ASSERT_THAT(told.events, SizeIs(1));
  EXPECT_EQ(told.events[0].type, EventType::container);
  EXPECT_EQ(told.events[0].action, EventAction::start);
}

TEST(EventStream, ReadsTheSameInAnyPieces) {
  const std::string text = with(started(), "/Actor/Attributes", {{"a \"quoted\" label", "with \\ and \n"}}).dump() +
                           "\r\n\n" + with(started(), "/Action", "exec_create: sh").dump() + "\n" +
                           with(started(), "/Action", "die").dump() + "\n";
  const Told whole = read(text);
  ASSERT_THAT(whole.events, SizeIs(3));
  for (std::size_t step = 1; step <= text.size(); ++step) {
    const Told pieces = read(text, step);
    EXPECT_EQ(pieces.events, whole.events) << step;
    EXPECT_FALSE(pieces.error.has_value()) << step;
  }
}

TEST(EventStream, TellsNoHalfEvent) {
  const std::string whole = started().dump();
  EXPECT_THAT(read(whole).events, IsEmpty());
  EXPECT_FALSE(read(whole).error.has_value());
  const Told cut = read(whole.substr(0, whole.size() - 1) + "\n");
  EXPECT_THAT(cut.events, IsEmpty());
  EXPECT_TRUE(cut.error.has_value());
}

TEST(EventStream, EndsAtTheFirstLineThatIsNoEvent) {
  const std::string deep = std::string(1000, '[') + std::string(1000, ']');
  const std::tuple<std::string, ErrorKind> kCases[] = {{"nonsense", ErrorKind::bad_json},
                                                       {"<html>", ErrorKind::bad_json},
                                                       {"{\"Type\":", ErrorKind::bad_json},
                                                       {"{} {}", ErrorKind::bad_json},
                                                       {R"({"Type":"image","more":)" + deep + "}", ErrorKind::bad_json},
                                                       {"{}", ErrorKind::wrong_shape},
                                                       {"[]", ErrorKind::wrong_shape},
                                                       {"null", ErrorKind::wrong_shape},
                                                       {"\"container\"", ErrorKind::wrong_shape},
                                                       {"17", ErrorKind::wrong_shape},
                                                       {R"({"Type":"container"})", ErrorKind::wrong_shape},
                                                       {R"({"Action":"start"})", ErrorKind::wrong_shape},
                                                       {R"({"Type":5,"Action":"start"})", ErrorKind::wrong_shape},
                                                       {R"({"Type":["image"],"Action":"x"})", ErrorKind::wrong_shape}};
  const std::string good = started().dump() + "\n";
  for (const auto& [line, kind] : kCases) {
    for (const std::size_t step : {std::string::npos, std::size_t{1}}) {
      const Told told = read(good + line + "\n" + good, step);
      EXPECT_THAT(told.events, SizeIs(1)) << line;
      ASSERT_TRUE(told.error.has_value()) << line;
      EXPECT_EQ(told.error->kind, kind) << line;
      EXPECT_THAT(told.error->text, HasSubstr("/events")) << line;
    }
  }
}

TEST(EventStream, IsNotEndedByLargeLabels) {
  const json labels = {{"filler", std::string(8 << 20, 'x')}, {"container", kOtherId}};
  const std::string text = with(started(), "/Actor/Attributes", labels).dump() + "\n" + started().dump() + "\n";
  const Told told = read(text, 16'384);
  EXPECT_FALSE(told.error.has_value());
  EXPECT_THAT(told.events, ElementsAre(decoded(started()), decoded(started())));
}

TEST(EventStream, EndsAtALineWithoutEnd) {
  const std::string line = started().dump();
  EXPECT_THAT(read(line + "\n" + line + "\n", 7, line.size()).events, SizeIs(2)) << "as long as may be";
  const Told told = read(line + " \n", 7, line.size());
  ASSERT_TRUE(told.error.has_value());
  EXPECT_EQ(told.error->kind, ErrorKind::too_large);
}

}  // namespace
}  // namespace plimsoll::engine
