#pragma once

#include <cstddef>
#include <memory>
#include <string>

namespace plimsoll::bench {

/// The floor an audit is compared with: the same requests, those about images aside, which an audit asks once, with the
/// same curl options and number in flight; each answer is parsed with nlohmann::json::parse and thrown away.
class BareClient {
 public:
  BareClient(std::string socket_path, std::string api_version);
  ~BareClient();
  BareClient(const BareClient&) = delete;
  BareClient& operator=(const BareClient&) = delete;

  /// One list-and-inspect of everything. Returns how many containers it saw; throws std::runtime_error on any failure.
  std::size_t run();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace plimsoll::bench
