#pragma once

/// The ways in which an engine fails to answer, in words for a person.

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

#include "plimsoll/fact.hpp"
#include "plimsoll/result.hpp"

namespace plimsoll::engine {

/// `os_error` of connect(2) to `socket_path`.
[[nodiscard]] Error cannot_connect(const std::string& socket_path, int os_error);

[[nodiscard]] Error socket_path_too_long(const std::string& socket_path);

/// The one at `socket_path` is not the one that was connected to.
[[nodiscard]] Error socket_replaced(const std::string& socket_path);

// The rest are about one request; `target` is its path with the API version.

[[nodiscard]] Error no_answer(std::string_view target, std::chrono::milliseconds deadline);
[[nodiscard]] Error ended_early(std::string_view target);
[[nodiscard]] Error answer_too_large(std::string_view target, std::size_t max_bytes);
[[nodiscard]] Error too_many_listed(std::string_view target, std::string_view elements, std::size_t max_elements);
/// `body` is the engine's explanation, in either of the shapes that Docker and Podman use, or anything else.
[[nodiscard]] Error http_error(std::string_view target, long status, std::string_view body);
/// One container of the list.
[[nodiscard]] Error not_found(std::string_view target, std::string_view body);
[[nodiscard]] Error not_json(std::string_view target, std::string_view detail);
[[nodiscard]] Error not_the_documented_shape(std::string_view target, std::string_view detail);
[[nodiscard]] Error exchange_failed(std::string_view target, std::string_view detail);
[[nodiscard]] Error reading_stopped();

/// Why the facts of an answer are missing that failed with `kind`, or that was refused with `status`.
[[nodiscard]] Cause cause_of(ErrorKind kind);
[[nodiscard]] Cause cause_of_refusal(long status);

}  // namespace plimsoll::engine
