#include "lib/engine/decode/decode.hpp"
#include "lib/engine/decode/fields.hpp"
#include "lib/engine/http/errors.hpp"
#include "plimsoll/result.hpp"

namespace plimsoll::engine {

/// What it runs is not read: command lines hold secrets.
Result<AnsweredSession> decode_exec_session(std::string_view body, std::string_view target) {
  const Result<Json> exec = parse_object(body, target);
  if (!exec) return exec.error();
  const auto running = member(*exec, "Running", boolean);
  const auto process = exec->find("ProcessConfig");
  if (!running || process == exec->end()) return not_the_documented_shape(target, "it does not say whether it runs");
  const auto privileged = member(*process, "privileged", boolean);
  const auto user = optional_member<std::string>(*process, "user", text);
  const auto id = text_or_empty(*exec, "ID");
  if (!privileged || !user || !id) return not_the_documented_shape(target, "it does not say with what rights it runs");
  return AnsweredSession{{.id = *id, .user = *user, .privileged = *privileged}, *running};
}

}  // namespace plimsoll::engine
