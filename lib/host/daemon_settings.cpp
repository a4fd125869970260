#include "lib/host/daemon_settings.hpp"

#include <algorithm>

#include "lib/host/command_line.hpp"
#include "lib/host/daemon_json.hpp"
#include "lib/host/engine_process.hpp"
#include "lib/host/process_text.hpp"
#include "lib/host/text.hpp"

namespace plimsoll::host {
namespace {

constexpr int kFirstWithIp6tables = 27;  // the major version that turned it on by default
/// The kernel tells a start in whole seconds, by a clock that may have been set since.
constexpr std::chrono::seconds kClockSlack{60};

/// A value, its lack, or what hides it. The file of an engine whose command line is not known may not be the one that
/// is in force.
template <class T>
Fact<T> settle(const EngineSetup& setup, Setting<T> GivenSettings::* field, std::string_view path, Answer<T> fallback) {
  if (setup.flags && (*setup.flags).*field) return to_fact(*((*setup.flags).*field), path);
  if (!setup.file) return to_fact<T>(setup.file.error(), path);
  if (!setup.flags) return to_fact<T>(setup.flags.error(), path);
  if ((*setup.file).*field) return to_fact(*((*setup.file).*field), path);
  return to_fact(fallback, path);
}

Answer<bool> ip6tables_default(const std::string& engine_version) {
  const auto major = number_in<int>(std::string_view(engine_version).substr(0, engine_version.find('.')));
  return major ? Answer<bool>(*major >= kFirstWithIp6tables) : Cause::not_reported;
}

/// dockerd turns TLS on wherever tlsverify is given at all.
Fact<bool> tls(const EngineSetup& setup) {
  const auto verify = settle<bool>(setup, &GivenSettings::tls_verify, "daemon.json: tls", false);
  const bool given = (setup.flags && setup.flags->tls_verify) || (setup.file && setup.file->tls_verify);
  if (given && verify) return {true, Source::host, "daemon.json: tls"};
  return settle<bool>(setup, &GivenSettings::tls, "daemon.json: tls", false);
}

Fact<bool> log_size_limited(const EngineSetup& setup) {
  constexpr std::string_view kPath = "daemon.json: log-opts";
  const auto options =
      settle<std::vector<std::string>>(setup, &GivenSettings::log_options, kPath, std::vector<std::string>());
  if (!options) return {options.cause(), Source::host, kPath, options.os_error()};
  return {std::ranges::count(*options, "max-size") != 0, Source::host, kPath};
}

/// A file that is not there sets nothing, if that it is the right one is known.
Answer<GivenSettings> without_absence(Answer<GivenSettings> file, bool command_line_known) {
  const bool sets_nothing = !file && file.error() == Cause::absent && command_line_known;
  return sets_nothing ? Answer<GivenSettings>(GivenSettings{}) : file;
}

std::string home_of(const HostSource& source, std::uint32_t uid) {
  const auto accounts = source.file(ProbeId::accounts);
  for (const std::string_view line : lines_of(accounts ? std::string_view(*accounts) : std::string_view())) {
    const std::vector<std::string_view> fields = split(line, ':');
    if (fields.size() > 5 && number_in<std::uint32_t>(fields[2]) == uid) return std::string(fields[5]);
  }
  return uid == 0 ? "/root" : "";
}

Answer<GivenSettings> read_flags(const HostSource& source, const Answer<Process>& engine) {
  if (!engine) return engine.error();
  const auto bytes = source.file(ProbeId::engine_command_line, std::to_string(engine->id));
  if (!bytes) return bytes.error();
  return parse_command_line(*bytes);
}

Answer<GivenSettings> read_file(const HostSource& source, const std::string& path) {
  const auto text = source.file(ProbeId::engine_configuration, path);
  if (!text) return text.error();
  return parse_daemon_json(*text);
}

/// The user whose files configure it: root unless it runs rootless.
Answer<std::uint32_t> owner_of(const HostSource& source, const Answer<Process>& engine, bool rootless) {
  if (!rootless) return std::uint32_t{0};
  if (!engine) return engine.error();
  const auto status = source.file(ProbeId::process_status, std::to_string(engine->id));
  if (!status) return status.error();
  const auto user = effective_user(*status);
  return user ? Answer<std::uint32_t>(*user) : Cause::malformed;
}

Answer<bool> changed_since(const HostSource& source, const std::string& path, const Answer<Process>& engine) {
  if (!engine) return engine.error();
  const auto start = started_at(source, engine->id);
  if (!start) return start.error();
  const auto file = source.status(path);
  if (!file) return file.error() == Cause::absent ? Answer<bool>(false) : file.error();
  return std::chrono::floor<std::chrono::seconds>(file->changed_at) > *start + kClockSlack;
}

std::string default_configuration_file(const EngineSetup& setup, bool rootless) {
  return rootless ? setup.home + "/.config/docker/daemon.json" : "/etc/docker/daemon.json";
}

}  // namespace

EngineSetup read_engine_setup(const HostSource& source, const Answer<Process>& engine, bool rootless) {
  EngineSetup setup;
  const auto owner = owner_of(source, engine, rootless);
  setup.owner = owner ? *owner : 0;
  setup.home = owner ? home_of(source, setup.owner) : "";
  setup.runtime_directory = rootless ? "/run/user/" + std::to_string(setup.owner) : "/run";
  setup.usual_socket = rootless ? setup.runtime_directory + "/docker.sock" : "/var/run/docker.sock";
  setup.flags = read_flags(source, engine);
  setup.configuration_file =
      setting_or(setup, &GivenSettings::configuration_file, default_configuration_file(setup, rootless));
  setup.file = without_absence(read_file(source, setup.configuration_file), setup.flags.has_value());
  setup.changed_since_start = changed_since(source, setup.configuration_file, engine);
  return setup;
}

DaemonSettings merge_settings(const EngineSetup& setup, const std::string& engine_version) {
  using Given = GivenSettings;
  using Texts = std::vector<std::string>;
  const Texts usual_host = {"unix://" + setup.usual_socket};
  return {
      .iptables = settle<bool>(setup, &Given::iptables, "daemon.json: iptables", true),
      .ip6tables = settle<bool>(setup, &Given::ip6tables, "daemon.json: ip6tables", ip6tables_default(engine_version)),
      .userland_proxy = settle<bool>(setup, &Given::userland_proxy, "daemon.json: userland-proxy", true),
      .no_new_privileges = settle<bool>(setup, &Given::no_new_privileges, "daemon.json: no-new-privileges", false),
      .tls = tls(setup),
      .tls_verify = settle<bool>(setup, &Given::tls_verify, "daemon.json: tlsverify", false),
      .allow_direct_routing =
          settle<bool>(setup, &Given::allow_direct_routing, "daemon.json: allow-direct-routing", false),
      .log_level = settle<std::string>(setup, &Given::log_level, "daemon.json: log-level", "info"),
      .log_size_limited = log_size_limited(setup),
      .cgroup_parent = settle<std::string>(setup, &Given::cgroup_parent, "daemon.json: cgroup-parent", ""),
      .group = settle<std::string>(setup, &Given::group, "daemon.json: group", "docker"),
      .publish_address = settle<std::string>(setup, &Given::publish_address, "daemon.json: ip", ""),
      .metrics_address = settle<std::string>(setup, &Given::metrics_address, "daemon.json: metrics-addr", ""),
      .min_api_version = settle<std::string>(setup, &Given::min_api_version, "daemon.json: min-api-version", ""),
      .hosts = settle<Texts>(setup, &Given::hosts, "daemon.json: hosts", usual_host),
      .default_ulimits = settle<Texts>(setup, &Given::default_ulimits, "daemon.json: default-ulimits", Texts()),
      .storage_options = settle<Texts>(setup, &Given::storage_options, "daemon.json: storage-opts", Texts()),
      .changed_since_start = to_fact(setup.changed_since_start, "daemon.json: changed"),
  };
}

DaemonSettings unknown_settings(Cause cause) {
  return merge_settings({.flags = cause, .file = cause, .changed_since_start = cause}, "");
}

}  // namespace plimsoll::host
