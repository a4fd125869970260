#include "lib/engine/decode/secret_names.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace plimsoll::engine {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(SecretNames, AreToldByTheirWords) {
  for (const char* name : {"PASSWORD",
                           "DB_PASSWORD",
                           "MYSQL_ROOT_PASSWORD",
                           "POSTGRES_PASS",
                           "MYSQL_PWD",
                           "passwd",
                           "PassWord",
                           "DBPASSWORD",
                           "dbPassword",
                           "PASSWORD2",
                           "SSH_PASSPHRASE",
                           "SECRET",
                           "CLIENT_SECRET",
                           "client.secret",
                           "secrets",
                           "TOKEN",
                           "GITHUB_TOKEN",
                           "githubToken",
                           "NPM_TOKENS",
                           "OAUTH2TOKEN",
                           "KEY",
                           "API_KEY",
                           "APIKEY",
                           "api-key",
                           "APIKey",
                           "AWS_SECRET_ACCESS_KEY",
                           "SIGNING_KEYS",
                           "PRIVATE_KEY",
                           "TLS_PRIVATE",
                           "PRIVATEKEY",
                           "CREDENTIALS",
                           "AWS_CREDENTIAL",
                           "WIFI_PSK",
                           "SECRET_FILENAME"}) {
    EXPECT_TRUE(looks_like_a_secret(name)) << name;
  }
}

TEST(SecretNames, AreNotToldByAPartOfAWordOrByAPlace) {
  for (const char* name : {"",
                           "_",
                           "=",
                           "PATH",
                           "HOME",
                           "LANG",
                           "KEYBOARD",
                           "KEYMAP",
                           "MONKEY",
                           "HOTKEY",
                           "KEYCLOAK_URL",
                           "BYPASS",
                           "PASSENGER_APP",
                           "COMPASS",
                           "SECRETARY",
                           "TOKENIZERS_PARALLELISM",
                           "PWD",
                           "OLDPWD",
                           "GPG_KEY",
                           "GPG_KEYS",
                           "gpg_key",
                           "PUBLIC_KEY",
                           "SSH_PUBLIC_KEYS",
                           "publicKey",
                           "DB_PASSWORD_FILE",
                           "TOKEN_PATH",
                           "KEY_DIR",
                           "passwordFile",
                           "LADDER_ADDRESS"}) {
    EXPECT_FALSE(looks_like_a_secret(name)) << name;
  }
}

TEST(SecretNames, OfAnEnvironmentLeaveItsValuesBehind) {
  EXPECT_THAT(secret_names({"PATH=/bin", "DB_PASSWORD=hunter2", "TOKEN=a=b", "API_KEY=", "SECRET", "", "=KEY"}),
              ElementsAre("DB_PASSWORD", "TOKEN"));
  EXPECT_THAT(secret_names({"GREETING=PASSWORD=hunter2"}), IsEmpty());
}

}  // namespace
}  // namespace plimsoll::engine
