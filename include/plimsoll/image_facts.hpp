#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "plimsoll/fact.hpp"

namespace plimsoll {

/// What may be wrong with a step of a build. Closed.
enum class StepFault : std::uint8_t {
  add_instruction,           ///< ADD of an archive or an address; the base's own first layer is none
  update_without_install,    ///< package lists refreshed in a step that installs nothing
  passwordless_sudo,         ///< NOPASSWD
  pipe_to_shell,             ///< what was downloaded is run unseen
  unauthenticated_packages,  ///< signatures of packages are not checked
  secret_name,               ///< ARG or ENV whose name looks like a secret
};

[[nodiscard]] std::string_view to_string(StepFault fault);

/// One faulty step of `GET /images/{id}/history`.
struct ImageStep {
  std::int64_t position = 0;  ///< 1 is the oldest
  std::string instruction;    ///< RUN, ADD, ENV …
  StepFault fault = StepFault::add_instruction;
  std::string matched;  ///< the fixed word that gave it away, or the variable's name; never other text of the step

  friend bool operator==(const ImageStep&, const ImageStep&) = default;
};

/// One layer of an image, oldest first.
struct ImageLayer {
  std::string digest;     ///< of `RootFS.Layers`
  std::string directory;  ///< where the storage driver keeps its files on the host; "": not told

  friend bool operator==(const ImageLayer&, const ImageLayer&) = default;
};

/// A file of an image that runs with more rights than who starts it.
struct PrivilegedFile {
  std::string path;  ///< in the image
  bool setuid = false;
  bool setgid = false;
  bool capabilities = false;  ///< security.capability

  friend bool operator==(const PrivilegedFile&, const PrivilegedFile&) = default;
};

/// The newest report of Trivy or Grype about an image.
struct ImageScan {
  std::string scanner;                ///< trivy or grype
  std::int64_t scanned_at = 0;        ///< seconds since 1970
  std::vector<std::string> critical;  ///< ids of critical vulnerabilities for which a fix is out

  friend bool operator==(const ImageScan&, const ImageScan&) = default;
};

/// An image: of `GET /images/json`, and where a container uses it, of `GET /images/{id}/json` and its history.
struct ImageFacts {
  std::string id;
#define FACT(name, type, path, decode) Fact<type> name{Cause::absent, Source::inspect, path};
#include "plimsoll/image_facts.def"
#undef FACT

  friend bool operator==(const ImageFacts&, const ImageFacts&) = default;
};

}  // namespace plimsoll
