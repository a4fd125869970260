#pragma once

/// The subjects that a change affects: what the verdicts of a container are made of besides its own facts. Time is no
/// part of it, because no rule about containers asks for the time; a test of all of them shows it.

#include <memory>
#include <set>
#include <string_view>

#include "plimsoll/judge.hpp"

namespace plimsoll {

class ChangeSet {
 public:
  /// Both are borrowed.
  ChangeSet(const PreviousAudit& before, const Snapshot& now);

  /// Whether it may have got another verdict.
  [[nodiscard]] bool affects(const SubjectKey& key, const std::shared_ptr<const ContainerFacts>& facts) const;

 private:
  [[nodiscard]] bool affects_volume_of(const ContainerFacts& container) const;

  const Subjects& judged_;
  const bool everybody_;   ///< the engine or the host changed
  const bool containers_;  ///< one of them changed, came or went
  const std::set<std::string_view> images_;
  const std::set<std::string_view> volumes_;
};

}  // namespace plimsoll
