#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {

namespace {

void store_images(World& w, int count) {
  for (int i = 0; i < count; ++i) w.other_images.push_back({.id = "sha256:" + std::to_string(i)});
}

}  // namespace

const RuleCases image_sprawl_cases{
    "image-sprawl",
    {
        {"none unused", [](World&) {}, passes()},
        {"fifty", [](World& w) { store_images(w, 50); }, passes()},
        {"one more", [](World& w) { store_images(w, 51); }, violates("images")},
        {"one more, used by a container that does not run",
         [](World& w) {
           store_images(w, 51);
           w.stopped.push_back({.id = "s", .name = "s", .image_id = w.other_images[0].id, .identity = "s"});
         },
         passes()},
        {"one more, perhaps used by a container that could not be read",
         [](World& w) {
           store_images(w, 51);
           w.unread.emplace_back();
         },
         is_unknown(Cause::unreadable)},
        {"two more, one of them perhaps used",
         [](World& w) {
           store_images(w, 52);
           w.unread.emplace_back();
         },
         violates("images")},
        {"a list could not be read", [](World& w) { w.unread_lists.push_back({.kind = ErrorKind::timeout}); },
         is_unknown(Cause::unreadable)},
        {"fewer allowed",
         [](World& w) {
           store_images(w, 1);
           w.settings.set(rule("image-sprawl").settings[0], 0);
         },
         violates("images")},
    }};

}  // namespace plimsoll::testing
