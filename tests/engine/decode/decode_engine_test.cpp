#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "lib/engine/decode/decode.hpp"
#include "tests/engine/swarm_root.hpp"

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

const json kInfo = {
    {"Name", "host"},
    {"ServerVersion", "20.10"},
    {"MemTotal", 1024},
    {"NCPU", 2},
    {"CgroupVersion", "2"},
    {"DockerRootDir", "/var/lib/docker"},
    {"KernelVersion", "6.1"},
    {"SecurityOptions", {"name=apparmor", "name=seccomp,profile=default"}},
    {"Driver", "overlay2"},
    {"LoggingDriver", "json-file"},
    {"DefaultRuntime", "runc"},
    {"Runtimes", {{"runc", {{"path", "runc"}}}, {"runsc", {{"path", "runsc"}}}}},
    {"Containerd", {{"Address", "/run/containerd/containerd.sock"}}},
    {"Debug", true},
    {"ExperimentalBuild", false},
    {"LiveRestoreEnabled", true},
    {"RegistryConfig",
     {{"InsecureRegistryCIDRs", {"::1/128", "10.0.0.0/8", "127.0.0.0/8"}},
      {"IndexConfigs", {{"docker.io", {{"Secure", true}}}, {"registry:5000", {{"Secure", false}}}}}}},
    {"Plugins", {{"Authorization", {"opa"}}}},
    {"Warnings", {"WARNING: no swap limit support"}},
    {"NRI", {{"Info", json::array()}}},
    {"Swarm",
     {{"LocalNodeState", "active"},
      {"NodeAddr", "192.0.2.1"},
      {"ControlAvailable", true},
      {"Managers", 1},
      {"Nodes", 2},
      {"Cluster",
       {{"Spec",
         {{"EncryptionConfig", {{"AutoLockManagers", true}}}, {"CAConfig", {{"NodeCertExpiry", 7776000000000000}}}}},
        {"TLSInfo", {{"TrustRoot", plimsoll::testing::kSwarmRoot}}},
        {"RootRotationInProgress", false}}}}},
};

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
  return {engine.security.cause(),
          engine.memory_total_bytes.cause(),
          engine.cpu_count.cause(),
          engine.cgroup_version.cause(),
          engine.root_directory.cause(),
          engine.kernel_version.cause(),
          engine.storage_driver.cause(),
          engine.logging_driver.cause(),
          engine.default_runtime.cause(),
          engine.runtimes.cause(),
          engine.debug.cause(),
          engine.experimental.cause(),
          engine.live_restore.cause(),
          engine.insecure_registries.cause(),
          engine.swarm.cause()};
}

TEST(DecodeInfo, SaysWhyItDoesNotKnow) {
  EXPECT_THAT(causes(decoded(json::object()).engine), ::testing::Each(Cause::absent));
  json nulls = kInfo;
  json wrong = kInfo;
  for (auto& value : nulls) value = nullptr;
  for (auto& value : wrong) value = {{"an", "object"}};
  wrong["Runtimes"] = wrong["RegistryConfig"] = json::array();
  EXPECT_THAT(causes(decoded(nulls).engine), ::testing::Each(Cause::null));
  EXPECT_THAT(causes(decoded(wrong).engine), ::testing::Each(Cause::wrong_type));
  EXPECT_FALSE(decoded(nulls).engine.security);
}

TEST(DecodeInfo, ReadsHowItIsSetUp) {
  const EngineFacts engine = decoded(kInfo).engine;
  EXPECT_EQ(*engine.storage_driver, "overlay2");
  EXPECT_EQ(*engine.logging_driver, "json-file");
  EXPECT_EQ(*engine.default_runtime, "runc");
  EXPECT_THAT(*engine.runtimes, ElementsAre("runc", "runsc"));
  EXPECT_EQ(*engine.containerd_address, "/run/containerd/containerd.sock");
  EXPECT_TRUE(*engine.debug);
  EXPECT_FALSE(*engine.experimental);
  EXPECT_TRUE(*engine.live_restore);
  EXPECT_THAT(*engine.insecure_registries, ElementsAre("10.0.0.0/8", "registry:5000"));
  EXPECT_THAT(*engine.authorization_plugins, ElementsAre("opa"));
  EXPECT_THAT(*engine.warnings, SizeIs(1));
  EXPECT_TRUE(*engine.nri);
}

TEST(DecodeInfo, TakesNullListsForNone) {
  json info = kInfo;
  info["Warnings"] = info["Plugins"]["Authorization"] = nullptr;
  info["RegistryConfig"] = {{"InsecureRegistryCIDRs", nullptr}, {"IndexConfigs", nullptr}};
  EXPECT_THAT(*decoded(info).engine.warnings, IsEmpty());
  EXPECT_THAT(*decoded(info).engine.authorization_plugins, IsEmpty());
  EXPECT_THAT(*decoded(info).engine.insecure_registries, IsEmpty());
  info["RegistryConfig"]["IndexConfigs"] = {{"registry:5000", {{"Secure", "no"}}}};
  EXPECT_EQ(decoded(info).engine.insecure_registries.cause(), Cause::wrong_type);
}

TEST(DecodeInfo, LeavesOutRegistriesOfThisHost) {
  json info = kInfo;
  json& registries = info["RegistryConfig"]["IndexConfigs"];
  for (const char* name : {"localhost", "localhost:5000", "127.0.0.1", "127.1.2.3:5000", "[::1]", "[::1]:5000"}) {
    registries[name] = {{"Secure", false}};
  }
  EXPECT_THAT(*decoded(info).engine.insecure_registries, ElementsAre("10.0.0.0/8", "registry:5000"));
  const std::string kOthers[] = {"127.evil.example", "[::2]:5000", "localhost.example:5000"};
  for (const std::string& name : kOthers) {
    info["RegistryConfig"]["IndexConfigs"] = {{name, {{"Secure", false}}}};
    EXPECT_THAT(*decoded(info).engine.insecure_registries, ElementsAre("10.0.0.0/8", name));
  }
}

TEST(DecodeInfo, ReadsTheSwarm) {
  const EngineFacts engine = decoded(kInfo).engine;
  EXPECT_EQ(*engine.swarm, (SwarmNode{"active", "192.0.2.1", true, 1, 2}));
  EXPECT_EQ(*engine.swarm_cluster, (SwarmCluster{true, 7776000, plimsoll::testing::kSwarmRootFrom, false}));
}

TEST(DecodeInfo, KnowsNoClusterOnANodeThatIsNoManager) {
  json info = kInfo;
  info["Swarm"] = {{"LocalNodeState", "inactive"}, {"NodeAddr", ""}, {"ControlAvailable", false}};
  EXPECT_EQ(*decoded(info).engine.swarm, (SwarmNode{.state = "inactive"}));
  EXPECT_EQ(decoded(info).engine.swarm_cluster.cause(), Cause::absent);
  EXPECT_FALSE(decoded(info).engine.swarm_cluster);
}

TEST(DecodeInfo, KnowsAClusterWithoutADateOfItsRoot) {
  for (const json& root : {json(nullptr), json("no certificate")}) {
    json info = kInfo;
    info["Swarm"]["Cluster"]["TLSInfo"]["TrustRoot"] = root;
    EXPECT_EQ(decoded(info).engine.swarm_cluster->root_certificate_from, 0);
  }
  for (const char* field : {"/Spec/EncryptionConfig/AutoLockManagers", "/Spec/CAConfig", "/RootRotationInProgress"}) {
    json info = kInfo;
    info["Swarm"]["Cluster"][json::json_pointer(field)] = "x";
    EXPECT_EQ(decoded(info).engine.swarm_cluster.cause(), Cause::wrong_type) << field;
  }
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

using Components = std::vector<EngineComponent>;

Fact<Components> decoded_components(const json& components) {
  return decode_version(json{{"Components", components}}.dump(), "/version")->components;
}

TEST(DecodeVersion, ReadsComponentsOfBothEngines) {
  EXPECT_THAT(*decoded_components(
                  {{{"Name", "Engine"}, {"Version", "20.10.24+dfsg1"}}, {{"Name", "runc"}, {"Version", "1.1.5+ds1"}}}),
              ElementsAre(EngineComponent{"Engine", "20.10.24+dfsg1"}, EngineComponent{"runc", "1.1.5+ds1"}));
  EXPECT_THAT(*decoded_components({{{"Name", "Conmon"}, {"Version", "conmon version 2.1.6, commit: unknown"}},
                                   {{"Name", "OCI Runtime (crun)"}, {"Version", "crun version 1.8.1\ncommit: f8"}}}),
              ElementsAre(EngineComponent{"Conmon", "2.1.6"}, EngineComponent{"crun", "1.8.1"}));
  EXPECT_EQ(decoded_components({{{"Name", "Engine"}}}).cause(), Cause::wrong_type);
  EXPECT_EQ(decoded_components(nullptr).cause(), Cause::null);
}

const json kPlugin = {
    {"Name", "vieux/sshfs:latest"},
    {"Enabled", true},
    {"Config",
     {{"Linux", {{"Capabilities", {"CAP_SYS_ADMIN"}}, {"AllowAllDevices", true}, {"Devices", nullptr}}},
      {"Network", {{"Type", "host"}}},
      {"Env", {{{"Name", "PASSWORD"}, {"Value", "hunter2"}}}}}},
    {"Settings",
     {{"Env", {"PASSWORD=hunter2"}},
      {"Mounts", {{{"Source", "/var/lib/x/"}, {"Type", "bind"}}, {{"Source", nullptr}}}}}},
};

TEST(DecodePlugins, ReadsWhatTheyMay) {
  EXPECT_THAT(*decode_plugins(json::array({kPlugin}).dump(), "/plugins"),
              ElementsAre(EnginePlugin{"vieux/sshfs:latest", true, {"SYS_ADMIN"}, {"/var/lib/x"}, true, true}));
  EXPECT_THAT(*decode_plugins("[]", "/plugins"), IsEmpty());
}

TEST(DecodePlugins, MayBeAllowedNothing) {
  EXPECT_THAT(*decode_plugins(R"([{"Name":"p","Enabled":false}])", "/plugins"), ElementsAre(EnginePlugin{.name = "p"}));
}

TEST(DecodePlugins, AreUnknownWhereOneIs) {
  for (const char* field : {"/Name", "/Enabled", "/Config/Linux/Capabilities", "/Config/Linux/AllowAllDevices",
                            "/Config/Network/Type", "/Settings/Mounts", "/Settings/Mounts/0/Source"}) {
    json wrong = kPlugin;
    wrong[json::json_pointer(field)] = 1;
    EXPECT_EQ(decode_plugins(json::array({kPlugin, wrong}).dump(), "/plugins").error().kind, ErrorKind::wrong_shape)
        << field;
  }
  EXPECT_EQ(decode_plugins("{}", "/plugins").error().kind, ErrorKind::wrong_shape);
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
