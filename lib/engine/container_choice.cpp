#include "lib/engine/container_choice.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace plimsoll::engine {
namespace {

using Facts = std::shared_ptr<const ContainerFacts>;
using ReadAt = std::chrono::steady_clock::time_point;

/// Some engines name the algorithm in one answer and not in the other.
std::string_view digits_of(std::string_view image_id) { return image_id.substr(image_id.find(':') + 1); }

/// What a list tells of a container that inspect tells as well.
bool is_as_known(const ListedContainer& listed, const ContainerFacts& facts) {
  return facts.name == listed.name && digits_of(facts.image_id) == digits_of(listed.image_id) && facts.state &&
         *facts.state == listed.state;
}

/// Sessions begin and end without a word in any list.
bool has_sessions(const ContainerFacts& facts) { return !facts.exec_sessions || !facts.exec_sessions->empty(); }

ListedContainer listed_of(const ContainerFacts& facts) {
  return {.id = facts.id,
          .name = facts.name,
          .image = facts.image,
          .image_id = facts.image_id,
          .state = facts.state ? *facts.state : std::string(),
          .created = facts.created_at ? *facts.created_at : 0};
}

ReadAt when_read(const ReadTimes& read_at, const std::string& id) {
  const auto found = read_at.find(id);
  return found == read_at.end() ? ReadAt::min() : found->second;
}

struct Unchanged {
  ListedContainer* listed;
  const Facts* facts;
  ReadAt read_at;
};

/// Those read longest ago to the front of `unchanged`: as many as are to be read again.
std::size_t bring_oldest_forward(std::vector<Unchanged>& unchanged, double share, std::size_t listed) {
  const auto wanted = static_cast<std::size_t>(std::ceil(share * static_cast<double>(listed)));
  const std::size_t count = std::min(wanted, unchanged.size());
  const auto middle = unchanged.begin() + static_cast<std::ptrdiff_t>(count);
  std::ranges::nth_element(unchanged, middle, {}, &Unchanged::read_at);
  return count;
}

}  // namespace

ContainerChoice choose_of_list(std::vector<ListedContainer> listed, const KnownContainers& known,
                               const ReadRequest& scope, const ReadTimes& read_at) {
  const std::size_t count = listed.size();
  ContainerChoice choice;
  std::vector<Unchanged> unchanged;
  for (ListedContainer& container : listed) {
    const auto found = known.find(container.id);
    const bool keeps = found != known.end() && is_as_known(container, *found->second) &&
                       !has_sessions(*found->second) && !scope.containers.contains(container.id);
    if (keeps) {
      const ReadAt then = when_read(read_at, container.id);
      unchanged.push_back({&container, &found->second, then});
    } else {
      choice.ask.push_back(std::move(container));
    }
  }
  const std::size_t again = bring_oldest_forward(unchanged, scope.share, count);
  for (std::size_t i = 0; i < unchanged.size(); ++i) {
    if (i < again) choice.ask.push_back(std::move(*unchanged[i].listed));
    if (i >= again) choice.keep.push_back(*unchanged[i].facts);
  }
  return choice;
}

ContainerChoice choose_named(const Snapshot& before, const ReadRequest& scope) {
  ContainerChoice choice;
  std::set<std::string> unknown = scope.containers;
  for (const auto* containers : {&before.containers, &before.stopped}) {
    for (const Facts& facts : *containers) {
      const bool named = unknown.erase(facts->id) != 0;
      if (named) choice.ask.push_back(listed_of(*facts));
      if (!named) choice.keep.push_back(facts);
    }
  }
  for (const UnreadContainer& unread : before.unread) {
    if (unknown.erase(unread.id) == 0) continue;
    choice.ask.push_back({.id = unread.id, .name = unread.name, .image = unread.image, .created = unread.created_at});
  }
  for (const std::string& id : unknown) choice.ask.push_back({.id = id});
  std::erase_if(choice.ask, [](const ListedContainer& container) { return !container.has_usable_id(); });
  return choice;
}

}  // namespace plimsoll::engine
