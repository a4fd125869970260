#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/engine/decode/element_stream.hpp"
#include "lib/engine/decode/json.hpp"

namespace plimsoll::engine {

/// One element of a list with the selected fields only. What is inside an object or list of a list is left out unless
/// it is selected; the object or list itself stays, so that it is seen to be of the wrong type.
class ElementBuilder {
 public:
  explicit ElementBuilder(const Selection& selection) : selection_(selection) {}

  void key_part(std::string_view piece);
  void key_end() { key_complete_ = true; }
  void text_part(std::string_view piece);
  void text_end();
  void value(Json scalar);
  void begin(Json empty);  ///< an object or a list
  void end();

  /// No object or list is open: what was added last made the element complete.
  [[nodiscard]] bool complete() const { return open_.empty() && skipped_ == 0; }
  [[nodiscard]] Json take();

 private:
  struct Open {
    Json* json;
    std::string path;  ///< with a dot at its end, but for the element itself
  };

  [[nodiscard]] bool wants_value() const;
  [[nodiscard]] bool wants_object_at(std::string_view path) const;
  [[nodiscard]] std::string path() const { return open_.back().path + key_; }
  [[nodiscard]] std::string path_of_list() const;
  Json* put(Json json);
  Json* append(Json json);
  [[nodiscard]] bool afford(std::size_t bytes);

  const Selection& selection_;
  Json element_;
  std::vector<Open> open_;
  std::size_t skipped_ = 0;  ///< open objects and lists that are not kept
  std::size_t kept_bytes_ = 0;
  std::string key_;
  bool key_complete_ = true;
  std::string text_;
};

}  // namespace plimsoll::engine
