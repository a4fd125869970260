#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {
namespace {

void without_tag(World& w) {
  w.container.image = "web:1";
  w.image.repo_tags = seen_texts({});
}

void moved(World& w) {
  without_tag(w);
  w.other_images.push_back({.id = "sha256:newer", .repo_tags = seen_texts({"web:1"})});
}

}  // namespace

const RuleCases image_tag_moved_cases{
    "image-tag-moved",
    {

        {"the image has its tag", [](World& w) { w.container.image = "web:1"; }, passes()},
        {"the tag is another image's now", moved, violates("web:1")},
        {"the tag is another image's now, spelled in full",
         [](World& w) {
           moved(w);
           w.container.image = "docker.io/library/web:1";
         },
         violates("docker.io/library/web:1")},
        {"no tag is latest",
         [](World& w) {
           moved(w);
           w.container.image = "web";
           w.other_images[0].repo_tags = seen_texts({"web:latest"});
         },
         violates("web")},
        {"another tag of the same name is another image's",
         [](World& w) {
           moved(w);
           w.image.repo_tags = seen_texts({"web:1"});
           w.other_images[0].repo_tags = seen_texts({"web:2"});
         },
         passes()},
        {"started from a digest",
         [](World& w) {
           moved(w);
           w.container.image = "web@sha256:" + std::string(64, '2');
         },
         passes()},
        {"started from an id",
         [](World& w) {
           moved(w);
           w.container.image = w.container.image_id;
         },
         passes()},
        {"nothing has the tag any more", without_tag, is_unknown(Cause::unresolved)},
        {"its image was not seen, another has the tag",
         [](World& w) {
           moved(w);
           w.container.image_id = "sha256:gone";
         },
         violates("web:1")},
        {"not told", [](World& w) { w.container.image = ""; }, is_unknown()},
        {"tags not read",
         [](World& w) {
           w.container.image = "web:1";
           w.image.repo_tags = missing(Cause::null);
         },
         is_unknown(Cause::null)},
    }};

}  // namespace plimsoll::testing
