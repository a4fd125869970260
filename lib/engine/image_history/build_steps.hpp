#pragma once

/// What `CreatedBy` of an image's history says, in the forms that Docker's two builders and Podman's write.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "plimsoll/image_facts.hpp"

namespace plimsoll::engine {

struct BuildStep {
  std::string_view instruction;  ///< a literal, "RUN"; "" where the text is no instruction
  std::string_view arguments;    ///< of RUN the script, without shell and build arguments; part of the text parsed
};

[[nodiscard]] BuildStep parse_build_step(std::string_view created_by);

/// What may be wrong with the steps of an image, oldest first. Of their text only fixed words and names of variables
/// come out.
[[nodiscard]] std::vector<ImageStep> faulty_steps(const std::vector<std::string>& created_by);

}  // namespace plimsoll::engine
