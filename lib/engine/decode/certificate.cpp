#include "lib/engine/decode/certificate.hpp"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <ctime>
#include <limits>
#include <memory>

namespace plimsoll::engine {
namespace {

struct Free {
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(X509* certificate) const { X509_free(certificate); }
};

std::unique_ptr<X509, Free> first_certificate(const std::string& pem) {
  if (pem.size() > std::numeric_limits<int>::max()) return nullptr;
  const std::unique_ptr<BIO, Free> bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  if (!bio) return nullptr;
  // Without a password callback an encrypted one would be asked for at the terminal.
  const auto no_password = [](char*, int, int, void*) { return 0; };
  std::unique_ptr<X509, Free> certificate(PEM_read_bio_X509(bio.get(), nullptr, no_password, nullptr));
  ERR_clear_error();
  return certificate;
}

}  // namespace

std::optional<std::int64_t> valid_from(const std::string& pem) {
  const auto certificate = first_certificate(pem);
  std::tm calendar{};
  if (!certificate || ASN1_TIME_to_tm(X509_get0_notBefore(certificate.get()), &calendar) != 1) return std::nullopt;
  return timegm(&calendar);
}

}  // namespace plimsoll::engine
