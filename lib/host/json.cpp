#include "lib/host/json.hpp"

#include <set>
#include <string>
#include <vector>

namespace plimsoll::host {
namespace {

constexpr int kMaxNesting = 64;

using Event = Json::parse_event_t;

/// Sees the text go by, and throws nothing: what is wrong is remembered.
class Watch {
 public:
  explicit Watch(const KeepsKey& keeps) : keeps_(keeps) {}

  /// Says whether to keep what was parsed. Of what is not kept no end is told, only its beginnings.
  bool operator()(int depth, Event event, const Json& parsed) {
    if (event == Event::object_start) keys_.resize(static_cast<std::size_t>(depth));
    if (event == Event::object_start) keys_.emplace_back();
    bad_ = bad_ || depth > kMaxNesting;
    return event != Event::key || is_kept(depth, parsed.get_ref<const std::string&>());
  }
  [[nodiscard]] bool bad() const { return bad_; }

 private:
  bool is_kept(int depth, const std::string& key) {
    keys_.resize(static_cast<std::size_t>(depth));
    if (!keys_.back().insert(key).second) bad_ = true;
    return keeps_(depth, key);
  }

  const KeepsKey& keeps_;
  std::vector<std::set<std::string>> keys_;  // seen so far in the object of each depth
  bool bad_ = false;
};

}  // namespace

std::optional<Json> parse_json(std::string_view text, const KeepsKey& keeps) {
  Watch watch(keeps);
  const auto callback = [&](int depth, Event event, const Json& parsed) { return watch(depth, event, parsed); };
  Json json = Json::parse(text, callback, false);
  if (json.is_discarded() || watch.bad()) return std::nullopt;
  return json;
}

const Json* member(const Json& json, const char* key) {
  if (!json.is_object()) return nullptr;
  const auto found = json.find(key);
  return found == json.end() ? nullptr : &*found;
}

std::string text_at(const Json& json, const char* key) {
  const Json* value = member(json, key);
  return value != nullptr && value->is_string() ? value->get<std::string>() : std::string();
}

}  // namespace plimsoll::host
