#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace plimsoll::engine {

/// From when the first certificate in `pem` is valid, in seconds since 1970. Nothing if there is none in it.
[[nodiscard]] std::optional<std::int64_t> valid_from(const std::string& pem);

}  // namespace plimsoll::engine
