#include "lib/engine/reading.hpp"

#include <algorithm>
#include <chrono>
#include <span>
#include <utility>

#include "lib/engine/http/errors.hpp"
#include "lib/engine/http/requests.hpp"

namespace plimsoll::engine {
namespace {

Time now() { return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now()); }

Error without_usable_id(std::string_view target) {
  return not_the_documented_shape(target, "it lists a container without a usable id");
}

Error answers_for_another(std::string_view target) {
  return not_the_documented_shape(target, "it is about another container");
}

Error nameless_entries(std::string_view target, std::size_t count) {
  return not_the_documented_shape(target, std::to_string(count) + " of its entries cannot be told apart");
}

/// Those that may be compared with what is read now.
KnownContainers containers_before(const ReadingInput& input) {
  if (input.before == nullptr) return {};
  return known_containers(*input.before, input.scope.lists ? nullptr : &input.scope.containers);
}

bool lists(const std::vector<ListedContainer>& list, const std::string& id) {
  return std::ranges::find(list, id, &ListedContainer::id) != list.end();
}

Error still_listed(const Error& not_found) {
  return {ErrorKind::gone, not_found.text + "; yet the engine lists it",
          "recreate the container, or restart the engine"};
}

Request refusable(Request request) {
  request.may_be_refused = true;
  return request;
}

}  // namespace

Reading::Reading(HttpClient& transport, const EngineOptions& options, ReaderCache& cache, const ReadingInput& input)
    : options_(options),
      input_(input),
      cache_(cache),
      known_(containers_before(input)),
      session_(transport, options.max_in_flight, cache.engine),
      containers_(known_),
      exec_sessions_(session_),
      images_(session_, cache.images) {}

Result<Snapshot> Reading::run() {
  using Step = Failure (Reading::*)();
  constexpr Step kEverything[] = {&Reading::negotiate_version, &Reading::read_engine_and_lists, &Reading::read_services,
                                  &Reading::read_containers,   &Reading::confirm_missing,       &Reading::read_details};
  constexpr Step kNamed[] = {&Reading::resume, &Reading::read_named_lists, &Reading::read_containers,
                             &Reading::confirm_missing, &Reading::read_details};
  for (const Step step : input_.scope.lists ? std::span<const Step>(kEverything) : std::span<const Step>(kNamed)) {
    if (Failure failure = (this->*step)()) return *std::move(failure);
  }
  exec_sessions_.move_into(containers_);
  containers_.move_into(snapshot_);
  remember();
  return std::move(snapshot_);
}

/// Everything but the containers, of which `choose` decides.
Failure Reading::resume() {
  Snapshot& now_known = snapshot_ = *input_.before;
  now_known.captured_at = now();
  now_known.containers.clear();
  now_known.stopped.clear();
  now_known.unread.clear();
  choose(choose_named(*input_.before, input_.scope));
  for (const UnreadContainer& unread : input_.before->unread) {
    if (!input_.scope.containers.contains(unread.id)) containers_.keep(unread);
  }
  return std::nullopt;
}

void Reading::choose(ContainerChoice choice) {
  asked_ = std::move(choice.ask);
  for (auto& facts : choice.keep) {
    use_image(facts->image_id);
    const bool stopped = facts->state && is_stopped_state(*facts->state);
    containers_.keep(std::move(facts), stopped);
  }
}

/// Of an image that was read, and is not listed anew, nothing is to be asked. One that nobody used was only listed.
void Reading::use_image(std::string_view id) {
  const bool listed_anew = input_.scope.lists || input_.scope.images;
  const auto known = snapshot_.images.find(id);
  const bool was_read = known != snapshot_.images.end() && known->second.layers != ImageFacts().layers;
  if (listed_anew || !was_read) images_.use(id);
}

void Reading::remember() {
  cache_.engine = session_.engine();
  cache_.images = images_.move_into(snapshot_.images, snapshot_.engine.kind);
  if (!input_.scope.lists) return;
  const KnownContainers now_known = known_containers(snapshot_);
  std::erase_if(cache_.read_at, [&](const auto& entry) { return !now_known.contains(entry.first); });
}

template <class Decoder>
Reading::List<Decoder> Reading::list(Request request) const {
  auto decoder = std::make_shared<Decoder>(request.target);
  List<Decoder> list{std::move(request), std::move(decoder)};
  list.request.consume = [decoder = list.decoder](std::string_view piece) { return decoder->write(piece); };
  return list;
}

Reading::List<ContainerListDecoder> Reading::container_list() const {
  const std::string path = std::string(route::kContainers) + std::string(route::kAllStates);
  return list<ContainerListDecoder>(session_.request(route::kContainers, path));
}

template <class Decoder>
auto Reading::finished(const List<Decoder>& list, const Answer& answer) -> decltype(list.decoder->finish()) {
  if (!answer) return answer.error();
  return session_.counted(list.request.route, list.decoder->finish());
}

/// A list that cannot be read is a gap also where it is refused: nothing else would tell that its entries are missing.
template <class Decoder>
bool Reading::take_list(const List<Decoder>& list, const Answer& answer, Named<typename Decoder::Facts>& facts) {
  Result<NamedFacts<typename Decoder::Facts>> listed = finished(list, answer);
  if (!listed) {
    snapshot_.unread_lists.push_back(listed.error());
    return false;
  }
  if (listed->nameless > 0) snapshot_.unread_lists.push_back(nameless_entries(list.request.target, listed->nameless));
  facts = std::move(listed->by_name);
  return true;
}

Failure Reading::read_engine_and_lists() {
  snapshot_.captured_at = now();
  const Request info = session_.request(route::kInfo);
  const Request version = session_.request(route::kVersion);
  const Request plugins = refusable(session_.request(route::kPlugins));
  const auto containers = container_list();
  const auto volumes = list<VolumeListDecoder>(session_.request(route::kVolumes));
  const auto images = list<ImageListDecoder>(session_.request(route::kImages));
  const auto networks = list<NetworkListDecoder>(session_.request(route::kNetworks));
  const auto answers =
      session_.ask_all({info, version, plugins, containers.request, volumes.request, images.request, networks.request});
  if (!answers) return reading_stopped();
  if (Failure failure = take_info(info, (*answers)[0])) return failure;
  take_version(version, (*answers)[1]);
  take_plugins(plugins, (*answers)[2]);
  if (Failure failure = take_containers(containers, (*answers)[3])) return failure;
  (void)take_list(volumes, (*answers)[4], snapshot_.volumes);
  snapshot_.images_listed = take_list(images, (*answers)[5], snapshot_.images);
  snapshot_.networks_listed = take_list(networks, (*answers)[6], snapshot_.networks);
  return std::nullopt;
}

Failure Reading::take_info(const Request& asked, const Answer& answer) {
  Result<EngineAndHost> info = session_.decoded(asked, answer, decode_info);
  if (!info) return info.error();
  const Negotiated& negotiated = session_.engine();
  snapshot_.host.name = std::move(info->host_name);
  EngineFacts& engine = snapshot_.engine = std::move(info->engine);
  engine.kind = negotiated.kind;
  engine.api_version = negotiated.api_version;
  engine.socket_path = options_.socket_path;
  const bool nri_is_off = negotiated.tells_nri && !engine.nri && engine.nri.cause() == Cause::absent;
  if (nri_is_off) engine.nri = Fact<bool>(false, engine.nri.source(), engine.nri.path());
  return std::nullopt;
}

Failure Reading::take_containers(const List<ContainerListDecoder>& list, const Answer& answer) {
  ContainerList containers = finished(list, answer);
  if (!containers) return containers.error();
  const auto nameless = std::ranges::partition(*containers, &ListedContainer::has_usable_id);
  for (const ListedContainer& listed : nameless) containers_.add_unread(listed, without_usable_id(list.request.target));
  containers->erase(nameless.begin(), nameless.end());
  choose(choose_of_list(*std::move(containers), known_, input_.scope, cache_.read_at));
  return std::nullopt;
}

void Reading::take_version(const Request& asked, const Answer& answer) {
  Result<EngineVersion> version = session_.decoded(asked, answer, decode_version);
  if (!version) return snapshot_.unread_lists.push_back(version.error());
  if (!version->version.empty()) snapshot_.engine.version = std::move(version->version);
  if (version->kind == EngineKind::podman) snapshot_.engine.kind = EngineKind::podman;
  snapshot_.engine.components = std::move(version->components);
}

/// No gap: the fact itself says why it is missing. Podman has no plugins, and a proxy need not tell of them.
void Reading::take_plugins(const Request& asked, const Answer& answer) {
  constexpr std::string_view kPath = "plugins";
  Fact<std::vector<EnginePlugin>>& fact = snapshot_.engine.plugins;
  if (answer && answer->status != 200) {
    fact = {cause_of_refusal(answer->status), Source::engine, kPath};
    return;
  }
  Result<std::vector<EnginePlugin>> plugins = session_.decoded(asked, answer, decode_plugins);
  fact = plugins ? Fact(*std::move(plugins), Source::engine, kPath)
                 : Fact<std::vector<EnginePlugin>>(cause_of(plugins.error().kind), Source::engine, kPath);
}

Failure Reading::read_services() {
  const Fact<SwarmNode>& swarm = snapshot_.engine.swarm;
  if (!swarm || !swarm->manager) return std::nullopt;
  const auto services = list<ServiceListDecoder>(session_.request(route::kServices));
  const auto answers = session_.ask_all({services.request});
  if (!answers) return reading_stopped();
  snapshot_.services_listed = take_list(services, answers->front(), snapshot_.services);
  return std::nullopt;
}

Failure Reading::read_named_lists() {
  const auto volumes = list<VolumeListDecoder>(session_.request(route::kVolumes));
  const auto images = list<ImageListDecoder>(session_.request(route::kImages));
  const auto networks = list<NetworkListDecoder>(session_.request(route::kNetworks));
  const ReadRequest& scope = input_.scope;
  std::vector<Request> requests;
  if (scope.volumes) requests.push_back(volumes.request);
  if (scope.images) requests.push_back(images.request);
  if (scope.networks) requests.push_back(networks.request);
  const auto answers = session_.ask_all(std::move(requests));
  if (!answers) return reading_stopped();
  auto answer = answers->begin();
  if (scope.volumes) (void)take_list(volumes, *answer++, snapshot_.volumes);
  if (scope.images) snapshot_.images_listed = take_list(images, *answer++, snapshot_.images);
  if (scope.networks) snapshot_.networks_listed = take_list(networks, *answer++, snapshot_.networks);
  return std::nullopt;
}

Failure Reading::read_containers() {
  tell_progress();
  return session_.ask_each(
      asked_.size(), [this](std::size_t index) { return inspect_request(asked_[index]); },
      [this](std::size_t index, const Answer& answer) {
        take_container(asked_[index], answer);
        ++done_;
        tell_progress();
      });
}

Request Reading::inspect_request(const ListedContainer& listed) const {
  return session_.request(route::kContainer, route::with_id(route::kContainer, listed.id));
}

void Reading::tell_progress() const {
  if (input_.on_progress) input_.on_progress({.done = done_, .listed = asked_.size()});
}

void Reading::take_container(const ListedContainer& listed, const Answer& answer) {
  if (!answer) {
    if (answer.error().kind == ErrorKind::gone) return take_missing(listed, answer.error());
    return containers_.add_unread(listed, answer.error());
  }
  Result<ContainerFacts> facts = decoded_container(listed, answer->body);
  if (!facts) return containers_.add_unread(listed, facts.error());
  use_image(facts->image_id);
  cache_.read_at[listed.id] = std::chrono::steady_clock::now();
  if (ExecSessions::are_to_be_asked_for(*facts)) return exec_sessions_.add(*std::move(facts), listed);
  containers_.add(*std::move(facts), listed);
}

void Reading::take_missing(const ListedContainer& listed, const Error& error) {
  if (!input_.scope.destroyed.contains(listed.id)) missing_.push_back({&listed, error});
}

Result<ContainerFacts> Reading::decoded_container(const ListedContainer& listed, std::string_view body) {
  const Request asked = inspect_request(listed);
  Result<ContainerFacts> facts = decode_container(body, snapshot_.engine.kind, asked.target);
  if (facts && facts->id != listed.id) facts = answers_for_another(asked.target);
  return session_.counted(asked.route, std::move(facts));
}

Failure Reading::confirm_missing() {
  if (missing_.empty()) return std::nullopt;
  const auto asked = container_list();
  const auto answers = session_.ask_all({asked.request});
  if (!answers) return reading_stopped();
  const ContainerList list = finished(asked, answers->front());
  for (const Missing& missing : missing_) {
    if (!list) {
      containers_.add_unread(*missing.listed, list.error());
    } else if (lists(*list, missing.listed->id)) {
      containers_.add_unread(*missing.listed, still_listed(missing.error));
    }
  }
  return std::nullopt;
}

/// What the containers refer to.
Failure Reading::read_details() {
  std::vector<FollowUpRequest> errands;
  exec_sessions_.add_errands(errands);
  images_.add_errands(errands);
  return session_.ask_each(
      errands.size(), [&](std::size_t index) { return errands[index].request; },
      [&](std::size_t index, const Answer& answer) { errands[index].take(errands[index].request, answer); });
}

}  // namespace plimsoll::engine
