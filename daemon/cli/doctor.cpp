// plimsoll doctor: what works, what does not, and what to do. The daemon answers; without one this command looks
// itself.

#include <CLI/CLI.hpp>

#include "daemon/cli/commands.hpp"
#include "daemon/cli/doctor_page.hpp"
#include "daemon/cli/document.hpp"
#include "daemon/cli/local_doctor.hpp"
#include "daemon/cli/report_source.hpp"
#include "daemon/cli/status_client.hpp"
#include "plimsoll/result.hpp"

namespace plimsoll::cli {
namespace {

struct Answer {
  std::string document;
  bool reached = true;  ///< a daemon, or at least an engine
};

/// The daemon's document. Fails also if this version does not know its form.
Result<std::string> ask_daemon(const Invocation& invocation) {
  const auto socket = daemon_socket(invocation);
  if (!socket) return socket.error();
  auto document = get(*socket, "/api/v1/doctor", {});
  if (!document) return document;
  const auto shown = parse_doctor(*document);
  return shown ? document : Result<std::string>(shown.error());
}

Answer answer(Invocation& invocation) {
  auto document = ask_daemon(invocation);
  if (document) return {.document = *std::move(document)};
  LocalDoctor local = examine_here(document.error(), invocation);
  return {.document = std::move(local.document), .reached = local.engine_answers};
}

ExitCode doctor(Invocation& invocation) {
  Terminal& terminal = invocation.terminal;
  const Answer answered = answer(invocation);
  const auto shown = parse_doctor(answered.document);
  if (!shown) return fail(shown.error(), terminal);
  terminal.out << (invocation.output == Output::json ? answered.document : doctor_page(*shown, terminal.style));
  if (!answered.reached) return ExitCode::no_engine;
  return finds_trouble(*shown) ? ExitCode::findings : ExitCode::done;
}

}  // namespace

void add_doctor(CLI::App& app, Invocation& invocation) {
  CLI::App* command = app.add_subcommand(
      "doctor", "Check engine, permissions, policy and outputs of plimsolld, and tell the remedy for what fails");
  command->callback([&invocation] { invocation.exit_code = doctor(invocation); });
}

}  // namespace plimsoll::cli
