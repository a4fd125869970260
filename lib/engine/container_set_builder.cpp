#include "lib/engine/container_set_builder.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "lib/engine/decode/decode.hpp"
#include "lib/engine/http/errors.hpp"
#include "lib/engine/identity.hpp"

namespace plimsoll::engine {

namespace {

using Containers = std::vector<std::shared_ptr<const ContainerFacts>>;

std::string identity(std::string_view name, std::string_view id, bool stopped) {
  return stopped ? identity_of_stopped(name, id) : identity_of(name, id);
}

Fact<bool> disputed_fact(bool disputed) { return {disputed, Source::plimsoll, "identity"}; }

std::shared_ptr<const ContainerFacts> with_identity(std::shared_ptr<const ContainerFacts> facts, const Claim& claim) {
  const Fact<bool> disputed = disputed_fact(claim.disputed);
  if (facts->identity == claim.identity && facts->identity_disputed == disputed) return facts;
  auto settled = std::make_shared<ContainerFacts>(*facts);
  settled->identity = claim.identity;
  settled->identity_disputed = disputed;
  return settled;
}

ContainerFacts unread_stopped(const ListedContainer& listed, const Error& error) {
  ContainerFacts facts = unread_container(cause_of(error.kind));
  facts.id = listed.id;
  facts.name = listed.name;
  facts.image = listed.image;
  facts.image_id = listed.image_id;
  return facts;
}

/// Mostly what the engine gives to every container.
void share_paths(ContainerFacts& facts, const ContainerFacts& other) {
  if (facts.masked_paths == other.masked_paths) facts.masked_paths = other.masked_paths;
  if (facts.readonly_paths == other.readonly_paths) facts.readonly_paths = other.readonly_paths;
}

void sort_by_identity(Containers& containers) {
  std::ranges::sort(containers, {}, [](const auto& facts) -> const std::string& { return facts->identity; });
}

}  // namespace

KnownContainers known_containers(const Snapshot& snapshot, const std::set<std::string>* ids) {
  KnownContainers known;
  for (const Containers* containers : {&snapshot.containers, &snapshot.stopped}) {
    for (const auto& facts : *containers) {
      if (ids == nullptr || ids->contains(facts->id)) known.emplace(facts->id, facts);
    }
  }
  return known;
}

/// Identities aside, which are settled last, and what the kernel says of the same processes: the engine does not tell
/// it.
std::shared_ptr<const ContainerFacts> ContainerSetBuilder::shared(ContainerFacts facts) {
  if (const auto known = before_.find(facts.id); known != before_.end()) {
    facts.identity = known->second->identity;
    facts.identity_disputed = known->second->identity_disputed;
    if (facts.pid == known->second->pid) facts.effective = known->second->effective;
    if (facts == *known->second) return known->second;
    share_paths(facts, *known->second);
  }
  if (with_paths_) share_paths(facts, *with_paths_);
  auto held = std::make_shared<const ContainerFacts>(std::move(facts));
  if (held->masked_paths) with_paths_ = held;
  return held;
}

void ContainerSetBuilder::add(ContainerFacts facts, const ListedContainer& listed) {
  const bool stopped = is_stopped_state(facts.state ? *facts.state : listed.state);
  facts.identity = identity(facts.name, facts.id, stopped);  // which it mostly keeps, so that few are copied for it
  facts.identity_disputed = disputed_fact(false);
  read_.push_back({shared(std::move(facts)), listed.created, stopped});
}

void ContainerSetBuilder::add_unread(const ListedContainer& listed, Error error) {
  if (is_stopped_state(listed.state)) return add(unread_stopped(listed, error), listed);
  UnreadContainer container{.id = listed.id,
                            .name = listed.name,
                            .image = listed.image,
                            .identity = identity_of(listed.name, listed.id),
                            .created_at = listed.created,
                            .error = std::move(error)};
  unread_.push_back(std::move(container));
}

void ContainerSetBuilder::keep(std::shared_ptr<const ContainerFacts> facts, bool stopped) {
  const std::int64_t created = facts->created_at ? *facts->created_at : 0;
  read_.push_back({std::move(facts), created, stopped});
}

void ContainerSetBuilder::settle_identities() {
  std::vector<Claim> claims;
  for (const auto& [facts, created, stopped] : read_) {
    claims.push_back({identity(facts->name, facts->id, stopped), facts->id, created, stopped});
  }
  for (const UnreadContainer& unread : unread_) {
    claims.push_back({identity_of(unread.name, unread.id), unread.id, unread.created_at});
  }
  settle(claims);
  auto claim = claims.begin();
  for (Read& read : read_) read.facts = with_identity(std::move(read.facts), *claim++);
  for (UnreadContainer& unread : unread_) unread.identity = std::move((claim++)->identity);
}

void ContainerSetBuilder::move_into(Snapshot& snapshot) {
  settle_identities();
  for (Read& read : read_) (read.stopped ? snapshot.stopped : snapshot.containers).push_back(std::move(read.facts));
  std::ranges::move(unread_, std::back_inserter(snapshot.unread));
  sort_by_identity(snapshot.containers);
  sort_by_identity(snapshot.stopped);
  std::ranges::sort(snapshot.unread, {}, &UnreadContainer::identity);
}

}  // namespace plimsoll::engine
