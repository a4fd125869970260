#include "lib/core/rules/changes.hpp"
#include "lib/core/rules/rules.hpp"
#include "lib/core/rules/user_id.hpp"
#include "lib/core/rules/user_namespace.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "4.1"}};
constexpr NotApplicable kNotApplicable[] = {NotApplicable::user_namespace_remapped};

/// Of "user:group". A name other than root may still be user 0 in the image: only the kernel tells.
bool is_root(std::string_view user) {
  const std::string_view name = user.substr(0, user.find(':'));
  return name.empty() || name == "root" || parse_id(name) == 0;
}

Verdict judge(const ContainerFacts& container, const Context& context) {
  if (!container.user) return unknown(container.user);
  if (!is_root(*container.user)) return pass();
  const Fact<bool> remapped = user_namespace_remapped(container, context.engine);
  if (!remapped) return unknown(remapped);
  if (*remapped) return not_applicable(NotApplicable::user_namespace_remapped);
  return violation(item("user", container.user, "a user other than root"));
}

std::vector<Change> fix(const ContainerFacts&, const Context&, const Verdict&) {
  return {to_add("--user=65534:65534", "user: \"65534:65534\"")};
}

}  // namespace

constinit const Rule runs_as_root{
    .id = "runs-as-root",
    .title = "Container runs as root",
    .severity = Severity::medium,
    .cis = kCis,
    .rationale =
        "Its root is the host's root with fewer capabilities: every hole in the kernel or in a mount counts double. "
        "A name other than root is believed until the kernel's view of the user is read.",
    .remediation = "Run it as a numeric user of its own, by USER in the image or by --user.",
    .impact =
        "It can no longer write files that root owns in the image or in its volumes, install packages, or, on the "
        "host's network, listen on ports below 1024.",
    .not_applicable_when = kNotApplicable,
    .judge = judge,
    .fix = fix,
};

}  // namespace plimsoll::rules
