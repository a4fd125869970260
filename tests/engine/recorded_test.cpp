// What real engines answered, through the whole reader.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <sstream>

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
  EXPECT_THAT(snapshot.gaps, IsEmpty()) << engine_name;
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

TEST(Recorded, PodmanTellsLessAndOfItTheCauseIsKept) {
  for (const auto& facts : recorded(kPodman4).containers) {
    EXPECT_THAT(unknowns(*facts), UnorderedElementsAre(Pair("HostConfig.MaskedPaths", Cause::not_reported),
                                                       Pair("HostConfig.ReadonlyPaths", Cause::not_reported),
                                                       Pair("HostConfig.DeviceCgroupRules", Cause::not_reported),
                                                       Pair("HostConfig.DeviceRequests", Cause::not_reported),
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

constexpr std::string_view kSecret = "planted-secret-8d1f";

/// All text of all facts of a container: whatever can be printed of it.
std::string all_text(const ContainerFacts& facts) {
  std::ostringstream text;
  for (const auto& one : {facts.id, facts.name, facts.image, facts.image_id, facts.identity}) text << one << '\n';
  for (const auto& fact :
       {facts.user, facts.userns_mode, facts.apparmor_profile, facts.process_label, facts.cpuset_cpus,
        facts.cgroup_parent, facts.pid_mode, facts.ipc_mode, facts.uts_mode, facts.network_mode, facts.cgroupns_mode}) {
    if (fact) text << *fact << '\n';
  }
  for (const auto& fact : {facts.group_add, facts.cap_add, facts.cap_drop, facts.masked_paths, facts.readonly_paths,
                           facts.device_cgroup_rules, facts.networks}) {
    if (!fact) continue;
    for (const std::string& one : *fact) text << one << '\n';
  }
  if (facts.mounts) {
    for (const Mount& mount : *facts.mounts)
      text << mount.source << mount.destination << mount.volume_name << mount.driver;
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
  replay_many(engine.fake, recorded_folder(kDocker20), 300, "");
  const Snapshot snapshot = EngineReader(engine.options()).read({}).value();
  EXPECT_EQ(snapshot.containers.size(), 300U);
  EXPECT_THAT(snapshot.unread, IsEmpty());
}

}  // namespace
}  // namespace plimsoll::testing
