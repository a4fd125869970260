// Only what is worth waking for wakes: options that nobody asked for are no reason to.

#include <gtest/gtest.h>

#include "tests/core/rules/effective_cases.hpp"

namespace plimsoll::testing {
namespace {

/// Docker as its package sets it up, nothing configured, no swarm.
void install_engine(World& world) {
  EngineFacts& engine = world.engine;
  engine.live_restore = seen(false);
  engine.logging_driver = seen("json-file");
  engine.authorization_plugins = seen_texts({});
  engine.settings.userland_proxy = seen(true);
  engine.settings.no_new_privileges = engine.settings.log_size_limited = seen(false);
  engine.settings.publish_address = seen("");
  engine.settings.default_ulimits = seen_texts({});
  world.network = world.other_networks.front();
  world.network.inter_container_traffic = seen(true);
}

/// `docker run -d IMAGE`, of an image that names no user.
World run_without_options() {
  World world;
  ContainerFacts& container = world.container;
  container.image = "web:1";
  container.user = seen("");
  container.cap_drop = seen_texts({});
  container.security_options = seen(SecurityOptions{});
  container.readonly_rootfs = seen(false);
  container.memory_bytes = container.memory_swap_bytes = seen(std::int64_t{0});
  container.nano_cpus = container.pids_limit = seen(std::int64_t{0});
  container.restart_policy = seen(RestartPolicy{.name = "no"});
  container.network_mode = seen("default");
  container.networks = seen_texts({"bridge"});
  container.init = container.healthcheck = container.log_size_limited = seen(false);
  container.health = seen("none");
  ProcessCredentials process = holding(kDefaultCapabilities);
  process.seccomp = SeccompMode::filter;
  process.label = "docker-default (enforce)";
  const CgroupLimits limits{.memory_bytes = kNoLimit,
                            .memory_swap_bytes = kNoLimit,
                            .pids = 4'915,
                            .cpu_quota_us = kNoLimit,
                            .cpu_period_us = 100'000,
                            .cpu_weighted = false,
                            .cpu_restricted = false};
  set_effective(world, {.processes = {process}, .limits = limits, .host_namespaces = {}});
  install_engine(world);
  world.image.user = seen("");
  world.image.healthcheck = seen(false);
  world.image.scan = missing();
  return world;
}

TEST(Defaults, OfDockerRunGiveNothingAboveMedium) {
  const World world = run_without_options();
  for (const Rule* rule : catalogue()) {
    if (rule->severity <= Severity::medium) continue;
    EXPECT_NE(to_string(judge_in(*rule, world).kind), to_string(VerdictKind::violation)) << rule->id;
  }
}

TEST(Defaults, OfTheEngineAreToldByTheseRules) {
  const World world = run_without_options();
  for (const std::string_view id :
       {"engine-not-rootless", "user-namespace-remapping-off", "no-new-privileges-default-off",
        "authorization-plugin-missing", "default-ulimits-missing", "logging-not-central", "live-restore-off",
        "ports-published-everywhere", "userland-proxy-on", "inter-container-traffic"}) {
    EXPECT_EQ(to_string(judge_in(rule(id), world).kind), to_string(VerdictKind::violation)) << id;
  }
}

TEST(Defaults, OfDockerRunAreToldByTheseRules) {
  const World world = run_without_options();
  for (const std::string_view id :
       {"runs-as-root", "capability-net-raw", "capability-default-kept", "no-new-privileges-missing",
        "healthcheck-missing", "init-missing", "log-size-unlimited", "image-not-pinned", "image-runs-as-root",
        "image-healthcheck-missing", "image-not-scanned"}) {
    EXPECT_EQ(to_string(judge_in(rule(id), world).kind), to_string(VerdictKind::violation)) << id;
  }
}

}  // namespace
}  // namespace plimsoll::testing
