#include "lib/core/exec/exec_book.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace plimsoll::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsNull;
using ::testing::NotNull;
using ::testing::SizeIs;
using namespace std::chrono_literals;

ExecRecord record(const std::string& container, const std::string& id, std::chrono::seconds at) {
  ExecRecord record;
  record.container.id = container;
  record.id = id;
  record.first_seen = Time(at);
  return record;
}

std::vector<std::string> ids(const ExecBook& book) {
  std::vector<std::string> ids;
  for (const auto& entry : book.history()) ids.push_back(entry->id);
  return ids;
}

TEST(ExecBook, TellsTheOldestFirstOfAllContainers) {
  ExecBook book(10);
  book.put(record("web", "c", 3s));
  book.put(record("db", "a", 1s));
  book.put(record("web", "b", 2s));
  EXPECT_THAT(ids(book), ElementsAre("a", "b", "c"));
}

TEST(ExecBook, WhoFloodsPushesOutItsOwn) {
  ExecBook book(4);
  book.put(record("db", "a", 1s));
  for (int i = 0; i < 100; ++i) book.put(record("web", "w" + std::to_string(i), std::chrono::seconds(10 + i)));
  EXPECT_THAT(ids(book), ElementsAre("a", "w97", "w98", "w99"));
  EXPECT_THAT(book.find("web", "w0"), IsNull());
  EXPECT_THAT(book.find("db", "a"), NotNull());
}

TEST(ExecBook, AKnownOneIsReplacedAndCountedOnce) {
  ExecBook book(10);
  book.put(record("web", "a", 1s));
  ExecRecord more = record("web", "a", 1s);
  more.program = "sh";
  book.put(more);
  ASSERT_THAT(book.history(), SizeIs(1));
  EXPECT_EQ(book.history().front()->program, "sh");
  EXPECT_EQ(book.counts().of(ExecCounts::no, ExecCounts::unknown), 1);
}

TEST(ExecBook, LostOnesInARowAreOne) {
  ExecBook book(10);
  const auto lost = [](const char* id, std::chrono::seconds at, ExecLoss loss) {
    ExecRecord of = record("web", id, at);
    of.lost = loss;
    return of;
  };
  book.put(lost("a", 1s, ExecLoss::gone));
  EXPECT_EQ(book.history().front()->id, "a");
  book.put(lost("b", 2s, ExecLoss::gone));
  book.put(lost("c", 3s, ExecLoss::too_many));
  book.put(record("web", "d", 4s));
  book.put(lost("e", 5s, ExecLoss::too_many));
  const ExecHistory history = book.history();
  ASSERT_THAT(history, SizeIs(4));
  EXPECT_EQ(history[0]->sessions, 2);
  EXPECT_EQ(history[0]->id, "");
  EXPECT_EQ(history[0]->first_seen, Time(1s));
  EXPECT_EQ(history[1]->sessions, 1);
  EXPECT_EQ(book.counts().of(ExecCounts::unknown, ExecCounts::unknown), 4);
}

TEST(ExecBook, AnEndIsNotedOnce) {
  ExecBook book(10);
  book.put(record("web", "a", 1s));
  book.end("web", "a", Time(5s));
  book.end("web", "a", Time(6s));
  book.end("web", "b", Time(6s));
  ASSERT_THAT(book.history(), SizeIs(1));
  EXPECT_EQ(book.history().front()->ended, Time(5s));
}

}  // namespace
}  // namespace plimsoll::testing
