#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {

// user
// capabilities
// privileged and confinement
extern const RuleCases privileged_cases;
// mounts
// cgroup limits
// namespaces and network
// plimsoll's own

std::vector<const RuleCases*> all_cases() {
  return {
      // user
      // capabilities
      // privileged and confinement
      &privileged_cases,
      // mounts
      // cgroup limits
      // namespaces and network
      // plimsoll's own
  };
}

}  // namespace plimsoll::testing
