#include "tests/fakes/engine_commands.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <sstream>
#include <stdexcept>
#include <utility>
#include <vector>

#include "tests/fakes/event_texts.hpp"

namespace plimsoll::testing {
namespace {

Answer parse_fault(const std::string& name) {
  using enum Answer::Fault;
  static const std::map<std::string, Answer::Fault> kFaults = {
      {"hang", hang}, {"hang-up", hang_up}, {"hang-in-head", hang_in_head}, {"hang-after-head", hang_after_head},
      {"cut", cut},   {"no-http", no_http}, {"wrong-chunk", wrong_chunk},   {"wrong-length", wrong_length}};
  const auto found = kFaults.find(name);
  if (found != kFaults.end()) return faulty(found->second);
  return failed(static_cast<unsigned>(std::stoul(name)), "told to fail");
}

/// It begins as the container's, which is how the crowd knows where it is.
std::string session_id(const std::string& container, std::size_t serial) {
  constexpr std::size_t kSameDigits = 12;
  const std::string digits = std::to_string(serial);
  return container.substr(0, kSameDigits) + std::string(container.size() - kSameDigits - digits.size(), '0') + digits;
}

}  // namespace

const char* const kFaultHelp =
    "PATH=FAULT, PATH without API version, with a trailing * for all that begin so; FAULT is hang, hang-up, "
    "hang-in-head, hang-after-head, cut, no-http, wrong-chunk, wrong-length, or a status such as 500";

const char* const kCommandHelp =
    "Commands on standard input, one a line; those with a NUMBER need --containers:\n"
    "  event JSON            push this event to who listens\n"
    "  add NUMBER            this container is created and started\n"
    "  remove NUMBER         it dies and is destroyed\n"
    "  hide NUMBER           it is gone, and listed still; nobody is told\n"
    "  touch NUMBER          push an update of it, now\n"
    "  flip NUMBER           make it privileged, or not any more, and push the update\n"
    "  check NUMBER          push the events of its health check\n"
    "  burst COUNT NUMBER... push so many updates of these containers in turn\n"
    "  mute, unmute          push nothing of all that in between\n"
    "  clock SECONDS         its clock is so much ahead of the host's\n"
    "  end-streams           end the streams of events in an orderly way\n"
    "  cut-streams           end them in the middle\n"
    "  fault PATH=FAULT      as --fault\n"
    "  heal PATH             answer again as before the fault\n"
    "  speak VERSION         refuse requests of any other API version\n"
    "  refuse                leave the socket's file without a listener\n"
    "  replace-socket        listen on a new socket in its place";

void EngineCommands::run(const std::string& line) {
  const std::size_t space = std::min(line.find(' '), line.size());
  const std::string command = line.substr(0, space);
  const std::string rest = line.substr(std::min(space + 1, line.size()));
  const std::map<std::string, std::function<void()>> commands = {
      {"event", [&] { push(rest + '\n'); }},
      {"add", [&] { add(std::stoul(rest)); }},
      {"remove", [&] { remove(std::stoul(rest)); }},
      {"hide", [&] { crowd().hide(std::stoul(rest)); }},
      {"touch", [&] { push("update", std::stoul(rest)); }},
      {"flip", [&] { flip(std::stoul(rest)); }},
      {"check", [&] { check(std::stoul(rest)); }},
      {"burst", [&] { burst(rest); }},
      {"mute", [&] { muted_ = true; }},
      {"unmute", [&] { muted_ = false; }},
      {"clock", [&] { engine_.set_clock(std::chrono::seconds(std::stoll(rest))); }},
      {"end-streams", [&] { engine_.end_streams(); }},
      {"cut-streams", [&] { engine_.cut_streams(); }},
      {"fault", [&] { fail(rest); }},
      {"heal", [&] { engine_.heal(rest); }},
      {"speak", [&] { engine_.speak(rest); }},
      {"refuse", [&] { engine_.refuse(); }},
      {"replace-socket", [&] { engine_.replace_socket(); }},
  };
  const auto found = commands.find(command);
  if (found == commands.end()) throw std::runtime_error(line + ": no such command");
  found->second();
}

void EngineCommands::fail(const std::string& rule) {
  const std::size_t equals = rule.rfind('=');
  if (equals == std::string::npos) throw std::runtime_error(rule + ": not PATH=FAULT");
  engine_.fail(rule.substr(0, equals), parse_fault(rule.substr(equals + 1)));
}

void EngineCommands::burst(const std::string& arguments) {
  std::istringstream words(arguments);
  std::size_t count = 0;
  words >> count;
  const std::vector<std::size_t> numbers{std::istream_iterator<std::size_t>(words), {}};
  if (numbers.empty() || !words.eof()) throw std::runtime_error("burst " + arguments + ": not COUNT NUMBER...");
  for (std::size_t pushed = 0; pushed < count; ++pushed) push("update", numbers[pushed % numbers.size()]);
}

void EngineCommands::add(std::size_t index) {
  crowd().add(index);
  push("create", index);
  push("start", index);
}

void EngineCommands::remove(std::size_t index) {
  crowd().remove(index);
  push("die", index);
  push("destroy", index);
}

void EngineCommands::flip(std::size_t index) {
  crowd().flip(index);
  push("update", index);
}

/// Docker writes the command and its arguments with a space between, also where there are none.
void EngineCommands::check(std::size_t index) {
  const std::vector<std::string> words = crowd().health_check(index);
  std::string command = words.at(0) + ' ';
  for (std::size_t i = 1; i < words.size(); ++i) command += (i == 1 ? "" : " ") + words[i];
  const std::string session = session_id(crowd().id(index), ++sessions_);
  push("exec_create: " + command, index, session);
  push("exec_start: " + command, index, session);
  push("exec_die", index, session);
}

void EngineCommands::push(const std::string& action, std::size_t index, const std::string& session) {
  push(container_event(action, crowd().id(index), engine_.clock(), session));
}

void EngineCommands::push(std::string line) {
  if (!muted_) engine_.push(std::move(line));
}

Crowd& EngineCommands::crowd() const {
  if (!crowd_) throw std::runtime_error("there are no simulated containers; use --containers");
  return *crowd_;
}

}  // namespace plimsoll::testing
