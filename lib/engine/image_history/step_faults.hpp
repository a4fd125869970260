#pragma once

/// What may be wrong with one step of a build, by the text of its arguments.

#include <string>
#include <string_view>
#include <vector>

#include "plimsoll/image_facts.hpp"

namespace plimsoll::engine {

struct StepFinding {
  StepFault fault = StepFault::add_instruction;
  std::string matched;  ///< fixed words or the name of a variable

  friend bool operator==(const StepFinding&, const StepFinding&) = default;
};

[[nodiscard]] std::vector<StepFinding> faults_of_script(std::string_view script);
[[nodiscard]] std::vector<StepFinding> faults_of_add(std::string_view arguments);
[[nodiscard]] std::vector<StepFinding> faults_of_arguments(std::string_view arguments);
[[nodiscard]] std::vector<StepFinding> faults_of_environment(std::string_view arguments);

/// An ADD to "/": how a base image gets its files.
[[nodiscard]] bool fills_the_root(std::string_view add_arguments);

}  // namespace plimsoll::engine
