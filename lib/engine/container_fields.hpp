#pragma once

/// The parts of an inspect answer that are more than text, number or flag. Each is nothing if it is not as documented.

#include <optional>
#include <string>
#include <vector>

#include "lib/engine/json.hpp"
#include "plimsoll/facts.hpp"

namespace plimsoll::engine {

/// An absolute path without "//", "/./", "/../" and a "/" at its end; any other text as it is.
[[nodiscard]] std::string normalised_path(std::string path);

std::optional<std::vector<std::string>> paths(const Json& json);
std::optional<std::vector<std::string>> capabilities(const Json& json);  ///< "cap_net_raw" is "NET_RAW"
std::optional<SecurityOptions> security_options(const Json& json);
std::optional<std::vector<Device>> devices(const Json& json);
std::optional<std::vector<DeviceRequest>> device_requests(const Json& json);
std::optional<std::vector<Mount>> mounts(const Json& json);
std::optional<std::vector<Ulimit>> ulimits(const Json& json);
std::optional<RestartPolicy> restart_policy(const Json& json);
std::optional<std::vector<std::string>> keys(const Json& json);
std::optional<std::vector<PublishedPort>> published_ports(const Json& json);

/// One of the four `HostConfig.BlkioDevice…` lists; their kind is for the caller to set.
std::optional<std::vector<BlockIoLimit>> block_io_limits(const Json& json);

}  // namespace plimsoll::engine
