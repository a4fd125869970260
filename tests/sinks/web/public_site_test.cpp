#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "lib/sinks/web/web_server.hpp"
#include "plimsoll/version.hpp"
#include "tests/sinks/reports.hpp"
#include "tests/sinks/web/client.hpp"

namespace plimsoll::testing {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

WebOptions on_loopback(WebLimits limits = {}) {
  return {.listen_address = "127.0.0.1:0", .limits = limits, .now = [] { return kNoon; }};
}

void publish(WebServer& server, Report report) {
  server.publish(std::make_shared<const Report>(std::move(report)), {});
}

Reply get(const WebServer& server, std::string_view target, std::string_view host = "localhost") {
  return Client::tcp(server.port()).get(target, host);
}

std::string reply_to(const WebServer& server, std::string_view bytes) {
  Client client = Client::tcp(server.port());
  client.send(bytes);
  return client.read_to_end();
}

TEST(PublicSite, MetricsAreThePageOfTheLastReport) {
  WebServer server(on_loopback(), {.stale_after_seconds = 180});
  EXPECT_EQ(get(server, "/metrics").body, render_metrics(Report(), {.stale_after_seconds = 180}));

  Report report = audited_report();
  add(report, container("ci-runner", {open_finding()}));
  publish(server, report);
  const Reply reply = get(server, "/metrics");
  EXPECT_EQ(reply.status, 200U);
  EXPECT_EQ(reply.fields.at("content-type"), "text/plain; version=0.0.4; charset=utf-8");
  EXPECT_EQ(reply.body, render_metrics(report, {.stale_after_seconds = 180}));
}

TEST(PublicSite, AScrapeOfABusyHostHasTheNewestReportToo) {
  WebServer server(on_loopback(), {});
  for (const char* name : {"one", "another", "a third"}) {
    Report report = audited_report();
    add(report, container(name, {open_finding()}));
    publish(server, report);
    EXPECT_EQ(get(server, "/metrics").body, render_metrics(report, {})) << name;
  }
}

TEST(PublicSite, HeadIsAnsweredWithoutABody) {
  WebServer server(on_loopback(), {});
  const std::string page = get(server, "/metrics").body;
  const std::string text = reply_to(server, "HEAD /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  EXPECT_THAT(text, AllOf(StartsWith("HTTP/1.1 200 "), EndsWith("\r\n\r\n"),
                          HasSubstr("Content-Length: " + std::to_string(page.size()) + "\r\n")));
}

TEST(PublicSite, HealthyIsAboutTheDaemonAlone) {
  WebServer server(on_loopback(), {});
  EXPECT_EQ(get(server, "/-/healthy").status, 200U);
}

TEST(PublicSite, ReadySaysWhyNot) {
  WebOptions options = on_loopback();
  options.stale_after_seconds = 180;
  WebServer server(options, {});
  EXPECT_EQ(get(server, "/-/ready").status, 503U);

  publish(server,
          {.health = {.engine = {.up = false, .error = Error{ErrorKind::no_socket, "no such socket", "start it"}}}});
  Reply reply = get(server, "/-/ready");
  EXPECT_EQ(reply.status, 503U);
  EXPECT_THAT(reply.body, HasSubstr("no such socket; start it"));

  Report report = audited_report();
  publish(server, report);
  EXPECT_EQ(get(server, "/-/ready").status, 200U);

  report.posture.audited_at = kNoon - 181s;
  publish(server, report);
  reply = get(server, "/-/ready");
  EXPECT_EQ(reply.status, 503U);
  EXPECT_THAT(reply.body, HasSubstr("too old"));
}

TEST(PublicSite, LandingPageLinksToTheMetrics) {
  WebServer server(on_loopback(), {});
  const Reply reply = get(server, "/");
  EXPECT_EQ(reply.fields.at("content-type"), "text/html; charset=utf-8");
  EXPECT_THAT(reply.body,
              AllOf(HasSubstr("plimsolld"), HasSubstr(std::string(version())), HasSubstr("href=\"/metrics\"")));
}

TEST(PublicSite, ServesNothingElse) {
  WebServer server(on_loopback(), {});
  for (const char* target : {"/metricsfoo", "/metrics/", "/api/v1/report", "/api/v1/status", "/-/", "//"}) {
    EXPECT_EQ(get(server, target).status, 404U) << target;
  }
}

TEST(PublicSite, OnlyReads) {
  WebServer server(on_loopback(), {});
  for (const char* method : {"POST", "PUT", "DELETE", "OPTIONS", "BREW"}) {
    const std::string text =
        reply_to(server, std::string(method) + " /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    EXPECT_THAT(text, AllOf(StartsWith("HTTP/1.1 405 "), HasSubstr("Allow: GET, HEAD\r\n"))) << method;
  }
}

TEST(PublicSite, RefusesForeignHosts) {
  WebOptions options = on_loopback();
  options.allowed_hosts = {"metrics.corp.example"};
  WebServer server(options, {});
  EXPECT_EQ(get(server, "/metrics", "metrics.corp.example").status, 200U);
  const Reply refused = get(server, "/metrics", "evil.example");
  EXPECT_EQ(refused.status, 421U);
  EXPECT_THAT(refused.body, Not(HasSubstr("plimsoll_")));
}

TEST(PublicSite, WantsExactlyOneHost) {
  WebServer server(on_loopback(), {});
  EXPECT_THAT(reply_to(server, "GET /metrics HTTP/1.1\r\nConnection: close\r\n\r\n"), StartsWith("HTTP/1.1 400 "));
  EXPECT_THAT(reply_to(server, "GET /metrics HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n"),
              StartsWith("HTTP/1.1 400 "));
  EXPECT_THAT(reply_to(server, "GET /metrics HTTP/1.0\r\n\r\n"), StartsWith("HTTP/1.0 200 "));
}

TEST(PublicSite, AConnectionTakesSeveralRequests) {
  WebServer server(on_loopback(), {});
  Client client = Client::tcp(server.port());
  EXPECT_EQ(client.get("/-/healthy").status, 200U);
  EXPECT_EQ(client.get("/nothing").status, 404U);
  client.send("GET /-/healthy HTTP/1.1\r\nHost: [::1]\r\n\r\nGET / HTTP/1.1\r\nHost: 127.0.0.1:1\r\n\r\n");
  EXPECT_THAT(client.read_reply().body, HasSubstr("healthy"));
  EXPECT_THAT(client.read_reply().body, HasSubstr("<h1>"));
}

TEST(PublicSite, WhatIsNoRequestIsToldSoAndClosed) {
  WebServer server(on_loopback(), {});
  for (const std::string& bytes :
       {std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 hello tls\r\n\r\n"), std::string("GET\r\n\r\n"),
        std::string("GET /metrics HTTP/9.9\r\n\r\n"), std::string("GET /metrics HTTP/1.1\r\nHost localhost\r\n\r\n"),
        std::string(64, '\0') + "\r\n\r\n"}) {
    EXPECT_THAT(reply_to(server, bytes), StartsWith("HTTP/1.1 400 "));
  }
  EXPECT_THAT(reply_to(server, "GET http://localhost/metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"),
              StartsWith("HTTP/1.1 400 "));
  EXPECT_EQ(get(server, "/-/healthy").status, 200U);
}

TEST(PublicSite, TooMuchHeaderIsRefused) {
  WebServer server(on_loopback(), {});
  EXPECT_THAT(reply_to(server, "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + std::string(7000, 'x') + "\r\n\r\n" +
                                   "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"),
              StartsWith("HTTP/1.1 200 "));
  EXPECT_THAT(reply_to(server, "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + std::string(9000, 'x')),
              StartsWith("HTTP/1.1 431 "));
  EXPECT_THAT(reply_to(server, "GET /" + std::string(9000, 'x')), StartsWith("HTTP/1.1 431 "));
}

TEST(PublicSite, BodiesAreRefused) {
  WebServer server(on_loopback(), {});
  for (const char* field : {"Content-Length: 1000000", "Transfer-Encoding: chunked"}) {
    const std::string text =
        reply_to(server, "GET /metrics HTTP/1.1\r\nHost: localhost\r\n" + std::string(field) + "\r\n\r\n");
    EXPECT_THAT(text, AllOf(StartsWith("HTTP/1.1 413 "), HasSubstr("Connection: close"))) << field;
  }
}

TEST(PublicSite, WhoSendsNothingOrHalfARequestIsLeft) {
  WebServer server(on_loopback({.request = 50ms, .idle = 50ms}), {});
  Client silent = Client::tcp(server.port());
  Client slow = Client::tcp(server.port());
  slow.send("GET /metrics HT");
  Client idle = Client::tcp(server.port());
  EXPECT_EQ(idle.get("/-/healthy").status, 200U);
  EXPECT_THAT(silent.read_to_end(), IsEmpty());
  EXPECT_THAT(slow.read_to_end(), IsEmpty());
  EXPECT_THAT(idle.read_to_end(), IsEmpty());
}

// The patience is longer than the test may take: what ends the first connection is that its client goes.
TEST(PublicSite, ConnectionsBeyondTheLimitAreTurnedAway) {
  WebServer server(on_loopback({.connections = 2, .request = 1h, .idle = 1h}), {});
  auto first = std::make_unique<Client>(Client::tcp(server.port()));
  EXPECT_EQ(first->get("/-/healthy").status, 200U);
  Client second = Client::tcp(server.port());
  EXPECT_EQ(second.get("/-/healthy").status, 200U);
  EXPECT_THAT(Client::tcp(server.port()).read_to_end(),
              AllOf(StartsWith("HTTP/1.1 503 "), EndsWith("Too many connections.\n")));

  first.reset();
  std::string text;
  while (!text.starts_with("HTTP/1.1 200 ")) {
    text = reply_to(server, "GET /-/healthy HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  }
  EXPECT_EQ(second.get("/-/healthy").status, 200U);
}

TEST(PublicSite, ManyScrapeWhileReportsAreReplaced) {
  WebServer server(on_loopback(), {});
  std::vector<std::thread> scrapers;
  std::atomic<int> good = 0;
  for (int scraper = 0; scraper < 4; ++scraper) {
    scrapers.emplace_back([&] {
      for (int scrape = 0; scrape < 20; ++scrape) {
        if (get(server, "/metrics").body.ends_with("\n")) ++good;
      }
    });
  }
  for (int audit = 0; audit < 50; ++audit) publish(server, audited_report());
  for (std::thread& scraper : scrapers) scraper.join();
  EXPECT_EQ(good, 80);
}

TEST(EventSubscription, AnAddressInUseIsNamed) {
  const WebServer server(on_loopback(), {});
  const std::string address = "127.0.0.1:" + std::to_string(server.port());
  try {
    const WebServer second({.listen_address = address}, {});
    FAIL() << "two listen on one address";
  } catch (const std::runtime_error& error) {
    EXPECT_THAT(error.what(), AllOf(StartsWith(address + ": "), HasSubstr("in use")));
  }
}

TEST(EventSubscription, OnlyAddressesWithAPortAreTaken) {
  for (const char* address : {"127.0.0.1", "localhost:10149", ":10149", "127.0.0.1:99999", "127.0.0.1:-1", "::1:10149",
                              "u@127.0.0.1:1", "x"}) {
    EXPECT_THROW(WebServer({.listen_address = address}, {}), std::runtime_error) << address;
  }
}

TEST(EventSubscription, TakesIPv6) {
  const WebServer server({.listen_address = "[::1]:0"}, {});
  EXPECT_EQ(Client::tcp(server.port(), "::1").get("/-/healthy", "[::1]:1").status, 200U);
}

}  // namespace
}  // namespace plimsoll::testing
