#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace plimsoll::engine {

/// The name under which a container is known across recreation: its name, cut where it is long; `service.slot` of a
/// Swarm task; the short id of one without a name.
[[nodiscard]] std::string identity_of(std::string_view name, std::string_view id);

/// The same of a container that does not run: its whole name. The slot of a Swarm task is the running one's.
[[nodiscard]] std::string identity_of_stopped(std::string_view name, std::string_view id);

struct Claim {
  std::string identity;
  std::string_view id;       ///< borrowed
  std::int64_t created = 0;  ///< seconds since 1970
  bool stopped = false;      ///< it comes after all others, and disputes nothing
  bool disputed = false;     ///< out: another one that runs claims or claimed `identity`
};

/// Makes identities unique: of those who claim one the oldest keeps it, then the one with the smallest id. The others
/// become `identity~shortid`.
void settle(std::vector<Claim>& claims);

}  // namespace plimsoll::engine
