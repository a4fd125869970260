#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {
namespace {

std::function<void(World&)> started_from(std::string image) {
  return [image = std::move(image)](World& w) { w.container.image = image; };
}

const std::string kDigits(64, '1');  // of World's image

}  // namespace

const RuleCases image_not_pinned_cases{
    "image-not-pinned",
    {

        {"a digest", started_from("web@sha256:" + std::string(64, '2')), passes()},
        {"a digest beside a tag", started_from("registry.example.org:5000/web:1@sha256:" + std::string(64, '2')),
         passes()},
        {"an image id", started_from("sha256:" + kDigits), passes()},
        {"an image id without its algorithm", started_from(kDigits), passes()},
        {"a short image id", started_from(kDigits.substr(0, 12)), passes()},
        {"a tag", started_from("web:1.4"), violates("image")},
        {"latest", started_from("web:latest"), violates("image")},
        {"no tag", started_from("web"), violates("image")},
        {"a name of digits that is not the id", started_from(std::string(12, '2')), violates("image")},
        {"a name of few digits", started_from("1111"), violates("image")},
        {"not told", started_from(""), is_unknown()},
    }};

}  // namespace plimsoll::testing
