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
/// An object's members without its braces, so that others can stand beside them.
[[nodiscard]] std::string members(const Json& object);

/// Null for the zero of `Time`.
[[nodiscard]] Json instant(Time time);
[[nodiscard]] Json subject(const Subject& subject);
[[nodiscard]] Json error(const Error& error);
[[nodiscard]] Json engine(const Report& report);
[[nodiscard]] Json policy(const Report& report);
/// How current each feed is, and since when.
[[nodiscard]] Json freshness(const Report& report);
/// {"call", "errno"}, or null where no system call failed.
[[nodiscard]] Json os_error(OsError error);
/// A kind of host facts of which none can be read.
[[nodiscard]] Json unreadable(const UnreadableArea& area);
[[nodiscard]] Json waiver(const Waiver& waiver);
/// A subject that could not be read.
[[nodiscard]] Json unjudged(const SubjectReport& subject);
/// A list that could not be read.
[[nodiscard]] Json gap(const Error& error);
[[nodiscard]] Json containers(const Summary& summary);
[[nodiscard]] Json findings(const Summary& summary);

}  // namespace plimsoll::parts
