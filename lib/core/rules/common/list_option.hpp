#pragma once

#include <string_view>

#include "plimsoll/rule.hpp"

namespace plimsoll {

/// An option of docker run that may be given more than once, and the list of a Compose service that holds the same.
struct ListOption {
  std::string_view flag;
  std::string_view compose;
};

inline constexpr ListOption kCapAdd{"--cap-add", "cap_add"};
inline constexpr ListOption kCapDrop{"--cap-drop", "cap_drop"};
inline constexpr ListOption kDevice{"--device", "devices"};
inline constexpr ListOption kDeviceCgroupRule{"--device-cgroup-rule", "device_cgroup_rules"};
inline constexpr ListOption kGroupAdd{"--group-add", "group_add"};
inline constexpr ListOption kSecurityOpt{"--security-opt", "security_opt"};

/// The value may be any text: whoever starts containers chooses it.
[[nodiscard]] FixStep remove(ListOption option, std::string_view value);
[[nodiscard]] FixStep add(ListOption option, std::string_view value);

}  // namespace plimsoll
