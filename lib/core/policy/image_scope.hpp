#pragma once

#include <string>
#include <string_view>

#include "plimsoll/facts.hpp"

/// Which image a waiver is about. Only what a registry or the engine computed from the content counts: repositories and
/// digests of RepoDigests, and the id. Names and tags are whatever somebody on this host called it.
namespace plimsoll {

/// Why `scope` names no image that could be proved, as a way out; empty if it does.
[[nodiscard]] std::string why_no_image_scope(std::string_view scope);

/// `image_id` is the container's. The scope is a repository ("traefik" is "docker.io/library/traefik"), a digest, a
/// repository with a digest, or an id.
[[nodiscard]] bool image_matches(std::string_view scope, const ImageFacts& image, std::string_view image_id);

}  // namespace plimsoll
