#include "lib/engine/image_history/step_faults.hpp"

#include <algorithm>
#include <utility>

#include "lib/engine/decode/secret_names.hpp"
#include "lib/engine/decode/truncate_utf8.hpp"
#include "lib/engine/image_history/package_updates.hpp"
#include "lib/engine/image_history/piped_downloads.hpp"
#include "lib/engine/image_history/shell_words.hpp"

namespace plimsoll::engine {
namespace {

using Findings = std::vector<StepFinding>;

/// As a word of its own, not as a part of a longer one.
bool contains_word(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const std::size_t after = at + word.size();
    const bool begins = at == 0 || !is_word_character(text[at - 1]);
    if (begins && (after == text.size() || !is_word_character(text[after]))) return true;
  }
  return false;
}

constexpr std::pair<std::string_view, StepFault> kFaultyWords[] = {
    {"NOPASSWD", StepFault::passwordless_sudo},
    {"--allow-unauthenticated", StepFault::unauthenticated_packages},
    {"--force-yes", StepFault::unauthenticated_packages},
    {"--allow-untrusted", StepFault::unauthenticated_packages},
    {"--nogpgcheck", StepFault::unauthenticated_packages},
    {"--no-gpg-check", StepFault::unauthenticated_packages},
    {"--no-gpg-checks", StepFault::unauthenticated_packages},
    {"--allow-insecure-repositories", StepFault::unauthenticated_packages},
    {"gpgcheck=0", StepFault::unauthenticated_packages},
    {"trusted=yes", StepFault::unauthenticated_packages},
};

void find_words(std::string_view script, Findings& findings) {
  for (const auto& [word, fault] : kFaultyWords) {
    if (contains_word(script, word)) findings.push_back({fault, std::string(word)});
  }
}

constexpr std::size_t kMaxNameBytes = 200;
constexpr std::size_t kMaxNamesOfStep = 16;  // more tell nothing new

bool is_name(std::string_view text) {
  const auto fits = [](char character) { return is_word_character(character) && character != '-'; };
  return !text.empty() && std::ranges::all_of(text, fits);
}

void add_secret_name(std::string_view name, Findings& findings) {
  if (findings.size() == kMaxNamesOfStep || !is_name(name) || !looks_like_a_secret(name)) return;
  StepFinding finding{StepFault::secret_name, shown_text(name, kMaxNameBytes)};
  if (std::ranges::find(findings, finding) == findings.end()) findings.push_back(std::move(finding));
}

/// Nothing, or quotes around nothing.
bool is_empty_value(std::string_view value) { return value.empty() || value == "\"\"" || value == "''"; }

}  // namespace

std::vector<StepFinding> faults_of_script(std::string_view script) {
  Findings findings;
  if (auto update = update_without_install(pipelines_of(script))) {
    findings.push_back({StepFault::update_without_install, *std::move(update)});
  }
  if (auto run = download_run_unseen(script)) findings.push_back({StepFault::pipe_to_shell, *std::move(run)});
  find_words(script, findings);
  return findings;
}

/// Up to the first value: builders write values without quotes, so that what follows may be a part of one.
std::vector<StepFinding> faults_of_arguments(std::string_view arguments) {
  Findings findings;
  for (const std::string_view word : words_of(arguments)) {
    const std::size_t equals = word.find('=');
    add_secret_name(word.substr(0, equals), findings);
    if (equals != std::string_view::npos) break;
  }
  return findings;
}

/// The first name, for the same reason: those that follow are in the image's environment. An empty value is no secret.
std::vector<StepFinding> faults_of_environment(std::string_view arguments) {
  const Words words = words_of(arguments);
  Findings findings;
  if (words.empty()) return findings;
  const std::size_t equals = words.front().find('=');
  const bool is_set = equals != std::string_view::npos && !is_empty_value(words.front().substr(equals + 1));
  if (is_set) add_secret_name(words.front().substr(0, equals), findings);
  return findings;
}

std::vector<StepFinding> faults_of_add(std::string_view arguments) {
  // The legacy builder writes a hash of a file, whatever that was and wherever it came from.
  constexpr std::string_view kBeginnings[] = {"http://", "https://", "ftp://", "git://", "git@", "file:", "multi:"};
  constexpr std::string_view kEndings[] = {".tar",    ".tar.gz", ".tgz",     ".tar.bz2", ".tbz2",
                                           ".tar.xz", ".txz",    ".tar.zst", ".tar.lz"};
  Words words = words_of(arguments);
  if (!words.empty()) words.pop_back();  // where to
  for (const std::string_view word : words) {
    for (const std::string_view beginning : kBeginnings) {
      if (word.starts_with(beginning)) return {{StepFault::add_instruction, std::string(beginning)}};
    }
    for (const std::string_view ending : kEndings) {
      if (word.ends_with(ending)) return {{StepFault::add_instruction, std::string(ending)}};
    }
  }
  return {};
}

bool fills_the_root(std::string_view add_arguments) {
  const Words words = words_of(add_arguments);
  return !words.empty() && words.back() == "/";
}

}  // namespace plimsoll::engine
