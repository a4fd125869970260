#pragma once

/// Exec sessions, from the event that tells of one to what is known of it: which to ask the engine for, within what
/// one container may cost, which of them are health checks, and what is told of the others. Knows no thread, no clock.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lib/core/exec/exec_book.hpp"
#include "lib/core/schedule/token_bucket.hpp"
#include "plimsoll/container_facts.hpp"
#include "plimsoll/events.hpp"
#include "plimsoll/exec.hpp"
#include "plimsoll/result.hpp"

namespace plimsoll {

struct ExecOptions {
  TokenRate records{.burst = 10, .refill = std::chrono::milliseconds(1'000)};  ///< read, of one container
  /// How long after a session was read its process is looked for again, if it was not there: the engine tells of a
  /// session before its process begins, and the runtime is that process for a moment.
  std::vector<std::chrono::milliseconds> looks{std::chrono::milliseconds(100), std::chrono::milliseconds(1'000)};
  std::size_t history = 1'000;
};

/// Null: nothing is known of it.
using KnownContainer = std::shared_ptr<const ContainerFacts>;

/// One session to ask for. Both ids are full.
struct ExecInspectRequest {
  std::string session;
  std::string container;  ///< that it is said to be in
  EventTime at{};         ///< when it was first told of
  KnownContainer known;   ///< as of then: it may be gone when the answer comes
  bool listed = false;    ///< by the container itself, of which reading it once more would tell nothing new
};

/// What became of an errand.
struct ExecAnswered {
  ExecInspectRequest errand;
  Result<std::optional<ExecAnswer>> answer;  ///< nothing: the engine knows no such session
  std::optional<ProcessCredentials> credentials;
};

class ExecWatch {
 public:
  explicit ExecWatch(ExecOptions options) : options_(std::move(options)), book_(options_.history) {}

  /// `container` is whom the event is about. True if it is to be read itself: which sessions it has, or may have, has
  /// changed.
  [[nodiscard]] bool note(const EngineEvent& event, const KnownContainer& container, SteadyTime now);

  /// What is due, which then counts as done.
  [[nodiscard]] std::vector<ExecInspectRequest> take(SteadyTime now);
  /// When something will be due.
  [[nodiscard]] SteadyTime next() const;

  struct Outcome {
    bool read_container = false;
    std::shared_ptr<const ExecRecord> seen;  ///< if it is news; null: it is none, or a health check
  };
  [[nodiscard]] Outcome settle(const ExecAnswered& answered, const KnownContainer& known, SteadyTime now);

  /// The container was read at `at`, after everything that was noted: sessions that it lists and that nobody told of
  /// are asked for, and those that it no longer lists have ended.
  void note_listed(const KnownContainer& container, Time at, SteadyTime now);

  /// Forgets containers that exist no more, should nobody have told.
  void forget_others(const std::function<bool(const std::string& container)>& exists);

  /// Rises with every change of what follows.
  [[nodiscard]] std::uint64_t version() const { return version_; }
  [[nodiscard]] ExecHistory history() const { return book_.history(); }
  [[nodiscard]] const ExecCounts& counts() const { return book_.counts(); }

 private:
  /// One that passes for a health check by what the event says.
  struct Lookalike {
    std::string session;
    EventTime at{};
    bool asked_for = false;
  };
  struct OfContainer {
    TokenBucket records;
    std::optional<Lookalike> lookalike;  ///< the last one
    std::optional<EventTime> unnamed;    ///< one began, and nobody said which
  };
  struct Session {
    ExecInspectRequest errand;
    std::optional<Time> ended;
    std::size_t looks = 0;
    bool told = false;
  };

  [[nodiscard]] bool begin(const EngineEvent& event, const KnownContainer& container, SteadyTime now);
  [[nodiscard]] bool end(const EngineEvent& event);
  void forget(const std::string& container);
  [[nodiscard]] bool passes_for_health_check(const EngineEvent& event, const KnownContainer& container, SteadyTime now);
  /// False if the container has begun too many.
  [[nodiscard]] bool want(const ExecInspectRequest& errand, SteadyTime now);
  void want_listed(const KnownContainer& container, Time at, SteadyTime now);
  void end_unlisted(const ContainerFacts& container, Time at);
  void lose(const ExecInspectRequest& errand, ExecLoss loss);
  Outcome tell(Session& session, const ExecAnswered& answered, const KnownContainer& container, SteadyTime now);
  void look_again(Session& session, SteadyTime now);
  void put(ExecRecord record);

  const ExecOptions options_;
  ExecBook book_;
  std::uint64_t version_ = 0;
  std::map<std::string, OfContainer> containers_;
  std::map<std::string, Session> sessions_;  ///< asked for and not known to have ended, by id
  std::vector<ExecInspectRequest> wanted_;
  std::multimap<SteadyTime, std::string> looks_;
};

}  // namespace plimsoll
