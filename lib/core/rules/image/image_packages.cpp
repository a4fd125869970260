#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr CisControl kCis[] = {{"1.6.0", "4.3"}};
constexpr std::string_view kReferences[] = {
    "https://docs.docker.com/build/building/best-practices/#dont-install-unnecessary-packages",
    "https://docs.docker.com/build/building/multi-stage/"};
constexpr std::string_view kReads[] = {"image.exposed_ports", "image.layers", "image.privileged_files", "image.user"};

/// How many there are, or why that is not known.
template <class T>
Item count_of(std::string key, const Fact<std::vector<T>>& list) {
  std::string seen = list ? std::to_string(list->size()) : std::string(to_string(list.cause()));
  return {std::move(key), {list.source(), std::string(list.path()), std::move(seen), "what the program needs"}};
}

Verdict judge(const ImageFacts& image, const Context&) {
  if (!image.layers) return unknown(image.layers);
  if (!image.user) return unknown(image.user);
  return manual({item("user", image.user, "what the program needs"), count_of("layers", image.layers),
                 count_of("privileged files", image.privileged_files), count_of("ports", image.exposed_ports)});
}

}  // namespace

PLIMSOLL_RULE(image_packages){
    .id = "image-packages",
    .title = "Image may hold packages that its program does not need",
    .severity = Severity::low,
    .cis = kCis,
    .rationale =
        "Every shell, compiler and package manager in an image is a tool for whoever gets in, and one more thing to "
        "repair. What a program needs only its author can tell, so a person has to look.",
    .remediation =
        "List what is in the image (docker run --rm IMAGE dpkg -l, or a scanner's list) and build it anew in several "
        "stages, the last of which holds the program alone.",
    .impact = "Without a shell in the image, finding an error needs a debug container beside it.",
    .violation_example = "asks a person: a compiler in an image that serves a web site",
    .pass_example = "asks a person: a static program on an empty base",
    .references = kReferences,
    .reads = kReads,
    .judge = judge,
    .for_a_person = true,
};

}  // namespace plimsoll::rules
