#include "lib/engine/events/event_line.hpp"

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <cstdint>
#include <iterator>
#include <limits>
#include <utility>

#include "lib/engine/decode/command_hash.hpp"
#include "lib/engine/decode/container_list.hpp"
#include "lib/engine/decode/element_stream.hpp"
#include "lib/engine/decode/json_handler.hpp"
#include "lib/engine/decode/truncate_utf8.hpp"
#include "lib/engine/http/errors.hpp"

namespace plimsoll::engine {
namespace {

constexpr std::size_t kMaxNesting = 64;
constexpr std::size_t kMaxWord = 32;  ///< bytes; longer than every word that is known

/// What is kept of an event. The engine's older fields beside them (status, id, from) say less.
struct Kept {
  std::string type;
  std::string action;
  std::string id;
  std::string container;
  std::string session;
  std::string image;
  std::optional<std::int64_t> seconds;
  std::optional<std::int64_t> nanoseconds;
};

enum Depth : std::size_t { kOutside, kEvent, kActor, kAttributes };

struct TextField {
  std::size_t depth;
  std::string_view key;
  std::string Kept::* text;
  std::size_t max_bytes;
};
/// One byte more than is taken where a longer one must not look like it.
constexpr TextField kTexts[] = {{kEvent, "Type", &Kept::type, kMaxWord},
                                {kEvent, "Action", &Kept::action, kMaxWord},
                                {kActor, "ID", &Kept::id, kMaxListedText + 1},
                                {kAttributes, "container", &Kept::container, kMaxListedText},
                                {kAttributes, "execID", &Kept::session, kMaxListedText},
                                {kAttributes, "image", &Kept::image, kMaxListedText}};

struct NumberField {
  std::size_t depth;
  std::string_view key;
  std::optional<std::int64_t> Kept::* number;
};
constexpr NumberField kNumbers[] = {{kEvent, "time", &Kept::seconds}, {kEvent, "timeNano", &Kept::nanoseconds}};

struct ObjectField {
  std::size_t depth;
  std::string_view key;
};
constexpr ObjectField kObjects[] = {{kEvent, "Actor"}, {kActor, "Attributes"}};

template <class Field, std::size_t count>
const Field* find_field(const Field (&fields)[count], std::size_t depth, std::string_view key) {
  const auto* const found =
      std::ranges::find_if(fields, [&](const Field& field) { return field.depth == depth && field.key == key; });
  return found == std::end(fields) ? nullptr : found;
}

/// "exec_start: sh -c …" as it arrives: of what follows the first word only the hash is kept.
class ActionText {
 public:
  void add(std::string_view piece) {
    if (!in_command_) {
      const std::size_t colon = piece.find(':');
      if (colon == piece.npos) return;
      in_command_ = true;
      piece.remove_prefix(colon + 1);
    }
    if (!piece.empty() && !std::exchange(begun_, true) && piece.front() == ' ') piece.remove_prefix(1);
    hash_.add(piece);
  }
  [[nodiscard]] std::uint64_t command_hash() const { return begun_ ? hash_.value() : 0; }

 private:
  CommandHash hash_;
  bool in_command_ = false;
  bool begun_ = false;
};

/// What the JSON parser tells, turned into `Kept`.
class Handler : public JsonHandler {
 public:
  [[nodiscard]] Kept& kept() { return kept_; }
  [[nodiscard]] std::uint64_t command_hash() const { return action_.command_hash(); }
  [[nodiscard]] bool is_no_object() const { return is_no_object_; }

  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }
  bool on_object_begin(error_code&) {
    if (skipped_ == 0 && (depth_ == kOutside || object_ != nullptr)) {
      ++depth_;
    } else {
      ++skipped_;
    }
    return true;
  }
  bool on_object_end(std::size_t, error_code&) {
    --(skipped_ > 0 ? skipped_ : depth_);
    return true;
  }
  bool on_array_begin(error_code& error) {
    ++skipped_;
    return scalar(error);
  }
  bool on_array_end(std::size_t, error_code&) {
    --skipped_;
    return true;
  }

  bool on_key_part(string_view piece, std::size_t, error_code&) {
    if (skipped_ == 0) append(key_, piece, kMaxWord);
    return true;
  }
  bool on_key(string_view piece, std::size_t size, error_code& error) {
    on_key_part(piece, size, error);
    if (skipped_ == 0) select(std::exchange(key_, {}));
    return true;
  }
  bool on_string_part(string_view piece, std::size_t, error_code&) {
    if (skipped_ > 0 || text_ == nullptr) return true;
    append(kept_.*text_->text, piece, text_->max_bytes);
    if (text_->text == &Kept::action) action_.add({piece.data(), piece.size()});
    return true;
  }
  bool on_string(string_view piece, std::size_t size, error_code& error) {
    on_string_part(piece, size, error);
    return scalar(error);
  }
  bool on_number_part(string_view, error_code&) { return true; }
  bool on_int64(std::int64_t number, string_view, error_code& error) {
    if (skipped_ == 0 && number_ != nullptr) kept_.*number_->number = number;
    return scalar(error);
  }
  bool on_uint64(std::uint64_t, string_view, error_code& error) { return scalar(error); }
  bool on_double(double, string_view, error_code& error) { return scalar(error); }
  bool on_bool(bool, error_code& error) { return scalar(error); }
  bool on_null(error_code& error) { return scalar(error); }
  bool on_comment_part(string_view, error_code&) { return true; }
  bool on_comment(string_view, error_code&) { return true; }

 private:
  static void append(std::string& text, string_view piece, std::size_t max_bytes) {
    text.append(piece.data(), std::min(piece.size(), max_bytes - std::min(text.size(), max_bytes)));
  }

  /// Of a key that comes twice the last value counts, as for the engine itself.
  void select(const std::string& key) {
    object_ = find_field(kObjects, depth_, key);
    number_ = find_field(kNumbers, depth_, key);
    text_ = find_field(kTexts, depth_, key);
    if (text_ != nullptr) (kept_.*text_->text).clear();
    if (text_ != nullptr && text_->text == &Kept::action) action_ = {};
    if (number_ != nullptr) (kept_.*number_->number).reset();
  }

  bool scalar(error_code& error) {
    if (depth_ != kOutside) return true;
    is_no_object_ = true;
    error = boost::json::error::exception;  // any will do: what is told is that it is no object
    return false;
  }

  Kept kept_;
  ActionText action_;
  bool is_no_object_ = false;
  std::size_t depth_ = kOutside;
  std::size_t skipped_ = 0;  ///< open objects and lists of which nothing is kept
  std::string key_;
  const ObjectField* object_ = nullptr;
  const NumberField* number_ = nullptr;
  const TextField* text_ = nullptr;
};

boost::json::parse_options lenient_about_text() {
  boost::json::parse_options options;
  options.max_depth = kMaxNesting;
  options.allow_invalid_utf8 = true;  // what is kept is cleaned
  return options;
}

template <class Value>
struct Word {
  std::string_view text;
  Value value;
};

constexpr Word<EventType> kTypes[] = {
    {"container", EventType::container}, {"image", EventType::image},   {"network", EventType::network},
    {"volume", EventType::volume},       {"daemon", EventType::daemon}, {"service", EventType::service},
    {"node", EventType::node},           {"secret", EventType::secret}, {"config", EventType::config}};

constexpr Word<EventAction> kActions[] = {{"create", EventAction::create},
                                          {"start", EventAction::start},
                                          {"restart", EventAction::restart},
                                          {"pause", EventAction::pause},
                                          {"unpause", EventAction::unpause},
                                          {"rename", EventAction::rename},
                                          {"update", EventAction::update},
                                          {"die", EventAction::die},
                                          {"destroy", EventAction::destroy},
                                          {"exec_create", EventAction::exec_create},
                                          {"exec_start", EventAction::exec_start},
                                          {"exec_die", EventAction::exec_die},
                                          {"exec_detach", EventAction::exec_detach},
                                          {"health_status", EventAction::health_status},
                                          {"connect", EventAction::connect},
                                          {"disconnect", EventAction::disconnect},
                                          {"mount", EventAction::mount},
                                          {"unmount", EventAction::unmount},
                                          {"reload", EventAction::reload},
                                          // Podman's words for the same.
                                          {"exec", EventAction::exec_start},
                                          {"exec_died", EventAction::exec_die}};

template <class Value, std::size_t count>
Value value_of(const Word<Value> (&words)[count], std::string_view text) {
  const auto* const found = std::ranges::find(words, text, &Word<Value>::text);
  return found == std::end(words) ? Value::other : found->value;
}

/// "exec_create: sh -c …" by its first word: what follows is written by whoever starts the command.
std::string_view first_word(std::string_view action) { return action.substr(0, action.find(':')); }

EventTime time_of(const Kept& kept) {
  constexpr std::int64_t kMostSeconds = std::numeric_limits<std::int64_t>::max() / std::nano::den;
  if (kept.nanoseconds) return EventTime(std::chrono::nanoseconds(*kept.nanoseconds));
  const std::int64_t seconds = kept.seconds.value_or(0);
  if (seconds > kMostSeconds || seconds < -kMostSeconds) return {};
  return EventTime(std::chrono::seconds(seconds));
}

/// Of anything else a removal is none of a container's last events.
EventAction action_of(EventType type, std::string_view word) {
  const bool removed_by_podman = type == EventType::container && word == "remove";
  return removed_by_podman ? EventAction::destroy : value_of(kActions, word);
}

/// Elsewhere it is a label: its writer would choose which container is read.
std::string container_of(EventType type, const std::string& named) {
  const bool names_one = type == EventType::network || type == EventType::volume;
  return names_one && is_usable_id(named) ? named : "";
}

/// Podman tells of the container that joins or leaves a network, and not of the network.
bool is_about_the_container(const EngineEvent& event, const Kept& kept) {
  const bool joins_or_leaves = event.action == EventAction::connect || event.action == EventAction::disconnect;
  return event.type == EventType::network && joins_or_leaves && kept.container.empty();
}

bool is_of_a_session(const EngineEvent& event) {
  constexpr EventAction kOfSessions[] = {EventAction::exec_create, EventAction::exec_start, EventAction::exec_die,
                                         EventAction::exec_detach};
  return event.type == EventType::container && std::ranges::find(kOfSessions, event.action) != std::end(kOfSessions);
}

EngineEvent event_of(const Kept& kept, std::uint64_t command_hash) {
  const EventType type = value_of(kTypes, kept.type);
  EngineEvent event{.type = type,
                    .action = action_of(type, first_word(kept.action)),
                    .id = shown_text(kept.id, kMaxListedText),
                    .container = container_of(type, kept.container),
                    .at = time_of(kept),
                    .image = {},
                    .session = {}};
  const bool creates = type == EventType::container && event.action == EventAction::create;
  if (creates) event.image = shown_text(kept.image, kMaxListedText);
  if (is_about_the_container(event, kept)) event.container = container_of(type, std::exchange(event.id, ""));
  if (!is_of_a_session(event)) return event;
  if (is_usable_id(kept.session)) event.session = kept.session;
  event.command_hash = command_hash;
  return event;
}

}  // namespace

class EventLine::Impl {
 public:
  explicit Impl(std::string target) : target_(std::move(target)) { begin(); }

  std::optional<Error> write(std::string_view piece) {
    boost::json::error_code error;
    const std::size_t used = parser_->write_some(true, piece.data(), piece.size(), error);
    if (error) return failure(error);
    if (used < piece.size()) return not_json(target_, "something follows the event");
    return std::nullopt;
  }

  Result<EngineEvent> finish() {
    boost::json::error_code error;
    if (!parser_->done()) parser_->write_some(false, nullptr, 0, error);
    if (error) return failure(error);
    const Kept kept = std::move(parser_->handler().kept());
    const std::uint64_t command_hash = parser_->handler().command_hash();
    begin();
    if (kept.type.empty()) return not_the_documented_shape(target_, "an event has no Type");
    if (kept.action.empty()) return not_the_documented_shape(target_, "an event has no Action");
    return event_of(kept, command_hash);
  }

 private:
  void begin() { parser_.emplace(lenient_about_text()); }

  [[nodiscard]] Error failure(const boost::json::error_code& error) {
    if (parser_->handler().is_no_object()) return not_the_documented_shape(target_, "an event is not an object");
    return not_json(target_, error.message());
  }

  const std::string target_;
  std::optional<boost::json::basic_parser<Handler>> parser_;
};

EventLine::EventLine(std::string target) : impl_(std::make_unique<Impl>(std::move(target))) {}
EventLine::~EventLine() = default;
std::optional<Error> EventLine::write(std::string_view piece) { return impl_->write(piece); }
Result<EngineEvent> EventLine::finish() { return impl_->finish(); }

}  // namespace plimsoll::engine
