// That a container's list of ways to root is shown under the findings that tell the same, and alone where none does.

#include <gtest/gtest.h>

#include <stdexcept>

#include "lib/config/policy/parse_policy.hpp"
#include "plimsoll/judge.hpp"
#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {
namespace {

Finding root_equivalent_of(const World& world, const Policy& policy) {
  Snapshot snapshot;
  snapshot.engine = world.engine;
  snapshot.host = world.host;
  snapshot.containers.push_back(std::make_shared<ContainerFacts>(world.container));
  snapshot.images.emplace(world.image.id, world.image);
  std::optional<Finding> found;
  judge(policy, snapshot, std::chrono::year(2026) / 11 / 22, [&](const SubjectReport& report) {
    for (const Finding& finding : report.findings) {
      if (finding.rule == find_rule("root-equivalent")) found = finding;
    }
  });
  if (!found) throw std::logic_error("nothing was found");
  return *found;
}

Policy policy_of(const std::string& text) {
  return parse_policy({{.name = "policy.yaml", .text = "policy: v1\n" + text}}).value();
}

void add_core_pattern(World& world) {
  world.container.user = seen("0");
  world.container.apparmor_profile = seen("unconfined");
  world.container.readonly_paths = seen_shared({});
}

World with_socket() {
  World world;
  world.bind("/run/docker.sock");
  return world;
}

TEST(RootEquivalentFinding, IsShownUnderTheOneThatTellsTheSame) {
  const Finding finding = root_equivalent_of(with_socket(), Policy::built_in());
  EXPECT_EQ(finding.verdict->implied_by, "docker-socket-mounted");
  EXPECT_FALSE(finding.is_primary());
}

TEST(RootEquivalentFinding, StandsAloneIfNoRuleTellsOneOfTheWays) {
  World world = with_socket();
  add_core_pattern(world);
  EXPECT_TRUE(root_equivalent_of(world, Policy::built_in()).is_primary());
}

TEST(RootEquivalentFinding, StandsAloneIfTheRuleThatTellsTheSameIsOff) {
  const Policy policy = policy_of("rules: {docker-socket-mounted: {enabled: false, reason: \"told elsewhere\"}}");
  EXPECT_TRUE(root_equivalent_of(with_socket(), policy).is_primary());
}

TEST(RootEquivalentFinding, IsAcceptedWithTheOneThatTellsTheSame) {
  const Policy policy = policy_of(R"(waivers:
  - rule: docker-socket-mounted
    image: docker.io/library/web
    reason: "It is the proxy"
    owner: us@corp.example
    expires: 2026-12-31
)");
  EXPECT_FALSE(root_equivalent_of(with_socket(), policy).open());
}

}  // namespace
}  // namespace plimsoll::testing
