#include "lib/engine/image_history/build_steps.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace plimsoll::engine {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct Form {
  std::string text;
  std::string_view instruction;
  std::string_view arguments;
};

TEST(BuildSteps, AreReadInEveryForm) {
  const Form kForms[] = {
      {"RUN /bin/sh -c apt-get update # buildkit", "RUN", "apt-get update"},
      {"RUN |2 A=1 B=two words /bin/sh -c make all # buildkit", "RUN", "make all"},
      {"RUN /bin/bash -o pipefail -c make -c x # buildkit", "RUN", "make -c x"},
      {"RUN apt-get update # buildkit", "RUN", "apt-get update"},
      {"/bin/sh -c apt-get update", "RUN", "apt-get update"},
      {"|1 A=1 /bin/sh -c make", "RUN", "make"},
      {"/bin/sh -c echo #(nop) COPY x", "RUN", "echo #(nop) COPY x"},
      {"/bin/sh -c #(nop) ADD file:0a in / ", "ADD", "file:0a in /"},
      {"/bin/sh -c #(nop)  ENV A=1", "ENV", "A=1"},
      {"/bin/bash -o pipefail -c #(nop)  CMD [\"sh\"]", "CMD", "[\"sh\"]"},
      {"ADD https://example.org/x /x # buildkit", "ADD", "https://example.org/x /x"},
      {"ENV LADDER_ADDRESS=ADD", "ENV", "LADDER_ADDRESS=ADD"},
      {"WORKDIR /srv", "WORKDIR", "/srv"},
      {"", "", ""},
      {"# debian.sh --arch 'amd64' out/ 'bookworm'", "", ""},
      {"ADDRESS x", "", ""},
      {"bazel build -c opt", "", ""},
      {"/bin/sh -c #(nop) MAKE x", "", ""},
      {"RUN", "RUN", ""},
  };
  for (const auto& [text, instruction, arguments] : kForms) {
    const BuildStep step = parse_build_step(text);
    EXPECT_EQ(step.instruction, instruction) << text;
    EXPECT_EQ(step.arguments, arguments) << text;
  }
}

/// The only step after a base layer.
std::vector<ImageStep> faults(const std::string& step) {
  return faulty_steps({"/bin/sh -c #(nop) ADD file:0a in / ", step});
}

/// What matched, of each fault of this kind.
std::vector<std::string> matched(const std::string& step, StepFault fault) {
  std::vector<std::string> all;
  for (const ImageStep& faulty : faults(step)) {
    if (faulty.fault == fault) all.push_back(faulty.matched);
  }
  return all;
}

std::vector<std::string> matched_in_run(const std::string& script, StepFault fault) {
  auto buildkit = matched("RUN /bin/sh -c " + script + " # buildkit", fault);
  EXPECT_EQ(matched("/bin/sh -c " + script, fault), buildkit) << script;
  EXPECT_EQ(matched("|1 A=b /bin/sh -c " + script, fault), buildkit) << script;
  return buildkit;
}

TEST(BuildSteps, OfABaseImageAreNoAdd) {
  const std::string base = "/bin/sh -c #(nop) ADD file:0a in / ";
  const std::string second = "/bin/sh -c #(nop) ADD file:0b in /data ";
  EXPECT_THAT(faulty_steps({base, "/bin/sh -c #(nop)  CMD [\"bash\"]"}), IsEmpty());
  EXPECT_THAT(faulty_steps({"/bin/sh -c #(nop)  ARG RELEASE", "/bin/sh -c #(nop)  LABEL a=b", base}), IsEmpty());
  EXPECT_THAT(faulty_steps({"ADD alpine-minirootfs-3.20.3-x86_64.tar.gz / # buildkit"}), IsEmpty());
  EXPECT_THAT(faulty_steps({base, second}), ElementsAre(ImageStep{2, "ADD", StepFault::add_instruction, "file:"}));
  EXPECT_THAT(faulty_steps({second}), ElementsAre(ImageStep{1, "ADD", StepFault::add_instruction, "file:"}));
  EXPECT_THAT(faulty_steps({"", base}), ElementsAre(ImageStep{2, "ADD", StepFault::add_instruction, "file:"}));
}

TEST(BuildSteps, AddOfAnArchiveOrAnAddress) {
  const std::pair<const char*, const char*> kFaulty[] = {
      {"https://example.org/x /x", "https://"},    {"http://example.org/x y.txt /x/", "http://"},
      {"a.txt git@example.org:x.git /x/", "git@"}, {"rootfs.tar.gz /", ".tar.gz"},
      {"--chown=1:1 data.tgz /data", ".tgz"},      {"multi:0a in /x", "multi:"}};
  for (const auto& [arguments, word] : kFaulty) {
    EXPECT_THAT(matched("ADD " + std::string(arguments) + " # buildkit", StepFault::add_instruction),
                ElementsAre(word));
  }
  for (const char* step : {"ADD app.py /app # buildkit", "ADD dir:0a in /x", "COPY data.tar /x # buildkit", "ADD",
                           "ENV LADDER_ADDRESS=https://x", "RUN /bin/sh -c echo ADD https://x /x # buildkit",
                           "ADD data.tar.md /x", "ADD x /y.tar"}) {
    EXPECT_THAT(matched(step, StepFault::add_instruction), IsEmpty()) << step;
  }
}

TEST(BuildSteps, UpdateWithoutInstall) {
  const std::pair<const char*, const char*> kFaulty[] = {
      {"apt-get update", "apt-get update"},
      {"apt-get -qq -o Acquire::Retries=3 update", "apt-get update"},
      {"set -eux; apt update", "apt update"},
      {"sudo -E DEBIAN_FRONTEND=noninteractive apt-get update && rm -rf /var/lib/apt/lists/*", "apt-get update"},
      {"/usr/bin/apt-get update", "apt-get update"},
      {"apk --no-cache update", "apk update"},
      {"yum makecache", "yum makecache"},
      {"dnf -y check-update || true", "dnf check-update"},
      {"zypper --non-interactive refresh", "zypper refresh"},
      {"echo this is a long beginning that the other tool's table cuts off && apt-get update", "apt-get update"},
      {"bash -ec 'apt-get update'", "apt-get update"},
      {"(apt-get update)", "apt-get update"},
      {"apt-get update 2>&1 | tee /log", "apt-get update"},
  };
  for (const auto& [script, what] : kFaulty) {
    EXPECT_THAT(matched_in_run(script, StepFault::update_without_install), ElementsAre(what)) << script;
  }
}

TEST(BuildSteps, UpdateIsUsedOrIsNoneOfPackages) {
  for (const char* script :
       {"apt-get update && apt-get install -y curl", "apt-get update; apt-get -y --no-install-recommends install curl",
        "apt-get update && \\\n    apt-get install -y curl", "apt update\napt upgrade -y", "apk update && apk add curl",
        "apk add --update curl", "yum -y update", "dnf makecache && dnf install -y curl", "update-ca-certificates",
        "update-alternatives --install a b c 1", "npm update", "git submodule update", "./update.sh",
        "echo apt-get update", "cat /etc/apt update", "apt-get clean", "apt-get", "apt-get -o"}) {
    EXPECT_THAT(matched_in_run(script, StepFault::update_without_install), IsEmpty()) << script;
  }
  EXPECT_THAT(matched("COPY update.sh /bin/ # buildkit", StepFault::update_without_install), IsEmpty());
  EXPECT_THAT(matched("ENV HINT=apt-get update", StepFault::update_without_install), IsEmpty());
}

TEST(BuildSteps, PipeToShell) {
  const std::pair<const char*, const char*> kFaulty[] = {
      {"curl -fsSL https://example.org/x | sh", "curl | sh"},
      {"curl https://example.org/x | sudo -E bash -", "curl | bash"},
      {"wget -qO- https://example.org/x|bash -s -- --yes", "wget | bash"},
      {"curl https://example.org/x | tac | sh", "curl | sh"},
      {"curl https://example.org/x | python3 -", "curl | python3"},
      {"/usr/bin/curl https://example.org/x | A=b /bin/sh > /log", "curl | sh"},
      {"sh -c \"$(curl -fsSL https://example.org/x)\"", "curl | sh"},
      {"bash <(curl -s https://example.org/x)", "curl | bash"},
      {"eval \"`wget -qO- https://example.org/x`\"", "wget | eval"},
      {"make && . <( curl https://example.org/x )", "curl | ."},
  };
  for (const auto& [script, what] : kFaulty) {
    EXPECT_THAT(matched_in_run(script, StepFault::pipe_to_shell), ElementsAre(what)) << script;
  }
}

TEST(BuildSteps, WhatIsDownloadedIsLookedAtFirst) {
  for (const char* script :
       {"curl -o x.sh https://example.org/x && sh x.sh", "curl https://example.org/x | tar xz",
        "curl https://example.org/x | python3 -m json.tool", "curl https://example.org/x | python3 -c 'import sys'",
        "curl https://example.org/x | sh -c 'cat > /x'", "cat x | sh", "V=$(curl https://example.org/v) make",
        "echo $(curl https://example.org/v)", "curl https://example.org/x; cat y | sh", "sh -c 'apk add curl'",
        "curl https://example.org/x | bash verify.sh", "curlx https://example.org/x | sh", "curl", "| sh"}) {
    EXPECT_THAT(matched_in_run(script, StepFault::pipe_to_shell), IsEmpty()) << script;
  }
}

TEST(BuildSteps, FixedWords) {
  const std::tuple<const char*, StepFault, const char*> kFaulty[] = {
      {"echo 'app ALL=(ALL) NOPASSWD:ALL' >> /etc/sudoers", StepFault::passwordless_sudo, "NOPASSWD"},
      {"apt-get install -y --allow-unauthenticated x", StepFault::unauthenticated_packages, "--allow-unauthenticated"},
      {"apt-get install --force-yes x", StepFault::unauthenticated_packages, "--force-yes"},
      {"apk add --allow-untrusted x.apk", StepFault::unauthenticated_packages, "--allow-untrusted"},
      {"yum install -y --nogpgcheck x", StepFault::unauthenticated_packages, "--nogpgcheck"},
      {"echo gpgcheck=0 >> /etc/yum.conf", StepFault::unauthenticated_packages, "gpgcheck=0"},
      {"echo 'deb [trusted=yes] http://x ./' > /etc/apt/sources.list", StepFault::unauthenticated_packages,
       "trusted=yes"},
  };
  for (const auto& [script, fault, word] : kFaulty) {
    EXPECT_THAT(matched_in_run(script, fault), ElementsAre(word)) << script;
  }
  for (const char* script : {"echo NOPASSWDS", "echo xNOPASSWD", "apt-get --allow-unauthenticated-x install x",
                             "echo repo_gpgcheck=0", "echo distrusted=yes", "true"}) {
    EXPECT_THAT(faults("RUN /bin/sh -c " + std::string(script) + " # buildkit"), IsEmpty()) << script;
  }
}

TEST(BuildSteps, SecretNames) {
  const auto secrets = [](const std::string& step) { return matched(step, StepFault::secret_name); };
  EXPECT_THAT(secrets("ENV DB_PASSWORD=hunter2 PATH=/bin"), ElementsAre("DB_PASSWORD"));
  EXPECT_THAT(secrets("/bin/sh -c #(nop)  ENV DB_PASSWORD=hunter2"), ElementsAre("DB_PASSWORD"));
  EXPECT_THAT(secrets("ARG NPM_TOKEN"), ElementsAre("NPM_TOKEN"));
  EXPECT_THAT(secrets("ARG NPM_TOKEN=x"), ElementsAre("NPM_TOKEN"));
  EXPECT_THAT(secrets("ARG A NPM_TOKEN"), ElementsAre("NPM_TOKEN"));
  EXPECT_THAT(secrets("ENV DB_PASSWORD="), IsEmpty());
  EXPECT_THAT(secrets("ENV DB_PASSWORD_FILE=/run/secrets/x GPG_KEY=1"), IsEmpty());
  EXPECT_THAT(secrets("LABEL TOKEN=x"), IsEmpty());
  EXPECT_THAT(secrets("ARG HINT=the SECRET word"), IsEmpty()) << "a part of the value";
  EXPECT_THAT(secrets("ENV HINT=see my-secret=x"), IsEmpty()) << "no name";
  EXPECT_THAT(secrets("ENV DB_PASSWORD=\"\" API_KEY=''"), IsEmpty());
}

TEST(BuildSteps, NoPartOfAValueIsAName) {
  const auto secrets = [](const std::string& step) { return matched(step, StepFault::secret_name); };
  for (const char* value :
       {"see HUNTER2_TOKEN=x", R"("see HUNTER2_TOKEN=x")", R"('see HUNTER2_TOKEN=x')", R"(see\ HUNTER2_TOKEN=x)",
        R"("a \" HUNTER2_TOKEN=x")", R"('a \' HUNTER2="a HUNTER2_TOKEN=x)", R"("it's HUNTER2_TOKEN=x")",
        R"(a" HUNTER2_TOKEN=x "b)"}) {
    EXPECT_THAT(secrets("ENV HINT=" + std::string(value)), IsEmpty()) << value;
    EXPECT_THAT(secrets("ARG HINT=" + std::string(value)), IsEmpty()) << value;
  }
}

TEST(BuildSteps, TellNothingElseOfTheirText) {
  constexpr std::string_view kSecret = "hunter2";
  for (const char* step :
       {"ENV DB_PASSWORD=hunter2", "ARG TOKEN=hunter2 hunter2", "RUN |1 TOKEN=hunter2 /bin/sh -c curl hunter2 | sh",
        "ADD https://user:hunter2@example.org/x /hunter2", "RUN /bin/sh -c echo 'hunter2 NOPASSWD: hunter2'",
        "RUN /bin/sh -c apt-get -o hunter2 update", "HUNTER2 hunter2", "RUN /bin/sh -c sh <(wget hunter2)",
        "RUN /hunter2/bin/sh -c wget hunter2 | /hunter2/bin/bash"}) {
    for (const ImageStep& faulty : faults(step)) {
      EXPECT_EQ(faulty.matched.find(kSecret), std::string::npos) << step;
      EXPECT_EQ(faulty.instruction.find(kSecret), std::string::npos) << step;
    }
  }
  EXPECT_THAT(faults("ENV DB_PASSWORD=hunter2"),
              ElementsAre(ImageStep{2, "ENV", StepFault::secret_name, "DB_PASSWORD"}));
}

TEST(BuildSteps, OfAMegabyteAreReadInBoundedTimeAndSpace) {
  const auto repeated = [](std::string_view text) {
    std::string all;
    while (all.size() < (1U << 20)) all += text;
    return all;
  };
  for (const char* text : {"apt -o ", "apt -q ", "curl x | ", "$(curl ", "NOPASSWD ", "| sh ", "'", "\\\n", "( "}) {
    EXPECT_LE(faults("RUN /bin/sh -c " + repeated(text)).size(), 4U) << text;
  }
  std::string names;
  for (int i = 0; i < 50'000; ++i) names += "KEY_" + std::to_string(i) + "=1 ";
  EXPECT_LE(faults("ENV " + names).size(), 16U);
  EXPECT_LT(faults("ENV " + repeated("K") + "_KEY=1").front().matched.size(), 300U);
}

}  // namespace
}  // namespace plimsoll::engine
