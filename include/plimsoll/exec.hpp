#pragma once

/// Commands that somebody runs in a container beside what it was started for: `docker exec` and its like, but not its
/// health checks. Command lines hold secrets: nothing of one is kept beyond what is here.

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plimsoll/clock.hpp"
#include "plimsoll/effective_facts.hpp"
#include "plimsoll/finding.hpp"

namespace plimsoll {

/// `GET /exec/{id}/json`.
struct ExecAnswer {
  std::string container;  ///< its full id
  bool running = false;
  std::int64_t pid = 0;  ///< as the host counts; 0: none yet, or none any more
  bool privileged = false;
  bool tty = false;
  bool input = false;         ///< somebody may write to it
  std::string user;           ///< "": the container's own
  std::string program;        ///< base name, a bounded length
  std::size_t arguments = 0;  ///< how many follow the program
  std::string argument_text;  ///< "" unless asked for; a bounded length
  std::uint64_t command_hash = 0;
};

/// Why the engine's own record of a session could not be read.
enum class ExecLoss : std::uint8_t {
  gone,        ///< the engine had forgotten it
  not_named,   ///< the event did not say which session, and the container's inspect no longer listed it
  too_many,    ///< the container began more of them than are read of one
  unreadable,  ///< the engine failed to answer
};
[[nodiscard]] std::string_view to_string(ExecLoss loss);

/// One session; or several of which the details are lost for the same reason.
struct ExecRecord {
  Subject container;  ///< name and image are "" where it was not known
  std::string id;     ///< "" of several, or where it is not known
  Time first_seen{};
  std::optional<Time> ended;     ///< nothing: it runs, or its end was not seen
  std::optional<ExecLoss> lost;  ///< set: nothing of what follows is known
  std::uint64_t sessions = 1;

  bool privileged = false;
  bool tty = false;
  std::string user;  ///< as asked for; "": the container's own
  std::string program;
  std::size_t arguments = 0;
  std::string argument_text;                      ///< "" unless configured
  std::optional<bool> root;                       ///< in the container
  std::optional<ProcessCredentials> credentials;  ///< nothing: it ended before they could be read

  friend bool operator==(const ExecRecord&, const ExecRecord&) = default;
};

/// Counts of sessions since start.
class ExecCounts {
 public:
  enum Known : std::uint8_t { no, yes, unknown };

  void add(const ExecRecord& record) { ++counts_[index(privileged_of(record), known(record.root))]; }
  [[nodiscard]] std::uint64_t of(Known privileged, Known root) const { return counts_[index(privileged, root)]; }

 private:
  static constexpr std::size_t kKnown = 3;
  static Known known(const std::optional<bool>& value) { return !value ? unknown : *value ? yes : no; }
  static Known privileged_of(const ExecRecord& record) { return record.lost ? unknown : known(record.privileged); }
  static std::size_t index(Known privileged, Known root) { return privileged * kKnown + root; }

  std::array<std::uint64_t, kKnown * kKnown> counts_{};
};

/// The newest ones, of each container in the order in which they began.
using ExecHistory = std::vector<std::shared_ptr<const ExecRecord>>;

}  // namespace plimsoll
