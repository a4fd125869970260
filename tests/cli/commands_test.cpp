// Whole commands, as typed, without a daemon or an engine.

#include "daemon/cli/commands.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "daemon/cli/start_command.hpp"
#include "lib/snapshot/snapshot_file.hpp"
#include "plimsoll/version.hpp"
#include "tests/cli/documents.hpp"

namespace plimsoll::cli::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

struct Ran {
  ExitCode exit_code;
  std::string out;
  std::string err;
};

Ran run_with(std::vector<const char*> arguments) {
  arguments.insert(arguments.begin(), "plimsoll");
  std::ostringstream out;
  std::ostringstream err;
  Terminal terminal{.out = out, .err = err, .style = {}};
  const ExitCode exit_code = run(static_cast<int>(arguments.size()), arguments.data(), terminal);
  return {exit_code, out.str(), err.str()};
}

/// A file with this text, gone at the end of the test.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& text) { std::ofstream(path_, std::ios::binary) << text; }
  ~TemporaryFile() { std::filesystem::remove(path_); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  [[nodiscard]] const char* path() const { return path_.c_str(); }

 private:
  std::string path_ = ::testing::TempDir() + "plimsoll-" + std::to_string(getpid()) + ".json";
};

TEST(Commands, WrongUsageIsTwo) {
  const std::vector<std::vector<const char*>> kWrong{
      {"nonsense"},
      {"-o", "json"},
      {"audit", "--no-such-option"},
      {"audit", "--fail-on", "hihg"},
      {"audit", "-o", "xml"},
      {"audit", "-o", "markdown"},
      {"why"},
      {"why", ""},
      {"explain"},
      {"findings", "--live", "--from", "x"},
      {"doctor", "-o", "markdown"},
  };
  for (const auto& arguments : kWrong) EXPECT_EQ(run_with(arguments).exit_code, ExitCode::usage);
}

TEST(Commands, AnUnknownFormatIsNamedWithTheKnownOnes) {
  const Ran ran = run_with({"audit", "-o", "xml"});
  EXPECT_THAT(ran.err, HasSubstr("no format \"xml\"; use one of json, table"));
}

TEST(Commands, AnEmptyValueDoesNotTakeTheNextArgument) {
  const Ran ran = run_with({"status", "--socket=", "--engine=unix:///x"});
  EXPECT_THAT(ran.err, Not(HasSubstr("--engine")));
}

TEST(Commands, HelpAndVersionAreDone) {
  EXPECT_EQ(run_with({"--help"}).exit_code, ExitCode::done);
  EXPECT_EQ(run_with({"audit", "--help"}).exit_code, ExitCode::done);
  EXPECT_EQ(run_with({"version"}).out, "plimsoll " + std::string(version()) + "\n");
}

TEST(Commands, NoCommandPrintsTheHelp) {
  const Ran ran = run_with({});
  EXPECT_EQ(ran.exit_code, ExitCode::done);
  EXPECT_EQ(ran.out, run_with({"--help"}).out);
  for (const char* text : {"  status ", "  audit ", "  doctor ", "Exit codes: 0 done; "}) {
    EXPECT_THAT(ran.out, HasSubstr(text));
  }
}

TEST(Commands, AMistypedCommandIsNamedWithTheNearest) {
  const Ran ran = run_with({"stauts", "-o", "json"});
  EXPECT_EQ(ran.exit_code, ExitCode::usage);
  EXPECT_EQ(ran.err, "plimsoll: no command \"stauts\"; did you mean status? (plimsoll --help lists them)\n");
  EXPECT_EQ(run_with({"--socket", "x", "\x1b[31m"}).err,
            "plimsoll: no command \"\\x1b[31m\"; plimsoll --help lists them\n");
}

TEST(Commands, AnUnknownRuleNamesTheNearest) {
  const Ran ran = run_with({"explain", "privilegd"});
  EXPECT_EQ(ran.exit_code, ExitCode::usage);
  EXPECT_THAT(ran.err, HasSubstr("no rule \"privilegd\"; did you mean privileged"));
}

TEST(Commands, AnUnknownNameIsShownSafely) {
  EXPECT_THAT(run_with({"explain", "\x1b[31m"}).err, HasSubstr(R"(no rule "\x1b[31m")"));
}

TEST(Commands, WithoutADaemonItIsThreeAndTheWayOut) {
  for (const auto& arguments : std::vector<std::vector<const char*>>{{"status"}, {"findings"}, {"why", "web"}}) {
    auto with_socket = arguments;
    with_socket.insert(with_socket.end(), {"--socket", "/nonexistent/status.sock"});
    const Ran ran = run_with(with_socket);
    EXPECT_EQ(ran.exit_code, ExitCode::no_engine);
    EXPECT_THAT(ran.err, HasSubstr("/nonexistent/status.sock"));
    EXPECT_THAT(ran.err, HasSubstr("start it with: " + start_command() + " (plimsoll audit needs no daemon)\n"));
  }
}

TEST(Commands, WithoutAnEngineItIsThreeAndWithABadAddressTwo) {
  EXPECT_EQ(run_with({"audit", "--engine", "unix:///nonexistent/docker.sock"}).exit_code, ExitCode::no_engine);
  EXPECT_EQ(run_with({"audit", "--engine", "tcp://127.0.0.1:1"}).exit_code, ExitCode::usage);
}

TEST(Commands, WithoutDaemonAndEngineTheDoctorLooksItselfAndIsThree) {
  const Ran ran = run_with(
      {"doctor", "-o", "json", "--socket", "/nonexistent/status.sock", "--engine", "unix:///nonexistent/docker.sock"});
  EXPECT_EQ(ran.exit_code, ExitCode::no_engine);
  const auto document = nlohmann::json::parse(ran.out);
  EXPECT_EQ(document["answered_by"], "plimsoll");
  const auto& daemon = document["checks"][0];
  EXPECT_EQ(daemon["id"], "daemon");
  EXPECT_EQ(daemon["state"], "fault");
  EXPECT_EQ(daemon["seen"], "no plimsolld runs: /nonexistent/status.sock does not exist");
  EXPECT_EQ(daemon["remedy"], "start it with: " + start_command() + " (plimsoll audit needs no daemon)");
}

TEST(Commands, AuditOfARecordedHost) {
  const TemporaryFile file(write_snapshot(testing::recorded_host()));
  const Ran table = run_with({"audit", "--from", file.path()});
  EXPECT_EQ(table.exit_code, ExitCode::findings);
  EXPECT_THAT(table.out, HasSubstr("ci  runner:2\n  critical   privileged "));
  EXPECT_THAT(table.out, HasSubstr("Next: plimsoll why ci\n"));
  EXPECT_EQ(run_with({"audit", "--from", file.path(), "--fail-on", "never"}).exit_code, ExitCode::done);
  EXPECT_EQ(run_with({"audit", "--from", file.path(), "--fail-on", "never", "--fail-on-unknown"}).exit_code,
            ExitCode::findings);
}

TEST(Commands, AuditAsJsonHasPassesUnlessTrimmed) {
  const TemporaryFile file(write_snapshot(testing::recorded_host()));
  const auto verdicts = [&](std::vector<const char*> more) {
    std::vector<const char*> arguments{"audit", "--from", file.path(), "-o", "json"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    std::set<std::string> seen;
    const auto document = nlohmann::json::parse(run_with(arguments).out);
    for (const auto& result : document["results"]) seen.insert(result["verdict"]);
    return seen;
  };
  EXPECT_TRUE(verdicts({}).contains("pass"));
  EXPECT_TRUE(verdicts({}).contains("unknown"));
  EXPECT_EQ(verdicts({"--only", "violations"}), std::set<std::string>{"violation"});
}

TEST(Commands, WhyOfARecordedHost) {
  const TemporaryFile file(write_snapshot(testing::recorded_host()));
  const Ran ran = run_with({"why", "ci", "privileged", "--from", file.path()});
  EXPECT_EQ(ran.exit_code, ExitCode::done);
  EXPECT_THAT(ran.out, HasSubstr("  seen     HostConfig.Privileged = true"));
  EXPECT_THAT(ran.out, HasSubstr("  docker   remove  --privileged\n"));
}

TEST(Commands, WhyOfAContainerThatIsNotThereNamesTheNearest) {
  const TemporaryFile file(write_snapshot(testing::recorded_host()));
  const Ran ran = run_with({"why", "cj", "--from", file.path()});
  EXPECT_EQ(ran.exit_code, ExitCode::usage);
  EXPECT_THAT(ran.err, HasSubstr("no container, image or network \"cj\"; did you mean ci"));
}

TEST(Commands, ABrokenRecordingIsTwoAndNamesTheFile) {
  const TemporaryFile file("{\"schema\":\"plimsoll.snapshot/v1\"}");
  const Ran ran = run_with({"audit", "--from", file.path()});
  EXPECT_EQ(ran.exit_code, ExitCode::usage);
  EXPECT_THAT(ran.err, HasSubstr(std::string(file.path()) + ": captured_at: is missing"));
}

TEST(Commands, ARecordedHostWithAContainerThatCouldNotBeReadIsThree) {
  Snapshot snapshot = testing::recorded_host();
  snapshot.unread.push_back(
      {.id = "dd", .name = "db", .image = "db:1", .identity = "db", .error = {ErrorKind::timeout, "no answer", ""}});
  const TemporaryFile file(write_snapshot(snapshot));
  const Ran ran = run_with({"audit", "--from", file.path(), "--fail-on", "never"});
  EXPECT_EQ(ran.exit_code, ExitCode::no_engine);
  EXPECT_TRUE(ran.out.starts_with("Could not be read, so not judged:\n  db  timeout: no answer\n")) << ran.out;
}

TEST(Commands, RulesInEveryFormat) {
  EXPECT_THAT(run_with({"rules"}).out, HasSubstr("privileged "));
  EXPECT_THAT(run_with({"rules", "-o", "markdown"}).out, HasSubstr("\n## privileged\n"));
  EXPECT_EQ(nlohmann::json::parse(run_with({"rules", "-o", "json"}).out)["rules"].size(), catalogue().size());
  EXPECT_THAT(run_with({"explain", "privileged"}).out, HasSubstr("severity        critical\n"));
}

}  // namespace
}  // namespace plimsoll::cli::testing
