#include "lib/core/rules/common/items.hpp"
#include "lib/core/rules/rule_definition.hpp"

namespace plimsoll::rules {
namespace {

constexpr std::string_view kReferences[] = {"https://docs.docker.com/reference/dockerfile/#expose",
                                            "https://docs.docker.com/reference/cli/docker/container/exec/"};
constexpr std::string_view kReads[] = {"image.exposed_ports"};
constexpr std::string_view kSsh = "22/tcp";

Verdict judge(const ImageFacts& image, const Context&) {
  const auto& ports = image.exposed_ports;
  if (!ports) return unknown(ports);
  ItemList items;
  for (const std::string& port : *ports) {
    if (port == kSsh) items.add(item_of(port, ports, std::string(ports.path()), port, "no port of SSH"));
  }
  return items.take_verdict();
}

}  // namespace

PLIMSOLL_RULE(image_exposes_ssh){
    .id = "image-exposes-ssh",
    .title = "Image is made to be reached by SSH",
    .severity = Severity::low,
    .rationale =
        "A server for logins in a container is one more way in, with keys and passwords of its own that nobody "
        "manages; docker exec needs none.",
    .remediation = "Take the SSH server and its EXPOSE out of the image.",
    .impact = "Whoever logged in by SSH needs the right to exec instead.",
    .violation_example = "EXPOSE 22",
    .pass_example = "EXPOSE 2222, EXPOSE 22/udp",
    .references = kReferences,
    .reads = kReads,
    .judge = judge,
};

}  // namespace plimsoll::rules
