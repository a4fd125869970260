#pragma once

/// How plimsolld runs: /etc/plimsoll/plimsoll.yaml. What it judges is the policy's.

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "plimsoll/result.hpp"
#include "plimsoll/rule.hpp"

namespace plimsoll {

inline constexpr std::string_view kDefaultConfigFile = "/etc/plimsoll/plimsoll.yaml";

/// The values here are the defaults.
struct Config {
  std::string engine_address;
  std::chrono::seconds engine_request_deadline{10};
  std::int64_t engine_max_response_mib = 1;
  std::chrono::seconds audit_interval{60};
  std::chrono::seconds audit_reread_within{600};
  std::string web_listen_address = "127.0.0.1:10149";
  std::vector<std::string> web_allowed_hosts;
  Severity metrics_min_severity = Severity::high;
  std::int64_t metrics_max_series = 2000;
  std::string status_socket = "/run/plimsoll/status.sock";
  std::string policy_file = "/etc/plimsoll/policy.yaml";
  std::string policy_directory = "/etc/plimsoll/policy.d";
  std::string scan_reports;
  bool exec_record_arguments = false;
  bool host_accept_unreadable = false;

  friend bool operator==(const Config&, const Config&) = default;
};

/// One row of the table that the parser, the flags, the help and the sample file are made from.
struct ConfigOption {
  using Field = std::variant<std::string Config::*, std::int64_t Config::*, std::chrono::seconds Config::*,
                             std::vector<std::string> Config::*, Severity Config::*, bool Config::*>;
  /// What a text has to be beyond text; why it is not, as a way out, or empty.
  using Check = std::string (*)(const std::string&);

  std::string_view section;
  std::string_view name;  ///< in its section
  Field field;
  std::string_view about;    ///< one sentence
  std::int64_t minimum = 0;  ///< of a number
  std::int64_t maximum = 0;  ///< of a number
  Check check = nullptr;     ///< of a text, and of each text of a list

  [[nodiscard]] std::string key() const;   ///< "web.listen_address"
  [[nodiscard]] std::string flag() const;  ///< "--web.listen-address"
};

[[nodiscard]] std::span<const ConfigOption> config_options();

/// The options of a file's text. Strict: the first mistake is the error. Empty text changes nothing.
[[nodiscard]] Result<Config> parse_config(const std::string& file, std::string_view text);

/// The file that the user named, which must be there, or the default one, which need not. Refuses a file that
/// somebody else can write.
[[nodiscard]] Result<Config> load_config(const std::optional<std::string>& named_file);

/// Sets one option from the command line. A list is given with commas. Mistakes name the flag.
[[nodiscard]] Result<Config> with_flag(Config config, const ConfigOption& option, const std::string& value);

/// The default, as the file and a flag take it.
[[nodiscard]] std::string default_of(const ConfigOption& option);

/// About, range and default in one line.
[[nodiscard]] std::string help_of(const ConfigOption& option);

/// A file that sets every option to its default and says what it is: config/plimsoll.yaml.
[[nodiscard]] std::string sample_config();

}  // namespace plimsoll
