#include "lib/core/vocabulary/image_reference.hpp"

#include "lib/core/vocabulary/object_id.hpp"

namespace plimsoll {
namespace {

constexpr std::string_view kDigestPrefix = "sha256:";
constexpr std::size_t kDigestDigits = 64;
constexpr std::string_view kHexadecimal = "0123456789abcdef";

bool is_registry(std::string_view first_part) {
  return first_part == "localhost" || first_part.find_first_of(".:") != std::string_view::npos;
}

/// As the engine reads it: without a registry it is Docker Hub's, and there without an owner it is "library".
std::string full_repository(std::string_view repository) {
  if (repository.starts_with("index.docker.io/")) repository.remove_prefix(std::string_view("index.").size());
  const std::size_t slash = repository.find('/');
  const bool named = slash != std::string_view::npos && is_registry(repository.substr(0, slash));
  if (named && !repository.starts_with("docker.io/")) return std::string(repository);
  if (named) repository.remove_prefix(std::string_view("docker.io/").size());
  const bool has_owner = repository.find('/') != std::string_view::npos;
  return (has_owner ? "docker.io/" : "docker.io/library/") + std::string(repository);
}

bool is_digest_digits(std::string_view text) {
  return text.size() == kDigestDigits && text.find_first_not_of(kHexadecimal) == std::string_view::npos;
}

/// Where the tag of "name:tag" begins, with its colon; npos if there is none. A registry may have a port.
std::size_t tag_of(std::string_view repository) {
  const std::size_t name = repository.rfind('/') + 1;  // npos + 1 is 0
  return repository.find(':', name);
}

}  // namespace

bool is_digest(std::string_view text) {
  return text.starts_with(kDigestPrefix) && is_digest_digits(text.substr(kDigestPrefix.size()));
}

bool is_part_of_digest(std::string_view text) { return text.starts_with(kDigestPrefix) || is_digest_digits(text); }

bool has_tag(std::string_view repository) { return tag_of(repository) != std::string_view::npos; }

ImageReference parse_image_reference(std::string_view text) {
  if (is_digest(text)) return {{}, text};
  const std::size_t at = text.find('@');
  if (at == std::string_view::npos) return {full_repository(text), {}};
  return {full_repository(text.substr(0, at)), text.substr(at + 1)};
}

std::string repository_of(std::string_view reference) {
  if (reference.empty() || reference.starts_with("<none>")) return {};
  const std::string_view name = reference.substr(0, reference.find('@'));
  return full_repository(name.substr(0, tag_of(name)));
}

std::string full_reference(std::string_view reference) {
  const std::string full = full_repository(reference);
  const bool complete = has_tag(full) || full.find('@') != std::string::npos;
  return complete ? full : full + ":latest";
}

bool names_content(const ContainerFacts& container) {
  return container.image.find('@') != std::string::npos || is_id_of(container.image, container.image_id);
}

}  // namespace plimsoll
