#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "lib/engine/decode/decode.hpp"

namespace plimsoll::engine {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const json kImage = {
    {"Id", "sha256:1"},
    {"RepoTags", {"a:1"}},
    {"RepoDigests", nullptr},
    {"Created", "1970-01-01T00:01:00Z"},
    {"Config",
     {{"User", "1000"},
      {"Env", {"PATH=/bin", "API_KEY=hunter2"}},
      {"Healthcheck", {{"Test", {"CMD", "true"}}}},
      {"ExposedPorts", {{"22/tcp", json::object()}}},
      {"Volumes", {{"/data/", json::object()}}}}},
    {"RootFS", {{"Type", "layers"}, {"Layers", {"sha256:a", "sha256:b", "sha256:c"}}}},
    {"GraphDriver", {{"Name", "overlay2"}, {"Data", {{"LowerDir", "/b/diff:/a/diff"}, {"UpperDir", "/c/diff"}}}}}};

ImageFacts decoded(const json& image) { return decode_image(image.dump(), "/image").value(); }

ImageFacts with(const char* path, const json& value) {
  json image = kImage;
  image[json::json_pointer(path)] = value;
  return decoded(image);
}

TEST(DecodeImage, ReadsWhatItIsMadeOf) {
  const ImageFacts image = decoded(kImage);
  EXPECT_EQ(image.id, "sha256:1");
  EXPECT_THAT(*image.repo_tags, ElementsAre("a:1"));
  EXPECT_EQ(*image.user, "1000");
  EXPECT_TRUE(*image.healthcheck);
  EXPECT_EQ(*image.created_at, 60);
  EXPECT_THAT(*image.exposed_ports, ElementsAre("22/tcp"));
  EXPECT_THAT(*image.volumes, ElementsAre("/data"));
  EXPECT_THAT(*image.secret_environment, ElementsAre("API_KEY"));
  EXPECT_THAT(*image.layers, ElementsAre(ImageLayer{"sha256:a", "/a/diff"}, ImageLayer{"sha256:b", "/b/diff"},
                                         ImageLayer{"sha256:c", "/c/diff"}));
}

TEST(DecodeImage, TakesWhatIsLeftOutForEmpty) {
  const ImageFacts image = decode_image(R"({"Id":"sha256:1","Config":{},"RootFS":{}})", "/image").value();
  EXPECT_EQ(*image.user, "");
  EXPECT_FALSE(*image.healthcheck);
  EXPECT_EQ(*image.created_at, 0);
  EXPECT_THAT(*image.exposed_ports, IsEmpty());
  EXPECT_THAT(*image.volumes, IsEmpty());
  EXPECT_THAT(*image.secret_environment, IsEmpty());
  EXPECT_THAT(*image.layers, IsEmpty());
}

TEST(DecodeImage, SaysWhyItDoesNotKnow) {
  const ImageFacts image = decode_image(R"({"Id":"sha256:1"})", "/image").value();
  EXPECT_EQ(image.user.cause(), Cause::absent);
  EXPECT_FALSE(image.user);
  EXPECT_FALSE(image.healthcheck);
  EXPECT_FALSE(image.layers);
  EXPECT_EQ(with("/Config", 1).user.cause(), Cause::wrong_type);
  EXPECT_EQ(with("/Config/User", 1).user.cause(), Cause::wrong_type);
  EXPECT_EQ(with("/Config/Env", {1}).secret_environment.cause(), Cause::wrong_type);
  EXPECT_EQ(with("/Created", "x").created_at.cause(), Cause::wrong_type);
  EXPECT_EQ(with("/RootFS/Layers", "x").layers.cause(), Cause::wrong_type);
  EXPECT_EQ(unread_image(Cause::timed_out).layers.cause(), Cause::timed_out);
  EXPECT_EQ(unread_image(Cause::timed_out).repo_tags.cause(), Cause::timed_out);
}

std::vector<std::string> directories(const char* path, const json& value) {
  std::vector<std::string> all;
  const ImageFacts image = with(path, value);
  for (const ImageLayer& layer : *image.layers) all.push_back(layer.directory);
  return all;
}

TEST(DecodeImage, KnowsNoDirectoryThatIsNotOneOfEachLayer) {
  for (const auto& [path, value] : std::vector<std::pair<const char*, json>>{{"/GraphDriver", nullptr},
                                                                             {"/GraphDriver", "overlay2"},
                                                                             {"/GraphDriver/Name", "btrfs"},
                                                                             {"/GraphDriver/Data", nullptr},
                                                                             {"/GraphDriver/Data/LowerDir", "/a/diff"},
                                                                             {"/GraphDriver/Data/LowerDir", "a:b"},
                                                                             {"/GraphDriver/Data/LowerDir", 1},
                                                                             {"/GraphDriver/Data/LowerDir", "/d:/b:/a"},
                                                                             {"/GraphDriver/Data/UpperDir", ""}}) {
    EXPECT_THAT(directories(path, value), ElementsAre("", "", "")) << path << ' ' << value;
  }
  EXPECT_THAT(directories("/GraphDriver/Name", "overlay"), ElementsAre("/a/diff", "/b/diff", "/c/diff")) << "Podman";
}

TEST(DecodeImage, OfOneLayerHasNoLower) {
  json image = kImage;
  image["RootFS"]["Layers"] = {"sha256:a"};
  image["GraphDriver"]["Data"].erase("LowerDir");
  EXPECT_THAT(*decoded(image).layers, ElementsAre(ImageLayer{"sha256:a", "/c/diff"}));
}

TEST(DecodeImage, KeepsNoValueOfAVariable) {
  json image = kImage;
  image["Config"]["Env"] = {"hunter2", "hunter2=", "API_KEY=hunter2"};
  EXPECT_THAT(*decoded(image).secret_environment, ElementsAre("API_KEY"));
}

json history(std::size_t steps) {
  json all = json::array();
  for (std::size_t i = 0; i < steps; ++i) all.push_back({{"CreatedBy", "RUN /bin/sh -c true # buildkit"}});
  return all;
}

BuildSteps decoded_history(const json& steps) { return decode_history(steps.dump(), "/history").value(); }

TEST(DecodeHistory, CountsFromTheOldest) {
  json steps = history(3);
  steps[0]["CreatedBy"] = "ARG TOKEN";
  EXPECT_THAT(*decoded_history(steps), ElementsAre(ImageStep{3, "ARG", StepFault::secret_name, "TOKEN"}));
  EXPECT_THAT(*decoded_history(json::array()), IsEmpty());
}

TEST(DecodeHistory, OfMoreThanAThousandStepsIsTooLarge) {
  EXPECT_TRUE(decoded_history(history(1'000)));
  EXPECT_FALSE(decoded_history(history(1'001)));
  EXPECT_EQ(decoded_history(history(10'000)).cause(), Cause::too_large);
}

TEST(DecodeHistory, WithAStepOfMoreThan64KiBIsTooLarge) {
  json steps = history(2);
  steps[1]["CreatedBy"] = "ENV A=" + std::string((64 << 10) - 6, 'x');
  EXPECT_TRUE(decoded_history(steps));
  steps[1]["CreatedBy"] = "ENV A=" + std::string((64 << 10) - 5, 'x');
  EXPECT_EQ(decoded_history(steps).cause(), Cause::too_large);
}

TEST(DecodeHistory, IsUnknownWhereOneStepIs) {
  for (const json& step : {json(1), json::object(), json{{"CreatedBy", nullptr}}, json{{"CreatedBy", {"x"}}}}) {
    json steps = history(1);
    steps.push_back(step);
    EXPECT_FALSE(decoded_history(steps)) << step;
    EXPECT_EQ(decoded_history(steps).cause(), Cause::wrong_type) << step;
  }
  EXPECT_EQ(decode_history("{}", "/history").error().kind, ErrorKind::wrong_shape);
  EXPECT_EQ(decode_history("[", "/history").error().kind, ErrorKind::bad_json);
}

}  // namespace
}  // namespace plimsoll::engine
