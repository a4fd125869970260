// Each way in which a status socket fails, on real sockets.

#include "daemon/cli/status_client.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <string_view>
#include <thread>

#include "daemon/cli/start_command.hpp"

namespace plimsoll::cli::testing {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;

/// A socket file of the test's own that listens.
class EventSubscription {
 public:
  EventSubscription() : path_(::testing::TempDir() + "plimsoll-" + std::to_string(getpid()) + ".sock") {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path_.copy(address.sun_path, sizeof(address.sun_path) - 1);
    EXPECT_EQ(bind(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
    EXPECT_EQ(listen(fd_, 1), 0);
  }
  ~EventSubscription() {
    stop();
    std::filesystem::remove(path_);
  }
  EventSubscription(const EventSubscription&) = delete;
  EventSubscription& operator=(const EventSubscription&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }

  /// The file stays.
  void stop() {
    if (fd_ >= 0) close(std::exchange(fd_, -1));
  }

  /// Reads one request, writes this and closes.
  void answer_once(std::string_view text) const {
    const int client = accept(fd_, nullptr, nullptr);
    std::array<char, 4096> request{};
    EXPECT_GT(read(client, request.data(), request.size()), 0);
    EXPECT_EQ(write(client, text.data(), text.size()), static_cast<ssize_t>(text.size()));
    close(client);
  }

 private:
  int fd_ = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  std::string path_;
};

Error error_after(const EventSubscription& socket, std::string_view answer) {
  std::thread server([&] { socket.answer_once(answer); });
  const auto document = get(socket.path(), "/api/v1/status", {});
  server.join();
  return document ? Error() : document.error();
}

TEST(StatusClient, WithoutASocketOrAListenerItNamesTheCommandThatStartsTheDaemon) {
  EventSubscription socket;
  socket.stop();
  const Error refused = get(socket.path(), "/api/v1/status", {}).error();
  EXPECT_EQ(refused.kind, ErrorKind::refused);
  EXPECT_THAT(refused.text, EndsWith("nothing listens on " + socket.path()));
  const Error absent = get(socket.path() + ".not", "/api/v1/status", {}).error();
  EXPECT_EQ(absent.kind, ErrorKind::no_socket);
  EXPECT_THAT(absent.text, EndsWith(".not does not exist"));
  for (const Error& error : {refused, absent}) {
    EXPECT_EQ(error.way_out, "start it with: " + start_command() + " (plimsoll audit needs no daemon)");
  }
}

TEST(StatusClient, AnAnswerThatIsNotHttpIsToldApart) {
  const EventSubscription socket;
  for (const std::string_view answer : {"SSH-2.0-OpenSSH_9.2\r\n", "\x16\x03\x01", ""}) {
    const Error error = error_after(socket, answer);
    EXPECT_EQ(error.kind, ErrorKind::wrong_shape) << answer;
    EXPECT_EQ(error.text, socket.path() + ": answers, but not in HTTP");
  }
}

TEST(StatusClient, APathThatTheDaemonDoesNotKnowHintsAtAnOlderDaemon) {
  const EventSubscription socket;
  const Error error = error_after(socket, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
  EXPECT_EQ(error.kind, ErrorKind::http_status);
  EXPECT_THAT(error.way_out, HasSubstr("older version: systemctl restart plimsolld"));
}

TEST(StatusClient, ADaemonThatHangsIsGivenUp) {
  const EventSubscription socket;
  const Error error = get(socket.path(), "/api/v1/status", {}).error();
  EXPECT_EQ(error.kind, ErrorKind::timeout);
  EXPECT_THAT(error.text, EndsWith("plimsolld hangs: no answer within 5 s"));
  EXPECT_THAT(error.way_out, HasSubstr("systemctl restart plimsolld"));
}

}  // namespace
}  // namespace plimsoll::cli::testing
