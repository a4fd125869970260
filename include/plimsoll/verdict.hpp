#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plimsoll/fact.hpp"

namespace plimsoll {

enum class VerdictKind : std::uint8_t { pass, violation, unknown, not_applicable, manual, off };

/// Why a rule has nothing to say about a subject. Closed.
enum class NotApplicable : std::uint8_t {
  user_namespace_remapped,      ///< root inside is not root on the host
  no_user_namespace_remapping,  ///< the engine maps no user namespace
  no_apparmor,
  no_selinux,
  no_seccomp,            ///< the kernel has none
  cgroup_v1,             ///< the host's cgroup namespace is the only one there
  not_set,               ///< the option that the rule judges is not used
  host_network,          ///< nothing is published: the host's own ports are used
  other_engine,          ///< this kind of engine has no such thing
  other_storage_driver,  ///< only another storage driver has it
  no_swarm,              ///< the engine is not part of a swarm
  not_a_manager,         ///< only a manager of the swarm knows
  no_such_file,          ///< the file is not there
  no_such_network,       ///< the network is not there, or of another driver
  no_policy,             ///< only the policy can say what is wanted, and it does not
  not_listening,         ///< the engine listens on no network
  not_running,           ///< it has no processes
  no_services,           ///< nothing that it would protect
  in_swarm,              ///< no node of a swarm can have it
};

[[nodiscard]] std::string_view to_string(VerdictKind kind);
[[nodiscard]] std::string_view to_string(NotApplicable cause);

/// What was seen where, as data.
struct Evidence {
  Source source = Source::inspect;
  std::string path;  ///< of the field, e.g. "Mounts[0].Source"
  std::string seen;
  std::string wanted;

  friend bool operator==(const Evidence&, const Evidence&) = default;
};

/// One thing that is wrong. The key is stable: waivers and transitions are about keys.
struct Item {
  std::string key;
  Evidence evidence;
  std::string_view reason = {};  ///< one line why this matters, where the rule's rationale does not say it of each item
  std::string_view implied_by = {};  ///< id of the rule whose violation brings this item about, or empty

  friend bool operator==(const Item&, const Item&) = default;
};

struct Verdict {
  VerdictKind kind = VerdictKind::pass;
  Cause cause{};                   ///< if unknown
  OsError os_error{};              ///< if unknown because a system call failed: which one, and its errno
  NotApplicable not_applicable{};  ///< if not applicable
  std::vector<Item> items;         ///< what is wrong; if unknown, the one fact that is missing; if manual, what helps
  std::string_view implied_by;     ///< id of the rule whose violation this one wholly follows from, or empty

  friend bool operator==(const Verdict&, const Verdict&) = default;
};

/// A value as evidence shows it.
[[nodiscard]] std::string show(bool value);
[[nodiscard]] std::string show(std::int64_t value);
[[nodiscard]] std::string show(const std::string& value);
[[nodiscard]] std::string show(const std::vector<std::string>& value);

/// Evidence whose value is the fact's own.
template <class T>
[[nodiscard]] Item item(std::string key, const Fact<T>& fact, std::string wanted) {
  return {std::move(key), {fact.source(), std::string(fact.path()), show(*fact), std::move(wanted)}};
}

/// Evidence that names one part of a fact: `path` and `seen` are the part's.
template <class T>
[[nodiscard]] Item item_of(std::string key, const Fact<T>& fact, std::string path, std::string seen,
                           std::string wanted) {
  return {std::move(key), {fact.source(), std::move(path), std::move(seen), std::move(wanted)}};
}

[[nodiscard]] Verdict pass();
[[nodiscard]] Verdict not_applicable(NotApplicable cause);
[[nodiscard]] Verdict violation(Item item);
/// No items is a pass.
[[nodiscard]] Verdict violation_if_any(std::vector<Item> items);
/// Only a person can judge; the items show what helps them.
[[nodiscard]] Verdict manual(std::vector<Item> items);
/// The same verdict, marked as following wholly from a violation of the rule named.
[[nodiscard]] Verdict implied_by(std::string_view rule, Verdict verdict);
[[nodiscard]] Verdict unknown(Cause cause, Source source, std::string_view path, OsError os_error = {});

template <class T>
[[nodiscard]] Verdict unknown(const Fact<T>& fact) {
  return unknown(fact.cause(), fact.source(), fact.path(), fact.os_error());
}

}  // namespace plimsoll
