#pragma once

/// The parts of an inspect answer that are more than text, number or flag. Each is nothing if it is not as documented.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lib/engine/decode/json.hpp"
#include "plimsoll/facts.hpp"

namespace plimsoll::engine {

/// An absolute path without "//", "/./", "/../" and a "/" at its end; any other text as it is.
[[nodiscard]] std::string normalised_path(std::string path);

std::optional<std::vector<std::string>> paths(const Json& json);
std::optional<SharedStringList> shared_paths(const Json& json);
std::optional<std::vector<std::string>> capabilities(const Json& json);  ///< "cap_net_raw" is "NET_RAW"
std::optional<SecurityOptions> security_options(const Json& json);
std::optional<std::vector<Device>> devices(const Json& json);
std::optional<std::vector<DeviceRequest>> device_requests(const Json& json);
std::optional<std::vector<Mount>> mounts(const Json& json);
std::optional<std::vector<Ulimit>> ulimits(const Json& json);
std::optional<RestartPolicy> restart_policy(const Json& json);
std::optional<std::vector<std::string>> secret_variables(const Json& json);  ///< of an environment, their names
std::optional<std::vector<std::string>> executable_tmpfs(const Json& json);
std::optional<std::vector<std::string>> usable_ids(const Json& json);
std::optional<std::int64_t> timestamp(const Json& json);  ///< as seconds since 1970
std::optional<bool> healthcheck(const Json& json);        ///< one is set, and not switched off
std::optional<std::string> health(const Json& json);
std::optional<bool> limits_log_size(const Json& json);  ///< options of a log driver that writes files
std::optional<std::vector<std::string>> keys(const Json& json);
std::optional<std::vector<std::string>> path_keys(const Json& json);
std::optional<std::vector<PublishedPort>> published_ports(const Json& json);

/// One of the four `HostConfig.BlkioDevice…` lists; their kind is for the caller to set.
std::optional<std::vector<BlockIoLimit>> block_io_limits(const Json& json);

}  // namespace plimsoll::engine
