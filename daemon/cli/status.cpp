// plimsoll status: is plimsoll itself all right, and what is worth waking for?

#include <CLI/CLI.hpp>

#include "daemon/cli/commands.hpp"
#include "daemon/cli/document.hpp"
#include "daemon/cli/report_source.hpp"
#include "daemon/cli/status_client.hpp"
#include "daemon/cli/status_page.hpp"

namespace plimsoll::cli {
namespace {

ExitCode status(Invocation& invocation) {
  Terminal& terminal = invocation.terminal;
  const auto socket = daemon_socket(invocation);
  if (!socket) return fail_usage(socket.error(), terminal);
  const auto document = get(*socket, "/api/v1/status", {});
  if (!document) return fail(document.error(), terminal);
  const auto shown = parse_status(*document);
  if (!shown) return fail(shown.error(), terminal);

  terminal.out << (invocation.output == Output::json ? *document : status_page(*shown, terminal.style));
  return is_degraded(*shown) ? ExitCode::findings : ExitCode::done;
}

}  // namespace

void add_status(CLI::App& app, Invocation& invocation) {
  CLI::App* command = app.add_subcommand("status", "Tell how plimsolld is and what is open and critical");
  command->callback([&invocation] { invocation.exit_code = status(invocation); });
}

}  // namespace plimsoll::cli
