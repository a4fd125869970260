#include "daemon/cli/live_engine.hpp"

#include <cstdlib>
#include <functional>

#include "daemon/cli/progress.hpp"
#include "plimsoll/engine.hpp"
#include "plimsoll/host.hpp"

namespace plimsoll::cli {
namespace {

constexpr const char* kDefaultAddress = "unix:///var/run/docker.sock";

std::string address_in(const Config& config) {
  if (!config.engine_address.empty()) return config.engine_address;
  const char* docker_host = std::getenv("DOCKER_HOST");
  return docker_host && *docker_host != '\0' ? docker_host : kDefaultAddress;
}

Result<EngineOptions> engine_options(const Config& config, const std::string& address) {
  auto socket = engine_socket(config, address);
  if (!socket) return socket.error();
  return EngineOptions{.socket_path = *std::move(socket),
                       .request_deadline = config.engine_request_deadline,
                       .max_response_bytes = static_cast<std::size_t>(config.engine_max_response_mib) << 20U};
}

/// Once is all there is, so that layers are waited for; large ones stay pending.
HostOptions host_options(const Config& config) {
  return {.scan_reports = config.scan_reports, .wait_for_layers = std::chrono::seconds(2)};
}

}  // namespace

Result<std::string> engine_socket(const Config& config, const std::string& address) {
  auto socket = parse_engine_address(address.empty() ? address_in(config) : address);
  if (!socket) return Error{ErrorKind::bad_input, socket.error().text, socket.error().way_out};
  return socket;
}

Result<Snapshot> read_engine(const std::string& address, Terminal& terminal) {
  const auto config = load_config(std::nullopt);
  if (!config) return config.error();
  return read_engine(*config, address, terminal);
}

Result<Snapshot> read_engine(const Config& config, const std::string& address, Terminal& terminal) {
  auto options = engine_options(config, address);
  if (!options) return options.error();

  EngineReader reader(*std::move(options));
  ProgressLine line(terminal.err);
  const auto start = std::chrono::steady_clock::now();
  const auto show = [&](EngineReader::Progress progress) {
    line.show(progress, std::chrono::steady_clock::now() - start);
  };
  auto snapshot = reader.read(terminal.err_is_terminal ? std::function<void(EngineReader::Progress)>(show) : nullptr);
  if (snapshot) read_host(config, *snapshot);
  return snapshot;
}

void read_host(const Config& config, Snapshot& snapshot) { HostReader(host_options(config)).read(snapshot); }

}  // namespace plimsoll::cli
