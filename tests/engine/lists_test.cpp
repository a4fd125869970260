#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "lib/engine/decode/container_list.hpp"
#include "lib/engine/decode/decode.hpp"

namespace plimsoll::engine {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::size_t kPieceBytes = 16U << 10;
constexpr std::size_t kHugeBytes = 64U << 20;

template <class Decoder>
auto decode(std::string_view text, std::size_t step = kPieceBytes) {
  Decoder decoder("/list");
  using Outcome = decltype(decoder.finish());
  for (; !text.empty(); text.remove_prefix(std::min(step, text.size()))) {
    if (auto error = decoder.write(text.substr(0, step))) return Outcome(*error);
  }
  return decoder.finish();
}

auto images(std::string_view text, std::size_t step = kPieceBytes) { return decode<ImageListDecoder>(text, step); }
auto volumes(std::string_view text, std::size_t step = kPieceBytes) { return decode<VolumeListDecoder>(text, step); }

std::string image(const std::string& id) {
  return R"({"Id":")" + id + R"(","RepoDigests":["d@)" + id + R"("],"RepoTags":["t"],"Labels":{"Id":"no"}})";
}

std::string repeated(const std::string& element, std::size_t count) {
  std::string list = "[" + element;
  for (std::size_t i = 1; i < count; ++i) list += "," + element;
  return list + "]";
}

TEST(Lists, OneHugeImageHidesNoOther) {
  const std::string huge = R"({"Labels":{"x":")" + std::string(kHugeBytes, 'x') + R"("},"Id":"huge","RepoTags":[]})";
  const auto seen = images("[" + image("a") + "," + huge + "," + image("b") + "]");
  ASSERT_TRUE(seen) << seen.error().message();
  ASSERT_THAT(seen->by_name, SizeIs(3));
  EXPECT_EQ(seen->by_name.count("huge"), 1U);
  for (const std::string id : {"a", "b"}) {
    EXPECT_THAT(*seen->by_name.at(id).repo_digests, ElementsAre("d@" + id));
    EXPECT_THAT(*seen->by_name.at(id).repo_tags, ElementsAre("t"));
  }
}

TEST(Lists, OneHugeVolumeHidesNoOther) {
  const std::string small = R"({"Name":"v","Driver":"local","Options":{"type":"none","device":"/etc","o":"bind"}})";
  const std::string huge = R"({"Name":"huge","Options":{"x":")" + std::string(kHugeBytes, 'x') + R"("}})";
  const auto seen = volumes(R"({"Volumes":[)" + huge + "," + small + R"(],"Warnings":[]})");
  ASSERT_TRUE(seen) << seen.error().message();
  EXPECT_EQ(*seen->by_name.at("v").option_device, "/etc");
  EXPECT_EQ(*seen->by_name.at("v").option_o, "bind");
  EXPECT_EQ(*seen->by_name.at("huge").option_device, "");
}

TEST(Lists, TwentyThousandImagesAreAllSeen) {
  std::string list = "[";
  for (int i = 0; i < 20'000; ++i) list += (i == 0 ? "" : ",") + image(std::to_string(i));
  const auto seen = images(list + "]");
  ASSERT_TRUE(seen) << seen.error().message();
  EXPECT_THAT(seen->by_name, SizeIs(20'000));
}

TEST(Lists, AreTheSameHoweverTheyAreCut) {
  const std::string text = R"({"Warnings":[{"Volumes":1}],"Volumes":[{"Name":"v","Labels":{"Name":"no"},"Options":)"
                           R"({"device":"/srv","sub":{"o":"bind"},"o":"bind"}},null]})";
  for (std::size_t step = 1; step <= text.size(); ++step) {
    const auto seen = volumes(text, step);
    ASSERT_TRUE(seen) << seen.error().message();
    EXPECT_EQ(*seen->by_name.at("v").option_device, "/srv");
    EXPECT_EQ(*seen->by_name.at("v").option_o, "bind");
    EXPECT_EQ(seen->nameless, 1U);
  }
}

Cause tags_cause(const std::string& tags) {
  const auto seen = images(R"([{"Id":"i","RepoTags":)" + tags + "}]");
  const Fact<std::vector<std::string>>& fact = seen->by_name.at("i").repo_tags;
  EXPECT_FALSE(fact) << tags.substr(0, 40);
  return fact.cause();
}

TEST(Lists, SayWhyAFactIsMissing) {
  const std::string long_text = "\"" + std::string(4097, 'x') + "\"";
  for (const std::string& tags : {std::string("1"), std::string("{}"), std::string(R"("t")"), std::string("[1]"),
                                  std::string(R"(["t",{"t":["t"]}])"), std::string(R"([["t"]])"), "[" + long_text + "]",
                                  repeated(R"("t")", 10'000)}) {
    EXPECT_EQ(tags_cause(tags), Cause::wrong_type) << tags.substr(0, 40);
  }
  const auto volume = volumes(R"({"Volumes":[{"Name":"v","Driver":null,"Options":{"device":)" + long_text + "}}]}");
  EXPECT_EQ(volume->by_name.at("v").driver.cause(), Cause::null);
  EXPECT_EQ(volume->by_name.at("v").option_device.cause(), Cause::wrong_type);
  EXPECT_EQ(volumes(R"({"Volumes":[{"Name":"v"}]})")->by_name.at("v").option_o.cause(), Cause::absent);
}

TEST(Lists, CountElementsThatAreNoObjects) {
  EXPECT_EQ(images(R"([1,"x",null,true,1.5,[],[{"Id":"no"}],{},{"Id":{"Id":"no"}}])")->nameless, 9U);
  EXPECT_THAT(images("[]")->by_name, IsEmpty());
  EXPECT_THAT(volumes(R"({"Volumes":null})")->by_name, IsEmpty());
}

TEST(Lists, OfAnotherShapeAreRefused) {
  for (const char* text : {"{}", "null", "1", R"("x")"}) {
    EXPECT_EQ(images(text).error().kind, ErrorKind::wrong_shape) << text;
  }
  for (const char* text : {"[]", "{}", "null", R"({"Volumes":{}})", R"({"Volumes":"x"})", R"({"X":{"Volumes":[]}})"}) {
    EXPECT_EQ(volumes(text).error().kind, ErrorKind::wrong_shape) << text;
  }
  for (const char* text : {"", "[", "[{]", "[] []", "[1,]"}) {
    EXPECT_EQ(images(text).error().kind, ErrorKind::bad_json) << text;
  }
}

TEST(Lists, WithoutEndAreRefused) {
  EXPECT_TRUE(decode<ContainerListDecoder>(repeated("{}", 100'000)));
  const auto list = decode<ContainerListDecoder>(repeated("{}", 100'001));
  ASSERT_TRUE(list.has_error());
  EXPECT_EQ(list.error().kind, ErrorKind::too_large);
  EXPECT_THAT(list.error().text, HasSubstr("more than 100,000 containers"));
}

}  // namespace
}  // namespace plimsoll::engine
