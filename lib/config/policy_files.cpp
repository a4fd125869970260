#include "lib/config/policy_files.hpp"

#include <algorithm>
#include <iterator>

#include "lib/config/guarded_file.hpp"

namespace plimsoll {
namespace {

using Files = std::vector<PolicyFile>;

Error missing(const std::string& path) {
  return {ErrorKind::bad_input, path + ": does not exist", "create it or name another"};
}

/// What is not named (empty) is not looked for, so it is not there either.
Result<Files> read_file(const std::string& path) {
  if (path.empty()) return Files();
  auto text = read_guarded_file(path);
  if (!text) return text.error();
  if (*text) return Files{{path, std::move(**text)}};
  return path == Config().policy_file ? Result<Files>(Files()) : missing(path);
}

Result<std::vector<std::string>> list_directory(const std::string& path) {
  if (path.empty()) return std::vector<std::string>();
  auto paths = list_guarded_directory(path);
  if (!paths) return paths.error();
  if (*paths) return std::move(**paths);
  return path == Config().policy_directory ? Result<std::vector<std::string>>({}) : missing(path);
}

}  // namespace

Result<Files> read_policy_files(const Config& config) {
  auto files = read_file(config.policy_file);
  if (!files) return files;
  const auto paths = list_directory(config.policy_directory);
  if (!paths) return paths.error();
  for (const std::string& path : *paths) {
    auto more = read_file(path);
    if (!more) return more;
    std::ranges::move(*more, std::back_inserter(*files));
  }
  return files;
}

Result<Policy> load_policy(const Config& config) {
  const auto files = read_policy_files(config);
  if (!files) return files.error();
  return parse_policy(*files);
}

}  // namespace plimsoll
