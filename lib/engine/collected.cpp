#include "lib/engine/collected.hpp"

#include <algorithm>
#include <utility>

#include "lib/engine/identity.hpp"

namespace plimsoll::engine {

void Collected::add(ContainerFacts facts, const ListedContainer& listed) {
  facts.identity = identity_of(facts.name, facts.id);
  read_.push_back({std::make_shared<ContainerFacts>(std::move(facts)), listed.created});
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
  for (const auto& [facts, created] : read_) claims.push_back({facts->identity, facts->id, created});
  for (const auto& [container, created] : unread_) claims.push_back({container.identity, container.id, created});
  settle(claims);
  auto claim = claims.begin();
  for (const auto& [facts, created] : read_) {
    facts->identity_disputed = Fact<bool>(claim->disputed, Source::plimsoll, "identity");
    facts->identity = std::move((claim++)->identity);
  }
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
