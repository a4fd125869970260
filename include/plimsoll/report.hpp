#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "plimsoll/exec.hpp"
#include "plimsoll/finding.hpp"
#include "plimsoll/freshness.hpp"
#include "plimsoll/host_access.hpp"
#include "plimsoll/shared.hpp"
#include "plimsoll/snapshot.hpp"

namespace plimsoll {

/// How asking the engine has gone. `up` is false before the first answer too.
struct EngineState {
  bool up = false;
  std::optional<Error> error;  ///< why it is not up
  Time since{};                ///< when `up` last changed, as plimsolld saw it
  Time started_at{};           ///< when the engine's process started; the epoch if that is not known
};

/// Engine requests since start, by endpoint's route template ("/containers/{id}/json").
struct RequestCounts {
  std::uint64_t requests = 0;
  std::array<std::uint64_t, kErrorKindCount> failures{};
};
using RequestStatistics = std::map<std::string, RequestCounts, std::less<>>;

/// Openings since start: every rule has an entry for its severity in force, from zero.
using OpenedCounts = std::map<std::pair<const Rule*, Severity>, std::uint64_t>;

/// Log lines that were lost since start.
struct LogLosses {
  std::uint64_t dropped = 0;         ///< the receiver of the log was too slow
  std::uint64_t write_failures = 0;  ///< the operating system refused to write the line
  std::string error;                 ///< of the last write that failed
  bool failing = false;              ///< the last write failed
};

/// What is known of the subjects, by the last audit that succeeded.
struct Posture {
  bool audited = false;   ///< an audit has succeeded since start
  Time audited_at{};      ///< when the snapshot that was judged was read
  bool complete = false;  ///< every listed container was judged and no list was missing
  Shared<Subjects> subjects;
  std::vector<Error> unread_lists;           ///< why, for each list that could not be read
  std::shared_ptr<const Snapshot> snapshot;  ///< what was judged; null until the first audit
  std::shared_ptr<const Policy> policy;      ///< the policy in force
  OpenedCounts opened;
};

/// How plimsoll itself does. Counters run since start.
struct Health {
  EngineState engine;
  RequestStatistics requests;
  std::vector<UnreadableArea> host_unreadable;  ///< as of the last list of all containers
  Freshness freshness;
  Detections detections;
  std::uint64_t events = 0;             ///< events that the engine sent
  std::uint64_t event_gaps = 0;         ///< times that events may have been missed; each time everything is read again
  std::uint64_t containers_missed = 0;  ///< containers that ran and ended before they could be read
  ExecCounts exec_counts;
  LogLosses log_losses;
  std::vector<std::string> degraded;  ///< what is wrong with plimsoll itself, one sentence each; empty: nothing
};

/// One published state of knowledge. Immutable once it is shared; entries are shared with the reports before and after
/// it.
struct Report {
  Time generated_at{};  ///< when this report was published
  Posture posture;
  Health health;
  Shared<ExecHistory> exec_history;

  /// True if the facts of `kind` are older than plimsolld promises to keep them: a pass then counts as unknown, a
  /// violation stays open.
  [[nodiscard]] bool is_stale(SubjectKind kind) const {
    const Feed feed = kind == SubjectKind::host ? Feed::host : Feed::lists;
    return health.freshness.of(feed).state == FeedState::stale;
  }
};

}  // namespace plimsoll
