#include "lib/support/nearest.hpp"

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

namespace plimsoll {
namespace {

constexpr std::size_t kLongestWord = 64;  // the distance costs the product of both lengths

std::size_t edit_distance(std::string_view from, std::string_view to) {
  std::vector<std::size_t> row(to.size() + 1);
  std::iota(row.begin(), row.end(), 0);
  for (std::size_t i = 0; i < from.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i + 1);
    for (std::size_t j = 0; j < to.size(); ++j) {
      const std::size_t replaced = diagonal + (from[i] == to[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, diagonal + 1, row[j] + 1});
    }
  }
  return row.back();
}

std::string alternatives(std::span<const std::string_view> words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 < words.size() ? ", " : " or ";
    text += words[i];
  }
  return text;
}

}  // namespace

std::optional<std::string_view> nearest(std::string_view word, std::span<const std::string_view> words) {
  if (word.size() > kLongestWord || words.empty()) return std::nullopt;
  const auto distance = [&](std::string_view other) { return edit_distance(word, other); };
  const std::string_view best = *std::ranges::min_element(words, {}, distance);
  if (distance(best) > (std::max(word.size(), best.size()) + 1) / 2) return std::nullopt;
  return best;
}

std::string use_one_of(std::span<const std::string_view> words, std::string_view instead_of) {
  std::string text = "use " + alternatives(words);
  const auto meant = words.size() > 1 ? nearest(instead_of, words) : std::nullopt;
  if (meant) text += " (nearest: " + std::string(*meant) + ")";
  return text;
}

}  // namespace plimsoll
