#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>

#include "lib/sinks/report/exec_json.hpp"
#include "lib/sinks/report/report_json.hpp"
#include "lib/sinks/report/status_json.hpp"
#include "lib/sinks/web/web_server.hpp"
#include "tests/sinks/reports.hpp"
#include "tests/sinks/web/client.hpp"

namespace plimsoll::testing {
namespace {

using nlohmann::json;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

/// A folder that goes with the test.
class Folder {
 public:
  Folder() {
    if (!mkdtemp(name_.data())) throw std::runtime_error("mkdtemp");
  }
  ~Folder() { std::filesystem::remove_all(name_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  [[nodiscard]] std::string socket() const { return name_ + "/status.sock"; }

 private:
  std::string name_ = "/tmp/plimsoll-XXXXXX";
};

WebOptions on_socket(const Folder& folder, WebLimits limits = {}) {
  return {
      .listen_address = "", .status_socket = folder.socket(), .stale_after_seconds = 180, .limits = limits, .now = [] {
        return kNoon + 5s;
      }};
}

std::shared_ptr<const Report> report_of(std::size_t containers) {
  Report report = audited_report();
  for (std::size_t number = 0; number < containers; ++number) {
    add(report, container("c" + std::to_string(number), {open_finding()}));
  }
  return std::make_shared<const Report>(std::move(report));
}

std::string document(const std::shared_ptr<const Report>& report, const ReportFilter& filter = {}) {
  return whole(ReportJson(report, filter));
}

Reply get(const Folder& folder, std::string_view target) { return Client::unix_socket(folder.socket()).get(target); }

int listening_fd(const std::string& path) {
  const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof(address.sun_path) - 1);
  EXPECT_EQ(bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
  EXPECT_EQ(listen(fd, 1), 0);
  return fd;
}

std::string why_not(const WebOptions& options) {
  try {
    const WebServer server(options, {});
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "it listens";
}

TEST(ApiSite, StreamsTheReport) {
  const Folder folder;
  WebServer server(on_socket(folder), {});
  EXPECT_EQ(get(folder, "/api/v1/report").status, 503U);

  const auto report = report_of(300);
  server.publish(report, {});
  const Reply reply = get(folder, "/api/v1/report");
  EXPECT_EQ(reply.status, 200U);
  EXPECT_EQ(reply.fields.at("content-type"), "application/json");
  EXPECT_EQ(reply.fields.at("transfer-encoding"), "chunked");
  EXPECT_EQ(reply.body, document(report));
  EXPECT_EQ(json::parse(reply.body)["schema"], "plimsoll.report/v1");
}

TEST(ApiSite, AConnectionOutlivesAReport) {
  const Folder folder;
  WebServer server(on_socket(folder), {});
  server.publish(report_of(10), {});
  Client client = Client::unix_socket(folder.socket());
  EXPECT_EQ(client.get("/api/v1/report").body, document(report_of(10)));
  EXPECT_EQ(client.get("/api/v1/status").status, 200U);
}

TEST(ApiSite, HeadOfAStreamHasNoBody) {
  const Folder folder;
  WebServer server(on_socket(folder), {});
  server.publish(report_of(1), {});
  Client client = Client::unix_socket(folder.socket());
  client.send("HEAD /api/v1/report HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(client.read_to_end(), AllOf(StartsWith("HTTP/1.1 200 "), ::testing::EndsWith("\r\n\r\n")));
}

TEST(ApiSite, AnOldClientGetsNoChunks) {
  const Folder folder;
  WebServer server(on_socket(folder), {});
  const auto report = report_of(100);
  server.publish(report, {});
  Client client = Client::unix_socket(folder.socket());
  client.send("GET /api/v1/report HTTP/1.0\r\n\r\n");
  EXPECT_THAT(client.read_to_end(), ::testing::EndsWith("\r\n\r\n" + document(report)));
}

TEST(ApiSite, FiltersTheReport) {
  const Folder folder;
  WebServer server(on_socket(folder), {});
  const auto report = report_of(3);
  server.publish(report, {});
  const std::pair<const char*, ReportFilter> cases[] = {
      {"subject=c1", {.subject = "c1"}},
      {"subject=c%31&rule=privileged", {.subject = "c1", .rule = "privileged"}},
      {"verdict=pass", {.verdict = VerdictKind::pass}},
      {"only=violations", {.only_violations = true}},
      {"subject=nobody", {.subject = "nobody"}},
  };
  for (const auto& [query, filter] : cases) {
    EXPECT_EQ(get(folder, "/api/v1/report?" + std::string(query)).body, document(report, filter)) << query;
  }
}

TEST(ApiSite, AMisspeltFilterIsNamed) {
  const Folder folder;
  WebServer server(on_socket(folder), {});
  server.publish(report_of(1), {});
  const std::pair<const char*, const char*> cases[] = {
      {"/api/v1/report?subjekt=c1", "\"subjekt\""},
      {"/api/v1/report?verdict=violated", "\"violated\""},
      {"/api/v1/report?verdict=off", "\"off\""},
      {"/api/v1/report?rule=privilegd", "\"privilegd\""},
      {"/api/v1/report?only=passes", "\"passes\""},
      {"/api/v1/report?subject=", "\"subject\""},
      {"/api/v1/report?rule=privileged&rule=privileged", "\"rule\""},
      {"/api/v1/report?%22%0a%ff=1", "unknown filter"},
      {"/api/v1/status?subject=c1", "\"subject\""},
      {"/api/v1/exec?subject=c1", "\"subject\""},
      {"/api/v1/exec?container=", "\"container\""},
      {"/api/v1/exec?container=a&container=b", "more than one"},
  };
  for (const auto& [target, named] : cases) {
    const Reply reply = get(folder, target);
    EXPECT_EQ(reply.status, 400U) << target;
    EXPECT_THAT(json::parse(reply.body)["error"].get<std::string>(), HasSubstr(named)) << target;
  }
}

TEST(ApiSite, StatusIsOfNowAndOfThisDaemon) {
  const Folder folder;
  WebServer server(on_socket(folder), {});
  const auto report = report_of(2);
  server.publish(report, {});
  const StatusOptions expected{.stale_after_seconds = 180, .now = kNoon + 5s};
  EXPECT_EQ(get(folder, "/api/v1/status").body, whole(StatusJson(report, expected)));
}

TEST(ApiSite, TellsExecSessions) {
  const Folder folder;
  WebServer server(on_socket(folder), {});
  EXPECT_EQ(get(folder, "/api/v1/exec").status, 503U);
  Report report = audited_report();
  ExecRecord session;
  session.container.identity = "web";
  report.exec_history = ExecHistory{std::make_shared<const ExecRecord>(session)};
  server.publish(std::make_shared<const Report>(report), {});
  EXPECT_EQ(get(folder, "/api/v1/exec").body, exec_json(report, ""));
  EXPECT_EQ(get(folder, "/api/v1/exec?container=db").body, exec_json(report, "db"));
}

json check_in(const json& document, std::string_view id) {
  for (const json& check : document["checks"]) {
    if (check["id"] == id) return check;
  }
  return {};
}

TEST(ApiSite, TheDoctorTellsScrapesFindingsAndWhatIsDegraded) {
  const Folder folder;
  WebOptions options = on_socket(folder);
  options.listen_address = "127.0.0.1:0";
  WebServer server(options, {});
  const auto doctor = [&] { return json::parse(get(folder, "/api/v1/doctor").body); };
  EXPECT_EQ(doctor()["answered_by"], "plimsolld") << "before the first report too";
  EXPECT_THAT(check_in(doctor(), "scrape")["seen"], HasSubstr("was never read since start 0 s ago"));
  EXPECT_THAT(check_in(doctor(), "notification")["seen"], HasSubstr("never since start"));

  EXPECT_EQ(Client::tcp(server.port()).get("/-/healthy").status, 200U);
  EXPECT_EQ(check_in(doctor(), "scrape")["state"], "warning") << "a look at the health is no scrape";
  EXPECT_EQ(Client::tcp(server.port()).get("/metrics").status, 200U);
  EXPECT_EQ(check_in(doctor(), "scrape")["state"], "ok");

  const Transition transition{};
  Report degraded = *report_of(1);
  degraded.health.degraded = {"engine: no answer"};
  server.publish(std::make_shared<const Report>(degraded), {&transition, 1});
  EXPECT_THAT(check_in(doctor(), "notification")["seen"], HasSubstr("last log line of a finding: 5 s ago"));
  EXPECT_EQ(check_in(doctor(), "degraded")["seen"], "engine: no answer");
}

TEST(ApiSite, TheDoctorLooksAroundAnewEachTime) {
  const Folder folder;
  WebOptions options = on_socket(folder);
  int looks = 0;
  options.look_around = [&looks] {
    Surroundings around;
    around.system.kernel_release = "look " + std::to_string(++looks);
    return around;
  };
  const WebServer server(options, {});
  for (const char* seen : {"look 1", "look 2"}) {
    EXPECT_EQ(check_in(json::parse(get(folder, "/api/v1/doctor").body), "kernel")["seen"], seen);
  }
  EXPECT_EQ(get(folder, "/api/v1/doctor?subject=c1").status, 400U);
}

TEST(ApiSite, ServesNothingElse) {
  const Folder folder;
  WebServer server(on_socket(folder), {});
  for (const char* target : {"/metrics", "/api/v1/", "/api/v1/report/", "/api/v2/report"}) {
    const Reply reply = get(folder, target);
    EXPECT_EQ(reply.status, 404U) << target;
    EXPECT_TRUE(json::parse(reply.body).contains("error"));
  }
}

TEST(ApiSite, WhoDoesNotReadHoldsUpNobodyAndIsDropped) {
  const Folder folder;
  WebServer server(on_socket(folder, {.write = 50ms}), {});
  auto report = report_of(5000);
  server.publish(report, {});
  Client stuck = Client::unix_socket(folder.socket());
  stuck.send("GET /api/v1/report HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(get(folder, "/api/v1/status").status, 200U);

  // Once it is dropped, nothing keeps the old report.
  const std::weak_ptr<const Report> old = report;
  report.reset();
  server.publish(report_of(1), {});
  while (!old.expired()) std::this_thread::yield();
  EXPECT_THAT(stuck.read_to_end(), Not(HasSubstr("\r\n0\r\n\r\n"))) << "a cut report must not look whole";
}

TEST(StatusSocket, IsForOwnerAndGroup) {
  const Folder folder;
  const mode_t before = umask(0);
  const WebServer server(on_socket(folder), {});
  umask(before);
  struct stat status{};
  ASSERT_EQ(stat(folder.socket().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0660U);
}

TEST(StatusSocket, IsForTheGroupWhateverTheUmask) {
  const Folder folder;
  const mode_t before = umask(0077);
  const WebServer server(on_socket(folder), {});
  umask(before);
  struct stat status{};
  ASSERT_EQ(stat(folder.socket().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0660U);
}

TEST(StatusSocket, IsGoneAfterwards) {
  const Folder folder;
  {
    const WebServer server(on_socket(folder), {});
  }
  EXPECT_FALSE(std::filesystem::exists(folder.socket()));
}

TEST(StatusSocket, ReplacesADeadOne) {
  const Folder folder;
  close(listening_fd(folder.socket()));
  ASSERT_TRUE(std::filesystem::exists(folder.socket()));
  WebServer server(on_socket(folder), {});
  server.publish(report_of(1), {});
  EXPECT_EQ(get(folder, "/api/v1/status").status, 200U);
}

TEST(StatusSocket, LeavesALiveOneAlone) {
  const Folder folder;
  WebServer server(on_socket(folder), {});
  server.publish(report_of(1), {});
  EXPECT_THAT(why_not(on_socket(folder)), AllOf(StartsWith(folder.socket()), HasSubstr("another plimsolld")));
  EXPECT_EQ(get(folder, "/api/v1/status").status, 200U);
}

TEST(StatusSocket, LeavesAFileAlone) {
  const Folder folder;
  std::ofstream(folder.socket()) << "precious";
  EXPECT_THAT(why_not(on_socket(folder)), HasSubstr("no socket"));
  EXPECT_EQ(std::filesystem::file_size(folder.socket()), std::strlen("precious"));
}

TEST(StatusSocket, SaysWhatIsWrongWithThePath) {
  EXPECT_THAT(why_not({.listen_address = "", .status_socket = "/nowhere/status.sock"}),
              AllOf(StartsWith("/nowhere/status.sock: "), HasSubstr("No such file")));
  EXPECT_THAT(why_not({.listen_address = "", .status_socket = "/tmp/" + std::string(200, 'x')}), HasSubstr("longer"));
}

TEST(StatusSocket, IsTakenOverFromSystemd) {
  const Folder folder;
  {
    WebOptions options = on_socket(folder);
    options.status_fd = listening_fd(folder.socket());
    WebServer server(options, {});
    server.publish(report_of(1), {});
    EXPECT_EQ(get(folder, "/api/v1/status").status, 200U);
  }
  EXPECT_TRUE(std::filesystem::exists(folder.socket())) << "it is systemd's";
}

TEST(StatusSocket, AnythingElseFromSystemdIsRefused) {
  EXPECT_THAT(why_not({.listen_address = "", .status_fd = dup(STDIN_FILENO)}), HasSubstr("not a Unix socket"));
  EXPECT_THAT(why_not({.listen_address = "", .status_fd = socket(AF_UNIX, SOCK_STREAM, 0)}), HasSubstr("listens"));
}

}  // namespace
}  // namespace plimsoll::testing
