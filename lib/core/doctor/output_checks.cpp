// Checks whether findings reach a person: the last scrape, notifications and the log. Only a daemon has them.

#include "lib/core/doctor/checks.hpp"

namespace plimsoll::doctor {
namespace {

/// Five scrapes at Prometheus' default interval of one minute.
constexpr std::chrono::minutes kScrapeIsOld{5};

std::string job_remedy(const DaemonState& daemon) {
  return "add the job of /usr/share/plimsoll/prometheus/prometheus.example.yml for " + daemon.metrics_address +
         " to Prometheus";
}

Check scrape_check(const DaemonState& daemon, Time now) {
  if (daemon.metrics_address.empty()) {
    return warning("scrape", "no address serves /metrics", "set web.listen_address in plimsoll.yaml");
  }
  if (!daemon.scraped_at) {
    return warning(
        "scrape",
        "/metrics on " + daemon.metrics_address + " was never read since start " + ago(daemon.started_at, now),
        job_remedy(daemon));
  }
  const std::string seen = "/metrics on " + daemon.metrics_address + " was read " + ago(*daemon.scraped_at, now);
  return now - *daemon.scraped_at > kScrapeIsOld ? warning("scrape", seen, job_remedy(daemon)) : ok("scrape", seen);
}

/// plimsolld hands findings to its log and to /metrics and cannot see whether a person is told.
Check notification_check(const DaemonState& daemon, Time now) {
  const std::string last = daemon.finding_told_at ? ago(*daemon.finding_told_at, now) : "never since start";
  return unknown_check(
      "notification",
      "no notifier is configured: plimsolld itself notifies nobody; last log line of a finding: " + last,
      "let Prometheus alert on /metrics; amtool alert query shows what Alertmanager received");
}

Check log_check(const Report& report) {
  const LogLosses& losses = report.health.log_losses;
  if (losses.write_failures > 0) {
    return warning("log",
                   std::to_string(losses.write_failures) + " lines could not be written since start: " + losses.error,
                   "make room where the log goes: df -h /var/log/journal");
  }
  if (losses.dropped == 0) return ok("log", "no line was lost since start");
  return warning("log", std::to_string(losses.dropped) + " lines were dropped since start: their reader is too slow",
                 "systemctl status systemd-journald");
}

}  // namespace

Checks output_checks(const DoctorInput& input) {
  if (!input.daemon) return {};
  Checks checks{scrape_check(*input.daemon, input.now), notification_check(*input.daemon, input.now)};
  if (input.report) checks.push_back(log_check(*input.report));
  return checks;
}

}  // namespace plimsoll::doctor
