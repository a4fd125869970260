#include "lib/engine/image_history/build_steps.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "lib/engine/image_history/step_faults.hpp"

namespace plimsoll::engine {
namespace {

constexpr std::string_view kShellOption = " -c ";
constexpr std::string_view kNoOperation = "#(nop)";  // how the legacy builder marks what is no RUN
constexpr std::string_view kBuildKit = "# buildkit";
constexpr std::string_view kInstructions[] = {"ADD",    "ARG",         "CMD",   "COPY",       "ENTRYPOINT", "ENV",
                                              "EXPOSE", "HEALTHCHECK", "LABEL", "MAINTAINER", "ONBUILD",    "RUN",
                                              "SHELL",  "STOPSIGNAL",  "USER",  "VOLUME",     "WORKDIR"};
/// These make a layer; all others only change the configuration.
constexpr std::string_view kLayers[] = {"", "ADD", "COPY", "RUN"};

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  text.remove_prefix(std::min(text.size(), text.find_first_not_of(kBlanks)));
  return text.substr(0, text.find_last_not_of(kBlanks) + 1);
}

std::string_view without_end(std::string_view text, std::string_view end) {
  return text.ends_with(end) ? trimmed(text.substr(0, text.size() - end.size())) : text;
}

/// "RUN" and what follows, if the text begins with an instruction.
std::optional<BuildStep> instruction_in(std::string_view text) {
  const std::string_view first = text.substr(0, text.find(' '));
  const auto* const known = std::ranges::find(kInstructions, first);
  if (known == std::end(kInstructions)) return std::nullopt;
  return BuildStep{*known, trimmed(text.substr(first.size()))};
}

/// "|2 A=1 B=2 /bin/sh -c …": values are not quoted, so what is in them cannot be told from what follows but by the
/// shell's option.
bool has_build_arguments(std::string_view text) { return text.starts_with('|'); }
bool names_a_shell(std::string_view text) { return text.starts_with('/'); }

/// What comes after the shell and its option, or all of it.
std::string_view script_of(std::string_view text) {
  const std::size_t option = text.find(kShellOption);
  if (option == std::string_view::npos || !(has_build_arguments(text) || names_a_shell(text))) return text;
  return trimmed(text.substr(option + kShellOption.size()));
}

BuildStep parse_legacy(std::string_view text) {
  const std::string_view script = script_of(text);
  if (!script.starts_with(kNoOperation)) return {"RUN", script};
  return instruction_in(trimmed(script.substr(kNoOperation.size()))).value_or(BuildStep{});
}

bool makes_a_layer(std::string_view instruction) {
  return std::ranges::find(kLayers, instruction) != std::end(kLayers);
}

using Faults = std::vector<StepFinding>;

Faults faults_of(const BuildStep& step, bool is_first_layer) {
  if (step.instruction == "RUN") return faults_of_script(step.arguments);
  if (step.instruction == "ADD" && !(is_first_layer && fills_the_root(step.arguments))) {
    return faults_of_add(step.arguments);
  }
  if (step.instruction == "ARG") return faults_of_arguments(step.arguments);
  if (step.instruction == "ENV") return faults_of_environment(step.arguments);
  return {};
}

}  // namespace

BuildStep parse_build_step(std::string_view created_by) {
  const std::string_view text = without_end(trimmed(created_by), kBuildKit);
  if (std::optional<BuildStep> step = instruction_in(text)) {
    if (step->instruction == "RUN") step->arguments = script_of(step->arguments);
    return *step;
  }
  const bool legacy = text.find(kShellOption) != std::string_view::npos;
  return legacy && (has_build_arguments(text) || names_a_shell(text)) ? parse_legacy(text) : BuildStep{};
}

std::vector<ImageStep> faulty_steps(const std::vector<std::string>& created_by) {
  std::vector<ImageStep> faulty;
  bool layers_seen = false;
  std::int64_t position = 0;
  for (const std::string& text : created_by) {
    const BuildStep step = parse_build_step(text);
    ++position;
    for (StepFinding& finding : faults_of(step, !layers_seen)) {
      faulty.push_back({position, std::string(step.instruction), finding.fault, std::move(finding.matched)});
    }
    layers_seen = layers_seen || makes_a_layer(step.instruction);
  }
  return faulty;
}

}  // namespace plimsoll::engine
