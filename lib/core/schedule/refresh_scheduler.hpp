#pragma once

/// What to read anew, and when: the events of the engine, folded, each container within its own token bucket, and the
/// regular rounds. Knows no thread and no clock.

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "lib/core/schedule/token_bucket.hpp"
#include "plimsoll/engine.hpp"
#include "plimsoll/events.hpp"

namespace plimsoll {

struct RefreshOptions {
  std::chrono::milliseconds round_every{60'000};     ///< everything is listed, whatever the events say
  std::chrono::milliseconds reread_within{600'000};  ///< each container is read, though nothing says that it changed
  std::chrono::milliseconds shortest_gap{5'000};     ///< between two rounds
  TokenRate changes{.burst = 5, .refill = std::chrono::milliseconds(1'000)};    ///< of one container
  TokenRate sessions{.burst = 2, .refill = std::chrono::milliseconds(10'000)};  ///< of one, for its sessions and health
  /// How long after its start a container's processes are looked at again: many begin as root and then drop it.
  std::vector<std::chrono::milliseconds> recheck_after_start{std::chrono::milliseconds(1'000),
                                                             std::chrono::milliseconds(30'000)};
};

/// What the events that are answered told of one container.
struct ContainerEvents {
  EventTime at{};        ///< of the first one
  bool created = false;  ///< that it began to exist is among them
  bool started = false;  ///< that it began to run is
  std::string image;     ///< what its image was called when it began to exist
};

/// What to read next.
struct RefreshRequest {
  ReadRequest scope;
  std::set<std::string> processes;                  ///< ids of containers whose processes are to be looked at
  std::map<std::string, ContainerEvents> happened;  ///< by container id
};

class RefreshScheduler {
 public:
  explicit RefreshScheduler(RefreshOptions options) : options_(std::move(options)) {}

  void note(const EngineEvent& event, SteadyTime now);
  /// What of a container's sessions is to be read has changed.
  void note_sessions(const std::string& container, EventTime at, SteadyTime now);
  /// It was seen moments after its start, of which no event told.
  void note_starting_up(const std::string& container, SteadyTime now) { schedule_recheck(container, now); }
  /// Events may be missing: everything is to be read. Many such are one.
  void note_gap() { gap_ = true; }
  /// While no events come, every round reads every container.
  void set_listening(bool listening) { listening_ = listening; }

  /// Removes and returns everything that is due at `now`; nullopt if nothing is.
  [[nodiscard]] std::optional<RefreshRequest> take(SteadyTime now);
  /// When something will be due.
  [[nodiscard]] SteadyTime next() const;

 private:
  struct Pending {
    SteadyTime due = SteadyTime::max();
    bool destroyed = false;
    ContainerEvents happened;
  };
  struct Budgets {
    TokenBucket changes;
    TokenBucket sessions;
  };

  void note_container(const EngineEvent& event, SteadyTime now);
  void note_neighbour(const EngineEvent& event, bool ReadRequest::* list, SteadyTime now);
  void want(const std::string& container, EventTime at, TokenBucket Budgets::* kind, SteadyTime now);
  void schedule_recheck(const std::string& container, SteadyTime now);
  void want_list(bool ReadRequest::* list, SteadyTime now);
  [[nodiscard]] SteadyTime next_round() const;
  void take_round(RefreshRequest& item, SteadyTime now);
  void take_pending(RefreshRequest& item, SteadyTime now);

  const RefreshOptions options_;
  bool gap_ = true;  ///< events may have been missed: nothing was read yet
  bool round_wanted_ = false;
  bool listening_ = false;
  std::optional<SteadyTime> last_round_;
  std::map<std::string, Pending> pending_;           ///< containers to read, by id
  std::multimap<SteadyTime, std::string> rechecks_;  ///< at the processes of containers
  std::map<std::string, Budgets> budgets_;           ///< by container id; none where they are full
  ReadRequest lists_{.lists = false, .share = 0};
  TokenBucket list_budget_;
  SteadyTime lists_due_ = SteadyTime::max();
};

}  // namespace plimsoll
