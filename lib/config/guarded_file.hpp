#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plimsoll/result.hpp"

/// Reading what decides how containers are judged: only from files that nobody but root, and whoever runs this, could
/// have written. Never blocks on what is not a regular file.
namespace plimsoll {

/// The text of a file of at most 1 MiB; nothing if it does not exist. Refuses a symbolic link, and a file that
/// others own or can write, or whose directory is so.
[[nodiscard]] Result<std::optional<std::string>> read_guarded_file(const std::string& path);

/// Paths of the *.yaml in a directory, hidden ones left out, by byte order; nothing if it does not exist. Refuses a
/// directory that others own or can write, and a *.yml, which would be missing without a word.
[[nodiscard]] Result<std::optional<std::vector<std::string>>> list_guarded_directory(const std::string& path);

}  // namespace plimsoll
