#include <algorithm>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>

#include "lib/core/enum_names.hpp"
#include "lib/snapshot/fields.hpp"
#include "lib/snapshot/snapshot_file.hpp"
#include "lib/support/interned.hpp"
#include "lib/support/utc.hpp"
#include "plimsoll/result.hpp"

namespace plimsoll {
namespace snapshot_file {
namespace {

using Json = nlohmann::json;

constexpr int kMaxDepth = 16;
constexpr std::size_t kMaxPathBytes = 4096;
constexpr std::string_view kSchema = "plimsoll.snapshot/v1";
constexpr const char* kWayOut = "record the host again with plimsoll snapshot";

Error bad(ErrorKind kind, std::string text) { return {kind, std::move(text), kWayOut}; }

/// Where the reading is, and the first thing that was wrong. What was read after that is thrown away.
class Reading {
 public:
  void expected(const std::string& what) {
    if (problem_.empty()) problem_ = where_ + ": expected " + what;
  }
  void refuse(const std::string& what) {
    if (problem_.empty()) problem_ = where_ + ": " + what;
  }
  [[nodiscard]] const std::string& problem() const { return problem_; }

  /// One step down for as long as it lives.
  class Step {
   public:
    Step(Reading& reading, const std::string& step) : reading_(reading), length_(reading.where_.size()) {
      reading.where_ += step;
    }
    ~Step() { reading_.where_.resize(length_); }
    Step(const Step&) = delete;
    Step& operator=(const Step&) = delete;

   private:
    Reading& reading_;
    std::size_t length_;
  };

  [[nodiscard]] Step into(std::string_view name) {
    return {*this, where_.empty() ? std::string(name) : "." + std::string(name)};
  }
  [[nodiscard]] Step into(std::size_t index) { return {*this, "[" + std::to_string(index) + "]"}; }

 private:
  std::string where_;
  std::string problem_;
};

template <class T>
void decode(const Json& json, Reading& reading, T& value);

void decode_one(const Json& json, Reading& reading, bool& value) {
  if (!json.is_boolean()) return reading.expected("true or false");
  value = json.get<bool>();
}

template <std::integral Integer>
void decode_one(const Json& json, Reading& reading, Integer& value) {
  using Limits = std::numeric_limits<Integer>;
  const bool fits = json.is_number_unsigned()  ? std::in_range<Integer>(json.get<std::uint64_t>())
                    : json.is_number_integer() ? std::in_range<Integer>(json.get<std::int64_t>())
                                               : false;
  if (!fits) {
    return reading.expected("a whole number from " + std::to_string(Limits::min()) + " to " +
                            std::to_string(Limits::max()));
  }
  value = json.get<Integer>();
}

void decode_one(const Json& json, Reading& reading, std::string& value) {
  if (!json.is_string()) return reading.expected("text");
  value = json.get<std::string>();
}

void decode_one(const Json& json, Reading& reading, Time& value) {
  const std::optional<Time> time = json.is_string() ? parse_utc(json.get_ref<const std::string&>()) : std::nullopt;
  if (!time) return reading.expected("a time like 2026-11-22T10:00:00Z");
  value = *time;
}

template <class Enum>
  requires std::is_enum_v<Enum>
void decode_one(const Json& json, Reading& reading, Enum& value) {
  if (const auto known = json.is_string() ? from_name<Enum>(json.get_ref<const std::string&>()) : std::nullopt) {
    value = *known;
    return;
  }
  std::string words = "one of";
  for (std::size_t i = 0; i < count_of_names<Enum>(); ++i) words += " " + std::string(to_string(static_cast<Enum>(i)));
  reading.expected(words);
}

template <class T>
void decode_one(const Json& json, Reading& reading, std::optional<T>& value) {
  value.reset();
  if (!json.is_null()) decode(json, reading, value.emplace());
}

template <class T>
void decode_one(const Json& json, Reading& reading, std::shared_ptr<const T>& value) {
  auto read = std::make_shared<T>();
  decode(json, reading, *read);
  value = std::move(read);
}

template <class T>
void decode_one(const Json& json, Reading& reading, Shared<T>& value) {
  T read{};
  decode(json, reading, read);
  value = Shared<T>(std::move(read));
}

template <class T, class Take>
void decode_list(const Json& json, Reading& reading, Take take) {
  if (!json.is_array()) return reading.expected("a list");
  for (std::size_t i = 0; i < json.size() && reading.problem().empty(); ++i) {
    const auto step = reading.into(i);
    T element{};
    decode(json[i], reading, element);
    take(std::move(element));
  }
}

template <class T>
void decode_one(const Json& json, Reading& reading, std::vector<T>& list) {
  decode_list<T>(json, reading, [&](T element) { list.push_back(std::move(element)); });
}

template <class T>
void decode_one(const Json& json, Reading& reading, std::map<std::string, T, std::less<>>& map) {
  decode_list<T>(json, reading, [&](T element) {
    const std::string key = key_of(element);
    if (!map.emplace(key, std::move(element)).second) reading.refuse("\"" + key + "\" is there twice");
  });
}

/// Reads the fields that it visits from one object.
class ObjectReader {
 public:
  ObjectReader(const Json& object, Reading& reading) : object_(object), reading_(reading) {}

  template <class T>
  void operator()(const char* name, T& value) {
    const auto step = reading_.into(name);
    const auto found = object_.find(name);
    if (found == object_.end()) return reading_.refuse("is missing");
    decode(*found, reading_, value);
  }

  /// A list that the first files of this schema do not have.
  template <class List>
  void added(const char* name, List& list) {
    if (object_.contains(name)) (*this)(name, list);
  }

  template <class T>
  void operator()(const char* name, std::string_view path, Fact<T>& fact) {
    const auto step = reading_.into(name);
    const auto found = object_.find(name);
    fact = found == object_.end() ? Fact<T>(Cause::not_recorded, Source::inspect, path) : read_fact<T>(*found, path);
  }

 private:
  template <class T>
  Fact<T> read_fact(const Json& json, std::string_view path) {
    Fact<T> missing(Cause::not_recorded, Source::inspect, path);
    if (!json.is_object()) return reading_.expected("an object"), missing;
    ObjectReader entry(json, reading_);
    Source source{};
    entry("source", source);
    if (json.contains("path")) path = read_path(entry);
    if (const auto found = json.find("value"); found != json.end()) {
      T value{};
      decode(*found, reading_, value);
      return {std::move(value), source, path};
    }
    Cause cause{};
    entry("cause", cause);
    OsError os_error;
    if (json.contains("os_error")) entry("os_error", os_error);
    return {cause, source, path, os_error};
  }

  /// Where a fact was really read, if not at the usual path of its table.
  std::string_view read_path(ObjectReader& entry) {
    std::string path;
    entry("path", path);
    if (path.size() > kMaxPathBytes) reading_.refuse("has a path of more than 4096 bytes");
    return interned(path.substr(0, kMaxPathBytes));
  }

  const Json& object_;
  Reading& reading_;
};

void decode_one(const Json& json, Reading& reading, OsError& error) {
  if (!json.is_object()) return reading.expected("an object");
  ObjectReader read(json, reading);
  std::string name;
  read("call", error.call);
  read("errno", name);
  const auto number = errno_number(name);
  if (!number) return reading.expected("the name of an errno");
  error.number = *number;
}

template <class T>
  requires requires(T& value, ObjectReader& read) { each_field(value, read); }
void decode_one(const Json& json, Reading& reading, T& value) {
  if (!json.is_object()) return reading.expected("an object");
  ObjectReader read(json, reading);
  each_field(value, read);
}

template <class T>
void decode(const Json& json, Reading& reading, T& value) {
  decode_one(json, reading, value);
}

/// Two subjects of one identity would hide each other.
std::string claim_each_identity(const Snapshot& snapshot) {
  std::set<std::string_view> claimed;
  std::string problem;
  const auto claim = [&](const std::string& identity) {
    if (identity.empty()) problem = "a container without an identity";
    if (!claimed.insert(identity).second) problem = "two containers claim \"" + identity + "\"";
  };
  for (const auto& container : snapshot.containers) claim(container->identity);
  for (const UnreadContainer& container : snapshot.unread) claim(container.identity);
  claimed.clear();
  for (const auto& container : snapshot.stopped) claim(container->identity);
  return problem;
}

Result<Json> parse(std::string_view text) {
  if (text.size() > kMaxSnapshotBytes) return bad(ErrorKind::too_large, "larger than 256 MiB");
  bool too_deep = false;
  const auto within_depth = [&](int depth, Json::parse_event_t, Json&) {
    too_deep = too_deep || depth > kMaxDepth;
    return !too_deep;
  };
  try {
    Json json = Json::parse(text, within_depth);
    if (too_deep) return bad(ErrorKind::bad_json, "nested deeper than a snapshot is");
    return Result<Json>(boost::system::in_place_value, std::move(json));
  } catch (const Json::parse_error& error) {
    return bad(ErrorKind::bad_json, "not JSON at byte " + std::to_string(error.byte));
  } catch (const Json::exception&) {
    return bad(ErrorKind::bad_json, "holds a number that no snapshot has");
  }
}

std::string schema_of(const Json& json) {
  if (!json.is_object() || !json.contains("schema") || !json["schema"].is_string()) return {};
  return json["schema"].get<std::string>();
}

}  // namespace
}  // namespace snapshot_file

Result<Snapshot> read_snapshot(std::string_view text) {
  using namespace snapshot_file;
  const Result<Json> json = parse(text);
  if (!json) return json.error();
  if (const std::string schema = schema_of(*json); schema != kSchema) {
    return bad(ErrorKind::wrong_shape, "schema: expected \"" + std::string(kSchema) + "\", found \"" + schema + "\"");
  }

  Reading reading;
  Snapshot snapshot;
  decode(*json, reading, snapshot);
  if (!reading.problem().empty()) return bad(ErrorKind::wrong_shape, reading.problem());
  if (std::string problem = claim_each_identity(snapshot); !problem.empty()) {
    return bad(ErrorKind::bad_input, std::move(problem));
  }
  for (auto* containers : {&snapshot.containers, &snapshot.stopped}) {
    std::ranges::sort(*containers, {}, [](const auto& container) -> const std::string& { return container->identity; });
  }
  return snapshot;
}

}  // namespace plimsoll
