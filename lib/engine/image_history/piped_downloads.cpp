#include "lib/engine/image_history/piped_downloads.hpp"

#include <algorithm>
#include <iterator>
#include <span>

#include "lib/engine/image_history/shell_words.hpp"

namespace plimsoll::engine {
namespace {

constexpr std::string_view kDownloaders[] = {"curl", "wget"};
constexpr std::string_view kShells[] = {"sh", "bash", "dash", "ash", "zsh", "ksh"};
constexpr std::string_view kInterpreters[] = {"sh",   "bash",   "dash",    "ash",     "zsh",  "ksh",
                                              "perl", "python", "python2", "python3", "ruby", "node"};
constexpr std::string_view kEvaluators[] = {"sh", "bash", "dash", "ash", "zsh", "ksh", "eval", "source", "."};
constexpr std::string_view kWrappers[] = {"sudo", "env", "exec", "command"};

bool is_assignment(std::string_view word) {
  const std::size_t equals = word.find('=');
  return equals != std::string_view::npos && equals > 0 &&
         std::ranges::all_of(word.substr(0, equals), is_word_character);
}

/// The program of a command and what follows it: after sudo with its options, and variables that are set for it.
std::span<const std::string_view> without_wrappers(std::span<const std::string_view> command) {
  while (!command.empty()) {
    const bool wrapper = is_one_of(kWrappers, program_name(command.front()));
    if (!wrapper && !is_assignment(command.front()) && !command.front().starts_with('-')) break;
    command = command.subspan(1);
  }
  return command;
}

/// "sh", "sh -s -- --yes", "python3 -"; not "sh install.sh" or "python3 -m json.tool".
bool reads_program_from_input(std::span<const std::string_view> arguments, bool is_shell) {
  const std::string_view names_program = is_shell ? "c" : "cem";
  for (const std::string_view argument : arguments) {
    if (argument == "-" || argument.starts_with('>') || argument.starts_with("2>")) return true;
    if (!argument.starts_with('-')) return false;
    if (argument.starts_with("--")) continue;
    if (argument.find_first_of(names_program) != std::string_view::npos) return false;
    if (is_shell && argument.find('s') != std::string_view::npos) return true;
  }
  return true;
}

std::optional<std::string> downloaded_and_run(const Pipeline& pipeline) {
  std::optional<std::string_view> downloader;
  for (const Words& words : pipeline) {
    const auto command = without_wrappers(words);
    if (command.empty()) continue;
    const std::string_view program = program_name(command.front());
    const auto interpreter = known_word(kInterpreters, program);
    if (downloader && interpreter && reads_program_from_input(command.subspan(1), is_one_of(kShells, program))) {
      return std::string(*downloader) + " | " + std::string(*interpreter);
    }
    if (command.size() > 1 && !downloader) downloader = known_word(kDownloaders, program);
  }
  return std::nullopt;
}

/// The shell before "$(curl …", "<(curl …" or "`curl …", if its output is what that runs.
std::optional<std::string> run_by_substitution(std::string_view script, std::string_view downloader) {
  constexpr std::string_view kOpenings[] = {"$(", "<(", "`"};
  constexpr std::size_t kMaxBefore = 64;  // enough for the shell and its options
  for (std::size_t at = script.find(downloader); at != std::string_view::npos; at = script.find(downloader, at + 1)) {
    std::string_view before = script.substr(at > kMaxBefore ? at - kMaxBefore : 0, std::min(at, kMaxBefore));
    before = before.substr(0, before.find_last_not_of(' ') + 1);
    const auto* const opening =
        std::ranges::find_if(kOpenings, [&](std::string_view each) { return before.ends_with(each); });
    if (opening == std::end(kOpenings)) continue;
    Words words = words_of(before.substr(0, before.size() - opening->size()));
    while (!words.empty() && words.back().starts_with('-')) words.pop_back();
    const auto shell = words.empty() ? std::nullopt : known_word(kEvaluators, program_name(words.back()));
    if (shell) return std::string(downloader) + " | " + std::string(*shell);
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> download_run_unseen(std::string_view script) {
  for (const Pipeline& pipeline : pipelines_of(script)) {
    if (auto matched = downloaded_and_run(pipeline)) return matched;
  }
  for (const std::string_view downloader : kDownloaders) {
    if (auto matched = run_by_substitution(script, downloader)) return matched;
  }
  return std::nullopt;
}

}  // namespace plimsoll::engine
