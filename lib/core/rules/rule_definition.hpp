#pragma once

#include "plimsoll/rule.hpp"

/// Defines the rule of this file, in namespace plimsoll::rules: PLIMSOLL_RULE(privileged){.id = "privileged", ...};
/// catalogue.def has a line with the same name.
#define PLIMSOLL_RULE(name) \
  extern const Rule name;   \
  constinit const Rule name
