#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "plimsoll/engine.hpp"
#include "plimsoll/result.hpp"
#include "tests/engine/simulated_engine.hpp"

namespace plimsoll::testing {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

/// A reader that has read three containers once.
struct Begun {
  explicit Begun(std::vector<Simulated> running = {{id_number(1), "a"}, {id_number(2), "b"}, {id_number(3), "c"}}) {
    engine.runs(running);
    first = *reader.read({});
    asked_before = engine.fake.targets().size();
  }

  Snapshot again(const ReadRequest& scope) {
    asked_before = engine.fake.targets().size();
    Result<Snapshot> snapshot = reader.read_again(first, scope);
    EXPECT_TRUE(snapshot.has_value()) << (snapshot ? "" : snapshot.error().message());
    return *std::move(snapshot);
  }

  /// What was asked since, without the API version.
  [[nodiscard]] std::vector<std::string> asked() const {
    std::vector<std::string> targets = engine.fake.targets();
    targets.erase(targets.begin(), targets.begin() + static_cast<std::ptrdiff_t>(asked_before));
    for (std::string& target : targets)
      target = target.starts_with("/v1.") ? target.substr(target.find('/', 1)) : target;
    return targets;
  }

  SimulatedDocker engine;
  EngineReader reader{engine.options()};
  Snapshot first;
  std::size_t asked_before = 0;
};

ReadRequest only(std::set<std::string> containers) { return {.lists = false, .containers = std::move(containers)}; }
ReadRequest lists(double share) { return {.lists = true, .share = share}; }

std::vector<std::string> names(const Snapshot& snapshot) {
  std::vector<std::string> names;
  for (const auto& container : snapshot.containers) names.push_back(container->name);
  return names;
}

TEST(ReadingAgain, AsksForTheContainerThatIsNamedAndForNothingElse) {
  Begun begun;
  begun.engine.runs({{id_number(1), "a"}, {id_number(2), "renamed"}, {id_number(3), "c"}});
  const Snapshot snapshot = begun.again(only({id_number(2)}));
  EXPECT_THAT(begun.asked(), ElementsAre("/containers/" + id_number(2) + "/json"));
  EXPECT_THAT(names(snapshot), ElementsAre("a", "c", "renamed"));
  EXPECT_EQ(snapshot.containers[0], begun.first.containers[0]) << "read again";
  EXPECT_EQ(snapshot.images, begun.first.images);
  EXPECT_GE(snapshot.captured_at, begun.first.captured_at);
}

TEST(ReadingAgain, FindsOneThatWasNotThereBefore) {
  Begun begun;
  begun.engine.runs({{id_number(9), "new"}});
  const Snapshot snapshot = begun.again(only({id_number(9)}));
  EXPECT_THAT(names(snapshot), ElementsAre("a", "b", "c", "new"));
}

TEST(ReadingAgain, BelievesTheEngineThatSaidThatOneIsGone) {
  Begun begun;
  begun.engine.fake.on(path_of({id_number(2), "b"}), failed(404, "No such container"));
  ReadRequest scope = only({id_number(2)});
  scope.destroyed = scope.containers;
  EXPECT_THAT(names(begun.again(scope)), ElementsAre("a", "c"));
  EXPECT_THAT(begun.asked(), SizeIs(1)) << "asked for a list";
}

TEST(ReadingAgain, AsksForAListBeforeItBelievesThatOneIsGone) {
  Begun begun;
  begun.engine.fake.on(path_of({id_number(2), "b"}), failed(404, "No such container"));
  const Snapshot listed_still = begun.again(only({id_number(2)}));
  EXPECT_THAT(names(listed_still), ElementsAre("a", "c"));
  ASSERT_THAT(listed_still.unread, SizeIs(1));
  EXPECT_EQ(listed_still.unread[0].name, "b");

  begun.engine.fake.on("/containers/json", ok(listed({{id_number(1), "a"}})));
  const Snapshot gone = begun.again(only({id_number(2)}));
  EXPECT_THAT(begun.asked(), Contains("/containers/json?all=1"));
  EXPECT_THAT(gone.unread, IsEmpty());
}

TEST(ReadingAgain, KeepsWhatCouldNotBeReadUntilItIsAskedForAgain) {
  Begun begun({{id_number(1), "a"}});
  begun.engine.fake.on(path_of({id_number(1), "a"}), failed(500, "no"));
  begun.first = begun.again(only({id_number(1)}));
  begun.engine.runs({{id_number(1), "a"}, {id_number(2), "b"}});
  EXPECT_THAT(begun.again(only({id_number(2)})).unread, SizeIs(1));
  const Snapshot read = begun.again(only({id_number(1)}));
  EXPECT_THAT(read.unread, IsEmpty());
  EXPECT_THAT(names(read), ElementsAre("a"));
}

TEST(ReadingAgain, AContainerThatStopsMovesToTheStoppedOnesAndBack) {
  Begun begun({{id_number(1), "a"}});
  begun.engine.runs({{id_number(1), "a", "exited"}});
  begun.first = begun.again(only({id_number(1)}));
  EXPECT_THAT(begun.first.containers, IsEmpty());
  EXPECT_THAT(begun.first.stopped, SizeIs(1));
  begun.engine.runs({{id_number(1), "a"}});
  EXPECT_THAT(begun.again(only({id_number(1)})).stopped, IsEmpty());
}

TEST(ReadingAgain, IdsThatAreNoneAreNotAskedFor) {
  Begun begun;
  EXPECT_THAT(names(begun.again(only({"../info", "", "abc"}))), ElementsAre("a", "b", "c"));
  EXPECT_THAT(begun.asked(), IsEmpty());
}

TEST(ReadingAgain, ListsOnlyWhatIsNamed) {
  struct Case {
    bool ReadRequest::* flag;
    const char* path;
  };
  for (const Case& each : {Case{&ReadRequest::volumes, "/volumes"}, Case{&ReadRequest::networks, "/networks"},
                           Case{&ReadRequest::images, "/images/json"}}) {
    Begun begun;
    ReadRequest scope = only({});
    scope.*each.flag = true;
    const Snapshot snapshot = begun.again(scope);
    EXPECT_THAT(begun.asked(), ElementsAre(each.path));
    EXPECT_EQ(snapshot.images, begun.first.images) << each.path;
    EXPECT_EQ(snapshot.volumes, begun.first.volumes) << each.path;
  }
}

TEST(ReadingAgain, AListThatFailsIsAGapAndTakesNothingAway) {
  Begun begun;
  begun.engine.fake.on("/networks", failed(500, "no"));
  ReadRequest scope = only({});
  scope.networks = true;
  const Snapshot snapshot = begun.again(scope);
  EXPECT_FALSE(snapshot.networks_listed);
  EXPECT_THAT(snapshot.unread_lists, SizeIs(1));
  EXPECT_EQ(snapshot.networks, begun.first.networks);
}

TEST(ReadingAgain, OfAListOnlyWhatChangedIsRead) {
  Begun begun;
  begun.engine.runs({{id_number(1), "a"}, {id_number(2), "renamed"}, {id_number(3), "c", "exited"}});
  const Snapshot snapshot = begun.again(lists(0));
  EXPECT_THAT(names(snapshot), ElementsAre("a", "renamed"));
  EXPECT_THAT(snapshot.stopped, SizeIs(1));
  EXPECT_EQ(snapshot.containers[0], begun.first.containers[0]);
  EXPECT_THAT(begun.asked(), Not(Contains(AllOf(HasSubstr(id_number(1)), EndsWith("/json")))));
}

TEST(ReadingAgain, OfWhatDidNotChangeTheOldestShareIsReadSoThatAllHaveTheirTurn) {
  Begun begun;
  std::vector<std::string> read;
  for (int turn = 0; turn < 3; ++turn) {
    begun.first = begun.again(lists(1.0 / 3));
    for (const std::string& target : begun.asked()) {
      if (target.starts_with("/containers/0")) read.push_back(target);
    }
  }
  EXPECT_THAT(read,
              UnorderedElementsAre("/containers/" + id_number(1) + "/json", "/containers/" + id_number(2) + "/json",
                                   "/containers/" + id_number(3) + "/json"));
}

TEST(ReadingAgain, WhatIsNamedIsReadWithTheListsToo) {
  Begun begun;
  ReadRequest scope = lists(0);
  scope.containers = {id_number(2)};
  (void)begun.again(scope);
  EXPECT_THAT(begun.asked(), Contains("/containers/" + id_number(2) + "/json"));
}

}  // namespace
}  // namespace plimsoll::testing
