#include "lib/core/rules/container/namespaces/namespace_chain.hpp"

#include <algorithm>
#include <optional>

#include "lib/core/rules/common/fix_steps.hpp"
#include "lib/core/rules/common/in_force.hpp"

namespace plimsoll {
namespace {

constexpr std::string_view kWanted = "not the host's";
constexpr std::string_view kJoin = "container:";
constexpr std::string_view kNamespaceFile = "ns:";  // Podman; the file may well be the host's
constexpr std::string_view kHost = "host";

/// No engine makes longer chains, nor circles; a snapshot file may hold either.
constexpr int kLongestChain = 64;

Fact<std::string> unresolved(const Fact<std::string>& mode) { return {Cause::unresolved, mode.source(), mode.path()}; }

std::optional<bool> is_host_to_kernel(const ContainerFacts& container, NamespaceKind kind) {
  if (!container.effective) return std::nullopt;
  const auto& hosts = (*container.effective)->host_namespaces;
  return hosts ? std::optional(std::ranges::count(*hosts, kind) != 0) : std::nullopt;
}

}  // namespace

std::string_view joined_container(std::string_view mode) {
  return mode.starts_with(kJoin) ? mode.substr(kJoin.size()) : std::string_view();
}

const ContainerFacts* owner_of_namespace(const ContainerFacts& container, NamespaceMode mode,
                                         const Inventory& inventory) {
  const ContainerFacts* link = &container;
  for (int i = 0; link && i < kLongestChain; ++i) {
    const Fact<std::string>& fact = link->*mode;
    if (!fact || !fact->starts_with(kJoin)) return link;
    link = inventory.container(joined_container(*fact));
  }
  return nullptr;
}

Fact<std::string> end_of_chain(const ContainerFacts& container, NamespaceMode mode, const Inventory& inventory) {
  const ContainerFacts* owner = owner_of_namespace(container, mode, inventory);
  if (owner == nullptr) return unresolved(container.*mode);
  const Fact<std::string>& end = owner->*mode;
  return end && end->starts_with(kNamespaceFile) ? unresolved(end) : end;
}

Verdict judge_host_namespace(const ContainerFacts& container, const Context& context, const JudgedNamespace& judged) {
  const Fact<std::string>& own = container.*judged.mode;
  const Fact<std::string> end = end_of_chain(container, judged.mode, context.inventory);
  if (end && *end == kHost) {
    const std::string seen = *own == kHost ? *own : *own + ", which has the host's";
    return violation(item_of(std::string(judged.key), own, std::string(own.path()), seen, std::string(kWanted)));
  }
  const auto truth = is_host_to_kernel(container, judged.kind);
  if (!truth) return end ? pass() : unknown(end);
  if (!*truth) return pass();
  return violation(item_of(std::string(judged.key), container.effective, "/proc/PID/ns/" + std::string(judged.file),
                           "the host's" + with_declared(own), std::string(kWanted)));
}

std::string spelled_mode(const std::string& mode, const Inventory& inventory) {
  const std::string_view joined = joined_container(mode);
  const ContainerFacts* other = joined.empty() ? nullptr : inventory.container(joined);
  return other ? std::string(kJoin) + other->name : mode;
}

FixStep remove_mode(std::string_view option, std::string_view compose_key, const std::string& mode,
                    const Inventory& inventory) {
  const std::string spelled = spelled_mode(mode, inventory);
  return to_remove(std::string(option) + spelled, std::string(compose_key) + ": " + compose_text(spelled));
}

}  // namespace plimsoll
