#pragma once

/// Shell text cut into the commands and words that the rules about build steps look for. Not a shell: quotes are taken
/// off and variables stay as they are.

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace plimsoll::engine {

using Words = std::vector<std::string_view>;

/// Separated by blanks, without the quotes around them.
[[nodiscard]] Words words_of(std::string_view text);

/// Commands joined by pipes.
using Pipeline = std::vector<Words>;

/// Separated by "&&", "||", ";", "&", brackets and ends of lines.
[[nodiscard]] std::vector<Pipeline> pipelines_of(std::string_view script);

/// "curl" of "/usr/bin/curl"; a path outside a directory of programs as it is.
[[nodiscard]] std::string_view program_name(std::string_view word);

/// Known words.
using Vocabulary = std::span<const std::string_view>;

[[nodiscard]] bool is_one_of(Vocabulary known, std::string_view word);

/// The known word that `word` is: a literal, so that nothing of the text comes out.
[[nodiscard]] std::optional<std::string_view> known_word(Vocabulary known, std::string_view word);

/// Of names of programs, variables and options.
[[nodiscard]] bool is_word_character(char character);

}  // namespace plimsoll::engine
