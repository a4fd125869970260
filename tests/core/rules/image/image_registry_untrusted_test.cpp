#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {
namespace {

using StringList = std::vector<std::string>;

void trust(World& w, StringList registries) {
  w.settings.set(rule("image-registry-untrusted").settings[0], std::move(registries));
}

std::function<void(World&)> from(StringList digests, StringList tags = {}) {
  return [=](World& w) {
    w.image.repo_digests = seen_texts(digests);
    w.image.repo_tags = seen_texts(tags);
    trust(w, {"registry.example.org", "docker.io/library"});
  };
}

}  // namespace

const RuleCases image_registry_untrusted_cases{
    "image-registry-untrusted",
    {

        {"the policy names no registry", [](World&) {}, does_not_apply(NotApplicable::no_policy)},
        {"below a registry", from({"registry.example.org/team/web@sha256:1"}, {"registry.example.org/team/web:1"}),
         passes()},
        {"below a repository", from({"debian@sha256:1"}, {"debian:12"}), passes()},
        {"spelled in full", from({"docker.io/library/debian@sha256:1"}), passes()},
        {"an owner of Docker Hub", from({"someone/debian@sha256:1"}), violates("docker.io/someone/debian")},
        {"a registry whose name begins alike", from({"registry.example.org.evil.example/web@sha256:1"}),
         violates("registry.example.org.evil.example/web")},
        {"a repository whose name begins alike", from({"docker.io/library-of-others/web@sha256:1"}),
         violates("docker.io/library-of-others/web")},
        {"the same registry on another port", from({"registry.example.org:5000/web@sha256:1"}),
         violates("registry.example.org:5000/web")},
        {"one of two", from({"debian@sha256:1", "quay.io/debian@sha256:1"}, {"debian:12", "quay.io/debian:12"}),
         violates("quay.io/debian")},
        {"trusted by its digest, and somebody gave it another name", from({"debian@sha256:1"}, {"someone/mine:1"}),
         violates("docker.io/someone/mine")},
        {"from no registry, whatever its tag says", from({}, {"registry.example.org/web:1"}), violates("no registry")},
        {"without any name", from({"<none>@<none>"}, {"<none>:<none>"}), violates("no registry")},
        {"a registry with a slash at its end",
         [](World& w) {
           w.image.repo_digests = seen_texts({"registry.example.org/web@sha256:1"});
           w.image.repo_tags = seen_texts({});
           trust(w, {"registry.example.org/"});
         },
         passes()},
        {"an empty entry trusts nobody",
         [](World& w) {
           w.image.repo_digests = seen_texts({"web@sha256:1"});
           w.image.repo_tags = seen_texts({});
           trust(w, {""});
         },
         violates("docker.io/library/web")},
        {"digests not read, tags trusted",
         [](World& w) {
           from({}, {"debian:12"})(w);
           w.image.repo_digests = missing();
         },
         is_unknown()},
        {"tags not read, digests trusted",
         [](World& w) {
           from({"debian@sha256:1"})(w);
           w.image.repo_tags = missing(Cause::null);
         },
         is_unknown(Cause::null)},
        {"digests not read, a tag of nobody's",
         [](World& w) {
           from({}, {"someone/mine:1"})(w);
           w.image.repo_digests = missing();
         },
         violates("docker.io/someone/mine")},
    }};

}  // namespace plimsoll::testing
