#pragma once

#include <string>
#include <string_view>

namespace plimsoll::cli {

/// One word of a shell's command line that means exactly `text` and is safe to show: as it is where no character is
/// special, else quoted; $'…' (bash, zsh, ksh) where it holds what a terminal may not be given.
[[nodiscard]] std::string shell_word(std::string_view text);

}  // namespace plimsoll::cli
