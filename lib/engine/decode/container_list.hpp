#pragma once

/// `GET /containers/json?all=1`, decoded as it arrives. Of each container only what is needed to ask for it is kept,
/// and of that a bounded length: no container can hide the others by being large.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plimsoll/result.hpp"

namespace plimsoll::engine {

/// All text is valid UTF-8 and cut at 4 KiB; empty where the list has nothing or nonsense.
struct ListedContainer {
  std::string id;
  std::string name;  ///< the first one, without the leading slash
  std::string image;
  std::string image_id;
  std::string state;
  std::int64_t created = 0;  ///< seconds since 1970; 0: not told

  [[nodiscard]] bool has_usable_id() const;
};

/// 64 hex digits: safe in a path, and what every engine writes.
[[nodiscard]] bool is_usable_id(std::string_view id);

/// Of a container in such a state no process runs. Any other state, known or not, may have one.
[[nodiscard]] bool is_stopped_state(std::string_view state);

class ContainerListDecoder {
 public:
  /// `target` names the request in errors.
  explicit ContainerListDecoder(std::string target);
  ~ContainerListDecoder();
  ContainerListDecoder(const ContainerListDecoder&) = delete;
  ContainerListDecoder& operator=(const ContainerListDecoder&) = delete;

  /// An error as soon as it cannot become a list any more.
  [[nodiscard]] std::optional<Error> write(std::string_view piece);

  /// The whole list; an error if its end is missing. Call once.
  [[nodiscard]] Result<std::vector<ListedContainer>> finish();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace plimsoll::engine
