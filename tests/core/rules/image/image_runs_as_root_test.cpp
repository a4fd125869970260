#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {
namespace {

std::function<void(World&)> user(std::string text) {
  return [text = std::move(text)](World& w) { w.image.user = seen(text); };
}

}  // namespace

const RuleCases image_runs_as_root_cases{"image-runs-as-root",
                                         {

                                             {"a number", user("1000"), passes()},
                                             {"a name", user("web"), passes()},
                                             {"root's group is not its user", user("1000:0"), passes()},
                                             {"nobody named", user(""), violates("user")},
                                             {"by name", user("root"), violates("user")},
                                             {"by number", user("0"), violates("user")},
                                             {"by name, with its group", user("root:root"), violates("user")},
                                             {"by number, with a group", user("0:1000"), violates("user")},
                                             {"by two numbers", user("0:0"), violates("user")},
                                             {"several zeros", user("00"), violates("user")},
                                             {"the container runs as another user, which the image does not know",
                                              [](World& w) {
                                                w.image.user = seen("");
                                                w.container.user = seen("1000");
                                              },
                                              violates("user")},
                                             {"not read", [](World& w) { w.image.user = missing(); }, is_unknown()},
                                         }};

}  // namespace plimsoll::testing
