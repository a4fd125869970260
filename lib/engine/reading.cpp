#include "lib/engine/reading.hpp"

#include <algorithm>
#include <chrono>
#include <limits>
#include <string>
#include <utility>

#include "lib/engine/errors.hpp"
#include "lib/engine/requests.hpp"

namespace plimsoll::engine {
namespace {

constexpr std::size_t kLivenessTag = std::numeric_limits<std::size_t>::max();

Time now() { return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now()); }

/// No other request can fare better.
bool engine_is_lost(ErrorKind kind) {
  return kind == ErrorKind::no_socket || kind == ErrorKind::permission_denied || kind == ErrorKind::refused;
}

std::string inspect_path(const ListedContainer& listed) { return "/containers/" + listed.id + "/json"; }

Error without_usable_id(std::string_view target) {
  return not_the_documented_shape(target, "it lists a container without a usable id");
}

Error answers_for_another(std::string_view target) {
  return not_the_documented_shape(target, "it is about another container");
}

Error nameless_entries(std::string_view target, std::size_t count) {
  return not_the_documented_shape(target, std::to_string(count) + " of its entries cannot be told apart");
}

bool lists(const std::vector<ListedContainer>& list, const std::string& id) {
  return std::ranges::find(list, id, &ListedContainer::id) != list.end();
}

Error still_listed(const Error& not_found) {
  return {ErrorKind::gone, not_found.text + "; yet the engine lists it",
          "recreate the container, or restart the engine"};
}

}  // namespace

Reading::Reading(Transport& transport, const EngineOptions& options, const KnownContainers& before,
                 const OnProgress& on_progress)
    : transport_(transport), options_(options), on_progress_(on_progress), collected_(before) {}

Result<Snapshot> Reading::run() {
  snapshot_.captured_at = now();
  for (const auto step : {&Reading::negotiate_version, &Reading::read_engine_and_lists, &Reading::read_containers,
                          &Reading::confirm_missing}) {
    if (Failure failure = (this->*step)()) return *std::move(failure);
  }
  collected_.move_into(snapshot_);
  return std::move(snapshot_);
}

Request Reading::request(std::string_view route) const { return {.route = route, .target = negotiated_.target(route)}; }

template <class Decoder>
Request Reading::list_request(std::string_view route, const std::shared_ptr<Decoder>& decoder) const {
  Request list = request(route);
  list.consume = [decoder](std::string_view piece) { return decoder->write(piece); };
  return list;
}

std::optional<std::vector<Reading::Answer>> Reading::ask_all(std::vector<Request> requests) {
  std::vector<Answer> answers(requests.size());
  for (std::size_t i = 0; i < requests.size(); ++i) {
    requests[i].tag = i;
    transport_.submit(std::move(requests[i]));
  }
  for (std::size_t taken = 0; taken < answers.size(); ++taken) {
    std::optional<Completion> completion = transport_.next();
    if (!completion) return std::nullopt;
    answers[completion->tag] = std::move(completion->response);
  }
  return answers;
}

template <class T>
Result<T> Reading::counted(std::string_view route, Result<T> result) {
  if (!result) transport_.counter().count_failure(route, result.error().kind);
  return result;
}

template <class T>
Result<T> Reading::decoded(std::string_view route, const Answer& answer,
                           Result<T> (*decode)(std::string_view body, std::string_view target)) {
  if (!answer) return answer.error();
  return counted(route, decode(answer->body, negotiated_.target(route)));
}

template <class Decoder>
auto Reading::finished_list(std::string_view route, const Answer& answer, Decoder& decoder)
    -> decltype(decoder.finish()) {
  if (!answer) return answer.error();
  return counted(route, decoder.finish());
}

template <class T>
std::map<std::string, T, std::less<>> Reading::taken(std::string_view route, const Answer& answer,
                                                     NamedListDecoder<T>& decoder) {
  Result<NamedFacts<T>> list = finished_list(route, answer, decoder);
  if (!list) {
    snapshot_.gaps.push_back(list.error());
    return {};
  }
  if (list->nameless > 0) snapshot_.gaps.push_back(nameless_entries(negotiated_.target(route), list->nameless));
  return std::move(list->by_name);
}

Reading::Failure Reading::negotiate_version() {
  // Every time anew: an upgrade of the engine keeps the socket's path.
  const auto answers = ask_all({{.route = route::kPing, .target = std::string(route::kPing)}});
  if (!answers) return reading_stopped();
  if (!answers->front()) return answers->front().error();
  const Result<Negotiated> negotiated = counted(route::kPing, negotiate(*answers->front()));
  if (!negotiated) return negotiated.error();
  negotiated_ = *negotiated;
  return std::nullopt;
}

Reading::Failure Reading::read_engine_and_lists() {
  const auto containers = std::make_shared<ContainerListDecoder>(negotiated_.target(route::kContainers));
  const auto volumes = std::make_shared<VolumeListDecoder>(negotiated_.target(route::kVolumes));
  const auto images = std::make_shared<ImageListDecoder>(negotiated_.target(route::kImages));
  const auto answers =
      ask_all({request(route::kInfo), list_request(route::kContainers, containers), request(route::kVersion),
               list_request(route::kVolumes, volumes), list_request(route::kImages, images)});
  if (!answers) return reading_stopped();
  if (Failure failure = take_info((*answers)[0])) return failure;
  if (Failure failure = take_list((*answers)[1], *containers)) return failure;
  take_version((*answers)[2]);
  snapshot_.volumes = taken(route::kVolumes, (*answers)[3], *volumes);
  snapshot_.images = taken(route::kImages, (*answers)[4], *images);
  return std::nullopt;
}

Reading::Failure Reading::take_info(const Answer& answer) {
  Result<EngineAndHost> info = decoded(route::kInfo, answer, decode_info);
  if (!info) return info.error();
  snapshot_.host.name = std::move(info->host_name);
  snapshot_.engine = std::move(info->engine);
  snapshot_.engine.kind = negotiated_.kind;
  snapshot_.engine.api_version = negotiated_.api_version;
  snapshot_.engine.socket_path = options_.socket_path;
  return std::nullopt;
}

Reading::Failure Reading::take_list(const Answer& answer, ContainerListDecoder& decoder) {
  ContainerList list = finished_list(route::kContainers, answer, decoder);
  if (!list) return list.error();
  for (ListedContainer& listed : *list) {
    if (listed.has_usable_id()) {
      listed_.push_back(std::move(listed));
    } else {
      collected_.add_unread(listed, without_usable_id(negotiated_.target(route::kContainers)));
    }
  }
  return std::nullopt;
}

void Reading::take_version(const Answer& answer) {
  Result<EngineVersion> version = decoded(route::kVersion, answer, decode_version);
  if (!version) return snapshot_.gaps.push_back(version.error());
  if (!version->version.empty()) snapshot_.engine.version = std::move(version->version);
  if (version->kind == EngineKind::podman) snapshot_.engine.kind = EngineKind::podman;
}

Reading::Failure Reading::read_containers() {
  tell_progress();
  ask_more();
  while (under_way_ > 0) {
    std::optional<Completion> completion = transport_.next();
    if (!completion) return reading_stopped();
    --under_way_;
    if (Failure failure = take(*completion)) {
      drain();
      return failure;
    }
  }
  return std::nullopt;
}

/// Keeps the engine busy while this thread decodes.
void Reading::ask_more() {
  while (next_to_ask_ < listed_.size() && under_way_ < transport_.capacity()) ask_container(next_to_ask_++);
}

void Reading::ask_container(std::size_t index) {
  ++under_way_;
  transport_.submit(
      {.route = route::kContainer, .target = negotiated_.target(inspect_path(listed_[index])), .tag = index});
}

Reading::Failure Reading::take(const Completion& completion) {
  if (Failure failure = watch_engine(completion)) return failure;
  ask_more();
  if (completion.tag == kLivenessTag) return std::nullopt;
  take_container(listed_[completion.tag], completion.response);
  ++done_;
  tell_progress();
  return std::nullopt;
}

/// A container that hangs costs a deadline. As many in a row as are asked at a time may be the engine: it is asked.
Reading::Failure Reading::watch_engine(const Completion& completion) {
  const Answer& answer = completion.response;
  if (!answer && (engine_is_lost(answer.error().kind) || completion.tag == kLivenessTag)) return answer.error();
  const bool timed_out = !answer && answer.error().kind == ErrorKind::timeout;
  timeouts_in_a_row_ = timed_out ? timeouts_in_a_row_ + 1 : 0;
  if (timeouts_in_a_row_ == options_.max_in_flight) ask_whether_alive();
  return std::nullopt;
}

void Reading::ask_whether_alive() {
  ++under_way_;
  transport_.submit({.route = route::kPing, .target = std::string(route::kPing), .tag = kLivenessTag});
}

/// Leaves no completion behind that the next reading would take for its own.
void Reading::drain() {
  while (under_way_ > 0 && transport_.next()) --under_way_;
}

void Reading::tell_progress() const {
  if (on_progress_) on_progress_({.done = done_, .listed = listed_.size()});
}

void Reading::take_container(const ListedContainer& listed, const Answer& answer) {
  if (!answer) {
    if (answer.error().kind == ErrorKind::gone) return missing_.push_back({&listed, answer.error()});
    return collected_.add_unread(listed, answer.error());
  }
  Result<ContainerFacts> facts = decoded_container(listed, answer->body);
  if (!facts) return collected_.add_unread(listed, facts.error());
  collected_.add(*std::move(facts), listed);
}

Result<ContainerFacts> Reading::decoded_container(const ListedContainer& listed, std::string_view body) {
  const std::string target = negotiated_.target(inspect_path(listed));
  Result<ContainerFacts> facts = decode_container(body, snapshot_.engine.kind, target);
  if (facts && facts->id != listed.id) facts = answers_for_another(target);
  return counted(route::kContainer, std::move(facts));
}

Reading::Failure Reading::confirm_missing() {
  if (missing_.empty()) return std::nullopt;
  const auto decoder = std::make_shared<ContainerListDecoder>(negotiated_.target(route::kContainers));
  const auto answers = ask_all({list_request(route::kContainers, decoder)});
  if (!answers) return reading_stopped();
  const ContainerList list = finished_list(route::kContainers, answers->front(), *decoder);
  for (const Missing& missing : missing_) {
    if (!list) {
      collected_.add_unread(*missing.listed, list.error());
    } else if (lists(*list, missing.listed->id)) {
      collected_.add_unread(*missing.listed, still_listed(missing.error));
    }
  }
  return std::nullopt;
}

}  // namespace plimsoll::engine
