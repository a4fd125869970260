#include "lib/engine/identity.hpp"

#include <algorithm>
#include <cstddef>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

#include "lib/core/vocabulary/object_id.hpp"
#include "lib/support/utf8.hpp"

namespace plimsoll::engine {
namespace {

constexpr std::size_t kTaskIdCharacters = 25;
constexpr std::size_t kMaxNameBytes = 200;

bool is_digit(char character) { return character >= '0' && character <= '9'; }
bool is_task_id_character(char character) { return is_digit(character) || (character >= 'a' && character <= 'z'); }

bool ends_with_slot(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return false;
  const std::string_view slot = name.substr(dot + 1);
  return !slot.empty() && std::ranges::all_of(slot, is_digit);
}

/// "service.slot" of "service.slot.taskid", the name that Swarm gives; any other name as it is.
std::string_view without_task_id(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return name;
  const std::string_view task_id = name.substr(dot + 1);
  const bool is_task_id = task_id.size() == kTaskIdCharacters && std::ranges::all_of(task_id, is_task_id_character);
  return is_task_id && ends_with_slot(name.substr(0, dot)) ? name.substr(0, dot) : name;
}

std::vector<Claim*> running_then_oldest_first(std::vector<Claim>& claims) {
  std::vector<Claim*> sorted;
  for (Claim& claim : claims) sorted.push_back(&claim);
  std::ranges::sort(sorted, {}, [](const Claim* claim) { return std::tie(claim->stopped, claim->created, claim->id); });
  return sorted;
}

void mark_disputed(std::vector<Claim>& claims) {
  std::unordered_map<std::string_view, int> claimants;
  for (const Claim& claim : claims) {
    if (!claim.stopped) ++claimants[claim.identity];
  }
  for (Claim& claim : claims) claim.disputed = !claim.stopped && claimants[claim.identity] > 1;
}

std::string identity_as(std::string_view known_as, std::string_view id) {
  if (known_as.empty()) return id.empty() ? "without-id" : std::string(short_id(id));
  if (known_as.size() <= kMaxNameBytes) return std::string(known_as);
  return std::string(cut_utf8(known_as, kMaxNameBytes)) + "…~" + std::string(short_id(id));
}

}  // namespace

std::string identity_of(std::string_view name, std::string_view id) { return identity_as(without_task_id(name), id); }
std::string identity_of_stopped(std::string_view name, std::string_view id) { return identity_as(name, id); }

void settle(std::vector<Claim>& claims) {
  mark_disputed(claims);
  std::unordered_set<std::string_view> taken;  // of the claims, which stay where they are
  const auto takes = [&](const Claim* claim) { return taken.insert(claim->identity).second; };
  for (Claim* claim : running_then_oldest_first(claims)) {
    if (takes(claim)) continue;
    const std::string wanted = claim->identity + "~";
    claim->identity = wanted + std::string(short_id(claim->id));
    // Two ids with the same beginning, or a name made up to look like this one.
    if (!takes(claim)) claim->identity = wanted + std::string(claim->id);
  }
}

}  // namespace plimsoll::engine
