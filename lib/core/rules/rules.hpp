#pragma once

#include "plimsoll/rule.hpp"

/// Every rule, one file each. The order of the catalogue is in catalogue.cpp.
namespace plimsoll::rules {

// user
// capabilities
// privileged and confinement
extern const Rule privileged;
// mounts
// cgroup limits
// namespaces and network
// plimsoll's own

}  // namespace plimsoll::rules
