#include "lib/core/exec/exec_watch.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "plimsoll/result.hpp"

namespace plimsoll::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using namespace std::chrono_literals;

constexpr SteadyTime kStart = SteadyTime(1h);
constexpr EventTime kBegun = EventTime(7s);
constexpr std::uint64_t kCheck = 42;
constexpr std::uint64_t kShell = 43;
const std::string kWeb(64, 'a');
const std::string kOther(64, 'b');

std::string session(int number) { return std::string(60, 'c') + std::to_string(1000 + number); }

ContainerFacts web_facts() {
  ContainerFacts facts;
  facts.id = kWeb;
  facts.identity = facts.name = "web";
  facts.image = "web:1";
  facts.user = {std::string("1000"), Source::inspect, "Config.User"};
  facts.health_probe = HealthProbe{.command_hash = kCheck, .shortest_pause = 30s};
  facts.exec_sessions = {std::vector<ExecSession>(), Source::inspect, "ExecIDs"};
  return facts;
}

KnownContainer web() { return std::make_shared<const ContainerFacts>(web_facts()); }

KnownContainer web_listing(const std::vector<std::string>& sessions) {
  ContainerFacts facts = web_facts();
  std::vector<ExecSession> listed;
  for (const std::string& id : sessions) listed.push_back({.id = id});
  facts.exec_sessions = {std::move(listed), Source::inspect, "ExecIDs"};
  return std::make_shared<const ContainerFacts>(std::move(facts));
}

EngineEvent event(EventAction action, const std::string& id, std::uint64_t command = kShell, EventTime at = kBegun) {
  return {.type = EventType::container,
          .action = action,
          .id = kWeb,
          .container = "",
          .at = at,
          .session = id,
          .command_hash = command};
}
EngineEvent started(int number, std::uint64_t command = kShell, EventTime at = kBegun) {
  return event(EventAction::exec_start, session(number), command, at);
}
EngineEvent ended(int number) { return event(EventAction::exec_die, session(number), 0, kBegun + 5s); }

std::vector<std::string> taken(ExecWatch& watch, SteadyTime now = kStart) {
  std::vector<std::string> sessions;
  for (const ExecInspectRequest& errand : watch.take(now)) sessions.push_back(errand.session);
  return sessions;
}

ExecAnswer shell() {
  return {.container = kWeb, .running = true, .pid = 77, .program = "sh", .arguments = 2, .command_hash = kShell};
}

ProcessCredentials credentials_of(std::uint32_t uid) {
  ProcessCredentials credentials;
  credentials.effective_uid = uid;
  return credentials;
}

ExecAnswered answered(int number, Result<std::optional<ExecAnswer>> answer,
                      std::optional<ProcessCredentials> credentials = credentials_of(1000)) {
  return {.errand = {.session = session(number), .container = kWeb, .at = kBegun, .known = web()},
          .answer = std::move(answer),
          .credentials = std::move(credentials)};
}

/// That was told of one session and is to ask for it.
ExecWatch asking_for(int number) {
  ExecWatch watch({});
  EXPECT_FALSE(watch.note(started(number), web(), kStart));
  EXPECT_THAT(taken(watch), ElementsAre(session(number)));
  return watch;
}

TEST(ExecWatch, ASessionIsAskedForOnceAndAtOnce) {
  ExecWatch watch({});
  EXPECT_EQ(watch.next(), SteadyTime::max());
  EXPECT_FALSE(watch.note(started(1), web(), kStart)) << "its record says first whether it is worth more";
  EXPECT_LE(watch.next(), kStart);
  EXPECT_THAT(taken(watch), ElementsAre(session(1)));
  EXPECT_THAT(taken(watch), IsEmpty());
  EXPECT_FALSE(watch.note(started(1), web(), kStart));
  EXPECT_THAT(taken(watch), IsEmpty()) << "told twice";
}

TEST(ExecWatch, OnlyWhatStartsIsASession) {
  ExecWatch watch({});
  for (const EventAction action : {EventAction::exec_create, EventAction::exec_detach, EventAction::health_status}) {
    EXPECT_FALSE(watch.note(event(action, session(1)), web(), kStart));
  }
  EXPECT_THAT(taken(watch), IsEmpty());
}

TEST(ExecWatch, TellsWhatTheRecordSays) {
  ExecWatch watch = asking_for(1);
  const auto outcome = watch.settle(answered(1, shell()), web(), kStart);
  EXPECT_TRUE(outcome.read_container) << "rules judge what the container lists";
  ASSERT_TRUE(outcome.seen);
  const ExecHistory history = watch.history();
  ASSERT_THAT(history, SizeIs(1));
  const ExecRecord& record = *history.front();
  EXPECT_EQ(record.container.identity, "web");
  EXPECT_EQ(record.container.image, "web:1");
  EXPECT_EQ(record.id, session(1));
  EXPECT_EQ(record.first_seen, Time(7s));
  EXPECT_EQ(record.program, "sh");
  EXPECT_EQ(record.arguments, 2);
  EXPECT_EQ(record.root, false);
  EXPECT_FALSE(record.ended);
  EXPECT_FALSE(record.lost);
}

TEST(ExecWatch, AnEndIsNotedAndTheContainerReadAgain) {
  ExecWatch watch = asking_for(1);
  (void)watch.settle(answered(1, shell()), web(), kStart);
  EXPECT_TRUE(watch.note(ended(1), nullptr, kStart));
  EXPECT_EQ(watch.history().front()->ended, Time(12s));
  EXPECT_FALSE(watch.note(ended(1), nullptr, kStart)) << "once";
}

TEST(ExecWatch, OneThatEndsBeforeItsRecordIsReadIsTold) {
  ExecWatch watch = asking_for(1);
  EXPECT_FALSE(watch.note(ended(1), nullptr, kStart));
  ExecAnswer over = shell();
  over.running = false;
  EXPECT_TRUE(watch.settle(answered(1, over, std::nullopt), web(), kStart).seen);
  EXPECT_EQ(watch.history().front()->ended, Time(12s));
  EXPECT_EQ(watch.history().front()->credentials, std::nullopt);
  EXPECT_EQ(watch.next(), SteadyTime::max()) << "nothing to look for";
}

TEST(ExecWatch, TheEndOfAnotherContainersSessionEndsNothing) {
  ExecWatch watch = asking_for(1);
  (void)watch.settle(answered(1, shell()), web(), kStart);
  EngineEvent foreign = ended(1);
  foreign.id = kOther;
  EXPECT_FALSE(watch.note(foreign, nullptr, kStart));
  EXPECT_FALSE(watch.history().front()->ended);
}

TEST(ExecWatch, WhoseEndIsNotNamedMakesTheContainerTellIt) {
  ExecWatch watch = asking_for(1);
  (void)watch.settle(answered(1, shell()), web(), kStart);
  EXPECT_TRUE(watch.note(event(EventAction::exec_die, ""), nullptr, kStart));
  watch.note_listed(web_listing({session(1)}), Time(20s), kStart);
  EXPECT_FALSE(watch.history().front()->ended) << "it still runs";
  watch.note_listed(web(), Time(30s), kStart);
  EXPECT_EQ(watch.history().front()->ended, Time(30s));
}

TEST(ExecWatch, LooksAgainForAProcessThatHasNotBegun) {
  ExecWatch watch = asking_for(1);
  EXPECT_TRUE(watch.settle(answered(1, shell(), std::nullopt), web(), kStart).seen);
  EXPECT_EQ(watch.next(), kStart + 100ms);
  EXPECT_THAT(taken(watch, kStart + 99ms), IsEmpty());
  EXPECT_THAT(taken(watch, kStart + 100ms), ElementsAre(session(1)));
  const auto again = watch.settle(answered(1, shell(), credentials_of(0)), web(), kStart + 100ms);
  EXPECT_FALSE(again.seen) << "no news";
  EXPECT_FALSE(again.read_container);
  EXPECT_EQ(watch.next(), SteadyTime::max());
  ASSERT_THAT(watch.history(), SizeIs(1));
  EXPECT_EQ(watch.history().front()->credentials->effective_uid, 0);
  EXPECT_EQ(watch.history().front()->root, true) << "as the kernel says";
}

TEST(ExecWatch, GivesUpOnAProcessThatIsNeverThere) {
  ExecWatch watch = asking_for(1);
  (void)watch.settle(answered(1, shell(), std::nullopt), web(), kStart);
  for (const auto after : {100ms, 1100ms}) {
    EXPECT_THAT(taken(watch, kStart + after), ElementsAre(session(1)));
    (void)watch.settle(answered(1, shell(), std::nullopt), web(), kStart + after);
  }
  EXPECT_EQ(watch.next(), SteadyTime::max());
}

TEST(ExecWatch, ARecordThatIsGoneIsSeenWithItsDetailsLost) {
  ExecWatch watch = asking_for(1);
  const auto outcome = watch.settle(answered(1, std::optional<ExecAnswer>(), std::nullopt), web(), kStart);
  EXPECT_TRUE(outcome.read_container) << "the id may have been a label";
  ASSERT_THAT(watch.history(), SizeIs(1));
  EXPECT_EQ(watch.history().front()->lost, ExecLoss::gone);
  EXPECT_EQ(watch.history().front()->container.identity, "web");
}

TEST(ExecWatch, ARecordThatCannotBeReadSaysSo) {
  ExecWatch watch = asking_for(1);
  (void)watch.settle(answered(1, Error{ErrorKind::timeout, "", ""}, std::nullopt), nullptr, kStart);
  ASSERT_THAT(watch.history(), SizeIs(1));
  EXPECT_EQ(watch.history().front()->lost, ExecLoss::unreadable);
  EXPECT_EQ(watch.history().front()->container.identity, "web") << "as it was known when the session began";
}

TEST(ExecWatch, AnIdOfAnotherContainersSessionIsDropped) {
  ExecWatch watch = asking_for(1);
  ExecAnswer foreign = shell();
  foreign.container = kOther;
  const auto outcome = watch.settle(answered(1, foreign), web(), kStart);
  EXPECT_TRUE(outcome.read_container);
  EXPECT_FALSE(outcome.seen);
  EXPECT_THAT(watch.history(), IsEmpty());

  watch.note_listed(web_listing({session(2)}), Time(9s), kStart);
  EXPECT_THAT(taken(watch), ElementsAre(session(2))) << "its own, as the container lists it";
  EXPECT_TRUE(watch.settle(answered(2, shell()), web(), kStart).seen);
  EXPECT_THAT(watch.history(), SizeIs(1));
}

TEST(ExecWatch, ASessionThatNobodyNamesIsLookedForInTheContainer) {
  ExecWatch watch({});
  EXPECT_TRUE(watch.note(event(EventAction::exec_start, ""), web(), kStart));
  watch.note_listed(web(), Time(9s), kStart);
  ASSERT_THAT(watch.history(), SizeIs(1)) << "it is not there any more";
  EXPECT_EQ(watch.history().front()->lost, ExecLoss::not_named);
  watch.note_listed(web(), Time(10s), kStart);
  EXPECT_EQ(watch.history().front()->sessions, 1) << "told once";
}

TEST(ExecWatch, OnesThatAContainerListsAreAskedForOnce) {
  ExecWatch watch({});
  watch.note_listed(web_listing({session(1), session(2)}), Time(9s), kStart);
  EXPECT_THAT(taken(watch), ElementsAre(session(1), session(2))) << "they began before anybody listened";
  (void)watch.settle(answered(1, shell()), web(), kStart);
  watch.note_listed(web_listing({session(1), session(2)}), Time(9s), kStart);
  EXPECT_THAT(taken(watch), IsEmpty());
}

TEST(ExecWatch, WhatAContainerListsDoesNotHaveItReadAgain) {
  ExecAnswer foreign = shell();
  foreign.container = kOther;
  const Result<std::optional<ExecAnswer>> kAnswers[] = {shell(), foreign, std::optional<ExecAnswer>(),
                                                        Error{ErrorKind::timeout, "", ""}};
  for (const auto& answer : kAnswers) {
    ExecWatch watch({});
    watch.note_listed(web_listing({session(1)}), Time(9s), kStart);
    const auto errands = watch.take(kStart);
    ASSERT_THAT(errands, SizeIs(1));
    const ExecAnswered listed{.errand = errands[0], .answer = answer, .credentials = credentials_of(0)};
    EXPECT_FALSE(watch.settle(listed, web(), kStart).read_container) << "for ever";
    EXPECT_THAT(watch.history(), SizeIs(1));
    watch.note_listed(web_listing({session(1)}), Time(9s), kStart);
    EXPECT_THAT(watch.take(kStart), IsEmpty());
  }
}

// Health checks.

TEST(ExecWatch, TheFirstHealthCheckIsLookedAtAndTheRestLeftAlone) {
  ExecWatch watch({});
  EXPECT_FALSE(watch.note(started(1, kCheck, EventTime(0s)), web(), kStart));
  EXPECT_THAT(taken(watch), ElementsAre(session(1)));
  ExecAnswer check = shell();
  check.command_hash = kCheck;
  const auto outcome = watch.settle(answered(1, check), web(), kStart);
  EXPECT_FALSE(outcome.read_container);
  EXPECT_FALSE(outcome.seen);
  for (int i = 2; i < 100; ++i) {
    EXPECT_FALSE(watch.note(started(i, kCheck, EventTime(i * 31s)), web(), kStart + i * 31s));
    EXPECT_FALSE(watch.note(ended(i), nullptr, kStart + i * 31s));
    EXPECT_THAT(taken(watch, kStart + i * 31s), IsEmpty());
  }
  EXPECT_THAT(watch.history(), IsEmpty());
}

TEST(ExecWatch, WhatComesTooSoonForAHealthCheckIsLookedAtWithTheOneBefore) {
  ExecWatch watch({});
  const auto check_at = [&](int number, std::chrono::seconds at) {
    EXPECT_FALSE(watch.note(started(number, kCheck, EventTime(at)), web(), kStart + at));
    return taken(watch, kStart + at);
  };
  EXPECT_THAT(check_at(1, 0s), ElementsAre(session(1)));
  EXPECT_THAT(check_at(2, 31s), IsEmpty());
  EXPECT_THAT(check_at(3, 40s), ElementsAre(session(2), session(3))) << "one of both is somebody else's";
  EXPECT_THAT(check_at(4, 62s), ElementsAre(session(4))) << "too soon after that one";
  EXPECT_THAT(check_at(5, 93s), IsEmpty());
  EXPECT_THAT(check_at(6, 90s), ElementsAre(session(5), session(6))) << "a clock that was set back";
}

struct Pretender {
  const char* what;
  void (*change)(ExecAnswer&);
};

TEST(ExecWatch, WhatOnlyLooksLikeAHealthCheckIsTold) {
  constexpr Pretender kCases[] = {
      {"privileged", [](ExecAnswer& answer) { answer.privileged = true; }},
      {"a terminal", [](ExecAnswer& answer) { answer.tty = true; }},
      {"input", [](ExecAnswer& answer) { answer.input = true; }},
      {"another user", [](ExecAnswer& answer) { answer.user = "0"; }},
      {"another command", [](ExecAnswer& answer) { answer.command_hash = kShell; }},
  };
  for (const auto& [what, change] : kCases) {
    ExecWatch watch({});
    EXPECT_FALSE(watch.note(started(1, kCheck), web(), kStart));
    EXPECT_THAT(taken(watch), SizeIs(1));
    ExecAnswer answer = shell();
    answer.command_hash = kCheck;
    change(answer);
    EXPECT_TRUE(watch.settle(answered(1, answer), web(), kStart).seen) << what;
    EXPECT_THAT(watch.history(), SizeIs(1)) << what;
  }
}

TEST(ExecWatch, AHealthCheckByItsRecordIsKeptOutWhateverTheEventSaid) {
  ExecWatch watch = asking_for(1);
  ExecAnswer check = shell();
  check.command_hash = kCheck;
  check.user = "1000";
  EXPECT_FALSE(watch.settle(answered(1, check), web(), kStart).read_container);
  EXPECT_FALSE(watch.note(ended(1), nullptr, kStart));
  EXPECT_THAT(watch.history(), IsEmpty());
}

TEST(ExecWatch, WithoutAHealthCheckNothingLooksLikeOne) {
  ContainerFacts facts = web_facts();
  facts.health_probe.reset();
  const auto plain = std::make_shared<const ContainerFacts>(std::move(facts));
  ExecWatch watch({});
  for (int i = 1; i < 4; ++i) (void)watch.note(started(i, 0, EventTime(i * 60s)), plain, kStart);
  EXPECT_THAT(taken(watch), SizeIs(3));
}

// What one container may cost.

TEST(ExecWatch, WhatExceedsTheAllowanceIsCountedAndNotRead) {
  ExecWatch watch({.records = {.burst = 2, .refill = 10s}});
  EXPECT_FALSE(watch.note(started(1), web(), kStart));
  EXPECT_FALSE(watch.note(started(2), web(), kStart));
  for (int i = 3; i < 1003; ++i) EXPECT_TRUE(watch.note(started(i), web(), kStart));
  EXPECT_THAT(taken(watch), ElementsAre(session(1), session(2)));
  ASSERT_THAT(watch.history(), SizeIs(1)) << "as one";
  EXPECT_EQ(watch.history().front()->lost, ExecLoss::too_many);
  EXPECT_EQ(watch.history().front()->sessions, 1000);
  EXPECT_EQ(watch.history().front()->id, "");
  EXPECT_EQ(watch.counts().of(ExecCounts::unknown, ExecCounts::unknown), 1000);

  EngineEvent other = started(1);
  other.id = kOther;
  other.session = std::string(64, 'd');
  EXPECT_FALSE(watch.note(other, nullptr, kStart)) << "another container has its own";
  EXPECT_FALSE(watch.note(started(2000), web(), kStart + 10s)) << "and so has this one, later";
}

TEST(ExecWatch, WhatGoesWithItsContainerIsStillTold) {
  ExecWatch watch = asking_for(1);
  EXPECT_FALSE(watch.note(event(EventAction::destroy, ""), nullptr, kStart));
  (void)watch.settle(answered(1, std::optional<ExecAnswer>(), std::nullopt), nullptr, kStart);
  EXPECT_THAT(watch.history(), SizeIs(1));
}

TEST(ExecWatch, CountsByWhatTheyHad) {
  ExecWatch watch({});
  for (int i = 1; i <= 3; ++i) (void)watch.note(started(i), web(), kStart);
  ExecAnswer privileged = shell();
  privileged.privileged = true;
  (void)watch.settle(answered(1, privileged, credentials_of(0)), web(), kStart);
  ExecAnswer named = shell();
  named.user = "backup";
  (void)watch.settle(answered(2, named, std::nullopt), web(), kStart);
  (void)watch.settle(answered(3, shell()), web(), kStart);
  EXPECT_EQ(watch.counts().of(ExecCounts::yes, ExecCounts::yes), 1);
  EXPECT_EQ(watch.counts().of(ExecCounts::no, ExecCounts::unknown), 1) << "a name that the image gives a number";
  EXPECT_EQ(watch.counts().of(ExecCounts::no, ExecCounts::no), 1);
}

struct RootCase {
  const char* what;
  std::string session_user;
  std::string container_user;
  std::optional<bool> root;
};

TEST(ExecWatch, KnowsRootByWhatWasAskedForWhereNoProcessIsKnown) {
  const RootCase kCases[] = {
      {"0", "0", "1000", true},          {"root", "root", "1000", true}, {"with a group", "0:5", "1000", true},
      {"a number", "7", "", false},      {"a name", "app", "", {}},      {"the container's", "", "1000", false},
      {"the container's", "", "", true}, {"its name", "", "app", {}},    {"its root", "", "root:root", true},
  };
  for (const auto& [what, session_user, container_user, root] : kCases) {
    ContainerFacts facts = web_facts();
    facts.user = {container_user, Source::inspect, "Config.User"};
    ExecWatch watch = asking_for(1);
    ExecAnswer answer = shell();
    answer.user = session_user;
    const auto container = std::make_shared<const ContainerFacts>(std::move(facts));
    const auto outcome = watch.settle(answered(1, answer, std::nullopt), container, kStart);
    ASSERT_TRUE(outcome.seen);
    EXPECT_EQ(outcome.seen->root, root) << what << ", " << session_user;
  }
}

TEST(ExecWatch, ForgetsContainersThatAreNotThere) {
  ExecWatch watch = asking_for(1);
  (void)watch.settle(answered(1, shell()), web(), kStart);
  watch.forget_others([](const std::string&) { return false; });
  EXPECT_FALSE(watch.note(ended(1), nullptr, kStart));
  EXPECT_THAT(watch.history(), SizeIs(1)) << "what was seen stays";
}

}  // namespace
}  // namespace plimsoll::testing
