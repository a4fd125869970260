#include "lib/core/exec/session_facts.hpp"

#include <string>
#include <string_view>

#include "lib/core/vocabulary/user_id.hpp"

namespace plimsoll {
namespace {

bool is_own_user(const std::string& user, const ContainerFacts& container) {
  return user.empty() || (container.user && *container.user == user);
}

std::int64_t root_of(const ContainerFacts* container) {
  return container != nullptr && container->effective ? (*container->effective)->root_uid : 0;
}

std::optional<bool> asked_for_root(const std::string& user, const ContainerFacts* container) {
  const bool is_containers = user.empty();
  if (is_containers && (container == nullptr || !container->user)) return std::nullopt;
  const std::string_view asked = is_containers ? std::string_view(*container->user) : std::string_view(user);
  if (is_root_user(asked)) return true;
  const bool is_number = parse_id(asked.substr(0, asked.find(':'))).has_value();
  return is_number ? std::optional(false) : std::nullopt;
}

}  // namespace

bool is_health_check(const ExecAnswer& session, const ContainerFacts& container) {
  const bool same_command = container.health_probe && container.health_probe->command_hash == session.command_hash;
  return same_command && !session.privileged && !session.tty && !session.input && is_own_user(session.user, container);
}

std::optional<bool> is_root_session(const ExecAnswer& session, const std::optional<ProcessCredentials>& credentials,
                                    const ContainerFacts* container) {
  if (credentials) return credentials->effective_uid == root_of(container);
  return asked_for_root(session.user, container);
}

}  // namespace plimsoll
