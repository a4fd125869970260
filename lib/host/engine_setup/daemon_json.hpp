#pragma once

#include <string_view>

#include "lib/host/engine_setup/given_settings.hpp"

namespace plimsoll::host {

/// The text of a daemon.json. An empty one sets nothing; a value of the wrong type costs its own setting only.
[[nodiscard]] Answer<GivenSettings> parse_daemon_json(std::string_view text);

}  // namespace plimsoll::host
