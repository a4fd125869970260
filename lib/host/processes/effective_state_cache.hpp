#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "lib/core/shared_pool.hpp"
#include "lib/host/processes/effective_reader.hpp"
#include "plimsoll/snapshot.hpp"

namespace plimsoll::host {

/// Answers by container id.
using EffectiveAnswers = std::map<std::string, Answer<EffectiveState>>;

[[nodiscard]] std::size_t hash_of(const EffectiveState& state);

/// What is known of each container that runs, and whom to read next. One thread.
class EffectiveStateCache {
 public:
  using Now = std::chrono::steady_clock::time_point;

  /// Each container is read again about once in `sweep`.
  explicit EffectiveStateCache(std::chrono::seconds sweep) : sweep_(std::max(sweep, std::chrono::seconds(1))) {}

  /// Those of which nothing is known and those who were starting up, then those due to be read again: an even share,
  /// longest not read first. Forgets containers that are not in the snapshot.
  [[nodiscard]] std::vector<EffectiveSubject> pick_stale(const Snapshot& snapshot, Now now);

  /// What of `asked` was not answered timed out.
  void store(const std::vector<EffectiveSubject>& asked, const EffectiveAnswers& answers, Now now);

  /// Replaces what changed; the others keep their pointer.
  void apply_to(std::shared_ptr<const ContainerFacts>& container) const;

 private:
  using Value = Fact<Shared<EffectiveState>>;
  struct Known {
    EffectiveSubject subject;
    Value value;
    Now read_at;
  };

  [[nodiscard]] Value value_of(const ContainerFacts& container) const;
  [[nodiscard]] Value shared(const Answer<EffectiveState>& answer);
  [[nodiscard]] std::size_t share(std::size_t containers, Now now);
  void forget_others(const std::vector<EffectiveSubject>& running);

  const std::chrono::seconds sweep_;
  std::unordered_map<std::string, Known> known_;
  SharedPool<EffectiveState, hash_of> pool_;
  std::optional<Now> asked_at_;
  double owed_ = 0;  // what of a container's turn is left over
};

/// Those of the containers, or of them only `ids`, that can be read: they run, and in this kernel.
[[nodiscard]] std::vector<EffectiveSubject> subjects_in(const Snapshot& snapshot,
                                                        const std::set<std::string>* ids = nullptr);

}  // namespace plimsoll::host
