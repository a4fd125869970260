// Parses, builds the App, runs it, turns an exception into one line and an exit code.

#include <malloc.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>

#include "daemon/plimsolld/app.hpp"
#include "daemon/plimsolld/options.hpp"
#include "lib/config/policy_files.hpp"
#include "lib/sinks/log/journal.hpp"
#include "lib/support/arguments.hpp"
#include "plimsoll/engine.hpp"
#include "plimsoll/result.hpp"

namespace plimsoll {
namespace {

constexpr int kBadInput = 2;

/// Everything that a start reads from files, flags and the environment.
struct Inputs {
  Config config;
  Policy policy;
  std::string engine_socket;
};

template <class T>
T value_or_throw(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message());
  return std::move(*result);
}

Config configuration(const Options& options) {
  Config config = value_or_throw(load_config(options.config_file));
  for (const auto& [option, value] : options.flags)
    config = value_or_throw(with_flag(std::move(config), *option, value));
  return config;
}

Inputs read_inputs(const Options& options) {
  Config config = configuration(options);
  Policy policy = value_or_throw(load_policy(config));
  std::string socket = value_or_throw(engine_socket_path(config.engine_address));
  return {std::move(config), std::move(policy), std::move(socket)};
}

/// Returns why a start would be refused now, or nothing if it would succeed.
std::optional<std::string> error_in(const Options& options) {
  try {
    read_inputs(options);
    return std::nullopt;
  } catch (const std::runtime_error& error) {
    return error.what();
  }
}

/// Prints one line. Its prefix gives it priority err in the journal.
void print_error(const std::string& text) {
  std::fprintf(stderr, "%splimsolld: %s\n", is_journal(stderr) ? "<3>" : "", text.c_str());
}

/// Each check reads everything anew. Watching the files instead would miss causes: a new owner of a directory, or the
/// policy path that the corrected configuration names. A check takes about a millisecond.
constexpr std::chrono::milliseconds kCheckEvery{200};

int check_config(const Options& options) {
  const auto give_up_at = std::chrono::steady_clock::now() + options.wait_for_fix;
  auto error = error_in(options);
  if (error) print_error(*error);
  while (error && std::chrono::steady_clock::now() < give_up_at) {
    std::this_thread::sleep_for(kCheckEvery);
    error = error_in(options);
  }
  return error ? kBadInput : EXIT_SUCCESS;
}

/// A start may also fail where the configuration is right, as with a port that another program uses. It is tried again
/// for as long as --wait-for-fix says, so that a service manager that restarts plimsolld each second logs one line
/// only.
std::unique_ptr<App> start(const Options& options) {
  const auto give_up_at = std::chrono::steady_clock::now() + options.wait_for_fix;
  for (bool told = false;; told = true) {
    try {
      auto [config, policy, socket] = read_inputs(options);
      return std::make_unique<App>(std::move(config), std::move(policy), std::move(socket));
    } catch (const std::exception& error) {
      if (std::chrono::steady_clock::now() >= give_up_at && !told) throw;
      if (std::chrono::steady_clock::now() >= give_up_at) return nullptr;
      if (!told) print_error(error.what());
    }
    std::this_thread::sleep_for(kCheckEvery);
  }
}

int run(const Options& options) {
  if (options.check_config) return check_config(options);
  const std::unique_ptr<App> app = start(options);
  if (!app) return kBadInput;
  app->run();
  return EXIT_SUCCESS;
}

constexpr int kLargeBytes = 1 << 16;

/// Tunes malloc against fragmentation.
void keep_memory_whole() {
  mallopt(M_ARENA_MAX, 1);  // one thread makes the facts, another drops them
  // Large short-lived lists come from mmap, so freeing them returns memory to the kernel.
  mallopt(M_MMAP_THRESHOLD, kLargeBytes);
}

}  // namespace
}  // namespace plimsoll

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // whoever reads the log may go away
  plimsoll::keep_memory_whole();
  try {
    CLI::App cli;
    plimsoll::Options options;
    plimsoll::add_options(cli, options);
    try {
      const plimsoll::Arguments arguments(argc, argv);
      cli.parse(arguments.count(), arguments.pointers());
    } catch (const CLI::ParseError& error) {
      return cli.exit(error) == 0 ? EXIT_SUCCESS : plimsoll::kBadInput;
    }
    return plimsoll::run(options);
  } catch (const std::exception& error) {
    plimsoll::print_error(error.what());
    return plimsoll::kBadInput;
  }
}
