#pragma once

/// The elements of a JSON list, one at a time as they arrive. Of each only the fields asked for are kept, and of those
/// a bounded amount: no element can hide the others by being large.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plimsoll/result.hpp"

namespace plimsoll::engine {

inline constexpr std::size_t kMaxListedText = 4096;       ///< bytes; as long as a path can be
inline constexpr std::size_t kMaxListed = 100'000;        ///< elements
inline constexpr std::size_t kMaxKeptBytes = 128U << 10;  ///< of one element; over a thousand tags of an image

enum class LongText : std::uint8_t {
  cut,      ///< to a little more than `kMaxListedText`, so that it shows
  refused,  ///< it is `false` instead, of the wrong type: half a text would be a wrong fact
};

struct Selection {
  std::string_view elements;             ///< "containers", for errors
  std::string_view list;                 ///< key of the list; empty: the answer is the list
  std::vector<std::string_view> fields;  ///< dotted paths of texts, numbers, flags and lists of them, also in lists
  LongText long_text = LongText::refused;
};

class ElementStream {
 public:
  /// Elements that are no objects come as well. Their text is valid UTF-8.
  using OnElement = std::function<void(const nlohmann::json& element)>;

  /// `target` names the request in errors.
  ElementStream(std::string target, Selection selection, OnElement on_element);
  ~ElementStream();
  ElementStream(const ElementStream&) = delete;
  ElementStream& operator=(const ElementStream&) = delete;

  /// An error as soon as it cannot become the list any more.
  [[nodiscard]] std::optional<Error> write(std::string_view piece);

  /// An error if the end is missing. Call once.
  [[nodiscard]] std::optional<Error> finish();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace plimsoll::engine
