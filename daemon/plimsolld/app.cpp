#include "daemon/plimsolld/app.hpp"

#include <boost/asio/post.hpp>
#include <chrono>
#include <csignal>
#include <utility>

#include "daemon/plimsolld/service_manager.hpp"
#include "lib/config/policy_files.hpp"

namespace plimsoll {
namespace {

Time wall_clock() { return std::chrono::time_point_cast<Time::duration>(std::chrono::system_clock::now()); }

/// An audit is stale when two in a row have not come in time.
std::chrono::seconds stale_after(const Config& config) { return 3 * config.audit_interval; }

MetricsOptions metrics_options(const Config& config) {
  return {.min_severity = config.metrics_min_severity,
          .max_series = static_cast<std::size_t>(config.metrics_max_series),
          .stale_after_seconds = static_cast<double>(stale_after(config).count())};
}

WebOptions web_options(const Config& config) {
  return {.listen_address = config.web_listen_address,
          .allowed_hosts = config.web_allowed_hosts,
          .status_socket = config.status_socket,
          .status_fd = service_manager::status_socket(),
          .stale_after_seconds = static_cast<double>(stale_after(config).count())};
}

EngineOptions engine_options(const Config& config, std::string socket) {
  return {.socket_path = std::move(socket),
          .request_deadline = config.engine_request_deadline,
          .max_response_bytes = static_cast<std::size_t>(config.engine_max_response_mib) << 20};
}

/// The same facts with what only plimsoll knows: whether the newest policy is in force. Containers are shared.
std::shared_ptr<const Snapshot> with_policy_state(const Snapshot& snapshot, const std::string& refused_policy) {
  auto copy = std::make_shared<Snapshot>(snapshot);
  copy->host.refused_policy = {refused_policy, Source::plimsoll, "policy"};
  return copy;
}

}  // namespace

App::App(Config config, Policy policy, std::string engine_socket)
    : config_(std::move(config)),
      web_(web_options(config_), metrics_options(config_)),
      worker_(engine_options(config_, std::move(engine_socket)), {.scan_reports = config_.scan_reports},
              [this](Result<Snapshot> snapshot) {
                boost::asio::post(loop_, [this, read = std::move(snapshot)]() mutable { audit(std::move(read)); });
              }) {
  report_.engine_state.since = wall_clock();
  adopt(std::move(policy));
  publish({}, wall_clock());
}

void App::run() {
  signals_.add(SIGTERM);
  signals_.add(SIGINT);
  signals_.add(SIGHUP);
  wait_for_signals();
  schedule_heartbeat();
  worker_.read();
  loop_.run();
}

/// Runs on the loop thread when the reading worker posts what it saw.
void App::audit(Result<Snapshot> snapshot) {
  attempted_ = true;
  schedule_audit();

  // Read. A failed read changes no finding; the last good audit just grows older.
  if (!snapshot) return engine_failed(snapshot.error());
  engine_answered();

  // Judge, remember, tell.
  judge_again(*snapshot, wall_clock());
}

void App::judge_again(const Snapshot& snapshot, Time now) {
  snapshot_ = with_policy_state(snapshot, refused_policy_);

  // Judge and remember. Pure: the same snapshot, policy and record give the same findings and transitions.
  Ledger::Folded folded = fold_audit(ledger_, *policy_, *snapshot_, now);

  // Tell. The report is immutable from here, so sinks and scrapes may share it.
  report_.subjects = std::move(folded.subjects);
  report_.snapshot = snapshot_;
  report_.audited = true;
  report_.audited_at = snapshot_->captured_at;
  report_.complete = snapshot_->unread.empty() && snapshot_->gaps.empty();
  report_.gaps = snapshot_->gaps;
  publish(folded.transitions, now);
  tell_audit_done();
}

void App::engine_answered() {
  if (report_.engine_state.up) return;
  if (report_.engine_state.error) log_.log_event(LogLevel::info, "engine.back");
  report_.engine_state = {.up = true, .error = std::nullopt, .since = wall_clock()};
}

void App::engine_failed(const Error& error) {
  const Time now = wall_clock();
  EngineState& state = report_.engine_state;
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
  report_.policy = policy_;
  report_.requests = worker_.statistics();
  report_.opened = ledger_.opened();
  report_.log_lines_dropped = log_.dropped();
  const auto report = std::make_shared<const Report>(report_);
  log_.publish(report, transitions);
  web_.publish(report, transitions);
  tell_degraded();
  tell_service_manager();
}

void App::tell_audit_done() {
  const std::size_t judged = snapshot_->containers.size();
  const std::size_t unread = snapshot_->unread.size();
  const auto outcome = std::make_tuple(judged, unread, report_.gaps.size());
  if (std::exchange(last_outcome_, outcome) == outcome) return;
  log_.log_event(unread == 0 ? LogLevel::info : LogLevel::warning, "audit.done",
                 {{"containers", static_cast<std::int64_t>(judged)},
                  {"unjudged", static_cast<std::int64_t>(unread)},
                  {"complete", report_.complete}});
}

void App::tell_degraded() {
  std::vector<std::string> reasons;
  if (report_.engine_state.error) reasons.push_back("engine: " + report_.engine_state.error->message());
  if (!refused_policy_.empty()) reasons.push_back("policy on disk is not in force: " + refused_policy_);
  web_.set_degraded(std::move(reasons));
}

void App::tell_service_manager() {
  if (!attempted_) return;
  const EngineState& state = report_.engine_state;
  service_manager::ready(state.up ? "Auditing " + std::to_string(snapshot_->containers.size()) + " containers"
                                  : "Engine not reachable: " + state.error->message());
}

void App::reload() {
  service_manager::reloading();
  Result<Policy> policy = load_policy(config_);
  if (policy) {
    adopt(std::move(*policy));
  } else {
    refuse(policy.error());
  }
  if (snapshot_) {
    judge_again(Snapshot(*snapshot_), wall_clock());
  } else {
    publish({}, wall_clock());
  }
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

void App::schedule_audit() {
  audit_timer_.expires_after(config_.audit_interval);
  audit_timer_.async_wait([this](const boost::system::error_code& error) {
    if (!error) worker_.read();
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
