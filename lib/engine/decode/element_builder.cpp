#include "lib/engine/decode/element_builder.hpp"

#include <algorithm>

#include "lib/support/utf8.hpp"

namespace plimsoll::engine {
namespace {

constexpr std::size_t kMaxReadBytes = kMaxListedText + 2;  // with a name's slash, and one to see that it is long
constexpr std::size_t kMaxKeyBytes = 64;                   // longer than any that is selected
constexpr std::size_t kBytesPerValue = 64;                 // what one costs besides its text

std::size_t cost_of(const Json& json) {
  return kBytesPerValue + (json.is_string() ? json.get_ref<const std::string&>().size() : 0);
}

void append_capped(std::string& text, std::string_view piece, std::size_t max_bytes) {
  text.append(piece.substr(0, max_bytes - std::min(text.size(), max_bytes)));
}

}  // namespace

void ElementBuilder::key_part(std::string_view piece) {
  if (skipped_ > 0) return;
  if (std::exchange(key_complete_, false)) key_.clear();
  append_capped(key_, piece, kMaxKeyBytes);
}

void ElementBuilder::text_part(std::string_view piece) {
  if (wants_value()) append_capped(text_, piece, kMaxReadBytes);
}

void ElementBuilder::text_end() {
  const std::string text = std::exchange(text_, {});
  const bool refused = text.size() > kMaxListedText && selection_.long_text == LongText::refused;
  value(refused ? Json(false) : Json(to_utf8(text)));
}

void ElementBuilder::value(Json scalar) {
  if (wants_value()) put(std::move(scalar));
}

void ElementBuilder::begin(Json empty) {
  const bool is_object = empty.is_object();
  const bool in_list = !open_.empty() && open_.back().json->is_array();
  const std::string at = open_.empty() ? "" : in_list ? path_of_list() : path();
  Json* kept = wants_value() || (is_object && wants_object_at(at)) ? put(std::move(empty)) : nullptr;
  const bool look_inside = kept != nullptr && (is_object ? wants_object_at(at) : !in_list && !at.empty());
  if (look_inside) {
    open_.push_back({kept, at.empty() ? "" : at + "."});
  } else {
    ++skipped_;
  }
}

void ElementBuilder::end() {
  if (skipped_ > 0) {
    --skipped_;
  } else {
    open_.pop_back();
  }
}

Json ElementBuilder::take() {
  kept_bytes_ = 0;
  return std::exchange(element_, nullptr);
}

bool ElementBuilder::wants_value() const {
  if (skipped_ > 0) return false;
  if (open_.empty() || open_.back().json->is_array()) return true;
  const std::string at = path();
  return std::ranges::find(selection_.fields, at) != selection_.fields.end() || wants_object_at(at);
}

/// Of the list that is open, as objects in it have it.
std::string ElementBuilder::path_of_list() const {
  const std::string& path = open_.back().path;
  return path.substr(0, path.size() - 1);
}

/// The element itself, and whatever a selected field is in.
bool ElementBuilder::wants_object_at(std::string_view path) const {
  if (path.empty()) return open_.empty() && skipped_ == 0;
  if (skipped_ > 0) return false;
  return std::ranges::any_of(selection_.fields, [path](std::string_view field) {
    return field.size() > path.size() && field.starts_with(path) && field[path.size()] == '.';
  });
}

/// Where it stands now, until the next one is put there.
Json* ElementBuilder::put(Json json) {
  if (open_.empty()) return &(element_ = std::move(json));
  if (open_.back().json->is_array()) return append(std::move(json));
  kept_bytes_ += cost_of(json);
  return &((*open_.back().json)[key_] = std::move(json));
}

/// A list that is too long is not of the documented type: half of it would be a wrong fact.
Json* ElementBuilder::append(Json json) {
  Json& list = *open_.back().json;
  if (afford(cost_of(json))) return &list.emplace_back(std::move(json));
  if (list.empty()) list.emplace_back();
  list.back() = false;
  return nullptr;
}

bool ElementBuilder::afford(std::size_t bytes) {
  if (kMaxKeptBytes - std::min(kept_bytes_, kMaxKeptBytes) < bytes) return false;
  kept_bytes_ += bytes;
  return true;
}

}  // namespace plimsoll::engine
