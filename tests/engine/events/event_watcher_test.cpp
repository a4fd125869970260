#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <ctime>
#include <mutex>

#include "plimsoll/events.hpp"
#include "tests/engine/engine_at.hpp"
#include "tests/fakes/event_texts.hpp"

namespace plimsoll::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;
using namespace std::chrono_literals;
using Fault = Answer::Fault;

constexpr std::chrono::nanoseconds kNow = 1'700'000'000s;
constexpr std::chrono::milliseconds kNever = 1h;

const std::string kId(64, 'a');
constexpr const char* kFromNowOn = "/v1.41/events?since=1700000000.000000000";

/// What a watcher tells, for a test to wait for.
class Listener {
 public:
  WatchHandlers handlers() {
    return {.subscribed = [this] { add([this] { ++subscriptions_; }); },
            .happened =
                [this](const std::vector<EngineEvent>& events) {
                  add([&] { events_.insert(events_.end(), events.begin(), events.end()); });
                },
            .lost = [this](const Error& why) { add([&] { losses_.push_back(why); }); }};
  }

  void wait_for_subscriptions(std::size_t count) {
    wait([&] { return subscriptions_ >= count; });
  }
  std::vector<EngineEvent> wait_for_events(std::size_t count) {
    wait([&] { return events_.size() >= count; });
    const std::lock_guard lock(mutex_);
    return events_;
  }
  std::vector<Error> wait_for_losses(std::size_t count) {
    wait([&] { return losses_.size() >= count; });
    const std::lock_guard lock(mutex_);
    return losses_;
  }
  std::vector<Error> losses() { return wait_for_losses(0); }
  std::vector<EngineEvent> events() { return wait_for_events(0); }

 private:
  template <class FixStep>
  void add(const FixStep& change) {
    const std::lock_guard lock(mutex_);
    change();
    changed_.notify_all();
  }
  template <class Condition>
  void wait(const Condition& condition) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, condition);
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t subscriptions_ = 0;
  std::vector<EngineEvent> events_;
  std::vector<Error> losses_;
};

std::string http_date(std::chrono::nanoseconds at) {
  const std::time_t seconds = std::chrono::floor<std::chrono::seconds>(at).count();
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  char text[64];
  return {text, std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts)};
}

Answer ping(const std::string& version = "1.41", std::chrono::nanoseconds now = kNow) {
  return {.body = {{"OK"}}, .headers = {{"Api-Version", version}, {"Date", http_date(now)}}};
}

/// That never waits long to come back, and pings only if it is told to.
constexpr WatchOptions kQuick{
    .ping_every = kNever, .ping_deadline = kNever, .shortest_pause = 1ms, .longest_pause = 4ms};

WatchOptions pinging(std::chrono::milliseconds deadline) {
  WatchOptions options = kQuick;
  options.ping_every = 1ms;
  options.ping_deadline = deadline;
  return options;
}

/// An engine that has events, with its clock at `kNow`.
struct EngineWithEvents : EngineAtPath {
  EngineWithEvents() {
    fake.on("/_ping", ping());
    fake.on("/events", open_stream());
  }

  [[nodiscard]] std::vector<std::string> subscriptions() const {
    std::vector<std::string> all;
    for (const std::string& target : fake.targets()) {
      if (target.find("/events") != std::string::npos) all.push_back(target);
    }
    return all;
  }

  Listener listener;
};

/// `watch` with one that goes when it goes.
std::unique_ptr<EventWatcher> watch(EngineWithEvents& engine, const WatchOptions& options = kQuick,
                                    std::chrono::milliseconds request_deadline = kNever) {
  EngineOptions engine_options = engine.options();
  engine_options.request_deadline = request_deadline;
  return std::make_unique<EventWatcher>(engine_options, options, engine.listener.handlers());
}

std::string event_at(std::chrono::nanoseconds at, std::string_view action = "start") {
  return container_event(action, kId, at);
}

EngineEvent started_at(std::chrono::nanoseconds at) {
  return {.type = EventType::container, .action = EventAction::start, .id = kId, .container = "", .at = EventTime(at)};
}

MATCHER_P(HasKind, kind, "") { return arg.kind == kind; }

TEST(EventWatcher, TellsThatItIsSubscribedAndWhatHappens) {
  EngineWithEvents engine;
  const auto watcher = watch(engine);
  engine.listener.wait_for_subscriptions(1);
  EXPECT_THAT(engine.listener.events(), IsEmpty());
  engine.fake.push(event_at(kNow));
  engine.fake.push(event_at(kNow + 1s) + event_at(kNow + 2s));
  EXPECT_THAT(engine.listener.wait_for_events(3),
              ElementsAre(started_at(kNow), started_at(kNow + 1s), started_at(kNow + 2s)));
  EXPECT_THAT(engine.listener.losses(), IsEmpty());
  EXPECT_THAT(engine.fake.targets(), ElementsAre("/_ping", kFromNowOn));
}

TEST(EventWatcher, CountsRequestsByRoute) {
  EngineWithEvents engine;
  const auto watcher = watch(engine);
  engine.listener.wait_for_subscriptions(1);
  engine.fake.end_streams();
  engine.listener.wait_for_subscriptions(2);
  const RequestStatistics statistics = watcher->statistics();
  ASSERT_THAT(statistics, SizeIs(2));
  EXPECT_EQ(statistics.at("/_ping").requests, 2U);
  EXPECT_EQ(statistics.at("/events").requests, 2U);
  EXPECT_EQ(statistics.at("/events").failures.at(static_cast<std::size_t>(ErrorKind::truncated)), 1U);
}

// The engine is not there.

TEST(EventWatcher, WaitsForASocketAndSaysOnceThatThereIsNone) {
  TemporaryFolder folder;
  const std::string path = folder.path() / "engine.sock";
  Listener listener;
  const EventWatcher watcher({.socket_path = path}, kQuick, listener.handlers());
  listener.wait_for_losses(1);
  FakeEngine fake(path);
  fake.on("/_ping", ping());
  fake.on("/events", open_stream());
  listener.wait_for_subscriptions(1);
  // Before it was told what to answer the fake says that it has no such page.
  EXPECT_THAT(listener.losses().front(), HasKind(ErrorKind::no_socket));
}

TEST(EventWatcher, SaysThatNobodyListens) {
  EngineWithEvents engine;
  engine.fake.refuse();
  const auto watcher = watch(engine);
  EXPECT_THAT(engine.listener.wait_for_losses(1), ElementsAre(HasKind(ErrorKind::refused)));
  engine.fake.replace_socket();
  engine.listener.wait_for_subscriptions(1);
}

TEST(EventWatcher, SaysThatThePathIsTooLong) {
  Listener listener;
  const EventWatcher watcher({.socket_path = "/" + std::string(200, 'x')}, kQuick, listener.handlers());
  EXPECT_THAT(listener.wait_for_losses(1), ElementsAre(HasKind(ErrorKind::path_too_long)));
}

// The engine hangs.

TEST(EventWatcher, GivesUpWhereAnAnswersHeadDoesNotCome) {
  const std::pair<const char*, Answer> kCases[] = {
      {"/_ping", faulty(Fault::hang)},
      {"/_ping", faulty(Fault::hang_in_head)},
      {"/_ping", faulty(Fault::hang_after_head)},
      {"/events", faulty(Fault::hang)},
      {"/events", faulty(Fault::hang_in_head)},
      {"/events", {.status = 500, .body = {{"because"}}, .fault = Fault::hang_after_head}}};
  for (const auto& [path, answer] : kCases) {
    SCOPED_TRACE(std::string(path) + " " + std::to_string(static_cast<int>(answer.fault)));
    EngineWithEvents engine;
    engine.fake.fail(path, answer);
    const auto watcher = watch(engine, kQuick, 100ms);
    EXPECT_THAT(engine.listener.wait_for_losses(1), ElementsAre(HasKind(ErrorKind::timeout)));
    engine.fake.heal(path);
    engine.listener.wait_for_subscriptions(1);
  }
}

TEST(EventWatcher, HasNoDeadlineOnceSubscribed) {
  constexpr auto kDeadline = 200ms;
  EngineWithEvents engine;
  const auto watcher = watch(engine, pinging(kNever), kDeadline);
  engine.listener.wait_for_subscriptions(1);
  const std::size_t losses_before = engine.listener.losses().size();
  const auto passed = std::chrono::steady_clock::now() + 2 * kDeadline;
  for (std::size_t pings = 1; std::chrono::steady_clock::now() < passed; ++pings) engine.fake.wait_for("/_ping", pings);
  EXPECT_THAT(engine.listener.losses(), SizeIs(losses_before));
}

TEST(EventWatcher, TakesASilentEngineThatDoesNotAnswerPingsForLost) {
  const std::tuple<Answer, ErrorKind, std::chrono::milliseconds> kCases[] = {
      {faulty(Fault::hang), ErrorKind::timeout, 100ms},
      {faulty(Fault::hang_in_head), ErrorKind::timeout, 100ms},
      {faulty(Fault::hang_after_head), ErrorKind::timeout, 100ms},
      {faulty(Fault::hang_up), ErrorKind::truncated, kNever},
      {failed(500, "because"), ErrorKind::http_status, kNever}};
  for (const auto& [answer, kind, deadline] : kCases) {
    SCOPED_TRACE(static_cast<int>(kind));
    EngineWithEvents engine;
    const auto watcher = watch(engine, pinging(deadline), deadline);
    engine.listener.wait_for_subscriptions(1);
    engine.fake.wait_for("/_ping", 5);
    engine.fake.fail("/_ping", answer);
    EXPECT_THAT(engine.listener.wait_for_losses(1).front(), HasKind(kind));
  }
}

TEST(EventWatcher, ClosesTheStreamOfALostEngine) {
  EngineWithEvents engine;
  const auto watcher = watch(engine, pinging(kNever));
  engine.fake.wait_for_streams(1);
  engine.fake.fail("/_ping", failed(500, "because"));
  engine.fake.wait_for_streams(0);
}

// The engine answers nonsense.

TEST(EventWatcher, KeepsTryingWhereEventsAreRefusedAndSaysSoOnce) {
  const std::pair<Answer, ErrorKind> kCases[] = {
      {failed(403, "no"), ErrorKind::http_status}, {failed(404, "no"), ErrorKind::http_status},
      {failed(500, "no"), ErrorKind::http_status}, {failed(501, "no"), ErrorKind::http_status},
      {failed(503, "no"), ErrorKind::http_status}, {{.status = 204}, ErrorKind::truncated},
      {{.status = 301}, ErrorKind::http_status},   {faulty(Fault::hang_up), ErrorKind::truncated},
      {faulty(Fault::no_http), ErrorKind::io}};
  for (const auto& [answer, kind] : kCases) {
    SCOPED_TRACE(answer.status);
    EngineWithEvents engine;
    engine.fake.fail("/events", answer);
    const auto watcher = watch(engine);
    engine.fake.wait_for("/events", 4);
    engine.fake.heal("/events");
    engine.listener.wait_for_subscriptions(1);
    EXPECT_THAT(engine.listener.losses(), ElementsAre(HasKind(kind)));
  }
}

TEST(EventWatcher, SaysAgainWhatIsWrongWhereThatHasChanged) {
  EngineWithEvents engine;
  engine.fake.fail("/events", failed(403, "no"));
  const auto watcher = watch(engine);
  engine.listener.wait_for_losses(1);
  engine.fake.fail("/events", faulty(Fault::hang_up));
  engine.listener.wait_for_losses(2);
  engine.fake.refuse();
  EXPECT_THAT(engine.listener.wait_for_losses(3),
              ElementsAre(HasKind(ErrorKind::http_status), HasKind(ErrorKind::truncated), HasKind(ErrorKind::refused)));
}

TEST(EventWatcher, TellsWholeEventsBeforeAFaultOnce) {
  const std::string line = event_at(kNow);
  const std::tuple<Fault, std::string, ErrorKind> kCases[] = {
      {Fault::cut, line + line, ErrorKind::truncated},         {Fault::wrong_length, line + line, ErrorKind::truncated},
      {Fault::wrong_chunk, line, ErrorKind::truncated},        {Fault::none, line, ErrorKind::truncated},
      {Fault::none, line + "nonsense\n", ErrorKind::bad_json}, {Fault::none, line + "{}\n", ErrorKind::wrong_shape}};
  for (const auto& [fault, body, kind] : kCases) {
    SCOPED_TRACE(static_cast<int>(fault));
    EngineWithEvents engine;
    engine.fake.on("/events", {.body = {{body}}, .fault = fault});
    const auto watcher = watch(engine);
    EXPECT_THAT(engine.listener.wait_for_losses(1).front(), HasKind(kind));
    engine.listener.wait_for_subscriptions(3);
    EXPECT_THAT(engine.listener.events(), ElementsAre(started_at(kNow)));
  }
}

TEST(EventWatcher, CountsNonsenseInTheStreamAsALoss) {
  const std::pair<const char*, ErrorKind> kCases[] = {{"<html>\n", ErrorKind::bad_json},
                                                      {"[]\n", ErrorKind::wrong_shape}};
  for (const auto& [text, kind] : kCases) {
    EngineWithEvents engine;
    const auto watcher = watch(engine);
    engine.fake.wait_for_streams(1);
    engine.fake.push(event_at(kNow) + text + event_at(kNow + 1s));
    EXPECT_THAT(engine.listener.wait_for_losses(1), ElementsAre(HasKind(kind)));
    EXPECT_THAT(engine.listener.events(), ElementsAre(started_at(kNow)));
    engine.listener.wait_for_subscriptions(2);
  }
}

TEST(EventWatcher, CountsAWrongChunkInTheStreamAsALoss) {
  EngineWithEvents engine;
  const auto watcher = watch(engine);
  engine.fake.wait_for_streams(1);
  engine.fake.push(event_at(kNow));
  engine.fake.push_without_chunk("none\r\n");
  EXPECT_THAT(engine.listener.wait_for_losses(1), SizeIs(1));
  EXPECT_THAT(engine.listener.events(), ElementsAre(started_at(kNow)));
  engine.listener.wait_for_subscriptions(2);
}

TEST(EventWatcher, IsNotPoisonedByAnEventThatTheEngineTellsAgain) {
  EngineWithEvents engine;
  const auto watcher = watch(engine);
  engine.fake.wait_for_streams(1);
  engine.fake.push(event_at(kNow) + "{}\n");
  engine.listener.wait_for_subscriptions(2);
  EXPECT_THAT(engine.subscriptions(), ElementsAre(kFromNowOn, "/v1.41/events"));
}

// The stream ends, and the past is asked for.

TEST(EventWatcher, AsksAgainFromALittleBeforeTheLastEventOn) {
  EngineWithEvents engine;
  const auto watcher = watch(engine);
  engine.fake.wait_for_streams(1);
  engine.fake.push(event_at(kNow - 10s + 5ns));
  engine.listener.wait_for_events(1);
  engine.fake.cut_streams();
  engine.listener.wait_for_subscriptions(2);
  engine.fake.end_streams();
  engine.listener.wait_for_subscriptions(3);
  EXPECT_THAT(engine.listener.losses(), ElementsAre(HasKind(ErrorKind::truncated), HasKind(ErrorKind::truncated)));
  const std::string since = "/v1.41/events?since=1699999989.000000005";
  EXPECT_THAT(engine.subscriptions(), ElementsAre(kFromNowOn, since, since));
}

TEST(EventWatcher, TellsNothingTwiceThatTheEngineTellsTwice) {
  EngineWithEvents engine;
  const auto watcher = watch(engine);
  engine.fake.wait_for_streams(1);
  engine.fake.push(event_at(kNow) + event_at(kNow) + event_at(kNow + 1s));
  engine.listener.wait_for_events(2);
  engine.fake.on("/events", open_stream(event_at(kNow) + event_at(kNow + 1s) + event_at(kNow + 2s)));
  engine.fake.cut_streams();
  EXPECT_THAT(engine.listener.wait_for_events(3),
              ElementsAre(started_at(kNow), started_at(kNow + 1s), started_at(kNow + 2s)));
}

TEST(EventWatcher, KeepsTheEnginesOrderAndNonsenseTimes) {
  const std::chrono::nanoseconds kTimes[] = {kNow + 5s, kNow, kNow + 24h, 0s, -5s, std::chrono::nanoseconds::max(),
                                             kNow + 1s};
  EngineWithEvents engine;
  const auto watcher = watch(engine);
  engine.fake.wait_for_streams(1);
  std::vector<EngineEvent> wanted;
  for (const auto at : kTimes) {
    engine.fake.push(event_at(at));
    wanted.push_back(started_at(at));
  }
  EXPECT_EQ(engine.listener.wait_for_events(std::size(kTimes)), wanted);
}

TEST(EventWatcher, NeverAsksForEventsOfTheFuture) {
  EngineWithEvents engine;
  const auto watcher = watch(engine);
  engine.fake.wait_for_streams(1);
  engine.fake.push(event_at(kNow + 24h));
  engine.listener.wait_for_events(1);
  engine.fake.cut_streams();
  engine.fake.wait_for_streams(1);
  engine.listener.wait_for_subscriptions(2);
  engine.fake.push(event_at(kNow - 1s));
  engine.listener.wait_for_events(2);
  engine.fake.cut_streams();
  engine.listener.wait_for_subscriptions(3);
  EXPECT_THAT(engine.subscriptions(), ElementsAre(kFromNowOn, kFromNowOn, "/v1.41/events?since=1699999998.000000000"));
}

TEST(EventWatcher, FollowsTheEnginesClockWhereItJumps) {
  const std::tuple<std::chrono::nanoseconds, const char*> kCases[] = {
      {kNow + 24h, "/v1.41/events?since=1699999999.000000000"},
      {kNow - 24h, "/v1.41/events?since=1699913600.000000000"},  // all that is known is of its future
      {-24h, "/v1.41/events"}};
  for (const auto& [now, wanted] : kCases) {
    SCOPED_TRACE(wanted);
    EngineWithEvents engine;
    const auto watcher = watch(engine);
    engine.fake.wait_for_streams(1);
    engine.fake.push(event_at(kNow));
    engine.listener.wait_for_events(1);
    engine.fake.on("/_ping", ping("1.41", now));
    engine.fake.cut_streams();
    engine.listener.wait_for_subscriptions(2);
    EXPECT_EQ(engine.subscriptions().back(), wanted);
    engine.fake.wait_for_streams(1);
    engine.fake.push(event_at(now));
    engine.listener.wait_for_events(2);
  }
}

TEST(EventWatcher, AsksForNoPastWhereTheEngineTellsNoTime) {
  EngineWithEvents engine;
  const auto watcher = watch(engine);
  engine.fake.wait_for_streams(1);
  engine.fake.push(event_at(kNow));
  engine.listener.wait_for_events(1);
  engine.fake.on("/_ping", Answer{.body = {{"OK"}}, .headers = {{"Api-Version", "1.41"}, {"Date", "today"}}});
  engine.fake.cut_streams();
  engine.listener.wait_for_subscriptions(2);
  EXPECT_THAT(engine.subscriptions(), ElementsAre(kFromNowOn, "/v1.41/events"));
}

TEST(EventWatcher, AsksForNoPastThatWasRefused) {
  EngineWithEvents engine;
  const auto watcher = watch(engine);
  engine.fake.wait_for_streams(1);
  engine.fake.push(event_at(kNow));
  engine.listener.wait_for_events(1);
  engine.fake.fail("/events", failed(400, "since is not to its liking"));
  engine.fake.cut_streams();
  engine.listener.wait_for_losses(2);
  engine.fake.heal("/events");
  engine.listener.wait_for_subscriptions(2);
  EXPECT_EQ(engine.subscriptions().back(), "/v1.41/events");
}

TEST(EventWatcher, TellsABurstWholeAndInOrder) {
  constexpr std::size_t kEvents = 10'000;
  EngineWithEvents engine;
  const auto watcher = watch(engine);
  engine.fake.wait_for_streams(1);
  for (std::size_t i = 0; i < kEvents; ++i) engine.fake.push(event_at(kNow + std::chrono::nanoseconds(i)));
  const std::vector<EngineEvent> events = engine.listener.wait_for_events(kEvents);
  ASSERT_THAT(events, SizeIs(kEvents));
  for (std::size_t i = 0; i < kEvents; ++i) EXPECT_EQ(events[i], started_at(kNow + std::chrono::nanoseconds(i))) << i;
  EXPECT_THAT(engine.listener.losses(), IsEmpty());
}

// Another engine comes in the place of the first.

TEST(EventWatcher, NegotiatesAnewWithAnUpgradedEngine) {
  EngineWithEvents engine;
  const auto watcher = watch(engine);
  engine.listener.wait_for_subscriptions(1);
  engine.fake.on("/_ping", ping("1.52"));
  engine.fake.end_streams();
  engine.listener.wait_for_subscriptions(2);
  EXPECT_THAT(engine.subscriptions(), ElementsAre(kFromNowOn, "/v1.52/events?since=1700000000.000000000"));
}

TEST(EventWatcher, ComesBackToAnEngineThatWasRestarted) {
  TemporaryFolder folder;
  const std::string path = folder.path() / "engine.sock";
  std::optional<FakeEngine> fake(path);
  fake->on("/_ping", ping());
  fake->on("/events", open_stream());
  Listener listener;
  const EventWatcher watcher({.socket_path = path}, kQuick, listener.handlers());
  listener.wait_for_subscriptions(1);
  fake.reset();
  EXPECT_THAT(listener.wait_for_losses(2), ElementsAre(HasKind(ErrorKind::truncated), HasKind(ErrorKind::no_socket)));
  fake.emplace(path);
  fake->on("/_ping", ping());
  fake->on("/events", open_stream());
  listener.wait_for_subscriptions(2);
  fake->wait_for_streams(1);
  fake->push(event_at(kNow));
  EXPECT_THAT(listener.wait_for_events(1), ElementsAre(started_at(kNow)));
}

TEST(EventWatcher, NoticesANewSocketWhileTheOldStreamIsOpen) {
  EngineWithEvents engine;
  const auto watcher = watch(engine, pinging(kNever));
  engine.fake.wait_for_streams(1);
  engine.fake.on("/_ping", ping("1.52"));
  engine.fake.replace_socket();
  engine.listener.wait_for_subscriptions(2);
  EXPECT_THAT(engine.listener.losses(), SizeIs(1)) << "of the socket, or of a ping that the old one never took";
  EXPECT_THAT(engine.subscriptions().back(), StartsWith("/v1.52/events"));
}

TEST(EventWatcher, KeepsNoConnectionOverALoss) {
  EngineWithEvents engine;
  const auto watcher = watch(engine);
  for (std::size_t subscription = 1; subscription <= 3; ++subscription) {
    engine.listener.wait_for_subscriptions(subscription);
    EXPECT_EQ(engine.fake.connections(), 2 * subscription);
    engine.fake.wait_for_streams(1);
    engine.fake.end_streams();
  }
}

TEST(EventWatcher, ComesBackSoonOnceSettled) {
  EngineWithEvents engine;
  const WatchOptions doubling{
      .ping_every = kNever, .ping_deadline = kNever, .shortest_pause = 1ms, .longest_pause = kNever};
  const auto watcher = watch(engine, doubling);
  for (std::size_t subscription = 1; subscription <= 40; ++subscription) {  // the last pause would be a year
    engine.listener.wait_for_subscriptions(subscription);
    watcher->settled();
    engine.fake.cut_streams();
  }
}

// Ending.

TEST(EventWatcher, EndsAtAnyStage) {
  struct Case {
    const char* name;
    std::function<void(EngineWithEvents&)> prepare;
    std::function<void(EngineWithEvents&)> reach;
    WatchOptions options = kQuick;
  };
  WatchOptions patient = kQuick;
  patient.shortest_pause = patient.longest_pause = kNever;
  const auto nothing = [](EngineWithEvents&) {};
  const auto wait_for_ping = [](EngineWithEvents& engine) { engine.fake.wait_for("/_ping"); };
  const auto wait_for_events = [](EngineWithEvents& engine) { engine.fake.wait_for("/events"); };
  const auto wait_for_loss = [](EngineWithEvents& engine) { engine.listener.wait_for_losses(1); };
  const auto wait_for_stream = [](EngineWithEvents& engine) { engine.listener.wait_for_subscriptions(1); };
  const auto failing = [](const char* path, Fault fault) {
    return [=](EngineWithEvents& engine) { engine.fake.fail(path, faulty(fault)); };
  };
  const Case kCases[] = {
      {"at once", nothing, nothing},
      {"while it waits to try again", [](EngineWithEvents& engine) { engine.fake.refuse(); }, wait_for_loss, patient},
      {"while it tries again and again", [](EngineWithEvents& engine) { engine.fake.refuse(); }, wait_for_loss},
      {"no answer to the ping", failing("/_ping", Fault::hang), wait_for_ping},
      {"half a head of the ping", failing("/_ping", Fault::hang_in_head), wait_for_ping},
      {"no body of the ping", failing("/_ping", Fault::hang_after_head), wait_for_ping},
      {"no answer to events", failing("/events", Fault::hang), wait_for_events},
      {"half a head of events", failing("/events", Fault::hang_in_head), wait_for_events},
      {"a silent stream", nothing, wait_for_stream},
      {"half an event", [](EngineWithEvents& engine) { engine.fake.on("/events", open_stream(R"({"Type":)")); },
       wait_for_stream},
      {"streams that end", [](EngineWithEvents& engine) { engine.fake.on("/events", ok("")); }, wait_for_loss},
      {"wrong chunks", failing("/events", Fault::wrong_chunk), wait_for_loss},
      {"wrong lengths", failing("/events", Fault::wrong_length), wait_for_loss},
      {"a ping that hangs beside the stream",
       [](EngineWithEvents& engine) {
         engine.fake.on("/_ping",
                        [asked = 0](std::string_view) mutable { return ++asked == 1 ? ping() : faulty(Fault::hang); });
       },
       [](EngineWithEvents& engine) { engine.fake.wait_for("/_ping", 2); }, pinging(kNever)},
      {"a burst", nothing, [](EngineWithEvents& engine) {
         engine.fake.wait_for_streams(1);
         for (int i = 0; i < 1000; ++i) engine.fake.push(event_at(kNow + std::chrono::nanoseconds(i)));
       }}};
  for (const auto& [name, prepare, reach, options] : kCases) {
    SCOPED_TRACE(name);
    EngineWithEvents engine;
    prepare(engine);
    auto watcher = watch(engine, options);
    reach(engine);
    watcher.reset();
    engine.fake.wait_for_streams(0);
  }
}

}  // namespace
}  // namespace plimsoll::testing
