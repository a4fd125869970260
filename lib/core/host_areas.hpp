#pragma once

/// The table of host areas: what belongs to each, and what reading it takes.

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "plimsoll/host_access.hpp"

namespace plimsoll {

/// Why facts of one area have no value. Only causes that a permission, a sandbox or a hanging file system explains.
struct Trouble {
  Cause cause = Cause::unreadable;
  OsError os_error;
  std::string where;
  std::size_t facts = 1;

  friend bool operator==(const Trouble&, const Trouble&) = default;
};

/// Collects the facts of an area.
class AreaReading {
 public:
  /// `where` replaces the path of the fact where that does not tell one fact from another.
  template <class T>
  void add(const Fact<T>& fact, std::string_view where = {}) {
    if (fact) return add_value();
    add_trouble({.cause = fact.cause(),
                 .os_error = fact.os_error(),
                 .where = std::string(where.empty() ? fact.path() : where)});
  }
  /// A part that is missing in a fact that has a value.
  void add_missing(std::string_view where) {
    add_trouble({.cause = Cause::no_permission, .where = std::string(where)});
  }

  [[nodiscard]] std::size_t facts() const { return facts_; }
  /// Why none has a value; nothing if one has, or if there are none.
  [[nodiscard]] std::optional<Cause> nothing_known() const { return known_ ? std::nullopt : first_cause_; }
  /// The first trouble, with the number of facts that have one.
  [[nodiscard]] std::optional<Trouble> trouble() const;
  /// The usual trouble where nothing of the area can be read; nothing where a part of it can.
  [[nodiscard]] std::optional<Trouble> unreadable() const;

 private:
  static constexpr std::size_t kMaxKept = 64;  // enough to see which reason is the usual one

  void add_value();
  void add_trouble(Trouble trouble);

  std::size_t facts_ = 0;
  std::size_t troubled_ = 0;
  bool known_ = false;
  std::optional<Cause> first_cause_;
  std::vector<Trouble> kept_;
};

/// Capabilities that reading takes, by the kernel's numbers.
inline constexpr int kDacReadSearch = 2;
inline constexpr int kSysPtrace = 19;

enum class AreaPlace : std::uint8_t {
  processes,     ///< /proc/PID of other users' processes
  kernel_files,  ///< below /proc, of no process
  files,         ///< elsewhere
};

struct HostAreaRow {
  HostArea area{};
  std::string_view what;  ///< is read, for a person
  AreaPlace place = AreaPlace::files;
  int capability = -1;  ///< that reading it takes, by the kernel's number; -1: none
  void (*read)(const Snapshot&, AreaReading&) = nullptr;
};

/// The rows of all areas, in the order of `HostArea`.
[[nodiscard]] std::span<const HostAreaRow> host_area_rows();

}  // namespace plimsoll
