#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "daemon/docs/command_tree.hpp"

namespace plimsoll::docs {

[[nodiscard]] std::string joined(const std::vector<std::string>& words, std::string_view separator);

/// Every name of every option.
[[nodiscard]] std::vector<std::string> names_of(const std::vector<Parameter>& options);

void replace_all(std::string& text, std::string_view mark, std::string_view by);

}  // namespace plimsoll::docs
