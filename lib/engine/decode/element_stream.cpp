#include "lib/engine/decode/element_stream.hpp"

#include <boost/json/basic_parser_impl.hpp>
#include <utility>

#include "lib/engine/decode/element_builder.hpp"
#include "lib/engine/decode/json_handler.hpp"
#include "lib/engine/http/errors.hpp"

namespace plimsoll::engine {
namespace {

constexpr std::size_t kMaxNesting = 64;

/// What the JSON parser tells, turned into elements. Around the list there is nothing, or one object.
class Handler : public JsonHandler {
 public:
  Handler(std::string target, Selection selection, ElementStream::OnElement on_element)
      : target_(std::move(target)), selection_(std::move(selection)), on_element_(std::move(on_element)) {}
  Handler(const Handler&) = delete;
  Handler& operator=(const Handler&) = delete;

  [[nodiscard]] const std::optional<Error>& refusal() const { return refusal_; }
  [[nodiscard]] const std::string& target() const { return target_; }

  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code& error) {
    return list_seen_ || refuse(error, "it has no " + std::string(selection_.list));
  }
  bool on_array_begin(error_code& error) { return begin(error, Json::array()); }
  bool on_array_end(std::size_t, error_code& error) { return end(error); }
  bool on_object_begin(error_code& error) { return begin(error, Json::object()); }
  bool on_object_end(std::size_t, error_code& error) { return end(error); }

  bool on_key_part(string_view piece, std::size_t, error_code&) {
    if (in_list_) {
      builder_.key_part({piece.data(), piece.size()});
    } else if (depth_ == 1) {
      add_to_outer_key({piece.data(), piece.size()});
    }
    return true;
  }
  bool on_key(string_view piece, std::size_t size, error_code& error) {
    on_key_part(piece, size, error);
    if (in_list_) {
      builder_.key_end();
    } else if (depth_ == 1) {
      outer_key_complete_ = true;
    }
    return true;
  }
  bool on_string_part(string_view piece, std::size_t, error_code&) {
    if (in_list_) builder_.text_part({piece.data(), piece.size()});
    return true;
  }
  bool on_string(string_view piece, std::size_t size, error_code& error) {
    if (!in_list_) return scalar(error, "");
    on_string_part(piece, size, error);
    builder_.text_end();
    return added(error);
  }
  bool on_number_part(string_view, error_code&) { return true; }
  bool on_int64(std::int64_t number, string_view, error_code& error) { return scalar(error, number); }
  bool on_uint64(std::uint64_t number, string_view, error_code& error) { return scalar(error, number); }
  bool on_double(double number, string_view, error_code& error) { return scalar(error, number); }
  bool on_bool(bool flag, error_code& error) { return scalar(error, flag); }
  bool on_null(error_code& error) { return scalar(error, nullptr); }
  bool on_comment_part(string_view, error_code&) { return true; }
  bool on_comment(string_view, error_code&) { return true; }

 private:
  bool begin(error_code& error, Json empty) {
    if (in_list_) {
      builder_.begin(std::move(empty));
    } else if (!enter_outside(error, empty)) {
      return false;
    }
    ++depth_;
    return true;
  }

  bool enter_outside(error_code& error, const Json& empty) {
    if (depth_ == 0 && !selection_.list.empty()) return empty.is_object() || refuse(error, "it is not an object");
    if (!at_list()) return true;
    if (!empty.is_array()) return not_a_list(error);
    list_seen_ = in_list_ = true;
    return true;
  }

  bool end(error_code& error) {
    --depth_;
    if (!in_list_) return true;
    if (depth_ == list_depth()) {
      in_list_ = false;
      return true;
    }
    builder_.end();
    return added(error);
  }

  bool scalar(error_code& error, Json value) {
    if (!in_list_) return scalar_outside(error, value);
    builder_.value(std::move(value));
    return added(error);
  }

  /// An engine without any writes null where the list under a key would be.
  bool scalar_outside(error_code& error, const Json& value) {
    if (depth_ == 0 && !selection_.list.empty()) return refuse(error, "it is not an object");
    if (!at_list()) return true;
    list_seen_ = value.is_null() && depth_ == 1;
    return list_seen_ || not_a_list(error);
  }

  bool added(error_code& error) {
    if (!builder_.complete()) return true;
    if (++elements_ > kMaxListed) return refuse(error, too_many_listed(target_, selection_.elements, kMaxListed));
    on_element_(builder_.take());
    return true;
  }

  bool not_a_list(error_code& error) {
    if (selection_.list.empty()) return refuse(error, "it is not a list");
    return refuse(error, "its " + std::string(selection_.list) + " are not a list");
  }
  bool refuse(error_code& error, const std::string& detail) {
    return refuse(error, not_the_documented_shape(target_, detail));
  }
  bool refuse(error_code& error, Error refusal) {
    refusal_ = std::move(refusal);
    error = boost::json::error::exception;  // any will do: the refusal is what is told
    return false;
  }

  [[nodiscard]] std::size_t list_depth() const { return selection_.list.empty() ? 0 : 1; }
  [[nodiscard]] bool at_list() const {
    return depth_ == list_depth() && (selection_.list.empty() || outer_key_ == selection_.list);
  }
  void add_to_outer_key(std::string_view piece) {
    if (std::exchange(outer_key_complete_, false)) outer_key_.clear();
    outer_key_.append(
        piece.substr(0, selection_.list.size() + 1 - std::min(outer_key_.size(), selection_.list.size() + 1)));
  }

  const std::string target_;
  const Selection selection_;
  const ElementStream::OnElement on_element_;
  ElementBuilder builder_{selection_};
  std::optional<Error> refusal_;
  std::size_t depth_ = 0;
  std::size_t elements_ = 0;
  bool in_list_ = false;
  bool list_seen_ = false;
  std::string outer_key_;
  bool outer_key_complete_ = true;
};

boost::json::parse_options lenient_about_text() {
  boost::json::parse_options options;
  options.max_depth = kMaxNesting;
  options.allow_invalid_utf8 = true;  // one element's text must not cost the whole list; what is kept is cleaned
  return options;
}

}  // namespace

class ElementStream::Impl {
 public:
  Impl(std::string target, Selection selection, OnElement on_element)
      : parser_(lenient_about_text(), std::move(target), std::move(selection), std::move(on_element)) {}

  std::optional<Error> write(std::string_view piece) {
    boost::json::error_code error;
    const std::size_t used = parser_.write_some(true, piece.data(), piece.size(), error);
    if (error) return failure(error);
    if (used < piece.size()) return not_json(parser_.handler().target(), "something follows the list");
    return std::nullopt;
  }

  std::optional<Error> finish() {
    boost::json::error_code error;
    if (!parser_.done()) parser_.write_some(false, nullptr, 0, error);
    if (error) return failure(error);
    return std::nullopt;
  }

 private:
  [[nodiscard]] Error failure(const boost::json::error_code& error) {
    const Handler& handler = parser_.handler();
    return handler.refusal().value_or(not_json(handler.target(), error.message()));
  }

  boost::json::basic_parser<Handler> parser_;
};

ElementStream::ElementStream(std::string target, Selection selection, OnElement on_element)
    : impl_(std::make_unique<Impl>(std::move(target), std::move(selection), std::move(on_element))) {}
ElementStream::~ElementStream() = default;
std::optional<Error> ElementStream::write(std::string_view piece) { return impl_->write(piece); }
std::optional<Error> ElementStream::finish() { return impl_->finish(); }

}  // namespace plimsoll::engine
