#pragma once

#include <string>
#include <vector>

#include "lib/host/processes/processes.hpp"
#include "plimsoll/engine_facts.hpp"

namespace plimsoll::host {

/// Runtimes besides the one audited, by program name, and containerd's namespaces with tasks that are not Docker's.
[[nodiscard]] Answer<std::vector<std::string>> other_engines(const HostSource& source, const ProcessTable& table,
                                                             EngineKind audited);

}  // namespace plimsoll::host
