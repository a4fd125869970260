#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plimsoll/clock.hpp"
#include "plimsoll/error.hpp"
#include "plimsoll/policy.hpp"
#include "plimsoll/rule.hpp"
#include "plimsoll/shared.hpp"

namespace plimsoll {

/// A container that exists but does not run is a kind of its own: it is judged and counted, and wakes nobody.
enum class SubjectKind : std::uint8_t { host, engine, container, stopped_container, image, network, service };

[[nodiscard]] std::string_view to_string(SubjectKind kind);

/// What a finding is about. Kind and identity are stable across recreation; the rest is today's.
struct Subject {
  SubjectKind kind = SubjectKind::container;
  std::string identity;
  std::string id;
  std::string name;
  std::string image;

  friend bool operator==(const Subject&, const Subject&) = default;
};

/// What a finding counts as, once. `informational` counts nowhere: it does not apply, or is for a person to judge.
enum class FindingState : std::uint8_t { informational, open, implied, waived, unknown };

/// A verdict that is not a pass, about one subject.
struct Finding {
  const Rule* rule = nullptr;  ///< in the catalogue
  Severity severity = Severity::low;
  Shared<Verdict> verdict;
  std::shared_ptr<const Waiver> waiver;  ///< set if every item is waived
  /// The violation it was when last it could be judged, while `verdict` is unknown and the finding is still open; else
  /// a pass.
  Shared<Verdict> last_violation;
  Time first_seen{};  ///< of the violation; zero if there is none

  /// A violation nobody accepted, or one that can no longer be judged.
  [[nodiscard]] bool open() const { return !waiver && (verdict->kind == VerdictKind::violation || was_violation()); }
  /// It can no longer be judged.
  [[nodiscard]] bool was_violation() const { return last_violation->kind == VerdictKind::violation; }
  /// Open, and not shown under another finding of the same subject that explains it.
  [[nodiscard]] bool is_primary() const { return open() && active_verdict().implied_by.empty(); }
  [[nodiscard]] FindingState state() const {
    if (waiver) return FindingState::waived;
    if (open()) return is_primary() ? FindingState::open : FindingState::implied;
    return verdict->kind == VerdictKind::unknown ? FindingState::unknown : FindingState::informational;
  }
  /// The violation that is open: the verdict, or the one it was.
  [[nodiscard]] const Verdict& active_verdict() const { return was_violation() ? *last_violation : *verdict; }

  friend bool operator==(const Finding&, const Finding&) = default;
};

/// Everything judged about one subject. Immutable once published, shared between reports.
struct SubjectReport {
  Subject subject;
  Shared<std::vector<VerdictKind>> verdicts;    ///< by catalogue index; `off` also for rules of other subject kinds
  std::vector<Finding> findings;                ///< every verdict but pass and off, in catalogue order
  std::shared_ptr<const ContainerFacts> facts;  ///< null unless it is a container that could be read
  std::optional<Error> unjudged;                ///< why it could not be read: the findings are the last known ones
  Time unjudged_since{};
  Dependencies dependencies;  ///< at others; empty unless it is a container

  friend bool operator==(const SubjectReport&, const SubjectReport&) = default;
};

using SubjectKey = std::pair<SubjectKind, std::string>;  ///< kind and identity
using Subjects = std::map<SubjectKey, std::shared_ptr<const SubjectReport>>;

}  // namespace plimsoll
