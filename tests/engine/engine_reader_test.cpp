#include "plimsoll/engine.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

#include <atomic>
#include <set>
#include <thread>

#include "tests/engine/simulated_engine.hpp"

namespace plimsoll::testing {
namespace {

using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;
using namespace std::chrono_literals;

constexpr auto kShortDeadline = 150ms;

Result<Snapshot> read(const EngineOptions& options) { return EngineReader(options).read({}); }

EngineOptions with_short_deadline(EngineOptions options) {
  options.request_deadline = kShortDeadline;
  return options;
}

std::vector<std::string> identities(const Snapshot& snapshot) {
  std::vector<std::string> all;
  for (const auto& container : snapshot.containers) all.push_back(container->identity);
  return all;
}

// Reading again.

TEST(EngineReader, SharesWhatHasNotChangedSince) {
  SimulatedDocker engine;
  engine.runs({{id_number(1), "same"}, {id_number(2), "old-name"}});
  EngineReader reader(engine.options());
  const auto first = reader.read({});
  engine.runs({{id_number(1), "same"}, {id_number(2), "new-name"}});
  const auto second = reader.read({});
  ASSERT_TRUE(first.has_value() && second.has_value());
  EXPECT_THAT(identities(*second), ElementsAre("new-name", "same"));
  EXPECT_EQ(second->containers[1], first->containers[1]) << "a copy of the same facts";
}

TEST(EngineReader, ADisputeThatBeginsOrEndsIsAChange) {
  SimulatedDocker engine;
  const Simulated holder{id_number(1), "web"};
  const Simulated claimant{id_number(2), "web"};
  EngineReader reader(engine.options());
  std::vector<bool> disputed;
  for (const auto& running : {std::vector{holder}, std::vector{holder, claimant}, std::vector{holder}}) {
    engine.runs(running);
    const auto snapshot = reader.read({});
    ASSERT_TRUE(snapshot.has_value());
    disputed.push_back(*snapshot->containers[0]->identity_disputed);
  }
  EXPECT_THAT(disputed, ElementsAre(false, true, false));
}

// A whole engine that cannot be asked.

TEST(EngineReader, SaysThatThereIsNoSocket) {
  const TemporaryFolder folder;
  for (const char* path : {"none.sock", "no/folder.sock"}) {
    const auto snapshot = read({.socket_path = folder.path() / path});
    ASSERT_TRUE(snapshot.has_error());
    EXPECT_EQ(snapshot.error().kind, ErrorKind::no_socket);
    EXPECT_THAT(snapshot.error().text, HasSubstr(path));
    EXPECT_THAT(snapshot.error().way_out, HasSubstr("--engine"));
  }
}

/// In a thread without root's rights: they are a thread's own on Linux, and pass on to the threads that it starts.
void without_rights(const std::function<void()>& act) {
  std::thread([&] {
    constexpr auto kNobody = 65534;
    constexpr auto kUnchanged = -1;
    if (::geteuid() == 0) {
      ASSERT_EQ(::syscall(SYS_setresuid, kUnchanged, kNobody, kUnchanged), 0);
    }
    act();
  }).join();
}

TEST(EngineReader, SaysThatItMayNotAndWhoMay) {
  const EngineAtPath engine;
  ASSERT_EQ(::chmod(engine.folder.path().c_str(), 0755), 0);
  ASSERT_EQ(::chmod(engine.options().socket_path.c_str(), 0), 0);
  without_rights([&] {
    const auto snapshot = read(engine.options());
    ASSERT_TRUE(snapshot.has_error());
    EXPECT_EQ(snapshot.error().kind, ErrorKind::permission_denied);
    EXPECT_THAT(snapshot.error().way_out, HasSubstr("member of group "));
  });
}

TEST(EngineReader, SaysThatThePathIsTooLong) {
  const auto snapshot = read({.socket_path = "/" + std::string(200, 'a')});
  ASSERT_TRUE(snapshot.has_error());
  EXPECT_EQ(snapshot.error().kind, ErrorKind::path_too_long);
}

/// Bound, and nobody listens.
void leave_a_dead_socket(const std::string& path) {
  sockaddr_un address{.sun_family = AF_UNIX, .sun_path = {}};
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  const int descriptor = ::socket(AF_UNIX, SOCK_STREAM, 0);
  ASSERT_EQ(::bind(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  ::close(descriptor);
}

TEST(EngineReader, SaysThatNobodyListens) {
  const TemporaryFolder folder;
  const std::string path = folder.path() / "dead.sock";
  leave_a_dead_socket(path);
  const auto snapshot = read({.socket_path = path});
  ASSERT_TRUE(snapshot.has_error());
  EXPECT_EQ(snapshot.error().kind, ErrorKind::refused);
  EXPECT_THAT(snapshot.error().text, HasSubstr(path));
}

struct WholeFailure {
  std::string name;
  std::string path;
  Answer answer;
  ErrorKind kind;
  std::string text;
};

std::vector<WholeFailure> whole_failures() {
  using Fault = Answer::Fault;
  Answer half_a_list = ok(listed(containers(4)));
  half_a_list.fault = Fault::cut;
  Answer too_old = ok("OK");
  too_old.headers = {{"Api-Version", "1.40"}};
  return {
      {"ping hangs", "/_ping", faulty(Fault::hang), ErrorKind::timeout, "GET /_ping: no complete answer within 150 ms"},
      {"ping hangs up", "/_ping", faulty(Fault::hang_up), ErrorKind::truncated, "GET /_ping"},
      {"ping speaks no HTTP", "/_ping", faulty(Fault::no_http), ErrorKind::io, "GET /_ping"},
      {"ping has no version", "/_ping", ok("OK"), ErrorKind::wrong_shape, "Api-Version"},
      {"engine too old", "/_ping", too_old, ErrorKind::unsupported, "1.40"},
      {"info hangs", "/info", faulty(Fault::hang), ErrorKind::timeout, "GET /v1.41/info"},
      {"info is cut", "/info", faulty(Fault::cut), ErrorKind::truncated, "GET /v1.41/info"},
      {"info fails", "/info", failed(500, "disk \x1b full"), ErrorKind::http_status, "status 500: "},
      {"info is forbidden", "/info", failed(403, "no"), ErrorKind::http_status, "status 403: no"},
      {"info is no JSON", "/info", ok("<html>"), ErrorKind::bad_json, "GET /v1.41/info"},
      {"info is a list", "/info", ok("[]"), ErrorKind::wrong_shape, "GET /v1.41/info"},
      {"list hangs", "/containers/json", faulty(Fault::hang), ErrorKind::timeout, "GET /v1.41/containers/json"},
      {"list fails", "/containers/json", failed(500, "no"), ErrorKind::http_status, "status 500: no"},
      {"list is cut", "/containers/json", half_a_list, ErrorKind::truncated, "GET /v1.41/containers/json"},
      {"list is an object", "/containers/json", ok("{}"), ErrorKind::wrong_shape, "GET /v1.41/containers/json"},
      {"list is no JSON", "/containers/json", ok("[{]"), ErrorKind::bad_json, "GET /v1.41/containers/json"},
      {"list has no end", "/containers/json", ok("[{\"Id\":\"a\"}"), ErrorKind::bad_json, "GET /v1.41/containers/json"},
  };
}

TEST(EngineReader, FailsWhereTheEngineAsAWholeCannotBeAsked) {
  for (const auto& [name, path, answer, kind, text] : whole_failures()) {
    SimulatedDocker docker;
    docker.fake.on(path, answer);
    EngineReader reader(with_short_deadline(docker.options()));
    const auto snapshot = reader.read({});
    ASSERT_TRUE(snapshot.has_error()) << name;
    EXPECT_EQ(snapshot.error().kind, kind) << name << ": " << snapshot.error().message();
    EXPECT_THAT(snapshot.error().text, HasSubstr(text)) << name;
    EXPECT_FALSE(snapshot.error().way_out.empty()) << name;
    EXPECT_EQ(reader.statistics().at(path).failures[static_cast<std::size_t>(kind)], 1U) << name;
  }
}

TEST(EngineReader, CutsTheEnginesExplanation) {
  SimulatedDocker docker;
  docker.fake.on("/info", failed(500, std::string(100'000, 'x')));
  EXPECT_LT(read(docker.options()).error().text.size(), 500U);
}

// What only costs a part.

TEST(EngineReader, MissesAListAndSaysSo) {
  for (const char* path : {"/volumes", "/images/json", "/version"}) {
    SimulatedDocker docker;
    docker.runs(containers(2));
    docker.fake.on(path, failed(500, "no"));
    const auto snapshot = read(docker.options());
    ASSERT_TRUE(snapshot) << snapshot.error().message();
    ASSERT_THAT(snapshot->gaps, SizeIs(1)) << path;
    EXPECT_THAT(snapshot->gaps[0].text, HasSubstr(path));
    EXPECT_THAT(snapshot->containers, SizeIs(2));
  }
}

TEST(EngineReader, KeepsTheVersionOfInfoWhereVersionIsMissing) {
  SimulatedDocker docker;
  docker.fake.on("/version", failed(403, "no"));
  EXPECT_THAT(read(docker.options())->engine.version, StartsWith("20.10"));
}

TEST(EngineReader, MissesAVolumeWithoutNameAndSaysSo) {
  SimulatedDocker docker;
  docker.fake.on("/volumes", ok(R"({"Volumes":[{"Name":"v"},{}]})"));
  const auto snapshot = read(docker.options());
  EXPECT_THAT(snapshot->volumes, SizeIs(1));
  EXPECT_THAT(snapshot->gaps, SizeIs(1));
}

struct PartFailure {
  std::string name;
  Answer answer;
  ErrorKind kind;
};

std::vector<PartFailure> part_failures() {
  using Fault = Answer::Fault;
  const Simulated other{id_number(7), "other"};
  Answer cut_chunks = faulty(Fault::cut);
  cut_chunks.chunked = true;
  Answer large{.body = {{"{\"Config\":{\"Labels\":{\"l\":\""}, {std::string(65'536, 'x'), 1024}, {"\"}}}"}}};
  Answer large_chunks = large;
  large_chunks.chunked = true;
  return {{"hangs", faulty(Fault::hang), ErrorKind::timeout},
          {"hangs up", faulty(Fault::hang_up), ErrorKind::truncated},
          {"is cut", faulty(Fault::cut), ErrorKind::truncated},
          {"is cut in chunks", cut_chunks, ErrorKind::truncated},
          {"fails", failed(500, "no"), ErrorKind::http_status},
          {"is busy", failed(409, "no"), ErrorKind::http_status},
          {"is 64 MiB large", large, ErrorKind::too_large},
          {"is 64 MiB large in chunks", large_chunks, ErrorKind::too_large},
          {"is no JSON", ok("{"), ErrorKind::bad_json},
          {"is no UTF-8", ok("{\"Id\":\"\xFF\"}"), ErrorKind::bad_json},
          {"is nested 100,000 deep", ok(std::string(100'000, '[')), ErrorKind::bad_json},
          {"is a list", ok("[]"), ErrorKind::wrong_shape},
          {"is another's", ok(inspected(other)), ErrorKind::wrong_shape}};
}

TEST(EngineReader, ReadsTheOthersWhereOneContainerCannotBeRead) {
  for (const auto& [name, answer, kind] : part_failures()) {
    SimulatedDocker docker;
    const auto three = containers(3);
    docker.runs(three);
    docker.fake.on(path_of(three[1]), answer);
    EngineReader reader(with_short_deadline(docker.options()));
    const auto snapshot = reader.read({});
    ASSERT_TRUE(snapshot) << name << ": " << snapshot.error().message();
    EXPECT_THAT(identities(*snapshot), ElementsAre("c0", "c2")) << name;
    ASSERT_THAT(snapshot->unread, SizeIs(1)) << name;
    const UnreadContainer& unread = snapshot->unread[0];
    EXPECT_EQ(unread.identity, "c1") << name;
    EXPECT_EQ(unread.id, three[1].id) << name;
    EXPECT_EQ(unread.image, "base") << name;
    EXPECT_EQ(unread.error.kind, kind) << name << ": " << unread.error.message();
    EXPECT_THAT(unread.error.text, HasSubstr(three[1].id)) << name;
    const RequestCounts counts = reader.statistics().at("/containers/{id}/json");
    EXPECT_EQ(counts.requests, 3U) << name;
    EXPECT_EQ(counts.failures[static_cast<std::size_t>(kind)], 1U) << name;
  }
}

TEST(EngineReader, ReportsAListedContainerWithoutUsableId) {
  SimulatedDocker docker;
  docker.runs({{"../../secrets?x=", "bad"}, {id_number(1), "good"}});
  const auto snapshot = read(docker.options());
  EXPECT_THAT(identities(*snapshot), ElementsAre("good"));
  ASSERT_THAT(snapshot->unread, SizeIs(1));
  EXPECT_EQ(snapshot->unread[0].name, "bad");
  EXPECT_EQ(snapshot->unread[0].error.kind, ErrorKind::wrong_shape);
  for (const std::string& target : docker.fake.targets()) EXPECT_EQ(target.find("secrets"), std::string::npos);
}

// Containers that come and go.

TEST(EngineReader, LeavesOutAContainerThatIsGone) {
  SimulatedDocker docker;
  docker.runs(containers(2));
  const auto lists = std::make_shared<std::atomic<int>>(0);
  docker.fake.on("/containers/json",
                 [lists](std::string_view) { return ok(listed(containers(++*lists == 1 ? 3 : 2))); });
  docker.fake.on(path_of(containers(3)[2]), failed(404, "No such container"));
  const auto snapshot = read(docker.options());
  EXPECT_THAT(identities(*snapshot), ElementsAre("c0", "c1"));
  EXPECT_THAT(snapshot->unread, IsEmpty());
  EXPECT_EQ(*lists, 2);
}

TEST(EngineReader, ReportsAContainerThatIsNotFoundYetListedAgain) {
  SimulatedDocker docker;
  docker.runs(containers(3));
  docker.fake.on(path_of(containers(3)[1]), failed(404, "No such container"));
  docker.fake.on(path_of(containers(3)[2]), failed(404, "No such container"));
  const auto snapshot = read(docker.options());
  EXPECT_THAT(identities(*snapshot), ElementsAre("c0"));
  ASSERT_THAT(snapshot->unread, SizeIs(2));
  EXPECT_EQ(snapshot->unread[0].error.kind, ErrorKind::gone);
  const auto targets = docker.fake.targets();
  EXPECT_EQ(std::ranges::count(targets, "/v1.41/containers/json"), 2) << "one more list is enough for both";
}

TEST(EngineReader, TakesNoContainerForGoneWhereTheSecondListFails) {
  SimulatedDocker docker;
  docker.runs(containers(2));
  const auto lists = std::make_shared<std::atomic<int>>(0);
  docker.fake.on("/containers/json",
                 [lists](std::string_view) { return ++*lists == 1 ? ok(listed(containers(2))) : failed(500, "no"); });
  docker.fake.on(path_of(containers(2)[1]), failed(404, "No such container"));
  const auto snapshot = read(docker.options());
  ASSERT_TRUE(snapshot) << snapshot.error().message();
  ASSERT_THAT(snapshot->unread, SizeIs(1));
  EXPECT_EQ(snapshot->unread[0].error.kind, ErrorKind::http_status);
}

TEST(EngineReader, MarksBothWhoClaimOneIdentity) {
  SimulatedDocker docker;
  const std::string task = ".1.abcdefghijklmnopqrstuvwx";
  docker.runs({{id_number(2), "web" + task + "0"}, {id_number(1), "web" + task + "1"}, {id_number(3), "db"}});
  const auto snapshot = read(docker.options());
  EXPECT_THAT(identities(*snapshot), ElementsAre("db", "web.1", "web.1~000000000002"));
  EXPECT_FALSE(*snapshot->containers[0]->identity_disputed);
  EXPECT_TRUE(*snapshot->containers[1]->identity_disputed);
  EXPECT_TRUE(*snapshot->containers[2]->identity_disputed);
  EXPECT_EQ(snapshot->containers[1]->id, id_number(1));
  EXPECT_EQ(snapshot->containers[1]->identity_disputed.source(), Source::plimsoll);
}

// Large.

/// In KiB, of this process so far.
long peak_memory() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

TEST(EngineReader, IsNotBlindedByAContainerWith64MiBOfLabels) {
  SimulatedDocker docker;
  const auto three = containers(3);
  docker.runs(three);
  const std::string before = R"([{"Id":")" + three[0].id + R"(","Names":["/c0"],"Labels":{"l":")";
  const std::string after =
      R"("}},{"Id":")" + three[1].id + R"(","Names":["/c1"]},{"Id":")" + three[2].id + R"(","Names":["/c2"]}])";
  docker.fake.on("/containers/json",
                 Answer{.body = {{before}, {std::string(65'536, 'x'), 1024}, {after}}, .chunked = true});
  const long memory_before = peak_memory();
  const auto snapshot = read(docker.options());
  ASSERT_TRUE(snapshot) << snapshot.error().message();
  EXPECT_THAT(identities(*snapshot), ElementsAre("c0", "c1", "c2"));
  // Sanitizers keep for a while what was freed: half of the labels' size still tells.
  EXPECT_LT(peak_memory() - memory_before, 32 * 1024) << "the labels were held";
}

TEST(EngineReader, KeepsALongNameApart) {
  SimulatedDocker docker;
  const std::string name(10'000, 'n');
  docker.runs({{id_number(1), name + "1"}, {id_number(2), name + "2"}});
  EXPECT_THAT(identities(*read(docker.options())),
              ElementsAre(std::string(200, 'n') + "…~000000000001", std::string(200, 'n') + "…~000000000002"));
}

TEST(EngineReader, ListsContainersByIdentity) {
  SimulatedDocker docker;
  docker.runs({{id_number(1), "b"}, {id_number(2), "c"}, {id_number(3), "a"}});
  EXPECT_THAT(identities(*read(docker.options())), ElementsAre("a", "b", "c"));
}

// How it asks.

TEST(EngineReader, AsksEightAtATimeOverKeptConnections) {
  SimulatedDocker docker;
  docker.runs(containers(64));
  docker.fake.hold_until("/containers/0", 8);
  const auto snapshot = read(docker.options());
  ASSERT_TRUE(snapshot) << snapshot.error().message();
  EXPECT_THAT(snapshot->containers, SizeIs(64));
  EXPECT_THAT(snapshot->unread, IsEmpty());
  EXPECT_EQ(docker.fake.peak_in_flight(), 8U);
  EXPECT_LE(docker.fake.connections(), 8U);
}

TEST(EngineReader, PrefixesEveryPathButPingWithTheVersion) {
  SimulatedDocker docker;
  docker.runs(containers(2));
  ASSERT_TRUE(read(docker.options()));
  auto targets = docker.fake.targets();
  ASSERT_FALSE(targets.empty());
  EXPECT_EQ(targets.front(), "/_ping");
  targets.erase(targets.begin());
  EXPECT_THAT(targets, Each(StartsWith("/v1.41/")));
}

TEST(EngineReader, NegotiatesAtEveryRead) {
  SimulatedDocker docker;
  EngineReader reader(docker.options());
  EXPECT_EQ(reader.read({})->engine.api_version, "1.41");
  Answer upgraded = ok("OK");
  upgraded.headers = {{"Api-Version", "1.45"}};
  docker.fake.on("/_ping", upgraded);
  EXPECT_EQ(reader.read({})->engine.api_version, "1.45");
  EXPECT_THAT(docker.fake.targets(), Contains("/v1.45/info"));
}

TEST(EngineReader, ReadsAgainAfterTheEngineWasAway) {
  const TemporaryFolder folder;
  const std::string path = folder.path() / "engine.sock";
  EngineReader reader({.socket_path = path});
  for (int restart = 0; restart < 2; ++restart) {
    FakeEngine engine(path);
    replay(engine, recorded_folder(kDocker26));
    const auto snapshot = reader.read({});
    ASSERT_TRUE(snapshot) << snapshot.error().message();
    EXPECT_FALSE(snapshot->containers.empty());
  }
  EXPECT_EQ(reader.read({}).error().kind, ErrorKind::no_socket);
}

TEST(EngineReader, EndsWhereTheEngineDiesMidway) {
  SimulatedDocker docker;
  docker.runs(containers(100));
  docker.fake.on("/containers/*", faulty(Answer::Fault::hang_up));
  for (const Simulated& container : containers(100)) docker.fake.on(path_of(container), faulty(Answer::Fault::hang_up));
  const std::string socket = docker.options().socket_path;
  docker.fake.on(path_of(containers(1)[0]), [socket](std::string_view) {
    ::unlink(socket.c_str());
    return faulty(Answer::Fault::hang_up);
  });
  const auto snapshot = read(docker.options());
  ASSERT_TRUE(snapshot.has_error());
  EXPECT_EQ(snapshot.error().kind, ErrorKind::no_socket);
}

TEST(EngineReader, EndsWhereTheEngineHangsMidway) {
  SimulatedDocker docker;
  docker.runs(containers(100));
  const auto pings = std::make_shared<std::atomic<int>>(0);
  Answer alive = ok("OK");
  alive.headers = {{"Api-Version", "1.41"}};
  docker.fake.on("/_ping", [=](std::string_view) { return ++*pings == 1 ? alive : faulty(Answer::Fault::hang); });
  for (const Simulated& container : containers(100)) docker.fake.on(path_of(container), faulty(Answer::Fault::hang));
  const auto snapshot = read(with_short_deadline(docker.options()));
  ASSERT_TRUE(snapshot.has_error());
  EXPECT_EQ(snapshot.error().kind, ErrorKind::timeout);
  EXPECT_LT(docker.fake.targets().size(), 60U) << "it went on asking";
}

TEST(EngineReader, GoesOnWhereOnlyContainersHang) {
  SimulatedDocker docker;
  docker.runs(containers(20));
  for (const Simulated& container : containers(10)) docker.fake.on(path_of(container), faulty(Answer::Fault::hang));
  const auto snapshot = read(with_short_deadline(docker.options()));
  ASSERT_TRUE(snapshot) << snapshot.error().message();
  EXPECT_THAT(snapshot->containers, SizeIs(10));
  EXPECT_THAT(snapshot->unread, SizeIs(10));
}

TEST(EngineReader, TellsItsProgress) {
  SimulatedDocker docker;
  docker.runs(containers(3));
  EngineReader reader(docker.options());
  std::vector<std::size_t> done;
  const auto snapshot = reader.read([&](EngineReader::Progress progress) {
    EXPECT_EQ(progress.listed, 3U);
    done.push_back(progress.done);
  });
  EXPECT_THAT(done, ElementsAre(0U, 1U, 2U, 3U));
}

TEST(EngineReader, StopsFromAnotherThread) {
  SimulatedDocker docker;
  docker.fake.on("/info", faulty(Answer::Fault::hang));
  EngineReader reader(docker.options());
  std::thread stopper([&] {
    docker.fake.wait_for("/info");
    reader.stop();
  });
  const auto snapshot = reader.read({});
  stopper.join();
  ASSERT_TRUE(snapshot.has_error());
  EXPECT_THAT(snapshot.error().text, HasSubstr("stopped"));
  EXPECT_TRUE(reader.read({}).has_error()) << "for good";
}

TEST(EngineReader, CountsRequestsByRoute) {
  SimulatedDocker docker;
  docker.runs(containers(5));
  EngineReader reader(docker.options());
  EXPECT_THAT(reader.statistics(), IsEmpty());
  ASSERT_TRUE(reader.read({}));
  ASSERT_TRUE(reader.read({}));
  const RequestStatistics statistics = reader.statistics();
  EXPECT_EQ(statistics.at("/containers/{id}/json").requests, 10U);
  EXPECT_EQ(statistics.at("/_ping").requests, 2U);
  for (const auto& [route, counts] : statistics) EXPECT_THAT(counts.failures, Each(0U)) << route;
}

}  // namespace
}  // namespace plimsoll::testing
