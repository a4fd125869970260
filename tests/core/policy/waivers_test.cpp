#include "lib/core/policy/waivers.hpp"

#include <gtest/gtest.h>

#include <optional>

namespace plimsoll {
namespace {

using std::chrono::sys_days;
using namespace std::chrono_literals;

constexpr std::string_view kDigest = "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
constexpr std::string_view kOther = "sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
constexpr std::string_view kId = "sha256:1111111111111111111111111111111111111111111111111111111111111111";

/// A waiver that covers `violation()`, and a violation that it covers.
Waiver waiver() { return {.rule = "docker-socket-mounted", .expires = 2027y / 3 / 31}; }

struct Violation {
  std::string rule = "docker-socket-mounted";
  std::string identity = "traefik";
  std::optional<ImageFacts> image;
  std::vector<std::string> keys = {"/var/run/docker.sock"};
  sys_days today = 2027y / 3 / 1;
};

ImageFacts image(std::vector<std::string> repo_digests, std::vector<std::string> repo_tags = {}) {
  return {.id = std::string(kId),
          .repo_digests = {std::move(repo_digests), Source::engine, "RepoDigests"},
          .repo_tags = {std::move(repo_tags), Source::engine, "RepoTags"}};
}

bool covered(const Waiver& waiver, const Violation& violation) {
  std::vector<Item> items;
  for (const std::string& key : violation.keys) items.push_back({.key = key});
  const ImageFacts* facts = violation.image ? &*violation.image : nullptr;
  return covers(waiver, violation.rule, violation.identity, facts, facts ? facts->id : kId, items, violation.today);
}

TEST(Waivers, CoverOnlyTheirRule) {
  EXPECT_TRUE(covered(waiver(), {}));
  EXPECT_FALSE(covered(waiver(), {.rule = "docker-socket"}));
}

TEST(Waivers, LastDayIsIncluded) {
  EXPECT_TRUE(covered(waiver(), {.today = 2027y / 3 / 31}));
  EXPECT_FALSE(covered(waiver(), {.today = 2027y / 4 / 1}));
}

TEST(Waivers, ContainerIsAShellPatternOfTheIdentity) {
  const struct {
    const char* pattern;
    const char* identity;
    bool covers;
  } cases[] = {
      {"traefik", "traefik", true},
      {"traefik", "traefik2", false},
      {"traefik", "my-traefik", false},
      {"traefik", "Traefik", false},
      {"traefik-*", "traefik-1", true},
      {"traefik-*", "traefik", false},
      {"traefik-[12]", "traefik-3", false},
      {"traefi?", "traefik", true},
      {"*", "anything", true},
      {"*", "traefik~0123456789ab", false},
      {"traefik*", "traefik~0123456789ab", false},
      {"traefik~0123456789ab", "traefik~0123456789ab", false},
  };
  for (const auto& [pattern, identity, expected] : cases) {
    Waiver waived = waiver();
    waived.container = pattern;
    EXPECT_EQ(covered(waived, {.identity = identity}), expected) << pattern << " and " << identity;
  }
}

TEST(Waivers, IdentityIsComparedBeyondANul) {
  Waiver waived = waiver();
  waived.container = "traefik";
  EXPECT_FALSE(covered(waived, {.identity = std::string("traefik\0evil", 12)}));
}

TEST(Waivers, ItemsMustAllBeCovered) {
  const struct {
    std::vector<std::string> patterns;
    std::vector<std::string> keys;
    bool covers;
  } cases[] = {
      {{}, {"/var/run/docker.sock", "/run/podman/podman.sock"}, true},
      {{"/var/run/docker.sock"}, {"/var/run/docker.sock"}, true},
      {{"/var/run/docker.sock"}, {"/var/run/docker.sock", "/run/podman/podman.sock"}, false},
      {{"/var/run/docker.sock", "/run/podman/*"}, {"/var/run/docker.sock", "/run/podman/podman.sock"}, true},
      {{"/var/run/docker.sock", "/never/seen"}, {"/var/run/docker.sock"}, true},
      {{"/run/*"}, {"/run/podman/podman.sock"}, false},
      {{"*"}, {"/etc"}, false},
      {{"NET_*"}, {"NET_ADMIN"}, true},
      {{"NET_*"}, {"NET_ADMIN", "SYS_ADMIN"}, false},
  };
  for (const auto& [patterns, keys, expected] : cases) {
    Waiver waived = waiver();
    waived.items = patterns;
    EXPECT_EQ(covered(waived, {.keys = keys}), expected) << keys.back();
  }
}

std::string at(std::string_view repository, std::string_view digest) {
  return std::string(repository) + "@" + std::string(digest);
}

TEST(Waivers, ImageIsWhatARegistryOrTheEngineComputed) {
  const struct {
    std::string scope;
    std::string repo_digest;
    bool covers;
  } cases[] = {
      {"docker.io/library/traefik", at("traefik", kDigest), true},
      {"docker.io/traefik", at("traefik", kDigest), true},
      {"index.docker.io/library/traefik", at("traefik", kDigest), true},
      {"traefik", at("traefik", kDigest), true},
      {"traefik", at("docker.io/library/traefik", kDigest), true},
      {"traefik", at("traefik2", kDigest), false},
      {"traefik", at("evil/traefik", kDigest), false},
      {"traefik", at("quay.io/library/traefik", kDigest), false},
      {"traefik", at("localhost/traefik", kDigest), false},
      {"library/traefik", at("traefik", kDigest), true},
      {"docker.io/grafana/loki", at("grafana/loki", kDigest), true},
      {"grafana/loki", at("quay.io/grafana/loki", kDigest), false},
      {"quay.io/ceph/ceph", at("quay.io/ceph/ceph", kDigest), true},
      {"quay.io/ceph", at("quay.io/ceph/ceph", kDigest), false},
      {"localhost:5000/web", at("localhost:5000/web", kDigest), true},
      {"localhost:5000/web", at("localhost:5001/web", kDigest), false},
      {"docker.io.evil.example/library/traefik", at("traefik", kDigest), false},
      {std::string(kDigest), at("traefik", kDigest), true},
      {std::string(kDigest), at("anything", kDigest), true},
      {std::string(kDigest), at("traefik", kOther), false},
      {at("traefik", kDigest), at("docker.io/library/traefik", kDigest), true},
      {at("traefik", kDigest), at("traefik", kOther), false},
      {at("traefik", kDigest), at("evil/traefik", kDigest), false},
      {std::string(kId), at("traefik", kDigest), true},
      {"traefik", "traefik", false},
      {"traefik", "", false},
  };
  for (const auto& [scope, repo_digest, expected] : cases) {
    Waiver waived = waiver();
    waived.image = scope;
    EXPECT_EQ(covered(waived, {.image = image({repo_digest})}), expected) << scope << " and " << repo_digest;
  }
}

TEST(Waivers, AnyRepoDigestCounts) {
  Waiver waived = waiver();
  waived.image = "traefik";
  EXPECT_TRUE(covered(waived, {.image = image({at("registry.corp.example/proxy", kOther), at("traefik", kDigest)})}));
}

TEST(Waivers, ATagOfTheWaivedNameProvesNothing) {
  Waiver waived = waiver();
  waived.image = "docker.io/library/traefik";
  EXPECT_FALSE(covered(waived, {.image = image({}, {"traefik:3", "docker.io/library/traefik:3"})}));
  EXPECT_FALSE(covered(waived, {.image = image({at("evil/traefik", kDigest)}, {"traefik:3"})}));
}

TEST(Waivers, AnImageThatWasNotReadIsNotTheWaivedOne) {
  Waiver waived = waiver();
  waived.image = "traefik";
  EXPECT_FALSE(covered(waived, {}));
  ImageFacts unreported = image({});
  unreported.repo_digests = {Cause::absent, Source::engine, "RepoDigests"};
  EXPECT_FALSE(covered(waived, {.image = unreported}));
  waived.image = kId;
  EXPECT_FALSE(covered(waived, {}));
}

TEST(Waivers, EveryScopeGivenMustMatch) {
  Waiver waived = waiver();
  waived.container = "traefik";
  waived.image = "traefik";
  waived.items = {"/var/run/docker.sock"};
  const ImageFacts ours = image({at("traefik", kDigest)});
  EXPECT_TRUE(covered(waived, {.image = ours}));
  EXPECT_FALSE(covered(waived, {.identity = "web", .image = ours}));
  EXPECT_FALSE(covered(waived, {.image = image({at("evil", kDigest)})}));
  EXPECT_FALSE(covered(waived, {.image = ours, .keys = {"/run/docker.sock"}}));
}

}  // namespace
}  // namespace plimsoll
