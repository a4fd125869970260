#pragma once

/// Ids of containers, images and networks: 64 hexadecimal digits, before which images have "sha256:".

#include <string_view>

namespace plimsoll {

/// The first 12 characters, as `docker ps` shows the id of a container.
[[nodiscard]] std::string_view short_id(std::string_view id);

/// Whether a person who writes `reference` means the object of that id: it is the id or its first 12 digits or more,
/// with or without "sha256:".
[[nodiscard]] bool is_id_of(std::string_view reference, std::string_view id);

/// Whether `reference` is the identity or the name of a subject, or means its id. An empty one means nothing.
[[nodiscard]] bool means_subject(std::string_view reference, std::string_view identity, std::string_view name,
                                 std::string_view id);

}  // namespace plimsoll
