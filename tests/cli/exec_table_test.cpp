#include "daemon/cli/exec_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/cli/documents.hpp"

namespace plimsoll::cli::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

ShownSession session() {
  return {.container = container("web"),
          .first_seen = "2026-11-22T10:00:00.123Z",
          .ended = true,
          .program = "sh",
          .arguments = 2};
}

TEST(ExecTable, TellsWhenWhereWhoAndWhat) {
  ShownSession root = session();
  root.ended = false;
  root.privileged = root.root = root.tty = true;
  ShownSession lost = session();
  lost.lost = "too_many";
  lost.sessions = 7;
  EXPECT_EQ(
      exec_table({{session(), root, lost}}, {}),
      "SEEN                      CONTAINER               USER        COMMAND\n"
      "2026-11-22T10:00:00.123Z  web                     its own     sh and 2 arguments\n"
      "2026-11-22T10:00:00.123Z  web                     root        privileged  tty  sh and 2 arguments  (runs)\n"
      "2026-11-22T10:00:00.123Z  web                     ?           7 sessions, details lost: more than are "
      "read of one container\n");
}

TEST(ExecTable, SaysThatThereAreNone) { EXPECT_EQ(exec_table({}, {}), "No commands were seen.\n"); }

TEST(ExecTable, AContainerWithoutANameHasItsId) {
  ShownSession unknown = session();
  unknown.container = {.kind = "container", .identity = "", .id = std::string(64, 'a'), .name = "", .image = ""};
  EXPECT_THAT(exec_table({{unknown}}, {}), HasSubstr(" " + std::string(12, 'a') + " "));
}

TEST(ExecTable, ArgumentsAreShownWhereTheyWereKept) {
  ShownSession kept = session();
  kept.argument_text = "-c true";
  EXPECT_THAT(exec_table({{kept}}, {}), HasSubstr("sh -c true\n"));
}

TEST(ExecTable, HostileTextMovesNothing) {
  ShownSession hostile = session();
  hostile.program = "sh\x1b[2J\n";
  hostile.user = "a\rb";
  hostile.argument_text = "\xe2\x80\xaetxt";
  const std::string table = exec_table({{hostile}}, {});
  for (const char* raw : {"\x1b", "\r", "\xe2\x80\xae"}) EXPECT_THAT(table, Not(HasSubstr(raw)));
  EXPECT_EQ(std::ranges::count(table, '\n'), 2);
}

TEST(ExecTable, ADocumentIsReadAsItIsWritten) {
  const auto shown = parse_exec(R"({"schema":"plimsoll.exec/v1","sessions":[
    {"container":{"kind":"container","identity":"web","id":"a","name":"web","image":"i"},"id":null,"first_seen":"t",
     "ended":null,"sessions":1,"lost":null,"details":{"privileged":true,"root":null,"tty":false,"user":"7",
     "program":"sh","arguments":2,"argument_text":null,"credentials":null}},
    {"container":{"kind":"container","identity":"db","id":"b","name":"db","image":"i"},"id":null,"first_seen":"t",
     "ended":null,"sessions":3,"lost":"gone","details":null}]})");
  ASSERT_TRUE(shown) << shown.error().message();
  EXPECT_TRUE(shown->sessions.at(0).privileged);
  EXPECT_FALSE(shown->sessions[0].root);
  EXPECT_EQ(shown->sessions[0].user, "7");
  EXPECT_EQ(shown->sessions.at(1).lost, "gone");
  EXPECT_FALSE(parse_exec(R"({"schema":"plimsoll.report/v1"})"));
}

}  // namespace
}  // namespace plimsoll::cli::testing
