#include "lib/support/sha256.hpp"

#include <openssl/evp.h>

#include <array>
#include <boost/algorithm/hex.hpp>
#include <iterator>
#include <new>

namespace plimsoll {

std::string sha256_hex(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  // It fails only for want of memory: the algorithm is built in.
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1) throw std::bad_alloc();

  std::string text;
  boost::algorithm::hex_lower(digest.begin(), std::next(digest.begin(), size), std::back_inserter(text));
  return text;
}

}  // namespace plimsoll
