// Only what is worth waking for wakes: options that nobody asked for are no reason to.

#include <gtest/gtest.h>

#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {
namespace {

/// `docker run -d IMAGE`, of an image that names no user.
World run_without_options() {
  World world;
  ContainerFacts& container = world.container;
  container.user = seen("");
  container.cap_drop = seen_texts({});
  container.security_options = seen(SecurityOptions{});
  container.readonly_rootfs = seen(false);
  container.memory_bytes = container.memory_swap_bytes = seen(std::int64_t{0});
  container.nano_cpus = container.pids_limit = seen(std::int64_t{0});
  container.restart_policy = seen(RestartPolicy{.name = "no"});
  container.network_mode = seen("default");
  container.networks = seen_texts({"bridge"});
  return world;
}

TEST(Defaults, OfDockerRunGiveNothingAboveMedium) {
  const World world = run_without_options();
  for (const Rule* rule : catalogue()) {
    if (rule->severity <= Severity::medium) continue;
    EXPECT_NE(to_string(judge_in(*rule, world).kind), to_string(VerdictKind::violation)) << rule->id;
  }
}

TEST(Defaults, OfDockerRunAreToldByTheseRules) {
  const World world = run_without_options();
  for (const Rule* rule : {&rules::runs_as_root, &rules::capability_net_raw, &rules::capability_default_kept,
                           &rules::no_new_privileges_missing}) {
    EXPECT_EQ(to_string(judge_in(*rule, world).kind), to_string(VerdictKind::violation)) << rule->id;
  }
}

}  // namespace
}  // namespace plimsoll::testing
