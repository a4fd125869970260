#include "lib/core/rules/common/fix_steps.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "2.13"}, {"1.8.0", "2.14"}};
constexpr std::string_view kReferences[] = {"https://docs.docker.com/engine/logging/configure/",
                                            "https://www.cisecurity.org/benchmark/docker"};
constexpr std::string_view kReads[] = {"container.log_driver"};
constexpr std::string_view kNone = "none";

Verdict judge(const ContainerFacts& container, const Context&) {
  const auto& driver = container.log_driver;
  if (!driver) return unknown(driver);
  if (driver->empty()) return unknown(Cause::not_reported, driver.source(), driver.path());
  return *driver == kNone ? violation(item("log", driver, "a driver that keeps or sends it")) : pass();
}

std::vector<FixStep> fix(const ContainerFacts&, const Context& context, const Verdict&) {
  const auto& by_default = context.engine.logging_driver;
  if (by_default && *by_default == kNone) return {to_add("--log-driver=local", "logging: {driver: local}")};
  return {to_remove("--log-driver=none", "logging: {driver: none}")};
}

}  // namespace

PLIMSOLL_RULE(logging_disabled){
    .id = "logging-disabled",
    .title = "Container's output is thrown away",
    .severity = Severity::medium,
    .cis = kCis,
    .rationale = "After a break-in, or a crash, nobody can tell what the program did.",
    .remediation = "Leave the engine's driver in force, or name one that keeps or sends the output.",
    .impact = "The output takes room on the disk or on the network; it may hold what should not be kept.",
    .violation_example = "docker run --log-driver=none IMAGE",
    .pass_example = "docker run --log-driver=local IMAGE",
    .references = kReferences,
    .reads = kReads,
    .judge = judge,
    .fix = fix,
};

}  // namespace plimsoll::rules
