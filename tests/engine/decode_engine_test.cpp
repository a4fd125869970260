#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "lib/engine/decode.hpp"

namespace plimsoll::engine {
namespace {

using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

template <class Decoder>
auto decode_whole(std::string_view body, std::string_view target) -> decltype(std::declval<Decoder>().finish()) {
  Decoder decoder{std::string(target)};
  if (std::optional<Error> error = decoder.write(body)) return *std::move(error);
  return decoder.finish();
}

auto decode_volumes(std::string_view body, std::string_view target) {
  return decode_whole<VolumeListDecoder>(body, target);
}

auto decode_images(std::string_view body, std::string_view target) {
  return decode_whole<ImageListDecoder>(body, target);
}

const json kInfo = {{"Name", "host"},         {"ServerVersion", "20.10"},
                    {"MemTotal", 1024},       {"NCPU", 2},
                    {"CgroupVersion", "2"},   {"DockerRootDir", "/var/lib/docker"},
                    {"KernelVersion", "6.1"}, {"SecurityOptions", {"name=apparmor", "name=seccomp,profile=default"}}};

EngineAndHost decoded(const json& info) { return decode_info(info.dump(), "/info").value(); }

TEST(DecodeInfo, ReadsEngineAndHost) {
  const EngineAndHost info = decoded(kInfo);
  EXPECT_EQ(info.host_name, "host");
  EXPECT_EQ(info.engine.version, "20.10");
  EXPECT_EQ(*info.engine.memory_total_bytes, 1024);
  EXPECT_EQ(*info.engine.cpu_count, 2);
  EXPECT_EQ(*info.engine.cgroup_version, 2);
  EXPECT_EQ(*info.engine.root_directory, "/var/lib/docker");
  EXPECT_EQ(*info.engine.kernel_version, "6.1");
  EXPECT_TRUE(info.engine.security->apparmor);
  EXPECT_EQ(info.engine.security->seccomp_profile, "default");
}

/// The causes of all facts of an engine.
std::vector<Cause> causes(const EngineFacts& engine) {
  return {engine.security.cause(),       engine.memory_total_bytes.cause(), engine.cpu_count.cause(),
          engine.cgroup_version.cause(), engine.root_directory.cause(),     engine.kernel_version.cause()};
}

TEST(DecodeInfo, SaysWhyItDoesNotKnow) {
  EXPECT_THAT(causes(decoded(json::object()).engine), ::testing::Each(Cause::absent));
  json nulls = kInfo;
  json wrong = kInfo;
  for (auto& value : nulls) value = nullptr;
  for (auto& value : wrong) value = {{"an", "object"}};
  EXPECT_THAT(causes(decoded(nulls).engine), ::testing::Each(Cause::null));
  EXPECT_THAT(causes(decoded(wrong).engine), ::testing::Each(Cause::wrong_type));
  EXPECT_FALSE(decoded(nulls).engine.security);
}

TEST(DecodeInfo, TakesNoCgroupVersionThatIsNoNumber) {
  for (const char* version : {"", "v2", "2 ", "two"}) {
    json info = kInfo;
    info["CgroupVersion"] = version;
    EXPECT_EQ(decoded(info).engine.cgroup_version.cause(), Cause::wrong_type) << version;
  }
}

TEST(DecodeVersion, TellsPodmanByItsComponents) {
  EXPECT_EQ(decode_version(R"({"Version":"4.3.1","Components":[{"Name":"Podman Engine"}]})", "/version")->kind,
            EngineKind::podman);
  EXPECT_EQ(decode_version(R"({"Version":"20.10","Components":[{"Name":"Engine"},1]})", "/version")->kind,
            EngineKind::docker);
  EXPECT_EQ(decode_version(R"({"Version":"20.10"})", "/version")->version, "20.10");
}

VolumeFacts volume(const json& options) {
  const json answer = {{"Volumes", {{{"Name", "v"}, {"Driver", "local"}, {"Options", options}}}}};
  return decode_volumes(answer.dump(), "/volumes")->by_name.at("v");
}

TEST(DecodeVolumes, ReadsABoundHostPath) {
  const VolumeFacts bound = volume({{"type", "none"}, {"device", "/etc/"}, {"o", "rw,bind"}});
  EXPECT_EQ(*bound.driver, "local");
  EXPECT_EQ(*bound.option_type, "none");
  EXPECT_EQ(*bound.option_device, "/etc");
  EXPECT_EQ(*bound.option_o, "bind");
}

TEST(DecodeVolumes, TakesMissingOptionsForEmptyOnes) {
  for (const json& options : {json(nullptr), json::object()}) {
    EXPECT_EQ(*volume(options).option_type, "");
    EXPECT_EQ(*volume(options).option_device, "");
    EXPECT_EQ(*volume(options).option_o, "");
  }
}

TEST(DecodeVolumes, SaysWhyItDoesNotKnowTheOptions) {
  EXPECT_EQ(volume(1).option_device.cause(), Cause::wrong_type);
  EXPECT_EQ(volume({{"device", 1}}).option_device.cause(), Cause::wrong_type);
  const auto without = decode_volumes(R"({"Volumes":[{"Name":"v"}]})", "/volumes")->by_name.at("v");
  EXPECT_FALSE(without.option_device);
  EXPECT_EQ(without.option_device.cause(), Cause::absent);
  EXPECT_EQ(without.driver.cause(), Cause::absent);
}

TEST(DecodeVolumes, KeepsNoSecretOfAShare) {
  const VolumeFacts share =
      volume({{"type", "cifs"}, {"device", "user:secret@host"}, {"o", "username=u,password=secret"}});
  EXPECT_EQ(*share.option_device, "");
  EXPECT_EQ(*share.option_o, "");
  EXPECT_EQ(*volume({{"type", "none"}, {"device", "etc"}, {"o", "rbind"}}).option_device, "etc");
}

TEST(DecodeVolumes, CountsThoseWithoutAName) {
  const auto volumes = decode_volumes(R"({"Volumes":[{"Name":"v"},{},{"Name":1},2]})", "/volumes");
  EXPECT_THAT(volumes->by_name, SizeIs(1));
  EXPECT_EQ(volumes->nameless, 3U);
}

TEST(DecodeVolumes, MayBeNone) { EXPECT_THAT(decode_volumes(R"({"Volumes":null})", "/volumes")->by_name, IsEmpty()); }

TEST(DecodeVolumes, RefusesAnotherShape) {
  for (const char* body : {"[]", "{}", R"({"Volumes":{}})", R"({"Volumes":1})"}) {
    EXPECT_EQ(decode_volumes(body, "/volumes").error().kind, ErrorKind::wrong_shape) << body;
  }
}

TEST(DecodeImages, ReadsDigestsAndTags) {
  const auto images = decode_images(
      R"([{"Id":"sha256:1","RepoDigests":["a@sha256:2"],"RepoTags":null},{"Id":"sha256:3","RepoDigests":1}])",
      "/images");
  EXPECT_THAT(*images->by_name.at("sha256:1").repo_digests, ElementsAre("a@sha256:2"));
  EXPECT_THAT(*images->by_name.at("sha256:1").repo_tags, IsEmpty());
  EXPECT_EQ(images->by_name.at("sha256:3").repo_digests.cause(), Cause::wrong_type);
  EXPECT_EQ(images->by_name.at("sha256:3").repo_tags.cause(), Cause::absent);
}

TEST(DecodeImages, RefusesAnotherShape) {
  EXPECT_EQ(decode_images("{}", "/images").error().kind, ErrorKind::wrong_shape);
}

}  // namespace
}  // namespace plimsoll::engine
