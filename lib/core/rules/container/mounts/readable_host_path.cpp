#include "lib/core/rules/container/mounts/readable_host_path.hpp"

#include "lib/core/rules/common/engine_sockets.hpp"
#include "lib/core/rules/common/user_namespace.hpp"
#include "lib/core/rules/container/mounts/host_mounts.hpp"
#include "lib/core/vocabulary/host_paths.hpp"

namespace plimsoll {
namespace {

struct Question {
  Reveals reveals;
  std::vector<std::string_view> allow;
  Fact<bool> remapped;
};

/// Writing counts for nothing where root in the container is nobody on the host.
bool is_the_writable_rules(const HostMount& mount, const Exposure& exposure, const Fact<bool>& remapped) {
  return mount.mount.read_write && exposure.commands_host && !(remapped && *remapped);
}

bool is_wrong(const HostMount& mount, const Context& context, const Question& question) {
  const Exposure exposure = exposure_of(mount.path, context.engine);
  if (is_the_writable_rules(mount, exposure, question.remapped)) return false;
  if (is_engine_socket(mount.path, context.engine)) return false;
  return exposure.reveals == question.reveals && !is_within(mount.path, question.allow);
}

/// Whether a mount would be wrong if only it were known that users are remapped.
bool hangs_on_remapping(const ContainerFacts& container, const Context& context, Question question) {
  if (question.remapped) return false;
  question.remapped = {true, Source::engine, ""};
  const auto is_wrong_then = [&](const HostMount& mount) { return is_wrong(mount, context, question); };
  return judge_host_mounts(container, context, "", is_wrong_then).kind == VerdictKind::violation;
}

}  // namespace

Verdict judge_readable_host_paths(const ContainerFacts& container, const Context& context, Reveals reveals,
                                  const Setting& allow) {
  const Question question{reveals, context.settings.list(allow), user_namespace_remapped(container, context.engine)};
  Verdict verdict = judge_sensitive_mounts(container, context, "not mounted",
                                           [&](const HostMount& mount) { return is_wrong(mount, context, question); });
  const bool passes = verdict.kind == VerdictKind::pass;
  if (passes && hangs_on_remapping(container, context, question)) return unknown(question.remapped);
  return verdict;
}

}  // namespace plimsoll
