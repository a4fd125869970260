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

#include "plimsoll/result.hpp"
#include "tests/engine/simulated_engine.hpp"

namespace plimsoll::testing {
namespace {

using ::testing::Contains;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
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
  const auto second = reader.read_again(*first, {});
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
  Snapshot before;
  for (const auto& running : {std::vector{holder}, std::vector{holder, claimant}, std::vector{holder}}) {
    engine.runs(running);
    const auto snapshot = reader.read_again(before, {});
    ASSERT_TRUE(snapshot.has_value());
    disputed.push_back(*snapshot->containers[0]->identity_disputed);
    before = *snapshot;
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
  for (const char* path : {"/volumes", "/images/json", "/networks", "/version"}) {
    SimulatedDocker docker;
    docker.runs(containers(2));
    docker.fake.on(path, failed(500, "no"));
    const auto snapshot = read(docker.options());
    ASSERT_TRUE(snapshot) << snapshot.error().message();
    ASSERT_THAT(snapshot->unread_lists, SizeIs(1)) << path;
    EXPECT_THAT(snapshot->unread_lists[0].text, HasSubstr(path));
    EXPECT_THAT(snapshot->containers, SizeIs(2));
    EXPECT_EQ(snapshot->images_listed, path != std::string_view("/images/json")) << path;
    EXPECT_EQ(snapshot->networks_listed, path != std::string_view("/networks")) << path;
    EXPECT_TRUE(snapshot->services_listed) << path;
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
  EXPECT_THAT(snapshot->unread_lists, SizeIs(1));
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
  EXPECT_EQ(std::ranges::count(targets, "/v1.41/containers/json?all=1"), 2) << "one more list is enough for both";
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

// Containers that do not run.

std::vector<std::string> stopped_identities(const Snapshot& snapshot) {
  std::vector<std::string> all;
  for (const auto& container : snapshot.stopped) all.push_back(container->identity);
  return all;
}

TEST(EngineReader, TellsStoppedContainersApart) {
  SimulatedDocker docker;
  docker.runs({{id_number(1), "a", "exited"},
               {id_number(2), "b", "paused"},
               {id_number(3), "c", "created"},
               {id_number(4), "d", "restarting"},
               {id_number(5), "e", "new-to-us"}});
  const auto snapshot = read(docker.options());
  EXPECT_THAT(identities(*snapshot), ElementsAre("b", "d", "e"));
  EXPECT_THAT(stopped_identities(*snapshot), ElementsAre("a", "c"));
  EXPECT_THAT(docker.fake.targets(), Contains("/v1.41/containers/json?all=1"));
}

TEST(EngineReader, TakesInspectsWordForWhetherAContainerRuns) {
  SimulatedDocker docker;
  const Simulated started{id_number(1), "started", "created"};
  const Simulated ended{id_number(2), "ended", "running"};
  docker.runs({started, ended});
  docker.fake.on(path_of(started), ok(inspected({started.id, started.name, "running"})));
  docker.fake.on(path_of(ended), ok(inspected({ended.id, ended.name, "exited"})));
  const auto snapshot = read(docker.options());
  EXPECT_THAT(identities(*snapshot), ElementsAre("started"));
  EXPECT_THAT(stopped_identities(*snapshot), ElementsAre("ended"));
}

TEST(EngineReader, NeverGivesAnIdentityOfARunningContainerToAStoppedOne) {
  SimulatedDocker docker;
  const std::string task = ".1.abcdefghijklmnopqrstuvwx";
  docker.runs({{id_number(1), "web" + task + "0", "exited"},
               {id_number(2), "web" + task + "1"},
               {id_number(3), "web.1", "exited"}});
  const auto snapshot = read(docker.options());
  EXPECT_THAT(identities(*snapshot), ElementsAre("web.1"));
  EXPECT_FALSE(*snapshot->containers[0]->identity_disputed);
  EXPECT_THAT(stopped_identities(*snapshot), ElementsAre("web.1" + task.substr(2) + "0", "web.1~000000000003"));
  for (const auto& stopped : snapshot->stopped) EXPECT_FALSE(*stopped->identity_disputed) << stopped->identity;
}

TEST(EngineReader, IsCompleteWhereAStoppedContainerCannotBeRead) {
  for (const auto& [name, answer, kind] : part_failures()) {
    SimulatedDocker docker;
    const Simulated lost{id_number(1), "lost", "exited"};
    docker.runs({lost, {id_number(2), "runs"}});
    docker.fake.on(path_of(lost), answer);
    const auto snapshot = read(with_short_deadline(docker.options()));
    ASSERT_TRUE(snapshot) << name << ": " << snapshot.error().message();
    EXPECT_THAT(identities(*snapshot), ElementsAre("runs")) << name;
    EXPECT_THAT(snapshot->unread, IsEmpty()) << name;
    EXPECT_THAT(snapshot->unread_lists, IsEmpty()) << name;
    ASSERT_THAT(stopped_identities(*snapshot), ElementsAre("lost")) << name;
    EXPECT_EQ(snapshot->stopped[0]->image, "base") << name;
    EXPECT_FALSE(snapshot->stopped[0]->privileged) << name;
    EXPECT_NE(snapshot->stopped[0]->privileged.cause(), Cause::absent) << name;
  }
}

TEST(EngineReader, LeavesOutAStoppedContainerThatIsGone) {
  SimulatedDocker docker;
  const Simulated removed{id_number(1), "removed", "exited"};
  docker.fake.on("/containers/json", [removed, first = std::make_shared<std::atomic<bool>>(true)](std::string_view) {
    return ok(first->exchange(false) ? listed({removed}) : "[]");
  });
  docker.fake.on(path_of(removed), failed(404, "No such container"));
  const auto snapshot = read(docker.options());
  EXPECT_THAT(snapshot->stopped, IsEmpty());
  EXPECT_THAT(snapshot->unread, IsEmpty());
}

TEST(EngineReader, SharesStoppedContainersThatHaveNotChanged) {
  SimulatedDocker docker;
  docker.runs({{id_number(1), "a", "exited"}});
  EngineReader reader(docker.options());
  const auto first = reader.read({});
  const auto second = reader.read_again(*first, {});
  EXPECT_EQ(first->stopped.at(0), second->stopped.at(0));
}

// Exec sessions.

std::string exec_id(char digit) { return std::string(64, digit); }
std::string exec_path(char digit) { return "/exec/" + exec_id(digit) + "/json"; }

/// A container that names these sessions.
std::string inspected_with_sessions(const Simulated& container, std::string_view digits) {
  nlohmann::json inspect = nlohmann::json::parse(inspected(container));
  inspect["ExecIDs"] = nlohmann::json::array();
  for (const char digit : digits) inspect["ExecIDs"].push_back(exec_id(digit));
  return inspect.dump();
}

Answer session(char digit, bool running, bool privileged) {
  const nlohmann::json exec = {
      {"ID", exec_id(digit)}, {"Running", running}, {"ProcessConfig", {{"privileged", privileged}, {"user", "7"}}}};
  return ok(exec.dump());
}

struct DockerWithSessions : SimulatedDocker {
  explicit DockerWithSessions(std::string_view digits) {
    const Simulated container = containers(1)[0];
    runs({container});
    fake.on(path_of(container), ok(inspected_with_sessions(container, digits)));
  }

  [[nodiscard]] Fact<std::vector<ExecSession>> sessions() const {
    const auto snapshot = read(with_short_deadline(options()));
    EXPECT_TRUE(snapshot) << snapshot.error().message();
    EXPECT_THAT(snapshot->unread, IsEmpty());
    EXPECT_THAT(snapshot->unread_lists, IsEmpty());
    return snapshot->containers.at(0)->exec_sessions;
  }
};

TEST(EngineReader, ReadsTheExecSessionsThatRun) {
  DockerWithSessions docker("cba");
  docker.fake.on(exec_path('a'), session('a', true, true));
  docker.fake.on(exec_path('b'), session('b', false, true));
  docker.fake.on(exec_path('c'), session('c', true, false));
  EXPECT_THAT(*docker.sessions(),
              ElementsAre(ExecSession{exec_id('a'), "7", true}, ExecSession{exec_id('c'), "7", false}));
}

TEST(EngineReader, TakesAForgottenExecSessionForEnded) {
  DockerWithSessions docker("ab");
  docker.fake.on(exec_path('a'), failed(404, "No such exec instance"));
  docker.fake.on(exec_path('b'), session('b', true, false));
  EXPECT_THAT(*docker.sessions(), SizeIs(1));
}

TEST(EngineReader, DoesNotKnowTheSessionsWhereOneCannotBeRead) {
  const std::pair<Answer, Cause> kAnswers[] = {{failed(403, "no"), Cause::no_permission},
                                               {failed(500, "no"), Cause::unreadable},
                                               {faulty(Answer::Fault::hang), Cause::timed_out},
                                               {ok("{"), Cause::malformed},
                                               {ok("{}"), Cause::wrong_type}};
  for (const auto& [answer, cause] : kAnswers) {
    DockerWithSessions docker("ab");
    docker.fake.on(exec_path('a'), session('a', true, false));
    docker.fake.on(exec_path('b'), answer);
    const auto sessions = docker.sessions();
    EXPECT_FALSE(sessions);
    EXPECT_EQ(sessions.cause(), cause);
  }
}

// Images, as their own answers tell them.

const std::string kImageId = "sha256:" + std::string(64, '1');

std::string inspected_with_image(const Simulated& container, const std::string& image_id) {
  nlohmann::json inspect = nlohmann::json::parse(inspected(container));
  inspect["Image"] = image_id;
  return inspect.dump();
}

struct DockerWithImage : SimulatedDocker {
  DockerWithImage() {
    const auto two = containers(2);
    runs({two[0], {two[1].id, two[1].name, "exited"}});
    for (const Simulated& container : two) fake.on(path_of(container), ok(inspected_with_image(container, kImageId)));
    fake.on("/images/json",
            ok(R"([{"Id":")" + kImageId + R"(","RepoTags":["a:1"],"RepoDigests":[]},{"Id":"unused"}])"));
    fake.on("/images/" + kImageId + "/json",
            ok(R"({"Id":"x","RepoTags":["old:1"],"Config":{"User":"7"},"RootFS":{}})"));
    fake.on("/images/" + kImageId + "/history", ok(R"([{"CreatedBy":"ARG TOKEN"}])"));
  }

  [[nodiscard]] std::size_t asked_for(std::string_view end) const {
    const auto targets = fake.targets();
    return static_cast<std::size_t>(std::ranges::count(targets, "/v1.41/images/" + kImageId + std::string(end)));
  }
};

TEST(EngineReader, ReadsAnImageThatIsUsedOnceForAllWhoUseIt) {
  DockerWithImage docker;
  EngineReader reader(docker.options());
  for (int reading = 0; reading < 2; ++reading) {
    const auto snapshot = reader.read({});
    ASSERT_TRUE(snapshot) << snapshot.error().message();
    const ImageFacts& image = snapshot->images.at(kImageId);
    EXPECT_EQ(image.id, kImageId);
    EXPECT_THAT(*image.repo_tags, ElementsAre("a:1")) << "names change: those of the list";
    EXPECT_EQ(*image.user, "7");
    EXPECT_THAT(*image.faulty_steps, SizeIs(1));
    EXPECT_FALSE(snapshot->images.at("unused").user);
  }
  EXPECT_EQ(docker.asked_for("/json"), 1U);
  EXPECT_EQ(docker.asked_for("/history"), 1U);
}

TEST(EngineReader, ForgetsAnImageThatIsGone) {
  DockerWithImage docker;
  EngineReader reader(docker.options());
  ASSERT_TRUE(reader.read({}));
  const std::string list = R"([{"Id":")" + kImageId + R"("}])";
  docker.runs({});
  docker.fake.on("/images/json", ok("[]"));
  ASSERT_TRUE(reader.read({}));
  docker.runs(containers(1));
  docker.fake.on(path_of(containers(1)[0]), ok(inspected_with_image(containers(1)[0], kImageId)));
  docker.fake.on("/images/json", ok(list));
  ASSERT_TRUE(reader.read({}));
  EXPECT_EQ(docker.asked_for("/json"), 2U);
}

TEST(EngineReader, AddsAnImageThatIsUsedAndNotListed) {
  DockerWithImage docker;
  docker.fake.on("/images/json", ok("[]"));
  const auto snapshot = read(docker.options());
  EXPECT_EQ(snapshot->images.at(kImageId).id, kImageId);
  EXPECT_THAT(*snapshot->images.at(kImageId).repo_tags, ElementsAre("old:1"));
  EXPECT_EQ(*snapshot->images.at(kImageId).user, "7");
}

TEST(EngineReader, AsksAgainForAnImageThatCouldNotBeReadWhole) {
  const std::pair<Answer, Cause> kAnswers[] = {
      {failed(404, "no"), Cause::unresolved},
      {failed(403, "no"), Cause::no_permission},
      {failed(500, "no"), Cause::unreadable},
      {faulty(Answer::Fault::hang), Cause::timed_out},
      {Answer{.body = {{"[\""}, {std::string(65'536, 'x'), 17}, {"\"]"}}}, Cause::too_large},
      {ok("<html>"), Cause::malformed},
      {ok("1"), Cause::wrong_type}};
  for (const char* path : {"/json", "/history"}) {
    for (const auto& [answer, cause] : kAnswers) {
      DockerWithImage docker;
      docker.fake.on("/images/" + kImageId + path, answer);
      EngineReader reader(with_short_deadline(docker.options()));
      const auto snapshot = reader.read({});
      ASSERT_TRUE(snapshot) << snapshot.error().message();
      EXPECT_THAT(snapshot->unread_lists, IsEmpty());
      const ImageFacts& image = snapshot->images.at(kImageId);
      const bool history_failed = path == std::string_view("/history");
      EXPECT_EQ(static_cast<bool>(image.user), history_failed);
      EXPECT_EQ(static_cast<bool>(image.faulty_steps), !history_failed);
      EXPECT_EQ(history_failed ? image.faulty_steps.cause() : image.user.cause(), cause);
      ASSERT_TRUE(reader.read({}));
      EXPECT_EQ(docker.asked_for(path), 2U);
    }
  }
}

TEST(EngineReader, AsksForNoImageOfAnUnusableId) {
  SimulatedDocker docker;
  docker.runs(containers(1));
  docker.fake.on(path_of(containers(1)[0]), ok(inspected_with_image(containers(1)[0], "../../secrets")));
  const auto snapshot = read(docker.options());
  ASSERT_TRUE(snapshot);
  for (const std::string& target : docker.fake.targets()) EXPECT_EQ(target.find("secrets"), std::string::npos);
}

// What not every engine tells.

TEST(EngineReader, KnowsNoPluginsWhereTheyAreRefusedAndNothingElseIsMissing) {
  const std::pair<Answer, Cause> kAnswers[] = {
      {failed(404, "no"), Cause::not_reported},  {failed(501, "no"), Cause::not_reported},
      {failed(403, "no"), Cause::no_permission}, {failed(401, "no"), Cause::no_permission},
      {failed(500, "no"), Cause::unreadable},    {ok("{}"), Cause::wrong_type}};
  for (const auto& [answer, cause] : kAnswers) {
    SimulatedDocker docker;
    docker.fake.on("/plugins", answer);
    EngineReader reader(docker.options());
    const auto snapshot = reader.read({});
    ASSERT_TRUE(snapshot) << snapshot.error().message();
    EXPECT_THAT(snapshot->unread_lists, IsEmpty());
    EXPECT_FALSE(snapshot->engine.plugins);
    EXPECT_EQ(snapshot->engine.plugins.cause(), cause);
    const bool failure = cause != Cause::not_reported && cause != Cause::no_permission;
    EXPECT_EQ(reader.statistics().at("/plugins").failures == RequestCounts{}.failures, !failure);
  }
}

void make_manager(SimulatedDocker& docker) {
  nlohmann::json info = nlohmann::json::parse(read_file(recorded_folder(kDocker20) / "info.json"));
  info["Swarm"]["ControlAvailable"] = true;
  docker.fake.on("/info", ok(info.dump()));
}

TEST(EngineReader, AsksAManagerAloneForServices) {
  SimulatedDocker docker;
  docker.fake.on("/services", ok(R"([{"ID":"s","Spec":{"Name":"web"}}])"));
  EXPECT_THAT(read(docker.options())->services, IsEmpty());
  EXPECT_THAT(docker.fake.targets(), Not(Contains("/v1.41/services")));
  make_manager(docker);
  EXPECT_EQ(read(docker.options())->services.at("web").id, "s");
}

TEST(EngineReader, MissesServicesThatAManagerDoesNotTell) {
  for (const unsigned status : {403U, 404U, 503U}) {
    SimulatedDocker docker;
    make_manager(docker);
    docker.fake.on("/services", failed(status, "no"));
    const auto snapshot = read(docker.options());
    ASSERT_TRUE(snapshot) << snapshot.error().message();
    ASSERT_THAT(snapshot->unread_lists, SizeIs(1)) << status;
    EXPECT_THAT(snapshot->unread_lists[0].text, HasSubstr("/services"));
    EXPECT_FALSE(snapshot->services_listed) << status;
  }
}

TEST(EngineReader, KnowsThatNriIsOffWhereTheEngineWouldTell) {
  SimulatedDocker docker;
  EXPECT_FALSE(read(docker.options())->engine.nri);
  Answer newer = ok("OK");
  newer.headers = {{"Api-Version", "1.53"}};
  docker.fake.on("/_ping", newer);
  const auto snapshot = read(docker.options());
  ASSERT_TRUE(snapshot->engine.nri);
  EXPECT_FALSE(*snapshot->engine.nri);
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
