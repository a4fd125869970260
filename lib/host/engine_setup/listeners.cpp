#include "lib/host/engine_setup/listeners.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <set>

#include "lib/host/text.hpp"

namespace plimsoll::host {
namespace {

constexpr std::string_view kListening = "0A";
constexpr std::size_t kWordDigits = 8;

// Columns of the table.
constexpr std::size_t kLocal = 1;
constexpr std::size_t kState = 3;
constexpr std::size_t kInode = 9;

/// The kernel prints each 32-bit word of the address as a number of its own byte order.
std::optional<std::string> address_in(std::string_view digits) {
  std::array<std::uint32_t, 4> words{};
  const std::size_t count = digits.size() / kWordDigits;
  if (digits.size() % kWordDigits != 0 || (count != 1 && count != words.size())) return std::nullopt;
  for (std::size_t i = 0; i < count; ++i) {
    const auto word = number_in<std::uint32_t>(digits.substr(i * kWordDigits, kWordDigits), 16);
    if (!word) return std::nullopt;
    words[i] = *word;
  }
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (::inet_ntop(count == 1 ? AF_INET : AF_INET6, words.data(), text.data(), text.size()) == nullptr)
    return std::nullopt;
  return std::string(text.data());
}

std::optional<TcpSocket> socket_in(std::string_view line) {
  const std::vector<std::string_view> fields = words_of(line);
  if (fields.size() <= kInode || fields[kState] != kListening) return std::nullopt;
  const std::vector<std::string_view> local = split(fields[kLocal], ':');
  if (local.size() != 2) return std::nullopt;
  auto address = address_in(local[0]);
  const auto port = number_in<std::uint16_t>(local[1], 16);
  const auto inode = number_in<std::uint64_t>(fields[kInode]);
  if (!address || !port || !inode) return std::nullopt;
  return TcpSocket{{std::move(*address), *port}, *inode};
}

std::set<std::uint64_t> socket_inodes(const std::vector<std::string>& links) {
  constexpr std::string_view kBegin = "socket:[";
  std::set<std::uint64_t> inodes;
  for (const std::string_view link : links) {
    if (!link.starts_with(kBegin) || !link.ends_with(']')) continue;
    const auto inode = number_in<std::uint64_t>(link.substr(kBegin.size(), link.size() - kBegin.size() - 1));
    if (inode) inodes.insert(*inode);
  }
  return inodes;
}

/// A kernel without IPv6 has no second table.
Answer<std::vector<TcpSocket>> listening_sockets(const HostSource& source, const std::string& id) {
  const auto four = source.file(ProbeId::engine_tcp, id);
  if (!four) return four.error();
  const auto six = source.file(ProbeId::engine_tcp6, id);
  if (!six && six.error() != Cause::absent) return six.error();
  std::vector<TcpSocket> sockets = parse_tcp_table(*four);
  if (six) std::ranges::move(parse_tcp_table(*six), std::back_inserter(sockets));
  return sockets;
}

}  // namespace

std::vector<TcpSocket> parse_tcp_table(std::string_view text) {
  std::vector<TcpSocket> sockets;
  for (const std::string_view line : lines_of(text)) {
    if (auto socket = socket_in(line)) sockets.push_back(std::move(*socket));
  }
  return sockets;
}

Answer<std::vector<Listener>> read_listeners(const HostSource& source, std::int64_t process) {
  const std::string id = std::to_string(process);
  const auto links = source.links(ProbeId::engine_descriptors, id);
  if (!links) return links.error();
  const auto sockets = listening_sockets(source, id);
  if (!sockets) return sockets.error();
  const std::set<std::uint64_t> own = socket_inodes(*links);
  std::vector<Listener> listeners;
  for (const TcpSocket& socket : *sockets) {
    if (own.contains(socket.inode)) listeners.push_back(socket.listener);
  }
  return listeners;
}

}  // namespace plimsoll::host
