#include "lib/engine/collected.hpp"

#include <algorithm>
#include <utility>

#include "lib/engine/identity.hpp"

namespace plimsoll::engine {

namespace {

std::shared_ptr<const ContainerFacts> with_identity(std::shared_ptr<const ContainerFacts> facts, const Claim& claim) {
  const Fact<bool> disputed(claim.disputed, Source::plimsoll, "identity");
  if (facts->identity == claim.identity && facts->identity_disputed == disputed) return facts;
  auto settled = std::make_shared<ContainerFacts>(*facts);
  settled->identity = claim.identity;
  settled->identity_disputed = disputed;
  return settled;
}

}  // namespace

KnownContainers known_containers(const Snapshot& snapshot) {
  KnownContainers known;
  for (const auto& facts : snapshot.containers) known.emplace(facts->id, facts);
  return known;
}

/// Identities aside, which are settled last.
std::shared_ptr<const ContainerFacts> Collected::shared(ContainerFacts facts) const {
  if (const auto known = before_.find(facts.id); known != before_.end()) {
    facts.identity = known->second->identity;
    facts.identity_disputed = known->second->identity_disputed;
    if (facts == *known->second) return known->second;
  }
  return std::make_shared<const ContainerFacts>(std::move(facts));
}

void Collected::add(ContainerFacts facts, const ListedContainer& listed) {
  read_.push_back({shared(std::move(facts)), listed.created});
}

void Collected::add_unread(const ListedContainer& listed, Error error) {
  UnreadContainer container{.id = listed.id,
                            .name = listed.name,
                            .image = listed.image,
                            .identity = identity_of(listed.name, listed.id),
                            .error = std::move(error)};
  unread_.push_back({std::move(container), listed.created});
}

void Collected::settle_identities() {
  std::vector<Claim> claims;
  for (const auto& [facts, created] : read_)
    claims.push_back({identity_of(facts->name, facts->id), facts->id, created});
  for (const auto& [container, created] : unread_) claims.push_back({container.identity, container.id, created});
  settle(claims);
  auto claim = claims.begin();
  for (auto& [facts, created] : read_) facts = with_identity(std::move(facts), *claim++);
  for (auto& [container, created] : unread_) container.identity = std::move((claim++)->identity);
}

void Collected::move_into(Snapshot& snapshot) {
  settle_identities();
  for (auto& [facts, created] : read_) snapshot.containers.push_back(std::move(facts));
  for (auto& [container, created] : unread_) snapshot.unread.push_back(std::move(container));
  std::ranges::sort(snapshot.containers, {}, [](const auto& facts) -> const std::string& { return facts->identity; });
  std::ranges::sort(snapshot.unread, {}, &UnreadContainer::identity);
}

}  // namespace plimsoll::engine
