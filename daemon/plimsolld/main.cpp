// Parses, builds the App, runs it, turns an exception into one line and an exit code.

#include <malloc.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <stdexcept>
#include <string>

#include "daemon/plimsolld/app.hpp"
#include "daemon/plimsolld/options.hpp"
#include "lib/config/policy_files.hpp"
#include "plimsoll/engine.hpp"

namespace plimsoll {
namespace {

constexpr int kBadInput = 2;

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

void run(const Options& options) {
  Config config = configuration(options);
  Policy policy = value_or_throw(load_policy(config));
  std::string socket = value_or_throw(engine_socket_path(config.engine_address));
  if (options.check_config) return;
  App(std::move(config), std::move(policy), std::move(socket)).run();
}

constexpr int kLargeBytes = 1 << 16;

/// Of what lives long and what does not, so that the one does not keep the holes of the other.
void keep_memory_whole() {
  mallopt(M_ARENA_MAX, 1);  // facts are made on one thread and dropped on another
  // Lists of everything are large and soon dropped. Left to itself, the allocator learns to take them from its heap.
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
      cli.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
      return cli.exit(error) == 0 ? EXIT_SUCCESS : plimsoll::kBadInput;
    }
    plimsoll::run(options);
    return EXIT_SUCCESS;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "plimsolld: %s\n", error.what());
    return plimsoll::kBadInput;
  }
}
