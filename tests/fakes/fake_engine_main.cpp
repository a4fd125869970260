// fake-engine: an engine for end-to-end tests and benchmarks, made of recorded answers. See --help.
//
// It prints "ready" when it listens, obeys commands on standard input and runs until SIGTERM or SIGINT. The folder is
// read anew for each request: a test changes an answer by changing its file. With --containers the answers about
// containers are changed by commands only.

#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <array>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "tests/fakes/engine_commands.hpp"
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

/// What can be read now, line by line; half a line stays for the next time.
class Commands {
 public:
  explicit Commands(EngineCommands commands) : commands_(std::move(commands)) {}

  /// False at the end of them.
  bool read() {
    std::array<char, 1U << 16> bytes{};
    const ssize_t size = ::read(STDIN_FILENO, bytes.data(), bytes.size());
    if (size <= 0) return false;
    text_.append(bytes.data(), static_cast<std::size_t>(size));
    for (std::size_t end = text_.find('\n'); end != std::string::npos; end = text_.find('\n')) {
      run(text_.substr(0, end));
      text_.erase(0, end + 1);
    }
    return true;
  }

 private:
  void run(const std::string& line) try { commands_.run(line); } catch (const std::exception& failure) {
    std::cerr << "fake-engine: " << failure.what() << '\n';
  }

  EngineCommands commands_;
  std::string text_;
};

/// Blocked before the engine's thread starts, so that it inherits that.
int descriptor_of_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return ::signalfd(-1, &signals, SFD_CLOEXEC);
}

void obey_until_the_end(int signals, Commands commands) {
  std::array<pollfd, 2> inputs = {
      {{.fd = signals, .events = POLLIN, .revents = 0}, {.fd = STDIN_FILENO, .events = POLLIN, .revents = 0}}};
  while (true) {
    ::poll(inputs.data(), inputs.size(), -1);
    if (inputs[0].revents != 0) return;
    if (inputs[1].revents != 0 && !commands.read()) inputs[1].fd = -1;  // no more of them
  }
}

std::shared_ptr<Crowd> crowd_of(const Options& options) {
  if (options.containers == 0) return nullptr;
  return std::make_shared<Crowd>(options.folder, options.containers, options.like);
}

void run(const Options& options) {
  const int signals = descriptor_of_signals();
  const std::shared_ptr<Crowd> crowd = crowd_of(options);
  FakeEngine engine(options.socket);
  if (crowd) {
    replay_many(engine, options.folder, crowd);
  } else {
    replay(engine, options.folder);
  }
  EngineCommands commands(engine, crowd);
  for (const std::string& rule : options.faults) commands.fail(rule);
  std::cout << "ready" << std::endl;
  obey_until_the_end(signals, Commands(std::move(commands)));
}

int parse_and_run(int argc, char** argv) {
  Options options;
  CLI::App app("An engine made of recorded answers");
  app.add_option("--socket", options.socket, "Where to listen")->required();
  app.add_option("--recorded", options.folder, "Folder of tests/fixtures/engines/")->required();
  app.add_option("--containers", options.containers, "So many copies of the recorded ones instead of themselves");
  app.add_option("--like", options.like, "Copy only the container of this name");
  app.add_option("--fault", options.faults, kFaultHelp + std::string(". Can be repeated"));
  app.footer(kCommandHelp);
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
