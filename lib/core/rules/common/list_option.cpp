#include "lib/core/rules/common/list_option.hpp"

#include <string>

#include "lib/core/rules/common/fix_steps.hpp"

namespace plimsoll {
namespace {

std::string argument(ListOption option, std::string_view value) {
  return std::string(option.flag) + "=" + std::string(value);
}

}  // namespace

FixStep remove(ListOption option, std::string_view value) {
  return to_remove(argument(option, value), compose_list(option.compose, value));
}

FixStep add(ListOption option, std::string_view value) {
  return to_add(argument(option, value), compose_list(option.compose, value));
}

}  // namespace plimsoll
