#include "lib/sinks/log/log.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <functional>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>

#include "lib/sinks/log/line.hpp"
#include "tests/sinks/reports.hpp"

namespace plimsoll::testing {
namespace {

using nlohmann::json;
using ::testing::StartsWith;
using Stream = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

Stream temporary_file() { return {std::tmpfile(), std::fclose}; }

std::string text_of(std::FILE* file) {
  std::rewind(file);
  std::string text;
  for (int byte = std::fgetc(file); byte != EOF; byte = std::fgetc(file)) text += static_cast<char>(byte);
  return text;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

/// What a sink writes while `use` uses it.
std::vector<std::string> lines_of_sink(const std::function<void(LogSink&)>& use) {
  const Stream stream = temporary_file();
  {
    LogSink sink({.stream = stream.get(), .now = [] { return kNoon; }});
    use(sink);
  }
  return lines_of(text_of(stream.get()));
}

Transition opened(Severity severity = Severity::critical) {
  return {.kind = TransitionKind::opened,
          .subject = container("ci-runner")->subject,
          .rule = &privileged(),
          .severity = severity,
          .items = {item_named("privileged")}};
}

std::shared_ptr<const Report> some_report() { return std::make_shared<const Report>(audited_report()); }

TEST(Log, TellsATransitionInOneLine) {
  const std::array transitions{opened()};
  const auto lines = lines_of_sink([&](LogSink& sink) { sink.publish(some_report(), transitions); });
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(json::parse(lines[0]), json::parse(R"({
    "ts": "2026-11-22T12:00:00Z", "level": "error", "event": "finding.opened", "rule": "privileged",
    "severity": "critical",
    "subject": {"kind": "container", "identity": "ci-runner", "id": "3f2cci-runner", "image": "runner:2"},
    "evidence": [{"key": "privileged", "source": "inspect", "path": "HostConfig.Privileged", "seen": "true",
                  "wanted": "false"}]})"));
}

TEST(Log, ABaselineSaysHowManyAreOpen) {
  Transition baseline = opened();
  baseline.kind = TransitionKind::baseline;
  baseline.rule = nullptr;
  baseline.open_findings = 7;
  const json line = json::parse(transition_line(baseline, kNoon));
  EXPECT_EQ(line["event"], "finding.baseline");
  EXPECT_EQ(line["level"], "info");
  EXPECT_EQ(line["open_findings"], 7);
  EXPECT_EQ(line["subject"]["identity"], "ci-runner");
  EXPECT_FALSE(line.contains("rule"));
}

TEST(Log, TellsEventsWithTheirFields) {
  const std::string reason = "no\nanswer";
  const auto lines = lines_of_sink([&](LogSink& sink) {
    sink.log_event(LogLevel::error, "engine.lost",
                   {{"reason", reason}, {"containers", std::int64_t{3}}, {"seconds", 0.5}, {"complete", false}});
  });
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(json::parse(lines[0]), json::parse(R"({"ts": "2026-11-22T12:00:00Z", "level": "error",
    "event": "engine.lost", "reason": "no\nanswer", "containers": 3, "seconds": 0.5, "complete": false})"));
}

TEST(Log, LevelsFollowSeverityAndKind) {
  EXPECT_EQ(level_of(opened(Severity::critical)), LogLevel::error);
  EXPECT_EQ(level_of(opened(Severity::high)), LogLevel::warning);
  EXPECT_EQ(level_of(opened(Severity::medium)), LogLevel::info);
  Transition transition = opened();
  transition.implied_by = "privileged";
  EXPECT_EQ(level_of(transition), LogLevel::info) << "what explains it is told already";
  transition = opened();
  transition.kind = TransitionKind::resolved;
  EXPECT_EQ(level_of(transition), LogLevel::info);
  transition.kind = TransitionKind::unknown;
  EXPECT_EQ(level_of(transition), LogLevel::warning);
}

class HostileText : public ::testing::TestWithParam<std::string> {};

TEST_P(HostileText, StaysOneLineOfJson) {
  Transition transition = opened();
  const std::string& text = GetParam();
  transition.subject = {.identity = text, .id = text, .name = text, .image = text};
  transition.items = {{text, {Source::inspect, text, text, text}}};
  const std::array transitions{transition};
  const auto lines = lines_of_sink([&](LogSink& sink) {
    sink.publish(some_report(), transitions);
    sink.log_event(LogLevel::info, "engine.lost", {{"reason", text}});
  });
  ASSERT_EQ(lines.size(), 2U);
  for (const std::string& line : lines) {
    EXPECT_TRUE(json::accept(line)) << line;
    EXPECT_LT(line.size(), std::size_t{48} << 10);
  }
  EXPECT_EQ(json::parse(lines[0])["evidence"].size(), 1U) << "one item always fits";
}

INSTANTIATE_TEST_SUITE_P(Log, HostileText,
                         ::testing::Values("\n\r\t", "\"}\n{\"event\":\"finding.resolved\"", "\x1b[2J\x7f",
                                           std::string("\0nul", 4), "bad \xff\xc3(", "%s{}{0}",
                                           std::string(10'000, 'x'), std::string(10'000, '\x01'),
                                           std::string(10'000, '\xff')));

TEST(Log, ItemsBeyondALineAreCounted) {
  Transition transition = opened();
  transition.items.assign(1000, {std::string(10'000, 'k'), {Source::inspect, "Mounts", std::string(10'000, 's'), ""}});
  const std::string line = transition_line(transition, kNoon);
  EXPECT_LT(line.size(), std::size_t{48} << 10);
  const json parsed = json::parse(line);
  EXPECT_GT(parsed["evidence"].size(), 1U);
  EXPECT_EQ(parsed["evidence"].size() + parsed["items_omitted"].get<std::size_t>(), 1000U);
}

std::string journal_name(std::FILE* file) {
  struct stat status{};
  fstat(fileno(file), &status);
  return std::to_string(status.st_dev) + ":" + std::to_string(status.st_ino);
}

std::string written_with_journal_stream(std::FILE* file, const std::string& variable) {
  setenv("JOURNAL_STREAM", variable.c_str(), 1);  // NOLINT(concurrency-mt-unsafe)
  LogSink({.stream = file}).log_event(LogLevel::warning, "engine.lost");
  unsetenv("JOURNAL_STREAM");  // NOLINT(concurrency-mt-unsafe)
  return text_of(file);
}

TEST(Log, GivesTheJournalAPriority) {
  const Stream stream = temporary_file();
  EXPECT_THAT(written_with_journal_stream(stream.get(), journal_name(stream.get())), StartsWith("<4>{"));
}

TEST(Log, GivesAFileNoneThoughTheServiceHasAJournal) {
  const Stream stream = temporary_file();
  EXPECT_THAT(written_with_journal_stream(stream.get(), "1:2"), StartsWith("{"));
}

/// Reads to the end in a thread of its own, once started.
std::string drained(int fd) {
  std::string text;
  std::array<char, 65536> bytes{};
  for (ssize_t count = read(fd, bytes.data(), bytes.size()); count > 0; count = read(fd, bytes.data(), bytes.size())) {
    text.append(bytes.data(), static_cast<std::size_t>(count));
  }
  close(fd);
  return text;
}

/// The sum of `field` over the lines that tell `event`.
std::int64_t told(const std::vector<std::string>& lines, std::string_view event, const char* field) {
  std::int64_t sum = 0;
  for (const std::string& line : lines) {
    const json parsed = json::parse(line);
    if (parsed["event"] == event) sum += parsed[field].get<std::int64_t>();
  }
  return sum;
}

TEST(Log, AStuckReaderCostsTheOldestLinesAndIsToldOf) {
  std::array<int, 2> ends{};
  ASSERT_EQ(pipe(ends.data()), 0);
  Stream stream(fdopen(ends[1], "w"), std::fclose);
  auto sink = std::make_unique<LogSink>(LogOptions{.stream = stream.get(), .queue_lines = 4});
  Transition transition = opened();
  transition.items.assign(100, {std::string(1000, 'k'), {}});
  const std::vector<Transition> transitions(200, transition);
  sink->publish(some_report(), transitions);  // would never return if it waited for the pipe
  const std::uint64_t dropped = sink->losses().dropped;
  EXPECT_GT(dropped, 150U);

  std::string text;
  std::thread reader([&] { text = drained(ends[0]); });
  sink.reset();
  stream.reset();
  reader.join();
  EXPECT_GE(told(lines_of(text), "queue.dropped", "dropped"), static_cast<std::int64_t>(dropped));
}

void await(const std::function<bool()>& condition) {
  const auto deadline = std::chrono::steady_clock::now() + 60s;
  while (!condition() && std::chrono::steady_clock::now() < deadline) std::this_thread::yield();
  ASSERT_TRUE(condition());
}

TEST(Log, AWriteThatFailsIsCountedWithItsReason) {
  const Stream full(std::fopen("/dev/full", "w"), std::fclose);
  LogSink sink({.stream = full.get()});
  for (int line = 0; line < 3; ++line) sink.log_event(LogLevel::info, "audit.done");
  await([&] { return sink.losses().write_failures == 3; });
  EXPECT_EQ(sink.losses().error, "No space left on device");
  EXPECT_EQ(sink.losses().dropped, 0U);
}

TEST(Log, AReaderThatIsGoneIsAFailedWrite) {
  std::signal(SIGPIPE, SIG_IGN);
  std::array<int, 2> ends{};
  ASSERT_EQ(pipe(ends.data()), 0);
  close(ends[0]);
  const Stream stream(fdopen(ends[1], "w"), std::fclose);
  LogSink sink({.stream = stream.get()});
  sink.log_event(LogLevel::info, "audit.done");
  await([&] { return sink.losses().write_failures == 1; });
  EXPECT_EQ(sink.losses().error, "Broken pipe");
}

/// Limits the size of files of this process, as a disk with little room does.
void limit_file_size(rlim_t bytes) {
  rlimit limit{};
  getrlimit(RLIMIT_FSIZE, &limit);
  limit.rlim_cur = bytes;
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

TEST(Log, OnceThereIsRoomAgainTheLossIsToldOnALineOfItsOwn) {
  std::signal(SIGXFSZ, SIG_IGN);
  const Stream stream = temporary_file();
  {
    LogSink sink({.stream = stream.get()});
    limit_file_size(20);
    sink.log_event(LogLevel::info, "audit.done");
    sink.log_event(LogLevel::info, "audit.done");
    await([&] { return sink.losses().write_failures == 2; });
    limit_file_size(RLIM_INFINITY);
    sink.log_event(LogLevel::info, "engine.back");
    await([&] { return !sink.losses().failing; });
  }
  const auto lines = lines_of(text_of(stream.get()));
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(lines[0].size(), 20U) << "what found room";
  EXPECT_EQ(json::parse(lines[1])["event"], "engine.back");
  EXPECT_EQ(told({lines[2]}, "log.write_failed", "lines"), 2);
  EXPECT_EQ(json::parse(lines[2])["error"], "File too large");
}

/// A full pipe. Its reader is open and reads nothing.
struct StuckPipe {
  StuckPipe() {
    EXPECT_EQ(pipe(ends.data()), 0);
    fcntl(ends[1], F_SETFL, O_NONBLOCK);
    while (::write(ends[1], "x", 1) == 1) continue;
    fcntl(ends[1], F_SETFL, 0);
  }
  ~StuckPipe() {
    close(ends[0]);  // ends the thread that hangs in write()
    close(ends[1]);
  }
  StuckPipe(const StuckPipe&) = delete;
  StuckPipe& operator=(const StuckPipe&) = delete;

  std::array<int, 2> ends{};
};

TEST(Log, AWriterIsClosedInTimeThoughNobodyReadsAndCountsWhatIsLeft) {
  std::signal(SIGPIPE, SIG_IGN);
  const StuckPipe stuck;
  LineWriter writer({.descriptor = stuck.ends[1], .queue_lines = 10, .drain_within = 50ms});
  for (int line = 0; line < 100; ++line) writer.write("line");
  const auto closed_at = std::chrono::steady_clock::now();
  writer.close();
  EXPECT_LT(std::chrono::steady_clock::now() - closed_at, 30s);
  EXPECT_EQ(writer.losses().dropped, 100U);
}

TEST(Log, AStreamThatAnotherProcessMadeNonBlockingLosesNoLine) {
  std::array<int, 2> ends{};
  ASSERT_EQ(pipe(ends.data()), 0);
  fcntl(ends[1], F_SETFL, O_NONBLOCK);
  std::string text;
  std::thread reader;
  {
    LineWriter writer({.descriptor = ends[1], .drain_within = 60s});
    for (int line = 0; line < 1000; ++line) writer.write(std::string(1000, 'x'));
    reader = std::thread([&] { text = drained(ends[0]); });
  }
  close(ends[1]);
  reader.join();
  EXPECT_EQ(lines_of(text).size(), 1000U);
}

}  // namespace
}  // namespace plimsoll::testing
