// plimsoll exec: who ran what in which container, as far as plimsolld remembers.

#include <CLI/CLI.hpp>
#include <memory>

#include "daemon/cli/commands.hpp"
#include "daemon/cli/document.hpp"
#include "daemon/cli/exec_table.hpp"
#include "daemon/cli/report_source.hpp"
#include "daemon/cli/status_client.hpp"

namespace plimsoll::cli {
namespace {

ExitCode exec(const std::string& container, Invocation& invocation) {
  Terminal& terminal = invocation.terminal;
  const auto socket = daemon_socket(invocation);
  if (!socket) return fail_usage(socket.error(), terminal);
  const auto document = get(*socket, "/api/v1/exec", container.empty() ? Query() : Query{{"container", container}});
  if (!document) return fail(document.error(), terminal);
  if (invocation.output == Output::json) {
    terminal.out << *document;
    return ExitCode::done;
  }
  const auto shown = parse_exec(*document);
  if (!shown) return fail(shown.error(), terminal);
  terminal.out << exec_table(*shown, terminal.style);
  return ExitCode::done;
}

}  // namespace

void add_exec(CLI::App& app, Invocation& invocation) {
  CLI::App* command =
      app.add_subcommand("exec", "List commands run in containers with docker exec, as plimsolld saw them");
  const auto container = std::make_shared<std::string>();
  command->add_option("CONTAINER", *container, "Only of this container: identity, name or id")->type_name("");
  command->callback([container, &invocation] { invocation.exit_code = exec(*container, invocation); });
}

}  // namespace plimsoll::cli
