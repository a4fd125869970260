#include "tests/fakes/engine_commands.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <sstream>
#include <stdexcept>

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

}  // namespace

const char* const kFaultHelp =
    "PATH=FAULT, PATH without API version, with a trailing * for all that begin so; FAULT is hang, hang-up, "
    "hang-in-head, hang-after-head, cut, no-http, wrong-chunk, wrong-length, or a status such as 500";

const char* const kCommandHelp =
    "Commands on standard input, one a line; those with a NUMBER need --containers:\n"
    "  event JSON          push this event to who listens\n"
    "  touch NUMBER        push an update of this container, now\n"
    "  flip NUMBER         make it privileged, or not any more, and push the update\n"
    "  burst COUNT NUMBER  push so many updates of this container\n"
    "  end-streams         end the streams of events in an orderly way\n"
    "  cut-streams         end them in the middle\n"
    "  fault PATH=FAULT    as --fault\n"
    "  heal PATH           answer again as before the fault\n"
    "  refuse              leave the socket's file without a listener\n"
    "  replace-socket      listen on a new socket in its place";

void EngineCommands::run(const std::string& line) {
  const std::size_t space = std::min(line.find(' '), line.size());
  const std::string command = line.substr(0, space);
  const std::string rest = line.substr(std::min(space + 1, line.size()));
  const std::map<std::string, std::function<void()>> commands = {
      {"event", [&] { engine_.push(rest + '\n'); }},
      {"touch", [&] { touch(rest); }},
      {"flip", [&] { flip(rest); }},
      {"burst", [&] { burst(rest); }},
      {"end-streams", [&] { engine_.end_streams(); }},
      {"cut-streams", [&] { engine_.cut_streams(); }},
      {"fault", [&] { fail(rest); }},
      {"heal", [&] { engine_.heal(rest); }},
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
  std::istringstream numbers(arguments);
  std::size_t count = 0;
  std::size_t index = 0;
  if (!(numbers >> count >> index)) throw std::runtime_error("burst " + arguments + ": not COUNT NUMBER");
  for (std::size_t pushed = 0; pushed < count; ++pushed) push_update(index);
}

void EngineCommands::touch(const std::string& number) { push_update(std::stoul(number)); }

void EngineCommands::flip(const std::string& number) {
  const std::size_t index = std::stoul(number);
  crowd().flip(index);
  push_update(index);
}

void EngineCommands::push_update(std::size_t index) {
  engine_.push(container_event("update", crowd().id(index), present_time()));
}

Crowd& EngineCommands::crowd() const {
  if (!crowd_) throw std::runtime_error("there are no simulated containers; use --containers");
  return *crowd_;
}

}  // namespace plimsoll::testing
