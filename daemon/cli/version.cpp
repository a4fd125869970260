// plimsoll version

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "daemon/cli/commands.hpp"
#include "plimsoll/version.hpp"

namespace plimsoll::cli {

void add_version(CLI::App& app, Invocation& invocation) {
  CLI::App* command = app.add_subcommand("version", "Print the version of this program");
  command->callback([&invocation] {
    const bool json = invocation.output == Output::json;
    invocation.terminal.out << (json ? nlohmann::json{{"version", version()}, {"revision", revision()}}.dump()
                                     : "plimsoll " + std::string(version()))
                            << "\n";
  });
}

}  // namespace plimsoll::cli
