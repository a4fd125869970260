#include <nlohmann/json.hpp>

#include "lib/core/enum_names.hpp"
#include "lib/snapshot/fields.hpp"
#include "lib/snapshot/snapshot_file.hpp"
#include "lib/support/utc.hpp"

namespace plimsoll {
namespace snapshot_file {
namespace {

using Json = nlohmann::ordered_json;

template <class T>
Json encode(const T& value);

/// Writes the fields that it visits into one object.
class ObjectWriter {
 public:
  template <class T>
  void operator()(const char* name, const T& value) {
    object_[name] = encode(value);
  }

  template <class T>
  void operator()(const char* name, std::string_view usual_path, const Fact<T>& fact) {
    Json& entry = object_[name];
    if (fact) {
      entry["value"] = encode(*fact);
    } else {
      entry["cause"] = to_string(fact.cause());
      if (const OsError error = fact.os_error()) entry["os_error"] = encode(error);
    }
    entry["source"] = to_string(fact.source());
    if (!fact.path().empty() && fact.path() != usual_path) entry["path"] = fact.path();
  }

  [[nodiscard]] Json take() && { return std::move(object_); }

 private:
  Json object_ = Json::object();
};

Json encode_one(bool value) { return value; }
Json encode_one(std::integral auto value) { return value; }
Json encode_one(const std::string& value) { return value; }
Json encode_one(Time value) { return utc_text(value); }
Json encode_one(OsError error) { return {{"call", to_string(error.call)}, {"errno", errno_name(error.number)}}; }

template <class Enum>
  requires std::is_enum_v<Enum>
Json encode_one(Enum value) {
  return to_string(value);
}

template <class T>
Json encode_one(const std::optional<T>& value) {
  return value ? encode(*value) : Json(nullptr);
}

template <class T>
Json encode_one(const std::shared_ptr<T>& value) {
  return encode(*value);
}

template <class T>
Json encode_one(const Shared<T>& value) {
  return encode(*value);
}

template <class T>
Json encode_one(const std::vector<T>& list) {
  Json array = Json::array();
  for (const T& element : list) array.push_back(encode(element));
  return array;
}

template <class Key, class T, class Less>
Json encode_one(const std::map<Key, T, Less>& map) {
  Json array = Json::array();
  for (const auto& [key, element] : map) array.push_back(encode(element));
  return array;
}

template <class T>
  requires requires(const T& value, ObjectWriter& write) { each_field(value, write); }
Json encode_one(const T& value) {
  ObjectWriter write;
  each_field(value, write);
  return std::move(write).take();
}

template <class T>
Json encode(const T& value) {
  return encode_one(value);
}

std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

/// Writes the members of the whole file; lists one element a line, without ever holding them all as JSON.
class FileWriter {
 public:
  template <class T>
  void operator()(const char* name, const T& value) {
    start(name);
    text_ += dump(encode(value));
  }

  template <class T>
  void operator()(const char* name, const std::vector<T>& list) {
    start(name);
    text_ += "[";
    const char* separator = "\n";
    for (const T& element : list) text_ += std::exchange(separator, ",\n") + dump(encode(element));
    text_ += "]";
  }

  template <class T>
  void operator()(const char* name, const std::map<std::string, T, std::less<>>& map) {
    start(name);
    text_ += "[";
    const char* separator = "\n";
    for (const auto& [key, element] : map) text_ += std::exchange(separator, ",\n") + dump(encode(element));
    text_ += "]";
  }

  template <class List>
  void added(const char* name, const List& list) {
    (*this)(name, list);
  }

  [[nodiscard]] std::string take() && { return std::move(text_) + "}\n"; }

 private:
  void start(const char* name) { text_ += ",\n\"" + std::string(name) + "\":"; }

  std::string text_ = R"({"schema":"plimsoll.snapshot/v1")";
};

}  // namespace
}  // namespace snapshot_file

std::string write_snapshot(const Snapshot& snapshot) {
  snapshot_file::FileWriter write;
  snapshot_file::each_field(snapshot, write);
  return std::move(write).take();
}

}  // namespace plimsoll
