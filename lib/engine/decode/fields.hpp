#pragma once

/// Facts out of JSON by dotted path. A field that is not as documented costs its own fact only, and says why.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "lib/engine/decode/json.hpp"
#include "plimsoll/fact.hpp"

namespace plimsoll::engine {

/// What a field holds as a `T`; nothing if it is not of the documented type.
template <class T>
using Convert = std::optional<T> (*)(const Json&);

std::optional<bool> boolean(const Json& json);
std::optional<std::int64_t> integer(const Json& json);
std::optional<std::string> text(const Json& json);
std::optional<std::vector<std::string>> texts(const Json& json);

/// "true", "1", "F" … as Go's strconv.ParseBool takes them.
[[nodiscard]] std::optional<bool> parse_boolean(std::string_view text);

/// Every element converted; nothing if one cannot be: half a list would be a wrong fact.
template <class T>
std::optional<std::vector<T>> each(const Json& json, Convert<T> convert) {
  if (!json.is_array()) return std::nullopt;
  std::vector<T> values;
  values.reserve(json.size());
  for (const Json& element : json) {
    std::optional<T> value = convert(element);
    if (!value) return std::nullopt;
    values.push_back(std::move(*value));
  }
  return values;
}

/// The member, or why there is none.
using Member = std::variant<const Json*, Cause>;
[[nodiscard]] Member find_member(const Json& object, std::string_view dotted_path);

/// The member converted, or nothing if it is missing or of another type.
template <class T>
std::optional<T> member(const Json& object, const char* key, Convert<T> convert) {
  const auto found = object.find(key);
  if (found == object.end()) return std::nullopt;
  return convert(*found);
}

/// The same, with `when_missing` for one that is missing or null.
template <class T>
std::optional<T> optional_member(const Json& object, const char* key, Convert<T> convert,
                                 std::type_identity_t<T> when_missing = {}) {
  const auto found = object.find(key);
  if (found == object.end() || found->is_null()) return when_missing;
  return convert(*found);
}

/// The string at `key`; "" if it is missing. Nothing if it is something else.
[[nodiscard]] std::optional<std::string> text_or_empty(const Json& object, const char* key);

class Fields {
 public:
  Fields(const Json& object, Source source) : object_(&object), source_(source) {}
  /// Of an answer that there is not: each of its facts says why.
  Fields(Cause missing, Source source) : missing_(missing), source_(source) {}

  /// `path` must be a literal.
  template <class T>
  [[nodiscard]] Fact<T> read(std::string_view path, Convert<T> convert) const {
    const Member member = find(path);
    if (const Cause* cause = std::get_if<Cause>(&member)) return {*cause, source_, path};
    std::optional<T> value = convert(*std::get<const Json*>(member));
    if (!value) return {Cause::wrong_type, source_, path};
    return {std::move(*value), source_, path};
  }

  /// For a field whose null is documented to mean `when_null`. A missing one stays unknown.
  template <class T>
  [[nodiscard]] Fact<T> read_nullable(std::string_view path, Convert<T> convert,
                                      std::type_identity_t<T> when_null = {}) const {
    Fact<T> fact = read(path, convert);
    if (fact || fact.cause() != Cause::null || !parent_is_object(path)) return fact;
    return {std::move(when_null), source_, path};
  }

  /// For a field that the engine leaves out where it has nothing to say, which is documented to mean `when_missing`.
  template <class T>
  [[nodiscard]] Fact<T> read_optional(std::string_view path, Convert<T> convert,
                                      std::type_identity_t<T> when_missing = {}) const {
    Fact<T> fact = read_nullable(path, convert, when_missing);
    if (fact || fact.cause() != Cause::absent || !parent_is_object(path)) return fact;
    return {std::move(when_missing), source_, path};
  }

 private:
  [[nodiscard]] Member find(std::string_view path) const {
    return object_ != nullptr ? find_member(*object_, path) : Member(missing_);
  }
  [[nodiscard]] bool parent_is_object(std::string_view path) const;

  const Json* object_ = nullptr;
  Cause missing_{};
  Source source_;
};

/// The `decode` column of a table of facts. `path` must be a literal.
template <class T>
class FactReader {
 public:
  FactReader(const Fields& fields, std::string_view path) : fields_(fields), path_(path) {}

  [[nodiscard]] Fact<T> required(Convert<T> convert) const { return fields_.read<T>(path_, convert); }
  [[nodiscard]] Fact<T> nullable(Convert<T> convert, T when_null = {}) const {
    return fields_.read_nullable<T>(path_, convert, std::move(when_null));
  }
  [[nodiscard]] Fact<T> optional(Convert<T> convert, T when_missing = {}) const {
    return fields_.read_optional<T>(path_, convert, std::move(when_missing));
  }
  [[nodiscard]] Fact<T> combined(Fact<T> (*decode)(const Fields&)) const { return decode(fields_); }
  /// Not read at all.
  [[nodiscard]] Fact<T> elsewhere() const { return {Cause::absent, Source::inspect, path_}; }

 private:
  const Fields& fields_;
  std::string_view path_;
};

}  // namespace plimsoll::engine
