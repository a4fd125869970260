#include "daemon/plimsolld/options.hpp"

#include <CLI/CLI.hpp>

#include "plimsoll/version.hpp"

namespace plimsoll {

void add_options(CLI::App& cli, Options& options) {
  cli.name("plimsolld");
  cli.description("Audits the containers of this host and tells what it finds through metrics, log and status socket.");
  cli.set_version_flag("--version", "plimsolld " + std::string(version()));
  cli.add_option("--config", options.config_file, "Configuration file; default " + std::string(kDefaultConfigFile))
      ->type_name("FILE");
  cli.add_flag("--check-config", options.check_config, "Check configuration and policy, then exit: 0 good, 2 bad");
  cli.add_option_function<int>(
         "--wait-for-fix", [&options](int seconds) { options.wait_for_fix = std::chrono::seconds(seconds); },
         "Where the start or the check fails, name the first error, try again several times a second, and exit with 2 "
         "after so many SECONDS")
      ->type_name("SECONDS")
      ->check(CLI::Range(1, 3600));
  for (const ConfigOption& option : config_options()) {
    cli.add_option_function<std::string>(
           option.flag(), [&options, &option](const std::string& value) { options.flags[&option] = value; },
           help_of(option))
        ->group("Over the configuration file");
  }
}

}  // namespace plimsoll
