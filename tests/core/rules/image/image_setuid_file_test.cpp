#include <gtest/gtest.h>

#include "tests/core/rules/cases.hpp"

namespace plimsoll::testing {
namespace {

std::function<void(World&)> files(std::vector<PrivilegedFile> files) {
  return [=](World& w) { w.image.privileged_files = seen(files); };
}

}  // namespace

const RuleCases image_setuid_file_cases{
    "image-setuid-file",
    {

        {"none", [](World&) {}, passes()},
        {"each kind",
         files({{.path = "/usr/bin/su", .setuid = true},
                {.path = "/usr/bin/wall", .setgid = true},
                {.path = "/usr/bin/ping", .capabilities = true}}),
         violates({"/usr/bin/su", "/usr/bin/wall", "/usr/bin/ping"})},
        {"one of two allowed",
         [](World& w) {
           files({{.path = "/usr/bin/su", .setuid = true}, {.path = "/usr/bin/sudo", .setuid = true}})(w);
           w.settings.set(rule("image-setuid-file").settings[0], std::vector<std::string>{"/usr/bin/su"});
         },
         violates("/usr/bin/sudo")},
        {"all allowed",
         [](World& w) {
           files({{.path = "/usr/bin/su", .setuid = true}})(w);
           w.settings.set(rule("image-setuid-file").settings[0], std::vector<std::string>{"/usr/bin/su"});
         },
         passes()},
        {"layers are still walked", [](World& w) { w.image.privileged_files = missing(Cause::pending); },
         is_unknown(Cause::pending)},
        {"layers that only root may read", [](World& w) { w.image.privileged_files = missing(Cause::no_permission); },
         is_unknown(Cause::no_permission)},
    }};

TEST(ImageSetuidFile, ShowsWhichRightsAFileGives) {
  World w;
  files({{.path = "/usr/bin/x", .setuid = true, .setgid = true}})(w);
  EXPECT_EQ(judge_in(rule("image-setuid-file"), w).items.at(0).evidence.seen, "setuid, setgid");
}

}  // namespace plimsoll::testing
