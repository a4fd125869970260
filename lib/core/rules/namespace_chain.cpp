#include "lib/core/rules/namespace_chain.hpp"

#include "lib/core/rules/changes.hpp"

namespace plimsoll {
namespace {

constexpr std::string_view kJoin = "container:";
constexpr std::string_view kNamespaceFile = "ns:";  // Podman; the file may well be the host's
constexpr std::string_view kHost = "host";

/// No engine makes longer chains, nor circles; a snapshot file may hold either.
constexpr int kLongestChain = 64;

Fact<std::string> unresolved(const Fact<std::string>& mode) { return {Cause::unresolved, mode.source(), mode.path()}; }

}  // namespace

std::string_view joined_container(std::string_view mode) {
  return mode.starts_with(kJoin) ? mode.substr(kJoin.size()) : std::string_view();
}

const ContainerFacts* owner_of_namespace(const ContainerFacts& container, NamespaceMode mode,
                                         const Neighbours& neighbours) {
  const ContainerFacts* link = &container;
  for (int i = 0; link && i < kLongestChain; ++i) {
    const Fact<std::string>& fact = link->*mode;
    if (!fact || !fact->starts_with(kJoin)) return link;
    link = neighbours.container(joined_container(*fact));
  }
  return nullptr;
}

Fact<std::string> end_of_chain(const ContainerFacts& container, NamespaceMode mode, const Neighbours& neighbours) {
  const ContainerFacts* owner = owner_of_namespace(container, mode, neighbours);
  if (owner == nullptr) return unresolved(container.*mode);
  const Fact<std::string>& end = owner->*mode;
  return end && end->starts_with(kNamespaceFile) ? unresolved(end) : end;
}

Verdict judge_host_namespace(const ContainerFacts& container, const Context& context, NamespaceMode mode,
                             std::string key) {
  const Fact<std::string> end = end_of_chain(container, mode, context.neighbours);
  if (!end) return unknown(end);
  if (*end != kHost) return pass();
  const Fact<std::string>& own = container.*mode;
  const std::string seen = *own == kHost ? *own : *own + ", which has the host's";
  return violation(item_of(std::move(key), own, std::string(own.path()), seen, "not the host's"));
}

std::string spelled_mode(const std::string& mode, const Neighbours& neighbours) {
  const std::string_view joined = joined_container(mode);
  const ContainerFacts* other = joined.empty() ? nullptr : neighbours.container(joined);
  return other ? std::string(kJoin) + other->name : mode;
}

Change remove_mode(std::string_view option, std::string_view compose_key, const std::string& mode,
                   const Neighbours& neighbours) {
  const std::string spelled = spelled_mode(mode, neighbours);
  return to_remove(std::string(option) + spelled, std::string(compose_key) + ": " + compose_text(spelled));
}

}  // namespace plimsoll
