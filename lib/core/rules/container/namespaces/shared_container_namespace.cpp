#include "lib/core/rules/container/namespaces/namespace_chain.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr std::string_view kReferences[] = {"https://docs.docker.com/reference/cli/docker/container/run/#network",
                                            "https://man7.org/linux/man-pages/man7/namespaces.7.html"};
constexpr std::string_view kReads[] = {"container.ipc_mode", "container.network_mode", "container.pid_mode"};

struct Namespace {
  std::string_view key;
  NamespaceMode mode;
  std::string_view option;
  std::string_view compose_key;
};

constexpr Namespace kNamespaces[] = {
    {"pid", &ContainerFacts::pid_mode, "--pid=", "pid"},
    {"ipc", &ContainerFacts::ipc_mode, "--ipc=", "ipc"},
    {"network", &ContainerFacts::network_mode, "--network=", "network_mode"},
};

bool is_joined(const Fact<std::string>& mode) { return mode && !joined_container(*mode).empty(); }

Verdict judge(const ContainerFacts& container, const Context&) {
  std::vector<Item> items;
  const Fact<std::string>* missing = nullptr;
  for (const Namespace& space : kNamespaces) {
    const Fact<std::string>& mode = container.*space.mode;
    if (!mode) missing = &mode;
    if (is_joined(mode)) items.push_back(item(std::string(space.key), mode, "its own"));
  }
  if (items.empty() && missing != nullptr) return unknown(*missing);
  return violation_if_any(std::move(items));
}

std::vector<FixStep> fix(const ContainerFacts& container, const Context& context, const Verdict&) {
  std::vector<FixStep> changes;
  for (const auto& [key, member, option, compose_key] : kNamespaces) {
    const Fact<std::string>& mode = container.*member;
    if (is_joined(mode)) changes.push_back(remove_mode(option, compose_key, *mode, context.inventory));
  }
  return changes;
}

}  // namespace

PLIMSOLL_RULE(shared_container_namespace){
    .id = "shared-container-namespace",
    .title = "Container shares a namespace of another container",
    .severity = Severity::low,
    .rationale = "Whoever breaks into one of them reaches the other's loopback services, shared memory or processes.",
    .remediation = "Give it a namespace of its own unless the two belong together, as a program and its proxy do.",
    .impact = "The two can no longer talk through loopback, shared memory or signals.",
    .violation_example = "--network=container:web",
    .pass_example = "--network=backend, the network of the other container",
    .references = kReferences,
    .reads = kReads,
    .judge = judge,
    .fix = fix,
};

}  // namespace plimsoll::rules
