#include "lib/core/rules/common/fix_steps.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "5.15"}};
constexpr std::string_view kReferences[] = {
    "https://docs.docker.com/engine/containers/start-containers-automatically/"};
constexpr std::string_view kReads[] = {"container.restart_policy"};

constexpr Setting kMaxRetries{.name = "max_retries",
                              .default_integer = 5,
                              .minimum = 1,
                              .maximum = 1000,
                              .about = "Largest number of restarts after failures that counts as bounded."};
constexpr Setting kSettings[] = {kMaxRetries};

bool is_bounded(const RestartPolicy& policy, std::int64_t max_retries) {
  if (policy.name.empty() || policy.name == "no") return true;
  const bool counts = policy.name == "on-failure" && policy.maximum_retry_count > 0;
  return counts && policy.maximum_retry_count <= max_retries;
}

/// As --restart takes it.
std::string spelled(const RestartPolicy& policy) {
  if (policy.maximum_retry_count == 0) return policy.name;
  return policy.name + ":" + show(policy.maximum_retry_count);
}

std::string bounded(const Context& context) { return spelled({"on-failure", context.settings.integer(kMaxRetries)}); }

Verdict judge(const ContainerFacts& container, const Context& context) {
  const auto& policy = container.restart_policy;
  if (!policy) return unknown(policy);
  if (is_bounded(*policy, context.settings.integer(kMaxRetries))) return pass();
  const std::string wanted = "no, or at most " + bounded(context);
  return violation(item_of("restart", policy, std::string(policy.path()), spelled(*policy), wanted));
}

std::vector<FixStep> fix(const ContainerFacts& container, const Context& context, const Verdict&) {
  if (!container.restart_policy) return {};
  const std::string seen = spelled(*container.restart_policy);
  const std::string wanted = bounded(context);
  return {to_remove("--restart=" + seen, "restart: " + compose_text(seen)),
          to_add("--restart=" + wanted, "restart: " + compose_text(wanted))};
}

}  // namespace

PLIMSOLL_RULE(restart_policy_unbounded){
    .id = "restart-policy-unbounded",
    .title = "Container is restarted without end",
    .severity = Severity::low,
    .cis = kCis,
    .rationale =
        "A program that crashes at once is started again and again: it burns the host's time, floods the log "
        "and hides that something is wrong.",
    .remediation = "Use on-failure with a small number of retries.",
    .impact =
        "After that many failures it stays down until somebody starts it, and on-failure does not start it after "
        "a clean exit.",
    .violation_example = "--restart=always",
    .pass_example = "--restart=on-failure:5",
    .references = kReferences,
    .settings = kSettings,
    .reads = kReads,
    .judge = judge,
    .fix = fix,
};

}  // namespace plimsoll::rules
