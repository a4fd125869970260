#pragma once

/// How engines spell images: "[registry/]repository[:tag][@digest]", a digest, or an id.

#include <string>
#include <string_view>

#include "plimsoll/container_facts.hpp"

namespace plimsoll {

/// The inspect field that holds the reference from which a container was started.
inline constexpr std::string_view kImageField = "Config.Image";

struct ImageReference {
  std::string repository;   ///< in full, such as "docker.io/library/traefik"; "" if the text is a digest only
  std::string_view digest;  ///< with its algorithm, "sha256:..."; "" if there is none
};

/// Takes "repository", "repository@digest" or "digest". Borrows from `text`. Does not fail: any text is a repository.
[[nodiscard]] ImageReference parse_image_reference(std::string_view text);

/// Whether the text is "sha256:" and 64 hexadecimal digits.
[[nodiscard]] bool is_digest(std::string_view text);

/// Whether the text is a digest or a piece of one: "sha256:12", or 64 digits without the algorithm.
[[nodiscard]] bool is_part_of_digest(std::string_view text);

/// Whether the reference ends in ":tag". The port of a registry is no tag.
[[nodiscard]] bool has_tag(std::string_view reference);

/// The repository of "name[:tag][@digest]" in full: "docker.io/library/traefik" of "traefik:3". Empty if the reference
/// names no image: engines write "<none>".
[[nodiscard]] std::string repository_of(std::string_view reference);

/// A reference with its repository in full, and with the tag that engines take where none is given:
/// "docker.io/library/traefik:latest".
[[nodiscard]] std::string full_reference(std::string_view reference);

/// Whether the container was started from a digest or an image id, which nobody can make mean something else.
[[nodiscard]] bool names_content(const ContainerFacts& container);

}  // namespace plimsoll
