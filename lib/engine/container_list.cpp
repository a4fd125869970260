#include "lib/engine/container_list.hpp"

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <utility>

#include "lib/engine/errors.hpp"
#include "lib/engine/shown_text.hpp"

namespace plimsoll::engine {
namespace {

constexpr std::size_t kMaxTextBytes = 4096;
constexpr std::size_t kMaxReadBytes = kMaxTextBytes + 2;  // with a name's slash, and one to see that it is long
constexpr std::size_t kMaxKeyBytes = 16;
constexpr std::size_t kMaxNesting = 64;
constexpr std::size_t kIdDigits = 64;

/// What the JSON parser tells, turned into containers. Depth 1 is the list, 2 a container, 3 the list of its names.
class Handler {
 public:
  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

  using error_code = boost::json::error_code;
  using string_view = boost::json::string_view;

  std::vector<ListedContainer> containers;

  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }
  bool on_array_begin(error_code&) { return enter(); }
  bool on_array_end(std::size_t, error_code&) { return leave(); }
  bool on_object_begin(error_code& error) {
    if (depth_ == 0) return not_a_list(error);
    return enter();
  }
  bool on_object_end(std::size_t, error_code&) { return leave(); }

  bool on_key_part(string_view piece, std::size_t, error_code&) { return add_to_key(piece); }
  bool on_key(string_view piece, std::size_t, error_code&) {
    add_to_key(piece);
    if (depth_ == kContainer) key_complete_ = true;
    return true;
  }
  bool on_string_part(string_view piece, std::size_t, error_code& error) { return add_to_text(piece, error); }
  bool on_string(string_view piece, std::size_t, error_code& error) {
    if (!add_to_text(piece, error)) return false;
    end_text();
    return true;
  }
  bool on_number_part(string_view, error_code&) { return true; }
  bool on_int64(std::int64_t number, string_view, error_code& error) {
    if (depth_ == kContainer && key_ == "Created") containers.back().created = number;
    return other_value(error);
  }
  bool on_uint64(std::uint64_t, string_view, error_code& error) { return other_value(error); }
  bool on_double(double, string_view, error_code& error) { return other_value(error); }
  bool on_bool(bool, error_code& error) { return other_value(error); }
  bool on_null(error_code& error) { return other_value(error); }
  bool on_comment_part(string_view, error_code&) { return true; }
  bool on_comment(string_view, error_code&) { return true; }

 private:
  enum Depth : std::size_t { kOutside = 0, kList = 1, kContainer = 2, kInside = 3 };

  static bool not_a_list(error_code& error) {
    error = boost::json::error::not_array;
    return false;
  }

  /// Whatever stands where a container is expected becomes one, without an id if it is nonsense: it was listed.
  bool enter() {
    if (depth_ == kList) containers.emplace_back();
    ++depth_;
    return true;
  }
  bool leave() {
    --depth_;
    return true;
  }

  bool add_to_key(string_view piece) {
    if (depth_ != kContainer) return true;
    if (std::exchange(key_complete_, false)) key_.clear();
    append_capped(key_, piece, kMaxKeyBytes);
    return true;
  }

  bool add_to_text(string_view piece, error_code& error) {
    if (depth_ == kOutside) return not_a_list(error);
    if (std::string* text = wanted_text()) append_capped(*text, piece, kMaxReadBytes);
    return true;
  }
  void end_text() {
    if (depth_ == kList) containers.emplace_back();
    if (depth_ == kInside && key_ == "Names") key_.clear();  // the first name is the container's own
  }
  bool other_value(error_code& error) {
    if (depth_ == kOutside) return not_a_list(error);
    if (depth_ == kList) containers.emplace_back();
    return true;
  }

  [[nodiscard]] std::string* wanted_text() {
    if (depth_ == kInside && key_ == "Names") return &containers.back().name;
    if (depth_ != kContainer) return nullptr;
    if (key_ == "Id") return &containers.back().id;
    if (key_ == "Image") return &containers.back().image;
    if (key_ == "ImageID") return &containers.back().image_id;
    if (key_ == "State") return &containers.back().state;
    return nullptr;
  }

  static void append_capped(std::string& text, string_view piece, std::size_t max_bytes) {
    text.append(piece.data(), std::min(piece.size(), max_bytes - std::min(text.size(), max_bytes)));
  }

  std::size_t depth_ = 0;
  std::string key_;  ///< of the container
  bool key_complete_ = true;
};

boost::json::parse_options lenient_about_text() {
  boost::json::parse_options options;
  options.max_depth = kMaxNesting;
  options.allow_invalid_utf8 = true;  // one container's text must not cost the whole list; what is kept is cleaned
  return options;
}

void clean(std::string& text) { text = shown_text(text, kMaxTextBytes); }

void clean(ListedContainer& container) {
  if (container.name.starts_with('/')) container.name.erase(0, 1);
  for (std::string* text : {&container.id, &container.name, &container.image, &container.image_id, &container.state}) {
    clean(*text);
  }
}

bool is_hex_digit(char digit) { return (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f'); }

}  // namespace

bool ListedContainer::has_usable_id() const { return id.size() == kIdDigits && std::ranges::all_of(id, is_hex_digit); }

class ContainerListDecoder::Impl {
 public:
  explicit Impl(std::string target) : target_(std::move(target)), parser_(lenient_about_text()) {}

  std::optional<Error> write(std::string_view piece) {
    boost::json::error_code error;
    const std::size_t used = parser_.write_some(true, piece.data(), piece.size(), error);
    if (error) return failure(error);
    if (used < piece.size()) return not_json(target_, "something follows the list");
    return std::nullopt;
  }

  Result<std::vector<ListedContainer>> finish() {
    boost::json::error_code error;
    if (!parser_.done()) parser_.write_some(false, nullptr, 0, error);
    if (error) return failure(error);
    std::vector<ListedContainer> containers = std::move(parser_.handler().containers);
    for (ListedContainer& container : containers) clean(container);
    return containers;
  }

 private:
  [[nodiscard]] Error failure(const boost::json::error_code& error) const {
    if (error == boost::json::error::not_array) return not_the_documented_shape(target_, "it is not a list");
    return not_json(target_, error.message());
  }

  std::string target_;
  boost::json::basic_parser<Handler> parser_;
};

ContainerListDecoder::ContainerListDecoder(std::string target) : impl_(std::make_unique<Impl>(std::move(target))) {}
ContainerListDecoder::~ContainerListDecoder() = default;
std::optional<Error> ContainerListDecoder::write(std::string_view piece) { return impl_->write(piece); }
Result<std::vector<ListedContainer>> ContainerListDecoder::finish() { return impl_->finish(); }

}  // namespace plimsoll::engine
