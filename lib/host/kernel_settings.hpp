#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lib/host/probes/host_source.hpp"
#include "plimsoll/host_facts.hpp"

namespace plimsoll::host {

/// As sysctl spells them.
[[nodiscard]] std::span<const std::string_view> kernel_setting_names();
/// "kernel.core_pattern" is kernel/core_pattern below /proc/sys.
[[nodiscard]] std::string kernel_setting_file(std::string_view name);

[[nodiscard]] Answer<std::vector<KernelSetting>> read_kernel_settings(const HostSource& source);

}  // namespace plimsoll::host
