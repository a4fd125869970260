#pragma once

#include <string>
#include <string_view>

#include "plimsoll/rule.hpp"

namespace plimsoll {

/// A field of a container that names one of its namespaces.
using NamespaceMode = Fact<std::string> ContainerFacts::*;

/// The container that a mode joins, or empty if it joins none.
[[nodiscard]] std::string_view joined_container(std::string_view mode);

/// The mode at the end of the chain of containers that join each other's namespace. No value if a mode on the way is
/// missing, or (unresolved) if it leads to a container that was not seen, in a circle, or to a namespace file.
[[nodiscard]] Fact<std::string> end_of_chain(const ContainerFacts& container, NamespaceMode mode,
                                             const Inventory& inventory);

/// The container at the end of that chain: whose namespace it is. Null if the chain leads to none that was seen.
[[nodiscard]] const ContainerFacts* owner_of_namespace(const ContainerFacts& container, NamespaceMode mode,
                                                       const Inventory& inventory);

/// What the rules on namespaces of the host that a chain can lead to are about.
struct JudgedNamespace {
  NamespaceMode mode = nullptr;
  NamespaceKind kind{};
  std::string_view key;
  std::string_view file;  ///< of /proc/PID/ns
};

/// Their judge. Where the chain does not lead to the host's, the kernel decides if it is known what it says.
[[nodiscard]] Verdict judge_host_namespace(const ContainerFacts& container, const Context& context,
                                           const JudgedNamespace& judged);

/// How the mode was asked for: "container:ID" with the name of the container in place of its id where that is known.
[[nodiscard]] std::string spelled_mode(const std::string& mode, const Inventory& inventory);

/// Removes the option, "--pid=" for example, and the Compose key that set the mode.
[[nodiscard]] FixStep remove_mode(std::string_view option, std::string_view compose_key, const std::string& mode,
                                  const Inventory& inventory);

}  // namespace plimsoll
