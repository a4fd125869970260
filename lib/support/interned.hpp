#pragma once

#include <string_view>

namespace plimsoll {

/// The same text, valid until the process ends, for facts whose path is made at run time. Equal texts share their
/// bytes. Nothing is ever freed: intern only what comes from a small set, such as names of settings in the engine's
/// files. Any thread.
[[nodiscard]] std::string_view interned(std::string_view text);

}  // namespace plimsoll
