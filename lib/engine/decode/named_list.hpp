#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "lib/engine/decode/element_stream.hpp"
#include "plimsoll/result.hpp"

namespace plimsoll::engine {

template <class T>
struct NamedFacts {
  std::map<std::string, T, std::less<>> by_name;
  std::size_t nameless = 0;  ///< entries that cannot be told apart, and so are missing
};

/// A list of `T`, decoded as it arrives.
template <class T>
class NamedListDecoder {
 public:
  using Facts = T;

  NamedListDecoder(std::string target, Selection selection, T (*decode)(const nlohmann::json&), std::string T::* name)
      : stream_(std::move(target), std::move(selection),
                [this, decode, name](const nlohmann::json& element) { add(decode(element), name); }) {}
  NamedListDecoder(const NamedListDecoder&) = delete;
  NamedListDecoder& operator=(const NamedListDecoder&) = delete;

  /// An error as soon as it cannot become the list any more.
  [[nodiscard]] std::optional<Error> write(std::string_view piece) { return stream_.write(piece); }

  /// The whole list; an error if its end is missing. Call once.
  [[nodiscard]] Result<NamedFacts<T>> finish() {
    if (std::optional<Error> error = stream_.finish()) return *std::move(error);
    return std::move(all_);
  }

 private:
  void add(T facts, std::string T::* name) {
    std::string key = facts.*name;
    if (key.empty()) {
      ++all_.nameless;
    } else {
      all_.by_name.insert_or_assign(std::move(key), std::move(facts));
    }
  }

  NamedFacts<T> all_;
  ElementStream stream_;
};

}  // namespace plimsoll::engine
