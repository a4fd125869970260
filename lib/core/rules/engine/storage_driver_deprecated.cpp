#include <algorithm>

#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "2.6"}, {"1.8.0", "2.6"}, {"1.8.0", "2.7"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/engine/storage/drivers/select-storage-driver/",
                                            "https://docs.docker.com/engine/deprecated/"};
constexpr std::string_view kReads[] = {"engine.storage_driver"};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::other_engine};

constexpr std::string_view kDeprecated[] = {"aufs", "devicemapper", "overlay", "vfs"};

Verdict judge(const EngineFacts& engine, const Context&) {
  if (engine.kind == EngineKind::podman) return not_applicable(NotApplicable::other_engine);
  const auto& driver = engine.storage_driver;
  if (!driver) return unknown(driver);
  if (std::ranges::find(kDeprecated, *driver) == std::end(kDeprecated)) return pass();
  return violation(item("storage-driver", driver, "overlay2, or the containerd image store"));
}

}  // namespace

PLIMSOLL_RULE(storage_driver_deprecated){
    .id = "storage-driver-deprecated",
    .title = "Engine stores containers with a driver that nobody maintains",
    .severity = Severity::low,
    .cis = kCis,
    .rationale =
        "The drivers aufs, devicemapper and overlay get no fixes and are gone from current engines; vfs is meant for "
        "tests and shares nothing between containers.",
    .remediation =
        "Move to overlay2 or to the containerd image store: save what is needed, change storage-driver, load it again.",
    .impact = "Images and containers of the old driver are not visible under the new one.",
    .violation_example = "storage-driver: devicemapper",
    .pass_example = "storage-driver: overlay2",
    .references = kReferences,
    .not_applicable_when = kNotApplicable,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
