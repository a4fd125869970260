#pragma once

#include <string>
#include <vector>

#include "plimsoll/rule.hpp"

namespace plimsoll {

/// What a request names: the CDI devices, else the driver, else "gpu", which is what docker run asks for without one.
[[nodiscard]] std::vector<std::string> names_of(const DeviceRequest& request);

/// Takes away what the request names by `name`: one CDI device, or the whole request.
[[nodiscard]] FixStep remove_request(const DeviceRequest& request, const std::string& name);

}  // namespace plimsoll
