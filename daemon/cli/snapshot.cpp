// plimsoll snapshot: records the host's facts, to be judged elsewhere or later with --from.

#include <fcntl.h>
#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <fstream>
#include <memory>

#include "daemon/cli/commands.hpp"
#include "daemon/cli/live_engine.hpp"
#include "lib/snapshot/snapshot_file.hpp"
#include "plimsoll/result.hpp"

namespace plimsoll::cli {
namespace {

/// What is in it is a list of ways to root: nobody else may read it.
Result<std::ofstream> create_private(const std::string& path) {
  const mode_t before = umask(S_IRWXG | S_IRWXO);
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  umask(before);
  if (!file)
    return Error{ErrorKind::bad_input, path + ": cannot be created", "name a file in a directory that you can write"};
  return file;
}

ExitCode write_file(const std::string& path, const std::string& text, Terminal& terminal) {
  auto file = create_private(path);
  if (!file) return fail(file.error(), terminal);
  if (*file << text << std::flush) return ExitCode::done;
  return fail({ErrorKind::bad_input, path + ": cannot be written", "is the disk full?"}, terminal);
}

ExitCode snapshot(const std::string& path, Invocation& invocation) {
  Terminal& terminal = invocation.terminal;
  const auto seen = read_engine(invocation.engine, terminal);
  if (!seen) return fail(seen.error(), terminal);
  const std::string text = write_snapshot(*seen);
  if (path != "-") return write_file(path, text, terminal);
  terminal.out << text;
  return ExitCode::done;
}

}  // namespace

void add_snapshot(CLI::App& app, Invocation& invocation) {
  CLI::App* command = app.add_subcommand("snapshot", "Record the facts of this host, to be judged with --from");
  const auto path = std::make_shared<std::string>("-");
  command->add_option("FILE", *path, "Where to; - is standard output")->capture_default_str();
  command->callback([path, &invocation] { invocation.exit_code = snapshot(*path, invocation); });
}

}  // namespace plimsoll::cli
