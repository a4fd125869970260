#pragma once

/// The facts of the host by what reading them takes: one row each, and why some of it could not be read.

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "plimsoll/fact.hpp"
#include "plimsoll/snapshot.hpp"

namespace plimsoll::doctor {

/// Why facts of one area have no value. Only causes that a permission, a sandbox or a hanging file system explains.
struct Trouble {
  Cause cause = Cause::unreadable;
  std::string where;  ///< of the first one
  std::size_t facts = 0;
  std::string_view call = {};  ///< the system call that failed; "": not known
  int error_number = 0;        ///< its errno; 0: not known
};

/// Collects the facts of an area and keeps the trouble of the first that has one.
class AreaReading {
 public:
  template <class T>
  void add(const Fact<T>& fact, std::string_view where = {}) {
    fact ? add_value() : add_cause(fact.cause(), where.empty() ? fact.path() : where);
  }
  /// A value that is missing within a fact.
  void add_missing(std::string_view where) { add_cause(Cause::no_permission, where); }

  [[nodiscard]] std::size_t facts() const { return facts_; }
  /// Why none has a value; nothing if one has, or if there are none.
  [[nodiscard]] std::optional<Cause> nothing_known() const { return known_ ? std::nullopt : first_cause_; }
  [[nodiscard]] const std::optional<Trouble>& trouble() const { return trouble_; }

 private:
  void add_value();
  void add_cause(Cause cause, std::string_view where);

  std::size_t facts_ = 0;
  bool known_ = false;
  std::optional<Cause> first_cause_;
  std::optional<Trouble> trouble_;
};

enum class Place {
  processes,     ///< /proc/PID of other users' processes
  kernel_files,  ///< below /proc, of no process
  files,         ///< elsewhere
};

struct HostArea {
  std::string_view id;    ///< of its check
  std::string_view what;  ///< is read
  Place place = Place::files;
  int capability = -1;  ///< that reading it takes; -1: none
  void (*read)(const Snapshot&, AreaReading&) = nullptr;
};

[[nodiscard]] std::span<const HostArea> host_areas();

}  // namespace plimsoll::doctor
