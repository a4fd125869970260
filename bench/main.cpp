// Prints, as one JSON object, what an audit of the engine at a socket costs beside a bare client of the same engine.
// bench/run.py starts the engines and compares with the budgets.

#include <algorithm>
#include <cstdio>
#include <exception>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <vector>

#include "bench/bare_client.hpp"
#include "bench/usage.hpp"
#include "lib/sinks/metrics/metrics.hpp"
#include "plimsoll/engine.hpp"
#include "plimsoll/host.hpp"
#include "plimsoll/judge.hpp"
#include "plimsoll/ledger.hpp"
#include "plimsoll/result.hpp"

namespace plimsoll::bench {
namespace {

constexpr int kPairs = 11;
constexpr int kRepeats = 20;

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

nlohmann::json spread(const std::vector<double>& values) {
  return {{"median", median(values)}, {"min", std::ranges::min(values)}, {"max", std::ranges::max(values)}};
}

double microseconds(std::chrono::duration<double> duration) { return duration.count() * 1e6; }

struct Audit {
  std::shared_ptr<const Snapshot> snapshot;
  Report report;
};

/// What reads everything that is judged.
struct Readers {
  EngineReader engine;
  HostReader host;
};

Audit audit(Readers& readers, const std::shared_ptr<const Policy>& policy) {
  Result<Snapshot> read = readers.engine.read({});
  if (!read) throw std::runtime_error(read.error().message());
  readers.host.read(*read);
  Audit audit{.snapshot = std::make_shared<const Snapshot>(std::move(*read))};
  Ledger ledger;
  ledger.count_for(*policy);
  audit.report.posture.subjects = fold_audit(ledger, *policy, *audit.snapshot, {}).subjects;
  audit.report.posture.audited = audit.report.posture.complete = true;
  audit.report.posture.snapshot = audit.snapshot;
  audit.report.posture.policy = policy;
  audit.report.posture.opened = ledger.opened();
  return audit;
}

/// The audit and the bare client in turn, so that a machine whose speed drifts spoils neither.
nlohmann::json audit_beside_bare(Readers& readers, BareClient& bare, const std::shared_ptr<const Policy>& policy) {
  const auto containers = static_cast<double>(bare.run());
  (void)audit(readers, policy);
  std::vector<double> wall_ms;
  std::vector<double> cpu_ms;
  std::vector<double> wall_ratio;
  std::vector<double> cpu_more_us;
  for (int pair = 0; pair < kPairs; ++pair) {
    const Usage ours = measure([&] { (void)audit(readers, policy); });
    const Usage floor = measure([&] { (void)bare.run(); });
    wall_ms.push_back(microseconds(ours.wall) / 1000);
    cpu_ms.push_back(microseconds(ours.cpu) / 1000);
    wall_ratio.push_back(ours.wall / floor.wall);
    cpu_more_us.push_back(microseconds(ours.cpu - floor.cpu) / containers);
  }
  return {{"containers", containers},
          {"wall_ms", spread(wall_ms)},
          {"cpu_ms", spread(cpu_ms)},
          {"wall_ratio", spread(wall_ratio)},
          {"cpu_more_us", spread(cpu_more_us)}};
}

nlohmann::json judge_us(const Audit& audit, const Policy& policy) {
  std::vector<double> each;
  for (int i = 0; i < kRepeats; ++i) {
    const Usage usage = measure([&] { judge(policy, *audit.snapshot, {}, [](const SubjectReport&) {}); });
    each.push_back(microseconds(usage.cpu) / static_cast<double>(audit.snapshot->containers.size()));
  }
  return spread(each);
}

nlohmann::json render_us(const Audit& audit) {
  std::vector<double> each;
  for (int i = 0; i < kRepeats; ++i) {
    each.push_back(microseconds(measure([&] { (void)render_metrics(audit.report, {}); }).cpu));
  }
  return spread(each);
}

void run(const std::string& socket) {
  const auto policy = std::make_shared<const Policy>(Policy::built_in());
  Readers readers{EngineReader({.socket_path = socket}), HostReader(HostOptions{})};
  const Audit first = audit(readers, policy);
  BareClient bare(socket, first.snapshot->engine.api_version);

  nlohmann::json measured = audit_beside_bare(readers, bare, policy);
  measured["judge_us"] = judge_us(first, *policy);
  measured["render_us"] = render_us(first);
  std::printf("%s\n", measured.dump().c_str());
}

}  // namespace
}  // namespace plimsoll::bench

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: plimsoll-bench SOCKET\n");
    return 2;
  }
  try {
    plimsoll::bench::run(argv[1]);
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "plimsoll-bench: %s\n", error.what());
    return 1;
  }
}
