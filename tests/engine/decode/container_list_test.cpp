#include "lib/engine/decode/container_list.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "plimsoll/result.hpp"

namespace plimsoll::engine {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

const std::string kId(64, 'a');

/// Written `step` bytes at a time.
Result<std::vector<ListedContainer>> decode(std::string_view text, std::size_t step) {
  ContainerListDecoder decoder("/containers/json");
  for (; !text.empty(); text.remove_prefix(std::min(step, text.size()))) {
    if (auto error = decoder.write(text.substr(0, step))) return *error;
  }
  return decoder.finish();
}

Result<std::vector<ListedContainer>> decode(std::string_view text) { return decode(text, text.size()); }

std::string element(const std::string& name) { return R"({"Id":")" + kId + R"(","Names":["/)" + name + R"("]})"; }

const std::string kTwo = R"([{"Id":")" + kId + R"(","Names":["/web","/other/web"],"Image":"nginx","ImageID":"sha256:1",
  "Command":"Id","Created":1700000000,"Ports":[{"Id":"no"}],"Labels":{"Id":"no","Image":"no","State":"no"},
  "State":"running","HostConfig":{"NetworkMode":"default"},"Mounts":[]}, {"Id":"b","Names":null}] )";

TEST(ContainerList, KeepsWhatItIsToKeepHoweverItIsCut) {
  for (std::size_t step = 1; step <= kTwo.size(); ++step) {
    const auto list = decode(kTwo, step);
    ASSERT_TRUE(list) << list.error().message();
    ASSERT_THAT(*list, SizeIs(2));
    EXPECT_EQ(list->at(0).id, kId);
    EXPECT_EQ(list->at(0).name, "web");
    EXPECT_EQ(list->at(0).image, "nginx");
    EXPECT_EQ(list->at(0).image_id, "sha256:1");
    EXPECT_EQ(list->at(0).state, "running");
    EXPECT_EQ(list->at(0).created, 1700000000);
    EXPECT_EQ(list->at(1).name, "");
  }
}

TEST(ContainerList, HidesNoneThatMayRun) {
  for (const char* state : {"running", "paused", "restarting", "stopping", "unknown", "", "Exited", "new"}) {
    EXPECT_FALSE(is_stopped_state(state)) << state;
  }
  for (const char* state : {"created", "exited", "dead", "removing", "configured", "initialized", "stopped"}) {
    EXPECT_TRUE(is_stopped_state(state)) << state;
  }
}

TEST(ContainerList, MayBeEmpty) { EXPECT_THAT(*decode("[]\n"), IsEmpty()); }

TEST(ContainerList, ThatIsSomethingElseIsRefused) {
  for (const char* text : {"{}", "null", "1", "-1", "1.5", "true", "\"text\""}) {
    const auto list = decode(text);
    ASSERT_TRUE(list.has_error()) << text;
    EXPECT_EQ(list.error().kind, ErrorKind::wrong_shape) << text;
  }
  for (const char* text : {"", "[", "[{]", "[{\"Id\":", "no", "[] []", "[]x", "[1,]"}) {
    const auto list = decode(text);
    ASSERT_TRUE(list.has_error()) << text;
    EXPECT_EQ(list.error().kind, ErrorKind::bad_json) << text;
  }
}

TEST(ContainerList, HasAnUnusableIdWhereTheElementIsNonsense) {
  const auto list = decode(R"([1, "x", null, [], true, {}, {"Id":7}, {"Id":"../../x"}, {"Id":")" +
                           std::string(64, 'A') + R"("}, )" + element("good") + "]");
  ASSERT_THAT(*list, SizeIs(10));
  for (std::size_t i = 0; i < 9; ++i) EXPECT_FALSE(list->at(i).has_usable_id()) << i;
  EXPECT_TRUE(list->at(9).has_usable_id());
  EXPECT_EQ(list->at(9).name, "good");
}

TEST(ContainerList, CutsLongTextAndShowsIt) {
  const auto list = decode("[" + element(std::string(10'000, 'n')) + "]", 100);
  EXPECT_EQ(list->at(0).name, std::string(4096, 'n') + "…");
}

TEST(ContainerList, ReplacesWhatIsNotUtf8InThatElementOnly) {
  const auto list = decode("[" +
                           element("a\xFF\xFE"
                                   "b") +
                           "," + element("good") + "]");
  EXPECT_EQ(list->at(0).name, "a\uFFFD\uFFFDb");
  EXPECT_EQ(list->at(1).name, "good");
}

TEST(ContainerList, KeepsControlCharactersForWhoeverPrints) {
  EXPECT_EQ(decode("[" + element(R"(a\u001b[31m\u0000\n)") + "]")->at(0).name, std::string("a\x1b[31m\0\n", 8));
}

TEST(ContainerList, NestedWithoutEndIsRefused) {
  const auto list = decode("[{\"Labels\":" + std::string(100'000, '['));
  ASSERT_TRUE(list.has_error());
  EXPECT_EQ(list.error().kind, ErrorKind::bad_json);
}

}  // namespace
}  // namespace plimsoll::engine
