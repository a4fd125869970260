#include "lib/host/engine_setup/listeners.hpp"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <sys/socket.h>

#include "tests/host/tree.hpp"

namespace plimsoll::host {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* kHead =
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n";

std::string line(const std::string& local, const std::string& state, int inode) {
  return "   0: " + local + " 00000000:0000 " + state + " 00000000:00000000 00:00000000 00000000     0        0 " +
         std::to_string(inode) + " 1 0 100 0 0 10 0\n";
}

TEST(TcpTable, ListeningSocketsOfBothFamilies) {
  const std::string text = kHead + line("0100007F:0947", "0A", 7) + line("00000000:0947", "0A", 8) +
                           line("00000000000000000000000000000000:1F85", "0A", 9) + line("0100007F:1111", "01", 10);
  const auto sockets = parse_tcp_table(text);
  ASSERT_EQ(sockets.size(), 3U);
  EXPECT_EQ(sockets[0].listener, (Listener{"127.0.0.1", 2375}));
  EXPECT_EQ(sockets[1].listener, (Listener{"0.0.0.0", 2375}));
  EXPECT_EQ(sockets[2].listener, (Listener{"::", 8069}));
  EXPECT_EQ(sockets[2].inode, 9U);
}

TEST(TcpTable, NonsenseIsLeftOut) {
  EXPECT_THAT(parse_tcp_table("0: x 0 0A\n" + line("0100007:0947", "0A", 1) + line("0100007F:19471", "0A", 1)),
              IsEmpty());
}

TEST(Listeners, AreThoseThatTheProcessHolds) {
  Tree tree;
  tree.link("/proc/20/fd/3", "socket:[7]")
      .link("/proc/20/fd/4", "/dev/null")
      .file("/proc/20/net/tcp", kHead + line("00000000:0947", "0A", 7) + line("00000000:0016", "0A", 8));
  EXPECT_THAT(*read_listeners(HostSource(tree.root()), 20), ElementsAre(Listener{"0.0.0.0", 2375}));
}

TEST(Listeners, OfARealProcess) {
  const Descriptor socket(::socket(AF_INET, SOCK_STREAM, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  ASSERT_EQ(::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), size), 0);
  ASSERT_EQ(::listen(socket.get(), 1), 0);
  ASSERT_EQ(::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &size), 0);
  EXPECT_THAT(*read_listeners(HostSource("/"), ::getpid()), Contains(Listener{"127.0.0.1", ntohs(address.sin_port)}));
}

TEST(Listeners, WithoutItsDescriptorsAreUnknown) {
  Tree tree;
  tree.directory("/proc/20/fd", 0).file("/proc/20/net/tcp", kHead);
  const Unprivileged unprivileged;
  EXPECT_EQ(read_listeners(HostSource(tree.root()), 20).error(), Cause::no_permission);
}

}  // namespace
}  // namespace plimsoll::host
