#include "lib/core/rules/common/items.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "1.2.1"}};
constexpr std::string_view kReferences[] = {"https://www.cisecurity.org/cis-benchmarks",
                                            "https://docs.kernel.org/admin-guide/sysctl/kernel.html"};
constexpr std::string_view kReads[] = {"host.kernel_settings"};

Verdict judge(const HostFacts& host, const Context&) {
  const auto& settings = host.kernel_settings;
  if (!settings) return unknown(settings);
  std::vector<Item> items;
  for (const KernelSetting& setting : *settings) {
    items.push_back(item_of(setting.name, settings, setting.name, setting.value, "as the host's own standard asks"));
  }
  return manual(std::move(items));
}

}  // namespace

PLIMSOLL_RULE(host_hardening){
    .id = "host-hardening",
    .title = "Whether the host itself is hardened is for a person to judge",
    .severity = Severity::low,
    .cis = kCis,
    .rationale =
        "Containers share the host's kernel, users and updates: no setting of the engine makes up for a host that is "
        "open.",
    .remediation =
        "Compare the host with the benchmark of its distribution; the evidence shows the kernel settings that matter "
        "most to containers.",
    .impact = "As the benchmark of the distribution tells for each of its items.",
    .violation_example = "none: it is always left to a person",
    .pass_example = "none: it is always left to a person",
    .references = kReferences,
    .reads = kReads,
    .judge = judge,
    .for_a_person = true,
};

}  // namespace plimsoll::rules
