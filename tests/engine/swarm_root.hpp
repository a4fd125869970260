#pragma once

#include <cstdint>

namespace plimsoll::testing {

/// A root certificate as Swarm makes one: `openssl req -x509 -subj /CN=swarm-ca -days 7300`.
inline constexpr const char* kSwarmRoot =
    "-----BEGIN CERTIFICATE-----\n"
    "MIIBejCCASGgAwIBAgIUNRzZwFltiEhR1dk0sSGCMfhqCm4wCgYIKoZIzj0EAwIw\n"
    "EzERMA8GA1UEAwwIc3dhcm0tY2EwHhcNMjYxMTIyMTAxNjM4WhcNNDYxMTE3MTAx\n"
    "NjM4WjATMREwDwYDVQQDDAhzd2FybS1jYTBZMBMGByqGSM49AgEGCCqGSM49AwEH\n"
    "A0IABLLMMW+BCpDxd9/gI48XiWJXoK2X29BMkQgyLDOGQpiKZBKi+Njvho8RNfdC\n"
    "cKtX5eMvso+mSmDW7Bm1o5HZhQWjUzBRMB0GA1UdDgQWBBQw5vF2WhAqt/x1DkTf\n"
    "HXjnuCUskjAfBgNVHSMEGDAWgBQw5vF2WhAqt/x1DkTfHXjnuCUskjAPBgNVHRMB\n"
    "Af8EBTADAQH/MAoGCCqGSM49BAMCA0cAMEQCIAHcwDu+SX6cUz73KxoK+EKPYRI0\n"
    "0T8bSrBzndZUSBxFAiB5U7uubCDVJUQO74Wwb+pTVeDAyD0FogGZ1HtVuD+fyA==\n"
    "-----END CERTIFICATE-----\n";
inline constexpr std::int64_t kSwarmRootFrom = 1795342598;  ///< its notBefore, Nov 22 10:16:38 2026 GMT

}  // namespace plimsoll::testing
