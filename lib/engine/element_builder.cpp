#include "lib/engine/element_builder.hpp"

#include <algorithm>

#include "lib/support/utf8.hpp"

namespace plimsoll::engine {
namespace {

constexpr std::size_t kMaxReadBytes = kMaxListedText + 2;  // with a name's slash, and one to see that it is long
constexpr std::size_t kMaxKeyBytes = 32;                   // longer than any that is selected
constexpr std::size_t kBytesPerValue = 64;                 // what one costs besides its text

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
  const std::string at = open_.empty() ? "" : path();
  Json* kept = wants_value() || (is_object && wants_object_at(at)) ? put(std::move(empty)) : nullptr;
  const bool look_inside = kept != nullptr && !in_list && (is_object ? wants_object_at(at) : !at.empty());
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
  kept_bytes_ += kBytesPerValue;
  return &((*open_.back().json)[key_] = std::move(json));
}

/// A list that is too long is cut, or refused, as a text is.
Json* ElementBuilder::append(Json json) {
  Json& list = *open_.back().json;
  const std::size_t text_bytes = json.is_string() ? json.get_ref<const std::string&>().size() : 0;
  if (afford(kBytesPerValue + text_bytes)) return &list.emplace_back(std::move(json));
  if (selection_.long_text == LongText::refused && !list.empty()) list.front() = false;
  return nullptr;
}

bool ElementBuilder::afford(std::size_t bytes) {
  if (kMaxKeptBytes - std::min(kept_bytes_, kMaxKeptBytes) < bytes) return false;
  kept_bytes_ += bytes;
  return true;
}

}  // namespace plimsoll::engine
