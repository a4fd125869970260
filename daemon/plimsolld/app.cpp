#include "daemon/plimsolld/app.hpp"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <chrono>
#include <csignal>
#include <ctime>
#include <utility>

#include "daemon/plimsolld/service_manager.hpp"
#include "lib/config/policy_files.hpp"
#include "lib/host/probes/probe_thread.hpp"
#include "lib/host/processes/own_process.hpp"
#include "plimsoll/result.hpp"

namespace plimsoll {
namespace {

Time wall_clock() { return std::chrono::time_point_cast<Time::duration>(std::chrono::system_clock::now()); }

std::chrono::seconds time_since_boot() {
  timespec now{};
  ::clock_gettime(CLOCK_BOOTTIME, &now);
  return std::chrono::seconds(now.tv_sec);
}

/// Some readings ask the host only: they say nothing of the engine.
bool asked_engine(const ReadingJob& job) { return !job.before || !job.item->scope.empty(); }

/// When a container's processes are looked at the last time after its start: by then most have dropped what they do not
/// need.
constexpr std::chrono::seconds kStartupGrace{30};

/// What three rounds in a row could not read is not to be believed.
std::chrono::seconds stale_after(const Config& config) { return 3 * config.audit_interval; }

MetricsOptions metrics_options(const Config& config) {
  return {.min_severity = config.metrics_min_severity,
          .max_series = static_cast<std::size_t>(config.metrics_max_series),
          .stale_after_seconds = static_cast<double>(stale_after(config).count())};
}

/// The policy is read anew, so that a mistake in it is told before a reload.
Surroundings surroundings_now(const Config& config, const std::string& engine_socket) {
  const Result<Policy> policy = load_policy(config);
  return {.process = host::read_own_process(),
          .system = host::read_system_facts(),
          .engine_socket_path = engine_socket,
          .engine_socket = host::read_socket_file(engine_socket),
          .policy_on_disk = policy ? Result<std::string>(policy->sha256()) : Result<std::string>(policy.error())};
}

/// Reads on a thread of its own: a file system that hangs must not stop the thread that serves /metrics. Where it
/// hangs, everything is unknown.
class LookAround {
 public:
  LookAround(Config config, std::string engine_socket)
      : config_(std::move(config)), engine_socket_(std::move(engine_socket)) {}

  Surroundings operator()() {
    const auto found = std::make_shared<Surroundings>();
    const auto job = [found, config = config_, socket = engine_socket_] { *found = surroundings_now(config, socket); };
    return thread_->run(job, kDeadline) ? *found : Surroundings{};
  }

 private:
  static constexpr std::chrono::seconds kDeadline{2};

  Config config_;
  std::string engine_socket_;
  std::shared_ptr<host::ProbeThread> thread_ = std::make_shared<host::ProbeThread>();
};

WebOptions web_options(const Config& config, const std::string& engine_socket) {
  return {.listen_address = config.web_listen_address,
          .allowed_hosts = config.web_allowed_hosts,
          .status_socket = config.status_socket,
          .status_fd = service_manager::status_socket(),
          .stale_after_seconds = static_cast<double>(stale_after(config).count()),
          .reread_within_seconds = static_cast<double>(config.audit_reread_within.count()),
          .look_around = LookAround(config, engine_socket)};
}

EngineOptions engine_options(const Config& config, std::string socket) {
  return {.socket_path = std::move(socket),
          .request_deadline = config.engine_request_deadline,
          .max_response_bytes = static_cast<std::size_t>(config.engine_max_response_mib) << 20};
}

HostOptions host_options(const Config& config) {
  return {.scan_reports = config.scan_reports, .sweep = config.audit_reread_within, .startup_grace = kStartupGrace};
}

RefreshOptions refresh_options(const Config& config) {
  return {.round_every = config.audit_interval,
          .reread_within = config.audit_reread_within,
          .recheck_after_start = {std::chrono::seconds(1), kStartupGrace}};
}

bool is_known(const std::string& container, const Snapshot& snapshot) {
  const auto has_id = [&](const auto& facts) { return facts->id == container; };
  return std::ranges::any_of(snapshot.containers, has_id) || std::ranges::any_of(snapshot.stopped, has_id) ||
         std::ranges::find(snapshot.unread, container, &UnreadContainer::id) != snapshot.unread.end();
}

/// Most health checks and sessions leave a container as it was: not worth a report. What is unread has no equal.
bool tells_the_same(const Snapshot& now, const Snapshot& before) {
  return now.containers == before.containers && now.stopped == before.stopped && now.unread.empty() &&
         before.unread.empty() && now.unread_lists.empty() && before.unread_lists.empty() &&
         now.volumes == before.volumes && now.networks == before.networks && now.images == before.images &&
         now.host == before.host && now.engine == before.engine;
}

}  // namespace

App::App(Config config, Policy policy, std::string engine_socket)
    : config_(std::move(config)),
      web_(web_options(config_, engine_socket), metrics_options(config_)),
      rounds_(loop_,
              {.reading = {.engine = engine_options(config_, std::move(engine_socket)),
                           .host = host_options(config_),
                           .exec_arguments = config_.exec_record_arguments},
               .refresh = refresh_options(config_)},
              {.read = [this](ReadingDone reading) { audit(std::move(reading)); },
               .subscribed = [this] { listening(); },
               .lost = [this](const Error& error) { not_listening(error); },
               .sessions = [this](const std::shared_ptr<const ExecRecord>& seen) { sessions_changed(seen); }}) {
  report_.health.engine.since = wall_clock();
  for (const Feed feed : kFeeds) report_.health.freshness.set(feed, FeedState::catching_up, wall_clock());
  adopt(std::move(policy));
  publish({}, wall_clock());
}

void App::run() {
  signals_.add(SIGTERM);
  signals_.add(SIGINT);
  signals_.add(SIGHUP);
  wait_for_signals();
  schedule_heartbeat();
  loop_.run();
}

/// Runs on the loop thread when the reading worker posts what it saw.
void App::audit(ReadingDone reading) {
  attempted_ = true;

  // Read. A failed read changes no finding; the last good audit just grows older.
  Result<Snapshot>& read = *reading.snapshot;
  if (!read) return engine_failed(read.error());
  if (asked_engine(reading.job)) engine_answered();
  const RefreshRequest& item = *reading.job.item;
  const std::shared_ptr<const Snapshot> before = snapshot_;
  adopt(*std::move(read), item);
  const bool missed = tell_missed(item, before.get());
  happened_ = item.happened;

  // Judge, remember, tell: by what changed since it was told last, which may be some readings ago.
  const std::shared_ptr<const Snapshot> told = report_.posture.snapshot;
  if (!told || is_whole_audit_due(item)) {
    judge_everything();
  } else if (item.scope.lists || missed || !tells_the_same(*snapshot_, *told)) {
    take(fold_changes(ledger_, *policy_, *told, *snapshot_, wall_clock()));
  }
}

void App::adopt(Snapshot snapshot, const RefreshRequest& item) {
  snapshot.host.refused_policy = {refused_policy_, Source::plimsoll, "policy"};
  snapshot_ = std::make_shared<const Snapshot>(std::move(snapshot));
  rounds_.remember(snapshot_);
  if (!item.scope.lists) return;
  report_.posture.audited = true;
  report_.posture.audited_at = snapshot_->captured_at;
  note_engine_start();
  check_host_access();
  listed_at_ = std::chrono::steady_clock::now();
  caught_up_ = caught_up_ || item.scope.share == 1;
  schedule_staleness();
}

/// Once in a while also if nothing else asks for it, so that no change can be overlooked for longer.
bool App::is_whole_audit_due(const RefreshRequest& item) const {
  if (!item.scope.lists) return false;
  const auto nearest_round = config_.audit_reread_within - config_.audit_interval / 2;
  return item.scope.share == 1 || std::chrono::steady_clock::now() - judged_at_ >= nearest_round;
}

void App::judge_everything() {
  judged_at_ = std::chrono::steady_clock::now();
  take(fold_audit(ledger_, *policy_, *snapshot_, wall_clock()));
}

/// The report is immutable from here, so sinks and scrapes may share it.
void App::take(Ledger::Folded folded) {
  report_.posture.subjects = std::move(folded.subjects);
  report_.posture.snapshot = snapshot_;
  report_.posture.complete = snapshot_->unread.empty() && snapshot_->unread_lists.empty();
  report_.posture.unread_lists = snapshot_->unread_lists;
  observe_detections();
  publish(folded.transitions, wall_clock());
  tell_audit_done();
}

/// Nobody is to think that they were judged while they ran.
bool App::tell_missed(const RefreshRequest& item, const Snapshot* before) {
  const std::vector<MissedContainer> missed = missed_.missed(item, before, *snapshot_);
  for (const MissedContainer& container : missed) {
    log_.log_event(LogLevel::warning, "container.missed", {{"id", container.id}, {"image", container.image}});
  }
  report_.health.containers_missed += missed.size();
  return !missed.empty();
}

/// The engine's own start, not the moment at which plimsolld first heard of it.
void App::note_engine_start() {
  const Fact<std::int64_t>& started = snapshot_->engine.started_after_boot;
  const auto after_boot = started ? std::optional(*started) : std::nullopt;
  if (std::exchange(engine_started_after_boot_, after_boot) == after_boot) return;
  report_.health.engine.started_at =
      after_boot ? wall_clock() - (time_since_boot() - std::chrono::seconds(*after_boot)) : Time{};
}

/// A whole kind of facts that cannot be read is a fault of the installation: it is logged, and `host` is down.
void App::check_host_access() {
  std::vector<UnreadableArea> areas = unreadable_areas(*snapshot_, report_.health.host_unreadable);
  for (UnreadableArea& area : areas) {
    area.accepted = config_.host_accept_unreadable && is_expected_without_capabilities(area);
  }
  const std::vector<UnreadableArea> before = std::exchange(report_.health.host_unreadable, std::move(areas));
  if (before == report_.health.host_unreadable) return;
  for (const UnreadableArea& area : report_.health.host_unreadable) {
    if (std::ranges::find(before, area) == before.end()) log_unreadable(area);
  }
  if (report_.health.host_unreadable.empty()) log_.log_event(LogLevel::info, "host.readable");
}

void App::log_unreadable(const UnreadableArea& area) {
  const std::string error = area.os_error ? show(area.os_error) : std::string();
  log_.log_event(area.accepted ? LogLevel::info : LogLevel::error, "host.unreadable",
                 {{"area", to_string(area.area)},
                  {"cause", to_string(area.cause)},
                  {"error", error},
                  {"path", area.path},
                  {"accepted", area.accepted}});
}

bool App::sees_the_host() const {
  if (snapshot_ && snapshot_->host.kernel_settings.cause() == Cause::timed_out) return false;
  return snapshot_ && std::ranges::all_of(report_.health.host_unreadable, &UnreadableArea::accepted);
}

/// By the clock of the engine's host, which is ours.
void App::observe_detections() {
  const EventTime now = std::chrono::system_clock::now();
  for (const auto& [container, happened] : std::exchange(happened_, {})) {
    if (is_known(container, *snapshot_)) report_.health.detections.observe(now - happened.at);
  }
}

void App::listening() {
  if (std::exchange(events_lost_, false)) log_.log_event(LogLevel::info, "events.back");
  listens_ = true;
  caught_up_ = false;
  publish({}, wall_clock());
}

void App::not_listening(const Error& error) {
  if (std::exchange(listens_, false)) ++report_.health.event_gaps;
  events_lost_ = true;
  log_.log_event(LogLevel::warning, "events.lost", {{"reason", to_string(error.kind)}, {"error", error.message()}});
  publish({}, wall_clock());
}

/// Whoever runs many commands makes no more reports than one a second.
void App::sessions_changed(const std::shared_ptr<const ExecRecord>& seen) {
  if (seen) tell_session(*seen);
  if (std::exchange(sessions_wait_, true)) return;
  sessions_timer_.expires_at(std::max(std::chrono::steady_clock::now(), sessions_told_at_ + std::chrono::seconds(1)));
  sessions_timer_.async_wait([this](const boost::system::error_code& error) {
    if (error) return;
    sessions_wait_ = false;
    sessions_told_at_ = std::chrono::steady_clock::now();
    publish({}, wall_clock());
  });
}

void App::tell_session(const ExecRecord& session) {
  const bool root = session.root.value_or(false);
  if (!session.privileged && !root) return;
  log_.log_event(LogLevel::info, "exec.seen",
                 {{"identity", session.container.identity},
                  {"id", session.container.id},
                  {"image", session.container.image},
                  {"session", session.id},
                  {"program", session.program},
                  {"privileged", session.privileged},
                  {"root", root},
                  {"tty", session.tty}});
}

/// How current what is told is, and since when.
void App::refresh_feeds(Time now) {
  const bool old = report_.posture.audited && std::chrono::steady_clock::now() - listed_at_ > stale_after(config_);
  const bool answers = report_.health.engine.up;
  const auto state_of = [&](bool live, bool answering) {
    if (live) return FeedState::live;
    if (answering) return FeedState::catching_up;
    return old ? FeedState::stale : FeedState::down;
  };
  report_.health.freshness.set(Feed::events, state_of(listens_ && caught_up_, listens_), now);
  report_.health.freshness.set(Feed::lists,
                               old ? FeedState::stale : state_of(answers && report_.posture.audited, answers), now);
  report_.health.freshness.set(Feed::host, old ? FeedState::stale : state_of(sees_the_host(), !snapshot_), now);
}

void App::engine_answered() {
  if (report_.health.engine.up) return;
  if (report_.health.engine.error) log_.log_event(LogLevel::info, "engine.back");
  report_.health.engine.up = true;
  report_.health.engine.error.reset();
  report_.health.engine.since = wall_clock();
}

void App::engine_failed(const Error& error) {
  const Time now = wall_clock();
  EngineState& state = report_.health.engine;
  if (state.up || !state.error) {
    log_.log_event(LogLevel::error, "engine.lost", {{"reason", to_string(error.kind)}, {"error", error.message()}});
    state.since = state.up ? now : state.since;
  }
  state.up = false;
  state.error = error;
  publish({}, now);
}

void App::publish(std::span<const Transition> transitions, Time now) {
  report_.generated_at = now;
  report_.posture.policy = policy_;
  report_.health.requests = rounds_.statistics();
  report_.health.events = rounds_.events();
  if (std::exchange(exec_version_, rounds_.exec().version()) != rounds_.exec().version()) {
    report_.exec_history = rounds_.exec().history();
    report_.health.exec_counts = rounds_.exec().counts();
  }
  refresh_feeds(now);
  report_.posture.opened = ledger_.opened();
  report_.health.log_losses = log_.losses();
  report_.health.degraded = degraded_reasons();
  const auto report = std::make_shared<const Report>(report_);
  web_.publish(report, transitions);
  log_.publish(report, transitions);  // whoever reads a line finds it on the pages
  tell_service_manager();
}

void App::tell_audit_done() {
  const std::size_t judged = snapshot_->containers.size();
  const std::size_t unread = snapshot_->unread.size();
  const auto outcome = std::make_tuple(judged, unread, report_.posture.unread_lists.size());
  if (std::exchange(last_outcome_, outcome) == outcome) return;
  log_.log_event(unread == 0 ? LogLevel::info : LogLevel::warning, "audit.done",
                 {{"containers", static_cast<std::int64_t>(judged)},
                  {"unjudged", static_cast<std::int64_t>(unread)},
                  {"complete", report_.posture.complete}});
}

std::vector<std::string> App::degraded_reasons() const {
  std::vector<std::string> reasons;
  if (report_.health.engine.error) reasons.push_back("engine: " + report_.health.engine.error->message());
  for (const UnreadableArea& area : report_.health.host_unreadable) {
    if (!area.accepted) reasons.push_back("host: cannot read " + describe(area));
  }
  if (!refused_policy_.empty()) reasons.push_back("policy on disk is not in force: " + refused_policy_);
  return reasons;
}

void App::tell_service_manager() {
  if (!attempted_) return;
  const EngineState& state = report_.health.engine;
  std::string status = state.up ? "Auditing " + std::to_string(snapshot_->containers.size()) + " containers"
                                : "Engine not reachable: " + state.error->message();
  if (!refused_policy_.empty()) status += "; policy on disk is refused: " + refused_policy_;
  service_manager::ready(status);
}

void App::reload() {
  service_manager::reloading();
  Result<Policy> policy = load_policy(config_);
  if (policy) {
    adopt(std::move(*policy));
  } else {
    refuse(policy.error());
  }
  if (!snapshot_) return publish({}, wall_clock());
  adopt(Snapshot(*snapshot_), {.scope = {.lists = false}});
  judge_everything();
}

void App::adopt(Policy policy) {
  policy_ = std::make_shared<const Policy>(std::move(policy));
  refused_policy_.clear();
  ledger_.count_for(*policy_);
  log_.log_event(LogLevel::info, "policy.loaded",
                 {{"sha256", policy_->sha256()}, {"built_in", policy_->files().empty()}});
}

void App::refuse(const Error& error) {
  refused_policy_ = error.message();
  log_.log_event(LogLevel::error, "policy.refused", {{"error", refused_policy_}});
}

void App::wait_for_signals() {
  signals_.async_wait([this](const boost::system::error_code& error, int signal) {
    if (error) return;
    if (signal != SIGHUP) {
      service_manager::stopping();
      return loop_.stop();
    }
    reload();
    wait_for_signals();
  });
}

/// Nothing else happens when nothing answers.
void App::schedule_staleness() {
  staleness_timer_.expires_after(stale_after(config_) + std::chrono::seconds(1));
  staleness_timer_.async_wait([this](const boost::system::error_code& error) {
    if (!error) publish({}, wall_clock());
  });
}

/// Proves to the watchdog that the loop turns; whether the engine answers is another matter, told by the metrics.
void App::schedule_heartbeat() {
  const auto period = service_manager::watchdog_period();
  if (!period) return;
  service_manager::alive();
  heartbeat_.expires_after(*period);
  heartbeat_.async_wait([this](const boost::system::error_code& error) {
    if (!error) schedule_heartbeat();
  });
}

}  // namespace plimsoll
