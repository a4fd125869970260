#include "lib/core/policy/image_scope.hpp"

#include <algorithm>

#include "lib/core/vocabulary/image_reference.hpp"

namespace plimsoll {
namespace {

constexpr std::string_view kRepositoryCharacters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/:[]";

bool matches_repo_digest(const ImageReference& wanted, const std::string& repo_digest) {
  const ImageReference known = parse_image_reference(repo_digest);
  if (known.digest.empty()) return false;
  return (wanted.repository.empty() || wanted.repository == known.repository) &&
         (wanted.digest.empty() || wanted.digest == known.digest);
}

}  // namespace

std::string why_no_image_scope(std::string_view scope) {
  if (is_digest(scope)) return {};
  const std::size_t at = scope.find('@');
  const std::string_view repository = scope.substr(0, at);
  const bool bad_digest = at != std::string_view::npos && !is_digest(scope.substr(at + 1));
  if (bad_digest || is_part_of_digest(scope)) {
    return "write a digest or id in full: sha256: and 64 hexadecimal digits";
  }
  if (repository.empty() || repository.find_first_not_of(kRepositoryCharacters) != std::string_view::npos) {
    return "name one repository, digest or id; patterns are not taken here";
  }
  if (has_tag(repository)) return "leave the tag out: anybody can give an image any tag";
  return {};
}

bool image_matches(std::string_view scope, const ImageFacts& image, std::string_view image_id) {
  if (scope == image_id) return true;
  const ImageReference wanted = parse_image_reference(scope);
  return image.repo_digests && std::ranges::any_of(*image.repo_digests, [&](const std::string& repo_digest) {
           return matches_repo_digest(wanted, repo_digest);
         });
}

}  // namespace plimsoll
