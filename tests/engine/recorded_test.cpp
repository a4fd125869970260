// What real engines answered, through the whole reader.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>
#include <tuple>

#include "lib/snapshot/snapshot_file.hpp"
#include "plimsoll/engine.hpp"
#include "tests/engine/container_fields_table.hpp"
#include "tests/engine/engine_at.hpp"
#include "tests/engine/recorded.hpp"

namespace plimsoll::testing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

Snapshot recorded(const char* engine_name) {
  EngineAtPath engine;
  replay(engine.fake, recorded_folder(engine_name));
  Snapshot snapshot = EngineReader(engine.options()).read({}).value();
  EXPECT_THAT(snapshot.unread, IsEmpty()) << engine_name;
  EXPECT_THAT(snapshot.unread_lists, IsEmpty()) << engine_name;
  return snapshot;
}

const ContainerFacts& container(const Snapshot& snapshot, std::string_view name) {
  for (const auto& facts : snapshot.containers) {
    if (facts->name == name) return *facts;
  }
  throw std::runtime_error("not recorded: " + std::string(name));
}

/// Field and cause of all facts without a value.
std::set<std::pair<std::string, Cause>> unknowns(const ContainerFacts& facts) {
  std::set<std::pair<std::string, Cause>> all;
  for (const FactOfField& field : facts_of_fields()) {
    const Seen seen = field.seen(facts);
    if (!seen.has_value) all.emplace(seen.path, seen.cause);
  }
  return all;
}

TEST(Recorded, DockerTellsEverythingOfEveryContainerButThePathsOfPrivilegedOnes) {
  for (const char* engine : {kDocker20, kDocker20Remapped, kDocker26}) {
    const Snapshot snapshot = recorded(engine);
    ASSERT_FALSE(snapshot.containers.empty());
    for (const auto& facts : snapshot.containers) {
      const auto unknown = unknowns(*facts);
      if (*facts->privileged) {
        EXPECT_THAT(unknown, UnorderedElementsAre(Pair("HostConfig.MaskedPaths", Cause::null),
                                                  Pair("HostConfig.ReadonlyPaths", Cause::null)));
      } else {
        EXPECT_THAT(unknown, IsEmpty()) << engine << ' ' << facts->name;
      }
    }
  }
}

/// The hash would let the health check's command be guessed, so no file holds it.
std::vector<ContainerFacts> without_health_probe(const Snapshot& snapshot) {
  std::vector<ContainerFacts> copies;
  for (const auto& container : snapshot.containers) copies.emplace_back(*container).health_probe.reset();
  return copies;
}

TEST(Recorded, EveryFactIsTheSameWithItsPathInASnapshotFile) {
  for (const char* engine : {kDocker20, kDocker20Remapped, kDocker26, kPodman4}) {
    const Snapshot written = recorded(engine);
    const auto read = read_snapshot(write_snapshot(written));
    ASSERT_TRUE(read) << engine << ": " << read.error().message();
    EXPECT_EQ(without_health_probe(*read), without_health_probe(written)) << engine;
    EXPECT_EQ(read->images, written.images) << engine;
    EXPECT_EQ(read->networks, written.networks) << engine;
    EXPECT_EQ(read->volumes, written.volumes) << engine;
    EXPECT_EQ(read->services, written.services) << engine;
    EXPECT_EQ(read->engine, written.engine) << engine;
  }
}

TEST(Recorded, PodmanTellsLessAndOfItTheCauseIsKept) {
  for (const auto& facts : recorded(kPodman4).containers) {
    EXPECT_THAT(unknowns(*facts), UnorderedElementsAre(Pair("HostConfig.MaskedPaths", Cause::not_reported),
                                                       Pair("HostConfig.ReadonlyPaths", Cause::not_reported),
                                                       Pair("HostConfig.DeviceCgroupRules", Cause::not_reported),
                                                       Pair("HostConfig.DeviceRequests", Cause::not_reported),
                                                       Pair("HostConfig.Init", Cause::not_reported),
                                                       Pair("HostConfig.Sysctls", Cause::not_reported),
                                                       Pair("HostConfig.LogConfig.Config", Cause::not_reported),
                                                       Pair("HostConfig.CgroupnsMode", Cause::not_reported)))
        << facts->name;
  }
}

TEST(Recorded, EnginesAreToldApart) {
  EXPECT_EQ(recorded(kDocker20).engine.kind, EngineKind::docker);
  EXPECT_EQ(recorded(kDocker26).engine.kind, EngineKind::docker);
  const EngineFacts podman = recorded(kPodman4).engine;
  EXPECT_EQ(podman.kind, EngineKind::podman);
  EXPECT_EQ(podman.version, "4.3.1");
}

TEST(Recorded, EngineFacts) {
  const Snapshot old = recorded(kDocker20);
  EXPECT_EQ(old.host.name, "lab");
  EXPECT_EQ(old.engine.version, "20.10.24+dfsg1");
  EXPECT_EQ(old.engine.api_version, "1.41");
  EXPECT_EQ(old.engine.security->seccomp_profile, "default");
  EXPECT_FALSE(old.engine.security->user_namespace);
  EXPECT_EQ(*old.engine.kernel_version, "6.1.0-lab");
  EXPECT_GT(*old.engine.memory_total_bytes, 0);
  EXPECT_TRUE(recorded(kDocker20Remapped).engine.security->user_namespace);
  const Snapshot current = recorded(kDocker26);
  EXPECT_EQ(current.engine.api_version, "1.45");
  EXPECT_EQ(current.engine.security->seccomp_profile, "builtin");
}

TEST(Recorded, ContainersAreAsTheyWereStarted) {
  for (const char* engine : {kDocker20, kPodman4}) {
    const Snapshot seen = recorded(engine);
    EXPECT_TRUE(*container(seen, "privileged").privileged);
    EXPECT_FALSE(*container(seen, "hardened").privileged);
    EXPECT_TRUE(*container(seen, "hardened").readonly_rootfs);
    EXPECT_FALSE(*container(seen, "root-filesystem-writable").readonly_rootfs);
    EXPECT_EQ(*container(seen, "hardened").memory_bytes, 33'554'432);
    EXPECT_EQ(*container(seen, "host-network").network_mode, "host");
    EXPECT_EQ(*container(seen, "host-uts").uts_mode, "host");
    EXPECT_EQ(container(seen, "seccomp-unconfined").security_options->seccomp, SecurityOptions::Seccomp::unconfined);
    EXPECT_EQ(container(seen, "hardened").security_options->no_new_privileges, true);
    EXPECT_EQ(container(seen, "restart-always").restart_policy->name, "always");
    EXPECT_THAT(*container(seen, "group-zero").group_add, ElementsAre("0"));
    EXPECT_LT(*container(seen, "oom-score-lowered").oom_score_adj, 0);
  }
}

TEST(Recorded, DockerSpellingsAreNormalised) {
  const Snapshot seen = recorded(kDocker20);
  EXPECT_EQ(container(seen, "no-new-privileges-false").security_options->no_new_privileges, false);
  EXPECT_EQ(container(seen, "no-new-privileges-colon").security_options->no_new_privileges, true);
  EXPECT_EQ(container(seen, "no-new-privileges-equals").security_options->no_new_privileges, true);
  EXPECT_EQ(container(seen, "seccomp-allow-all").security_options->seccomp_default_action, "SCMP_ACT_ALLOW");
  EXPECT_THAT(*container(seen, "cap-all").cap_add, ElementsAre("ALL"));
  for (const std::string& capability : *container(seen, "cap-lower-case").cap_add) {
    EXPECT_EQ(capability.find_first_of("abcdefghijklmnopqrstuvwxyz"), std::string::npos) << capability;
  }
}

TEST(Recorded, VolumesThatAreHostPathsAreKnownAsThat) {
  const Snapshot seen = recorded(kDocker20);
  const VolumeFacts& etc = seen.volumes.at("etc");
  EXPECT_EQ(*etc.option_device, "/etc");
  EXPECT_EQ(*etc.option_o, "bind");
  const auto& mounts = *container(seen, "etc-through-volume").mounts;
  EXPECT_THAT(mounts, Contains(::testing::Field(&Mount::volume_name, "etc")));
}

TEST(Recorded, EveryContainersImageIsInTheListOfImages) {
  for (const char* engine : {kDocker20, kDocker26, kPodman4}) {
    const Snapshot seen = recorded(engine);
    for (const auto& facts : seen.containers) EXPECT_TRUE(seen.images.contains(facts->image_id)) << facts->image_id;
  }
}

TEST(Recorded, SwarmTasksOfOneSlotDisputeIt) {
  const Snapshot seen = recorded(kDocker20);
  const ContainerFacts& first = container(seen, "web.1.aaaaaaaaaaaaaaaaaaaaaaaaa");
  const ContainerFacts& second = container(seen, "web.1.bbbbbbbbbbbbbbbbbbbbbbbbb");
  EXPECT_EQ(first.identity, "web.1");
  EXPECT_EQ(second.identity, "web.1~" + second.id.substr(0, 12));
  EXPECT_TRUE(*first.identity_disputed);
  EXPECT_TRUE(*second.identity_disputed);
}

std::vector<std::string> names(const std::vector<std::shared_ptr<const ContainerFacts>>& containers) {
  std::vector<std::string> all;
  for (const auto& facts : containers) all.push_back(facts->name);
  return all;
}

TEST(Recorded, StoppedContainersAreToldApart) {
  const std::string ended_task = "web.1.ccccccccccccccccccccccccc";
  for (const char* engine : {kDocker20, kDocker20Remapped, kDocker26, kPodman4}) {
    const Snapshot seen = recorded(engine);
    EXPECT_THAT(names(seen.stopped), IsSupersetOf({"created", "exited", "of-faulty-image"})) << engine;
    EXPECT_THAT(names(seen.containers), Contains("paused")) << engine;
    for (const auto& facts : seen.stopped) {
      EXPECT_EQ(facts->identity, facts->name) << engine;
      EXPECT_FALSE(*facts->identity_disputed) << engine;
      EXPECT_EQ(*facts->pid, 0) << engine;
    }
    EXPECT_THAT(names(seen.stopped), Contains(ended_task)) << engine;
  }
}

TEST(Recorded, ExecSessionsTellTheirRights) {
  for (const char* engine : {kDocker20, kDocker20Remapped, kDocker26, kPodman4}) {
    const Snapshot seen = recorded(engine);
    std::multiset<std::pair<std::string, bool>> rights;
    for (const ExecSession& session : *container(seen, "with-sessions").exec_sessions) {
      rights.emplace(session.user, session.privileged);
    }
    EXPECT_THAT(rights, UnorderedElementsAre(Pair("", true), Pair("1000", false), Pair("", false))) << engine;
  }
}

TEST(Recorded, DockerTellsStateHealthAndLogOptions) {
  for (const char* engine : {kDocker20, kDocker26}) {
    const Snapshot seen = recorded(engine);
    const ContainerFacts& unhealthy = container(seen, "unhealthy");
    EXPECT_TRUE(*unhealthy.healthcheck);
    EXPECT_EQ(*unhealthy.health, "unhealthy");
    EXPECT_TRUE(*unhealthy.init);
    const ContainerFacts& options = container(seen, "with-options");
    EXPECT_TRUE(*options.log_size_limited);
    EXPECT_THAT(*options.sysctls, ElementsAre("net.ipv4.ip_forward"));
    EXPECT_THAT(*options.executable_tmpfs, ElementsAre("/run"));
    const ContainerFacts& plain = container(seen, "plain");
    EXPECT_EQ(*plain.state, "running");
    EXPECT_GT(*plain.pid, 0);
    EXPECT_GT(*plain.created_at, 1'700'000'000);
    EXPECT_FALSE(*plain.healthcheck);
    EXPECT_FALSE(*plain.init);
    EXPECT_FALSE(*plain.log_size_limited);
    EXPECT_TRUE(*container(seen, "hardened-by-image").healthcheck) << "of its image";
    EXPECT_THAT(*container(seen, "planted-secrets").secret_environment, ElementsAre("PASSWORD"));
  }
}

TEST(Recorded, EngineSetUp) {
  const EngineFacts engine = recorded(kDocker20).engine;
  EXPECT_THAT(*engine.components, Contains(EngineComponent{"runc", "1.1.5+ds1"}));
  EXPECT_EQ(*engine.storage_driver, "overlay2");
  EXPECT_EQ(*engine.logging_driver, "json-file");
  EXPECT_THAT(*engine.runtimes, Contains("runc"));
  EXPECT_THAT(*engine.insecure_registries, IsEmpty());
  EXPECT_THAT(*engine.plugins, IsEmpty());
  EXPECT_EQ(engine.swarm->state, "inactive");
  EXPECT_FALSE(engine.swarm_cluster);
  const EngineFacts podman = recorded(kPodman4).engine;
  EXPECT_EQ(podman.plugins.cause(), Cause::not_reported);
  EXPECT_THAT(*podman.components, Contains(EngineComponent{"runc", "1.1.5+ds1"}));
}

TEST(Recorded, Networks) {
  for (const char* engine : {kDocker20, kDocker26}) {
    std::map<std::string, NetworkFacts> by_name;
    const Snapshot seen = recorded(engine);
    for (const auto& [id, network] : seen.networks) by_name.emplace(network.name, network);
    EXPECT_TRUE(*by_name.at("bridge").default_bridge) << engine;
    EXPECT_TRUE(*by_name.at("bridge").inter_container_traffic) << engine;
    EXPECT_EQ(*by_name.at("bridge").host_binding, "0.0.0.0") << engine;
    EXPECT_FALSE(*by_name.at("lab").default_bridge) << engine;
    EXPECT_EQ(*by_name.at("host").driver, "host") << engine;
  }
}

const ImageFacts& image_of(const Snapshot& seen, std::string_view container_name) {
  for (const auto& facts : seen.stopped) {
    if (facts->name == container_name) return seen.images.at(facts->image_id);
  }
  throw std::runtime_error("not recorded: " + std::string(container_name));
}

/// Position, counted from after the base image's steps, instruction and match.
std::vector<std::tuple<std::int64_t, std::string, std::string>> faults(const ImageFacts& image) {
  std::vector<std::tuple<std::int64_t, std::string, std::string>> all;
  for (const ImageStep& step : *image.faulty_steps) all.emplace_back(step.position - 1, step.instruction, step.matched);
  return all;
}

TEST(Recorded, FaultyStepsOfAnImageInEveryForm) {
  using Step = std::tuple<std::int64_t, std::string, std::string>;
  for (const auto& [engine, name, archive] :
       {std::tuple{kDocker20, "of-faulty-image", "file:"}, std::tuple{kDocker20, "of-faulty-buildkit-image", ".tar"},
        std::tuple{kDocker26, "of-faulty-image", "file:"}, std::tuple{kPodman4, "of-faulty-image", "file:"}}) {
    const Snapshot seen = recorded(engine);
    const ImageFacts& image = image_of(seen, name);
    EXPECT_THAT(faults(image), ElementsAre(Step{1, "ARG", "NPM_TOKEN"}, Step{3, "ADD", archive},
                                           Step{5, "RUN", "apt-get update"}, Step{7, "RUN", "curl | sh"},
                                           Step{8, "RUN", "--allow-unauthenticated"}, Step{9, "RUN", "NOPASSWD"}))
        << engine << ' ' << name;
    EXPECT_EQ(*image.user, "1000");
    EXPECT_THAT(*image.exposed_ports, ElementsAre("22/tcp"));
    EXPECT_THAT(*image.volumes, ElementsAre("/dev"));
    EXPECT_THAT(*image.secret_environment, ElementsAre("API_KEY"));
  }
}

TEST(Recorded, EachLayerOfAnImageHasItsDirectory) {
  for (const char* engine : {kDocker20, kDocker20Remapped, kDocker26, kPodman4}) {
    const Snapshot seen = recorded(engine);
    const ImageFacts& image = image_of(seen, "of-faulty-image");
    const ImageFacts& base = image_of(seen, "created");
    ASSERT_EQ(base.layers->size(), 1U) << engine;
    EXPECT_EQ(image.layers->front(), base.layers->front()) << engine;
    EXPECT_GE(image.layers->size(), 3U) << engine;
    for (const ImageLayer& layer : *image.layers) EXPECT_TRUE(layer.directory.starts_with('/')) << engine;
  }
}

TEST(Recorded, HealthChecksOfImages) {
  const auto healthcheck = [](const char* engine) {
    const Snapshot seen = recorded(engine);
    return seen.images.at(container(seen, "hardened-by-image").image_id).healthcheck;
  };
  EXPECT_TRUE(*healthcheck(kDocker20));
  EXPECT_TRUE(*healthcheck(kDocker26));
  EXPECT_EQ(healthcheck(kPodman4).cause(), Cause::not_reported);
  EXPECT_FALSE(healthcheck(kPodman4));
}

constexpr std::string_view kSecret = "planted-secret-8d1f";

/// All text of all facts of a container: whatever can be printed of it.
std::string all_text(const ContainerFacts& facts) {
  std::ostringstream text;
  for (const auto& one : {facts.id, facts.name, facts.image, facts.image_id, facts.identity}) text << one << '\n';
  for (const auto& fact :
       {facts.user, facts.userns_mode, facts.apparmor_profile, facts.process_label, facts.cpuset_cpus,
        facts.cgroup_parent, facts.pid_mode, facts.ipc_mode, facts.uts_mode, facts.network_mode, facts.cgroupns_mode,
        facts.state, facts.runtime, facts.health, facts.log_driver}) {
    if (fact) text << *fact << '\n';
  }
  for (const auto& fact : {facts.group_add, facts.cap_add, facts.cap_drop, facts.device_cgroup_rules, facts.networks,
                           facts.sysctls, facts.secret_environment, facts.executable_tmpfs}) {
    if (!fact) continue;
    for (const std::string& one : *fact) text << one << '\n';
  }
  for (const auto& fact : {facts.masked_paths, facts.readonly_paths}) {
    if (!fact) continue;
    for (const std::string& one : **fact) text << one << '\n';
  }
  if (facts.mounts) {
    for (const Mount& mount : *facts.mounts)
      text << mount.source << mount.destination << mount.volume_name << mount.driver;
  }
  if (facts.exec_sessions) {
    for (const ExecSession& session : *facts.exec_sessions) text << session.id << session.user << '\n';
  }
  if (facts.security_options) {
    const SecurityOptions& options = *facts.security_options;
    text << options.apparmor.value_or("") << options.label_type.value_or("") << options.seccomp_default_action;
  }
  return text.str();
}

std::string all_text(const VolumeFacts& volume) {
  std::string text = volume.name;
  for (const auto* fact : {&volume.driver, &volume.option_type, &volume.option_device, &volume.option_o}) {
    if (*fact) text += "\n" + **fact;
  }
  return text;
}

std::string all_text(const ImageFacts& image) {
  std::ostringstream text;
  text << image.id << '\n';
  for (const auto& fact :
       {image.repo_digests, image.repo_tags, image.exposed_ports, image.volumes, image.secret_environment}) {
    if (!fact) continue;
    for (const std::string& one : *fact) text << one << '\n';
  }
  if (image.faulty_steps) {
    for (const ImageStep& step : *image.faulty_steps) text << step.instruction << ' ' << step.matched << '\n';
  }
  if (image.user) text << *image.user << '\n';
  return text.str();
}

/// Whether the secret was planted in an answer of this folder.
bool planted_in(const std::filesystem::path& folder) {
  return std::ranges::any_of(std::filesystem::directory_iterator(folder), [](const auto& file) {
    return read_file(file.path()).find(kSecret) != std::string::npos;
  });
}

TEST(Recorded, NoSecretOfASessionOrABuildIsInAnyFact) {
  for (const char* engine : {kDocker20, kDocker20Remapped, kDocker26, kPodman4}) {
    ASSERT_TRUE(planted_in(recorded_folder(engine) / "images")) << engine;
    ASSERT_TRUE(planted_in(recorded_folder(engine) / "exec")) << engine;
    const Snapshot seen = recorded(engine);
    for (const auto* containers : {&seen.containers, &seen.stopped}) {
      for (const auto& facts : *containers) EXPECT_EQ(all_text(*facts).find(kSecret), std::string::npos) << facts->name;
    }
    for (const auto& [id, image] : seen.images) EXPECT_EQ(all_text(image).find(kSecret), std::string::npos) << id;
  }
}

TEST(Recorded, NoPlantedSecretIsInAnyFact) {
  const std::string answer = read_file(recorded_folder(kDocker20) / "inspect" / "planted-secrets.json");
  ASSERT_NE(answer.find(kSecret), std::string::npos);
  ASSERT_NE(read_file(recorded_folder(kDocker20) / "volumes.json").find(kSecret), std::string::npos);
  const Snapshot seen = recorded(kDocker20);
  for (const auto& facts : seen.containers) EXPECT_EQ(all_text(*facts).find(kSecret), std::string::npos) << facts->name;
  for (const auto& [name, volume] : seen.volumes) EXPECT_EQ(all_text(volume).find(kSecret), std::string::npos) << name;
}

TEST(Recorded, ACrowdOfThemIsReadWhole) {
  EngineAtPath engine;
  replay_many(engine.fake, recorded_folder(kDocker20), std::make_shared<Crowd>(recorded_folder(kDocker20), 300, ""));
  const Snapshot snapshot = EngineReader(engine.options()).read({}).value();
  EXPECT_EQ(snapshot.containers.size(), 300U);
  EXPECT_THAT(snapshot.unread, IsEmpty());
}

}  // namespace
}  // namespace plimsoll::testing
