#pragma once

#include <span>
#include <string_view>

#include "plimsoll/rule.hpp"

namespace plimsoll {

/// Judges that the engine's list of protected kernel files still has `required`, which every release puts there. The
/// items are the missing ones. Later releases list more.
[[nodiscard]] Verdict judge_system_paths(const Fact<SharedStringList>& paths,
                                         std::span<const std::string_view> required, const ContainerFacts& container,
                                         const Context& context);

[[nodiscard]] std::vector<FixStep> fix_system_paths(const ContainerFacts& container, const Context& context,
                                                    const Verdict& verdict);

}  // namespace plimsoll
