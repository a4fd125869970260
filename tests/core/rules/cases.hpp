#pragma once

/// How a rule is tested: a world in which nothing is wrong, one change to it, the verdict that must follow.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "plimsoll/rule.hpp"

namespace plimsoll::testing {

/// The container under test and what a judge may know besides. Starts as a container that violates no rule, on an
/// engine (Docker, no user namespace remapping, seccomp, AppArmor, cgroup v2) that reports everything.
struct World {
  World();

  ContainerFacts container;
  EngineFacts engine;
  HostFacts host;
  std::vector<ContainerFacts> others;
  std::vector<VolumeFacts> volumes;
  ImageFacts image;  ///< the one that `container` was made from
  std::vector<ImageFacts> other_images;
  NetworkFacts network;                      ///< a user's bridge
  std::vector<NetworkFacts> other_networks;  ///< at first the engine's default bridge
  ServiceFacts service;
  std::vector<ContainerFacts> stopped;
  std::vector<UnreadContainer> unread;
  std::vector<Error> unread_lists;
  Settings settings;

  /// Volumes that a mount names must exist: adds the mount `source:/mnt` (a bind), read-write unless told.
  void bind(std::string source, bool read_write = true);
  /// Adds a local volume whose driver options bind `device`, and its mount.
  void bind_volume(std::string name, std::string device, bool read_write = true);
  /// Makes the engine remap user namespaces, without this container opting out.
  void remap_users();

 private:
  void make_container();
  void make_image();
  void make_networks();
  void make_engine();
  void make_host();
};

/// A fact that was seen, at a path that names it as made up.
template <class T>
Fact<T> seen(T value) {
  return {std::move(value), Source::inspect, "Seen"};
}
inline Fact<std::string> seen(const char* value) { return seen(std::string(value)); }
template <class T>
Fact<std::vector<T>> seen(std::initializer_list<T> values) {
  return seen(std::vector<T>(values));
}
inline Fact<std::vector<std::string>> seen_texts(std::vector<std::string> values) { return seen(std::move(values)); }

inline Fact<SharedStringList> seen_shared(std::vector<std::string> values) {
  return seen(SharedStringList(std::move(values)));
}

/// A fact without a value, of whatever type is asked for.
struct Missing {
  Cause cause;
  template <class T>
  operator Fact<T>() const {  // NOLINT(google-explicit-constructor)
    return {cause, Source::inspect, "Missing"};
  }
};
inline Missing missing(Cause cause = Cause::absent) { return {cause}; }

struct Expected {
  VerdictKind kind = VerdictKind::pass;
  std::vector<std::string> keys;  ///< of a violation, in order
  Cause cause{};
  NotApplicable not_applicable{};
  std::string_view implied_by;
};

inline Expected passes() { return {}; }
inline Expected violates(std::vector<std::string> keys) {
  return {.kind = VerdictKind::violation, .keys = std::move(keys)};
}
inline Expected violates(const char* key) { return violates(std::vector<std::string>{key}); }
inline Expected implied_by(std::string_view rule, Expected expected) {
  expected.implied_by = rule;
  return expected;
}
inline Expected asks_a_person(std::vector<std::string> keys) {
  return {.kind = VerdictKind::manual, .keys = std::move(keys)};
}
inline Expected is_unknown(Cause cause = Cause::absent) { return {.kind = VerdictKind::unknown, .cause = cause}; }
inline Expected does_not_apply(NotApplicable cause) {
  return {.kind = VerdictKind::not_applicable, .not_applicable = cause};
}

struct Case {
  std::string_view name;  ///< what is special, in a few words
  std::function<void(World&)> change;
  Expected expected;
};

/// The table of cases of one rule, defined in the rule's own test file; it enters itself in the list of all tables.
/// This works in an executable only: a static library drops an object that nobody refers to.
class RuleCases {
 public:
  RuleCases(std::string_view id, std::vector<Case> cases);
  RuleCases(const RuleCases&) = delete;
  RuleCases& operator=(const RuleCases&) = delete;

  [[nodiscard]] std::string_view id() const { return id_; }  ///< of the rule
  [[nodiscard]] const Rule& rule() const;
  [[nodiscard]] const std::vector<Case>& cases() const { return cases_; }

 private:
  std::string_view id_;
  std::vector<Case> cases_;
};

/// The rule of that id, which must exist.
[[nodiscard]] const Rule& rule(std::string_view id);

/// When every world is: 2026-11-22 10:00 UTC.
inline constexpr std::int64_t kNow = 1'795'341'600;
inline constexpr std::int64_t kDay = 86'400;

/// The verdict of `rule` in `world`; `now` is in seconds since 1970.
[[nodiscard]] Verdict judge_in(const Rule& rule, const World& world, std::int64_t now = kNow);
/// The changes that `rule` proposes for its verdict in `world`.
[[nodiscard]] std::vector<FixStep> fix_in(const Rule& rule, const World& world);

/// Every table of cases, in no particular order.
[[nodiscard]] const std::vector<const RuleCases*>& all_cases();

}  // namespace plimsoll::testing
