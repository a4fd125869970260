// fake-engine: an engine for end-to-end tests and benchmarks, made of recorded answers. See --help.
//
// It prints "ready" when it listens and runs until SIGTERM or SIGINT. The folder is read anew for each request: a test
// changes an answer by changing its file. With --containers the answers about containers are fixed at the start.

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "tests/fakes/fake_engine.hpp"
#include "tests/fakes/recorded_engine.hpp"

namespace plimsoll::testing {
namespace {

struct Options {
  std::string socket;
  std::string folder;
  std::size_t containers = 0;
  std::string like;
  std::vector<std::string> faults;
};

constexpr const char* kFaultHelp =
    "PATH=FAULT, PATH without API version, with a trailing * for all that begin so; FAULT is hang, hang-up, cut, "
    "no-http, or a status such as 500. Can be repeated";

Answer parse_fault(const std::string& name) {
  static const std::map<std::string, Answer::Fault> kFaults = {{"hang", Answer::Fault::hang},
                                                               {"hang-up", Answer::Fault::hang_up},
                                                               {"cut", Answer::Fault::cut},
                                                               {"no-http", Answer::Fault::no_http}};
  const auto found = kFaults.find(name);
  if (found != kFaults.end()) return faulty(found->second);
  return failed(static_cast<unsigned>(std::stoul(name)), "told to fail");
}

void misbehave(FakeEngine& engine, const std::string& rule) {
  const std::size_t equals = rule.rfind('=');
  if (equals == std::string::npos) throw std::runtime_error(rule + ": not PATH=FAULT");
  engine.on(rule.substr(0, equals), parse_fault(rule.substr(equals + 1)));
}

void wait_for_the_end(const sigset_t& signals) {
  int signal = 0;
  sigwait(&signals, &signal);
}

void run(const Options& options) {
  // Blocked before the engine's thread starts, so that it inherits that.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);

  FakeEngine engine(options.socket);
  if (options.containers > 0) {
    replay_many(engine, options.folder, options.containers, options.like);
  } else {
    replay(engine, options.folder);
  }
  for (const std::string& rule : options.faults) misbehave(engine, rule);
  std::cout << "ready" << std::endl;
  wait_for_the_end(signals);
}

int parse_and_run(int argc, char** argv) {
  Options options;
  CLI::App app("An engine made of recorded answers");
  app.add_option("--socket", options.socket, "Where to listen")->required();
  app.add_option("--recorded", options.folder, "Folder of tests/fixtures/engines/")->required();
  app.add_option("--containers", options.containers, "So many copies of the recorded ones instead of themselves");
  app.add_option("--like", options.like, "Copy only the container of this name");
  app.add_option("--fault", options.faults, kFaultHelp);
  CLI11_PARSE(app, argc, argv);
  run(options);
  return EXIT_SUCCESS;
}

}  // namespace
}  // namespace plimsoll::testing

int main(int argc, char** argv) {
  try {
    return plimsoll::testing::parse_and_run(argc, argv);
  } catch (const std::exception& failure) {
    std::cerr << "fake-engine: " << failure.what() << '\n';
    return EXIT_FAILURE;
  }
}
