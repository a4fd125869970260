#pragma once

/// The pieces that the JSON documents share. Private to this folder.

#include <nlohmann/json.hpp>
#include <string>

#include "lib/sinks/report/summary.hpp"
#include "plimsoll/report.hpp"

namespace plimsoll::parts {

using Json = nlohmann::ordered_json;

/// Text from outside may not be UTF-8: what is not becomes U+FFFD.
[[nodiscard]] std::string dump(const Json& json);

/// Null for the zero of `Time`.
[[nodiscard]] Json instant(Time time);
[[nodiscard]] Json subject(const Subject& subject);
[[nodiscard]] Json error(const Error& error);
[[nodiscard]] Json engine(const Report& report);
[[nodiscard]] Json policy(const Report& report);
/// How current each feed is, and since when.
[[nodiscard]] Json freshness(const Report& report);
[[nodiscard]] Json waiver(const Waiver& waiver);
/// Every subject that could not be read, and every list.
[[nodiscard]] Json incomplete(const Report& report);
[[nodiscard]] Json containers(const Summary& summary);
[[nodiscard]] Json findings(const Summary& summary);

}  // namespace plimsoll::parts
