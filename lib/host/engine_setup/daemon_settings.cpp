#include "lib/host/engine_setup/daemon_settings.hpp"

#include <algorithm>

#include "lib/host/engine_setup/command_line.hpp"
#include "lib/host/engine_setup/daemon_json.hpp"
#include "lib/host/engine_setup/engine_process.hpp"
#include "lib/host/processes/process_text.hpp"
#include "lib/host/text.hpp"
#include "lib/support/interned.hpp"

namespace plimsoll::host {
namespace {

using StringList = std::vector<std::string>;

constexpr int kFirstWithIp6tables = 27;  // the major version that turned it on by default
/// The kernel tells a start in whole seconds, by a clock that may have been set since.
constexpr std::chrono::seconds kClockSlack{60};

/// "--userland-proxy" sets what daemon.json calls "userland-proxy"; "--host" sets "hosts".
std::string_view flag_of(std::string_view key) {
  const auto options = engine_options();
  const auto found = std::ranges::find(options, key, &Option::key);
  return found == options.end() ? key : found->flag;
}

/// "20.10" of "20.10.24+dfsg1".
std::string_view release_of(std::string_view engine_version) {
  const std::size_t minor = engine_version.find('.');
  return minor == engine_version.npos ? engine_version : engine_version.substr(0, engine_version.find('.', minor + 1));
}

/// Reads one setting as its line in the table says.
template <class T>
class SettingReader {
 public:
  SettingReader(const EngineSetup& setup, std::string_view engine_version, std::string_view key)
      : setup_(setup), engine_version_(engine_version), key_(key) {}

  /// A value, its lack, or what hides it. The file of an engine whose command line is not known may not be the one that
  /// is in force.
  [[nodiscard]] Fact<T> given(Setting<T> GivenSettings::* member, const Answer<T>& initial) const {
    if (setup_.flags && (*setup_.flags).*member) return to_fact(*((*setup_.flags).*member), by_flag());
    if (!setup_.file) return to_fact<T>(setup_.file.error(), in_file());
    if (!setup_.flags) return to_fact<T>(setup_.flags.error(), by_flag());
    if ((*setup_.file).*member) return to_fact(*((*setup_.file).*member), in_file());
    return to_fact(initial, by_default());
  }
  [[nodiscard]] Fact<T> combined(Fact<T> (*decode)(const EngineSetup&, std::string_view)) const {
    return decode(setup_, engine_version_);
  }
  [[nodiscard]] Fact<T> answer(const Answer<T>& read) const { return to_fact(read, in_file()); }

 private:
  [[nodiscard]] std::string_view by_flag() const { return interned("dockerd --" + std::string(flag_of(key_))); }
  [[nodiscard]] std::string_view in_file() const {
    const std::string& file = setup_.configuration_file;
    return interned((file.empty() ? "daemon.json" : file) + ": " + std::string(key_));
  }
  [[nodiscard]] std::string_view by_default() const {
    return interned("default of dockerd " + std::string(release_of(engine_version_)));
  }

  const EngineSetup& setup_;
  std::string_view engine_version_;
  std::string_view key_;
};

Answer<bool> ip6tables_default(std::string_view engine_version) {
  const auto major = number_in<int>(engine_version.substr(0, engine_version.find('.')));
  return major ? Answer<bool>(*major >= kFirstWithIp6tables) : Cause::not_reported;
}

/// dockerd turns TLS on wherever tlsverify is given at all.
Fact<bool> tls(const EngineSetup& setup, std::string_view engine_version) {
  const auto verify = SettingReader<bool>(setup, engine_version, "tlsverify").given(&GivenSettings::tls_verify, false);
  const bool given = (setup.flags && setup.flags->tls_verify) || (setup.file && setup.file->tls_verify);
  if (given && verify) return {true, Source::host, verify.path()};
  return SettingReader<bool>(setup, engine_version, "tls").given(&GivenSettings::tls, false);
}

Fact<bool> log_size_limited(const EngineSetup& setup, std::string_view engine_version) {
  const SettingReader<StringList> reader(setup, engine_version, "log-opts");
  const auto options = reader.given(&GivenSettings::log_options, StringList());
  if (!options) return {options.cause(), Source::host, options.path(), options.os_error()};
  return {std::ranges::count(*options, "max-size") != 0, Source::host, options.path()};
}

Answer<StringList> usual_hosts(const EngineSetup& setup) { return StringList{"unix://" + setup.usual_socket}; }

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
  DaemonSettings settings;
#define SETTING(name, type, key, decode) settings.name = SettingReader<type>(setup, engine_version, key).decode;
#include "plimsoll/daemon_settings.def"
#undef SETTING
  return settings;
}

DaemonSettings unknown_settings(Cause cause) {
  return merge_settings({.flags = cause, .file = cause, .changed_since_start = cause}, "");
}

}  // namespace plimsoll::host
