#pragma once

#include <cstddef>
#include <string_view>

#include "plimsoll/effective_facts.hpp"

namespace plimsoll {

inline std::string_view to_string(SeccompMode mode) {
  static constexpr std::string_view kWords[] = {"disabled", "strict", "filter", "not_supported"};
  return kWords[static_cast<std::size_t>(mode)];
}

}  // namespace plimsoll
