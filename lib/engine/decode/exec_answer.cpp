#include "lib/engine/decode/exec_answer.hpp"

#include <algorithm>
#include <utility>

#include "lib/engine/decode/command_hash.hpp"
#include "lib/engine/decode/container_list.hpp"
#include "lib/engine/decode/fields.hpp"
#include "lib/engine/decode/truncate_utf8.hpp"
#include "lib/engine/http/errors.hpp"
#include "lib/engine/http/requests.hpp"

namespace plimsoll::engine {
namespace {

constexpr std::size_t kMaxProgramBytes = 64;
constexpr std::size_t kMaxUserBytes = 64;
constexpr std::size_t kMaxArgumentBytes = 1024;
constexpr long kNotFound = 404;

using StringList = std::vector<std::string>;

/// No name of a program goes on after it, but a password may: "mysql -p…" given as one word, "TOKEN=… program".
bool ends_name(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte <= ' ' || byte == 0x7f || c == '=';
}

bool is_blank(char c) { return c != '=' && ends_name(c); }

/// Of what is not shown nothing is copied.
std::string joined(const StringList& words) {
  std::string text;
  for (const std::string& word : words) {
    if (text.size() > kMaxArgumentBytes) break;
    text += (text.empty() ? "" : " ") + word.substr(0, kMaxArgumentBytes + 1);
  }
  return shown_text(text, kMaxArgumentBytes);
}

Error says_too_little(std::string_view target) {
  return not_the_documented_shape(target, "it does not say what runs, where and with what rights");
}

struct Process {
  std::string program;
  StringList arguments;
};

std::optional<Process> process_of(const Json& config) {
  auto program = member(config, "entrypoint", text);
  auto arguments = optional_member<StringList>(config, "arguments", texts);
  if (!program || !arguments) return std::nullopt;
  return Process{.program = *std::move(program), .arguments = *std::move(arguments)};
}

EngineReader::SessionAnswer answer_of(ApiSession& conversation, const Request& asked, const Answer& answer,
                                      bool with_arguments) {
  if (!answer) return answer.error();
  if (answer->status == kNotFound) return std::optional<ExecAnswer>();
  if (answer->status != 200) return http_error(asked.target, answer->status, answer->body);
  auto decoded = conversation.counted(asked.route, decode_exec_answer(answer->body, asked.target, with_arguments));
  if (!decoded) return decoded.error();
  return std::optional(*std::move(decoded));
}

}  // namespace

std::string shown_program(std::string_view typed) {
  // A program is looked up by its whole name, blanks included: without this, " sh" would hide what runs.
  typed.remove_prefix(static_cast<std::size_t>(std::ranges::find_if_not(typed, is_blank) - typed.begin()));
  typed = typed.substr(0, static_cast<std::size_t>(std::ranges::find_if(typed, ends_name) - typed.begin()));
  const std::size_t slash = typed.rfind('/');
  return shown_text(slash == typed.npos ? typed : typed.substr(slash + 1), kMaxProgramBytes);
}

Result<ExecAnswer> decode_exec_answer(std::string_view body, std::string_view target, bool with_arguments) {
  const Result<Json> exec = parse_object(body, target);
  if (!exec) return exec.error();
  const auto config = exec->find("ProcessConfig");
  if (config == exec->end() || !config->is_object()) return says_too_little(target);
  const auto container = member(*exec, "ContainerID", text);
  const auto running = member(*exec, "Running", boolean);
  const auto pid = optional_member<std::int64_t>(*exec, "Pid", integer);
  const auto input = optional_member<bool>(*exec, "OpenStdin", boolean);
  const auto privileged = member(*config, "privileged", boolean);
  const auto tty = member(*config, "tty", boolean);
  const auto user = optional_member<std::string>(*config, "user", text);
  const auto process = process_of(*config);
  const bool complete = container && running && pid && input && privileged && tty && user && process;
  if (!complete || !is_usable_id(*container)) return says_too_little(target);
  return ExecAnswer{.container = *container,
                    .running = *running,
                    .pid = *pid,
                    .privileged = *privileged,
                    .tty = *tty,
                    .input = *input,
                    .user = shown_text(*user, kMaxUserBytes),
                    .program = shown_program(process->program),
                    .arguments = process->arguments.size(),
                    .argument_text = with_arguments ? joined(process->arguments) : "",
                    .command_hash = command_hash(process->program, process->arguments)};
}

std::vector<EngineReader::SessionAnswer> ask_for_sessions(ApiSession& conversation, const std::vector<std::string>& ids,
                                                          bool with_arguments) {
  std::vector<EngineReader::SessionAnswer> answers(ids.size(), EngineReader::SessionAnswer(reading_stopped()));
  const auto request_of = [&](std::size_t index) {
    Request request = conversation.request(route::kExec, route::with_id(route::kExec, ids[index]));
    request.may_be_refused = true;
    return request;
  };
  const Failure failure = conversation.ask_each(ids.size(), request_of, [&](std::size_t index, const Answer& answer) {
    answers[index] = answer_of(conversation, request_of(index), answer, with_arguments);
  });
  if (failure) std::ranges::fill(answers, EngineReader::SessionAnswer(*failure));
  return answers;
}

}  // namespace plimsoll::engine
