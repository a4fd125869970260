#include <algorithm>

#include "lib/core/rules/common/fix_steps.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr std::string_view kReferences[] = {"https://docs.docker.com/engine/logging/drivers/json-file/",
                                            "https://docs.docker.com/engine/logging/configure/"};
constexpr std::string_view kReads[] = {"container.log_driver", "container.log_size_limited"};
// Of the drivers that keep a log on this host, `local` and journald have a limit unless told otherwise.
constexpr std::string_view kUnlimited[] = {"json-file", "k8s-file"};

/// The engine writes its own log-opts into each container that it makes, so the container's are those in force: what
/// the engine was told since changes nothing for it.
Verdict judge(const ContainerFacts& container, const Context&) {
  const auto& [driver, limited] = std::tie(container.log_driver, container.log_size_limited);
  if (!driver) return unknown(driver);
  if (driver->empty()) return unknown(Cause::not_reported, driver.source(), driver.path());
  if (std::ranges::count(kUnlimited, *driver) == 0) return pass();
  if (!limited) return unknown(limited);
  return *limited ? pass()
                  : violation(
                        item_of("log", limited, std::string(limited.path()), *driver + " without a limit", "max-size"));
}

std::vector<FixStep> fix(const ContainerFacts&, const Context&, const Verdict&) {
  return {to_add("--log-opt=max-size=10m", "logging: {options: {max-size: 10m}}")};
}

}  // namespace

PLIMSOLL_RULE(log_size_unlimited){
    .id = "log-size-unlimited",
    .title = "Container's log may fill the host's disk",
    .severity = Severity::medium,
    .rationale =
        "What a container prints is kept for as long as it exists. One that prints a lot, by mistake or because "
        "somebody makes it, stops every other container that needs the disk.",
    .remediation =
        "Set max-size and max-file by --log-opt, for all containers in daemon.json, or use the driver local.",
    .impact = "What is older than the limit is gone: send logs to another host if they must be kept.",
    .violation_example = "docker run IMAGE, with the driver json-file as it is by default",
    .pass_example = "docker run --log-opt max-size=10m IMAGE; docker run --log-driver=local IMAGE",
    .references = kReferences,
    .reads = kReads,
    .judge = judge,
    .fix = fix,
};

}  // namespace plimsoll::rules
