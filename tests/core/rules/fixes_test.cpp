// That doing what a rule says makes its violation go away. Changes are applied to the facts as the engine would.

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {
namespace {

using StringList = std::vector<std::string>;

void change_list(Fact<StringList>& list, FixStep::Action action, const std::string& value) {
  StringList texts = *list;
  if (action == FixStep::Action::add) texts.push_back(value);
  if (action == FixStep::Action::remove) std::erase(texts, value);
  list = seen(std::move(texts));
}

void set_masks(ContainerFacts& container) {
  container.masked_paths = World().container.masked_paths;
  container.readonly_paths = World().container.readonly_paths;
}

void unset_privileges(World& world) {
  world.container.privileged = seen(false);
  world.container.apparmor_profile = seen("docker-default");
  world.container.process_label = seen("system_u:system_r:container_t:s0:c1,c2");
  if (!world.container.masked_paths) set_masks(world.container);
}

void add_security_option(World& world, SecurityOptions& options, const std::string& value) {
  if (value == "no-new-privileges:true") options.no_new_privileges = true;
  if (value == "apparmor=docker-default") world.container.apparmor_profile = seen("docker-default");
  if (value == "label=type:container_t") world.container.process_label = seen("system_u:system_r:container_t:s0:c1,c2");
  if (value == "seccomp=builtin") {
    options.seccomp = SecurityOptions::Seccomp::custom;
    options.seccomp_default_action = "SCMP_ACT_ERRNO";
  }
}

void remove_security_option(World& world, SecurityOptions& options, const std::string& value) {
  if (value == "no-new-privileges:false") options.no_new_privileges.reset();
  if (value == "seccomp=unconfined" || value == "seccomp=FILE") options.seccomp = SecurityOptions::Seccomp::not_set;
  if (value == "systempaths=unconfined") set_masks(world.container);
  if (value.starts_with("label=")) {
    options.label_disable = false;
    options.label_type.reset();
    world.container.process_label = seen("system_u:system_r:container_t:s0:c1,c2");
  }
  if (value == "apparmor=unconfined") {
    options.apparmor.reset();
    world.container.apparmor_profile = seen("docker-default");
  }
}

void change_security_option(World& world, FixStep::Action action, const std::string& value) {
  SecurityOptions options = *world.container.security_options;
  if (action == FixStep::Action::add) add_security_option(world, options, value);
  if (action == FixStep::Action::remove) remove_security_option(world, options, value);
  world.container.security_options = seen(options);
}

template <class T, class Test>
bool remove_from(Fact<std::vector<T>>& list, Test test) {
  if (!list) return false;
  std::vector<T> elements = *list;
  const bool removed = std::erase_if(elements, test) != 0;
  list = seen(std::move(elements));
  return removed;
}

void remove_device(World& world, const std::string& value) {
  const std::string path = value.substr(0, value.find(':'));
  const auto has_path = [&](const Device& device) { return device.path_on_host == path; };
  if (remove_from(world.container.devices, has_path)) return;
  remove_from(world.container.device_requests, [&](const DeviceRequest& request) {
    return std::ranges::find(request.device_ids, value) != request.device_ids.end();
  });
}

void remove_mount_of(World& world, const std::string& value) {
  const std::string source = value.substr(0, value.find(':'));
  remove_from(world.container.mounts, [&](const Mount& mount) {
    return source == (mount.type == "volume" ? mount.volume_name : mount.source);
  });
}

void apply(World& world, const FixStep& change) {
  const std::size_t equals = change.flag.find('=');
  const std::string option = change.flag.substr(0, equals);
  const std::string value = equals == std::string::npos ? "" : change.flag.substr(equals + 1);
  ContainerFacts& container = world.container;
  if (option == "--privileged") return unset_privileges(world);
  if (option == "--cap-add") return change_list(container.cap_add, change.action, value);
  if (option == "--cap-drop") return change_list(container.cap_drop, change.action, value);
  if (option == "--group-add") return change_list(container.group_add, change.action, value);
  if (option == "--device-cgroup-rule") return change_list(container.device_cgroup_rules, change.action, value);
  if (option == "--security-opt") return change_security_option(world, change.action, value);
  if (option == "--device") return remove_device(world, value);
  if (option == "--volume") return remove_mount_of(world, value);
  if (option == "--user") container.user = seen(value);
  if (option == "--userns") container.userns_mode = seen("");
  if (option == "--gpus") container.device_requests = seen(std::vector<DeviceRequest>{});
}

/// Rules whose options `apply` knows.
constexpr std::string_view kRules[] = {"runs-as-root",
                                       "host-user-namespace",
                                       "dangerous-supplementary-group",
                                       "capability-root-equivalent",
                                       "capability-dangerous",
                                       "capability-added",
                                       "capability-net-raw",
                                       "capability-default-kept",
                                       "privileged",
                                       "privileged-in-user-namespace",
                                       "seccomp-disabled",
                                       "apparmor-disabled",
                                       "selinux-disabled",
                                       "no-new-privileges-missing",
                                       "masked-paths-removed",
                                       "readonly-paths-removed",
                                       "block-device-exposed",
                                       "host-device-exposed",
                                       "device-cgroup-rule-wide",
                                       "device-cgroup-rule"};

/// What the rule says once its changes are made: nothing is wrong, or what the container's lacking facts leave open.
void expect_fixed(const Rule& rule, const Case& test_case) {
  SCOPED_TRACE(std::string(rule.id) + ": " + std::string(test_case.name));
  World world;
  test_case.change(world);
  for (const FixStep& change : fix_in(rule, world)) apply(world, change);
  world.container.effective = missing(Cause::pending);  // other processes
  EXPECT_NE(to_string(judge_in(rule, world).kind), to_string(VerdictKind::violation));
}

TEST(Fixes, MakeEachViolationGoAway) {
  for (const RuleCases* table : all_cases()) {
    if (std::ranges::find(kRules, table->id()) == std::end(kRules)) continue;
    for (const Case& test_case : table->cases()) {
      if (test_case.expected.kind == VerdictKind::violation) expect_fixed(table->rule(), test_case);
    }
  }
}

StringList flags(const Rule& rule, const World& world) {
  StringList texts;
  for (const FixStep& change : fix_in(rule, world)) {
    texts.push_back((change.action == FixStep::Action::add ? "add " : "remove ") + change.flag + " | " +
                    change.compose);
  }
  return texts;
}

TEST(Fixes, NameTheShortestDeviceArgumentThatMeansTheSame) {
  World world;
  world.container.devices = seen({Device{"/dev/sda", "/dev/sda", "rwm"}, Device{"/dev/sdb", "/dev/sdb", ""},
                                  Device{"/dev/sdc", "/dev/sdc", "r"}, Device{"/dev/sdd", "/dev/xvda", "rwm"},
                                  Device{"/dev/sde", "/dev/xvdb", "rw"}});
  EXPECT_EQ(flags(rule("block-device-exposed"), world),
            (StringList{"remove --device=/dev/sda | devices: [\"/dev/sda\"]",
                        "remove --device=/dev/sdb | devices: [\"/dev/sdb\"]",
                        "remove --device=/dev/sdc:r | devices: [\"/dev/sdc:r\"]",
                        "remove --device=/dev/sdd:/dev/xvda | devices: [\"/dev/sdd:/dev/xvda\"]",
                        "remove --device=/dev/sde:/dev/xvdb:rw | devices: [\"/dev/sde:/dev/xvdb:rw\"]"}));
}

TEST(Fixes, NameGpusAsDockerRunTakesThem) {
  World world;
  world.container.device_requests =
      seen({DeviceRequest{.count = -1}, DeviceRequest{.count = 2}, DeviceRequest{.device_ids = {"0"}},
            DeviceRequest{.driver = "nvidia", .device_ids = {"0", "1"}},
            DeviceRequest{.driver = "cdi", .device_ids = {"nvidia.com/gpu=all"}}});
  EXPECT_EQ(flags(rule("host-device-exposed"), world),
            (StringList{
                "remove --gpus=all | gpus: [{count: all}]", "remove --gpus=2 | gpus: [{count: 2}]",
                "remove --gpus=device=0 | gpus: [{device_ids: [\"0\"]}]",
                "remove --gpus=driver=nvidia,\"device=0,1\" | gpus: [{driver: \"nvidia\", device_ids: [\"0\", \"1\"]}]",
                "remove --device=nvidia.com/gpu=all | devices: [\"nvidia.com/gpu=all\"]"}));
}

TEST(Fixes, TakeAwayWhatWasAddedAndDropWhatIsThereByDefault) {
  World world;
  world.container.cap_add = seen_texts({"NET_RAW"});
  world.container.cap_drop = seen_texts({});
  EXPECT_EQ(flags(rule("capability-net-raw"), world), (StringList{"remove --cap-add=NET_RAW | cap_add: [\"NET_RAW\"]",
                                                                  "add --cap-drop=NET_RAW | cap_drop: [\"NET_RAW\"]"}));
}

TEST(Fixes, DropNothingThatIsDroppedAlready) {
  World world;
  world.container.privileged = seen(true);
  world.container.cap_add = seen_texts({"ALL"});
  EXPECT_EQ(flags(rule("capability-net-raw"), world),
            (StringList{"remove --privileged | privileged: true", "remove --cap-add=ALL | cap_add: [\"ALL\"]"}));
}

TEST(Fixes, OfWhatPrivilegesExplainIsToTakeThemAway) {
  World world;
  world.container.privileged = seen(true);
  world.container.masked_paths = world.container.readonly_paths = missing(Cause::null);
  const StringList expected{"remove --privileged | privileged: true"};
  EXPECT_EQ(flags(rule("capability-root-equivalent"), world), expected);
  EXPECT_EQ(flags(rule("seccomp-disabled"), world), expected);
  EXPECT_EQ(flags(rule("masked-paths-removed"), world), expected);
  EXPECT_EQ(flags(rule("readonly-paths-removed"), world), expected);
  EXPECT_EQ(flags(rule("block-device-exposed"), world), expected);
}

TEST(Fixes, KeepHostileTextInOneArgumentAndOneYamlScalar) {
  World world;
  world.container.device_cgroup_rules = seen_texts({"c 1:1 r\"]\nprivileged: true\n$HOME"});
  EXPECT_EQ(flags(rule("device-cgroup-rule"), world),
            (StringList{"remove --device-cgroup-rule=c 1:1 r\"]\nprivileged: true\n$HOME | "
                        "device_cgroup_rules: [\"c 1:1 r\\\"]\\x0aprivileged: true\\x0a$$HOME\"]"}));
}

}  // namespace
}  // namespace plimsoll::testing
