#include "lib/host/audit_rules.hpp"

#include <gmock/gmock.h>

#include "tests/host/tree.hpp"

namespace plimsoll::host {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// Directories end in a slash here.
AuditedPath as_named(const std::string& path) {
  if (path.ends_with('/')) return {path.substr(0, path.size() - 1), true};
  return {path, false};
}

AuditRules parse(std::string_view text) {
  AuditRuleParser parser(as_named, AuditRuleParser::Deletes::in_order);
  parser.add(text);
  return parser.rules();
}

TEST(AuditRules, AWatchIsAboutAPathAndItsPermissions) {
  EXPECT_THAT(
      parse("-w /usr/bin/dockerd -p wa -k docker\n-w /etc/docker/ -k docker\n").rules,
      ElementsAre(AuditRule{false, "/usr/bin/dockerd", false, "wa"}, AuditRule{false, "/etc/docker", true, "rwxa"}));
}

TEST(AuditRules, AFilterNamesPathOrDirectory) {
  EXPECT_THAT(
      parse("-a always,exit -F arch=b64 -F path=/a -F perm=aw -F key=x\n-a exit,never -F dir=/b -S all\n").rules,
      ElementsAre(AuditRule{false, "/a", false, "wa"}, AuditRule{true, "/b", true, "rwxa"}));
}

TEST(AuditRules, ListedCallsImplyPermissions) {
  EXPECT_EQ(parse("-a always,exit -F dir=/a -S openat,unlink -S chmod\n").rules[0].permissions, "rwa");
  EXPECT_EQ(parse("-a always,exit -F dir=/a -S getpid\n").rules[0].permissions, "");
}

TEST(AuditRules, OneThatIsNarrowedSaysNothingAboutAFile) {
  EXPECT_THAT(parse("-a always,exit -F path=/a -F auid>=1000\n-a always,exit -F path=/a -F success=0\n"
                    "-a always,exit -F path=/a -C uid!=euid\n")
                  .rules,
              IsEmpty());
}

TEST(AuditRules, OneOf32BitCallsAloneSaysNothingAboutAFile) {
  EXPECT_THAT(parse("-a always,exit -F arch=b32 -F path=/a\n-a never,exit -F arch=b32 -F path=/a\n").rules, IsEmpty());
  EXPECT_EQ(parse("-a always,exit -F arch=b64 -F path=/a\n-a always,exit -F path=/b\n").rules.size(), 2U);
}

TEST(AuditRules, ThoseWithoutAPathOrOfOtherListsAreLeftOut) {
  EXPECT_THAT(parse("-a always,exit -S execve\n-a never,user -F dir=/a\n-b 8192\n\n# -w /a\nnonsense\n-w\n-a\n").rules,
              IsEmpty());
}

TEST(AuditRules, WithoutSystemCallsNothingIsAudited) {
  EXPECT_THAT(parse("-w /a -p w\n-a never,task\n").rules,
              ElementsAre(AuditRule{true, "/", true, "rwxa"}, AuditRule{false, "/a", false, "w"}));
}

TEST(AuditRules, OrderIsThatOfTheKernelsList) {
  EXPECT_THAT(parse("-w /a -p w\n-A never,exit -F path=/b\n").rules,
              ElementsAre(AuditRule{true, "/b", false, "rwxa"}, AuditRule{false, "/a", false, "w"}));
}

TEST(AuditRules, DeletedOnesAreGone) { EXPECT_EQ(parse("-w /a -p w\n-D\n-w /b -p w\n").rules.size(), 1U); }

TEST(AuditRules, TheLastSwitchCounts) {
  EXPECT_FALSE(parse("-e 1\n-e 0\n").enabled);
  EXPECT_TRUE(parse("-e 0\n-e 2\n").enabled);
  EXPECT_TRUE(parse("").enabled);
}

AuditRules read(const Tree& tree) { return *read_audit_rules(HostSource(tree.root())); }

TEST(AuditFiles, NoneMeansNothingIsAudited) {
  Tree tree;
  EXPECT_EQ(read(tree), (AuditRules{.enabled = false, .rules = {}}));
}

TEST(AuditFiles, TheFolderIsJoinedInByteOrder) {
  Tree tree;
  tree.file("/etc/audit/rules.d/20.rules", "-w /b -p w\n")
      .file("/etc/audit/rules.d/10.rules", "-w /a -p w\n")
      .file("/etc/audit/rules.d/30.rules", "-D\n-e 2\n")
      .file("/etc/audit/rules.d/40.rules.bak", "-e 0\n")
      .file("/etc/audit/audit.rules", "-w /c -p w\n");
  const AuditRules rules = read(tree);
  EXPECT_TRUE(rules.enabled);
  ASSERT_EQ(rules.rules.size(), 2U);
  EXPECT_EQ(rules.rules[0].path, "/a");
  EXPECT_EQ(rules.rules[1].path, "/b");
}

TEST(AuditFiles, WithoutRulesInTheFolderTheOneFileCounts) {
  Tree tree;
  tree.directory("/etc/audit/rules.d").file("/etc/audit/audit.rules", "-w /c -p w\n");
  EXPECT_EQ(read(tree).rules[0].path, "/c");
}

TEST(AuditFiles, PathsAreThoseAfterLinks) {
  Tree tree;
  tree.file("/run/docker.sock", "").link("/var/run", "/run").directory("/etc/docker");
  tree.file("/etc/audit/audit.rules", "-w /var/run/docker.sock -p w\n-w /etc/docker -p w\n-w /nothing -p w\n");
  EXPECT_THAT(read(tree).rules,
              ElementsAre(AuditRule{false, "/run/docker.sock", false, "w"}, AuditRule{false, "/etc/docker", true, "w"},
                          AuditRule{false, "/nothing", false, "w"}));
}

TEST(AuditFiles, OneThatCannotBeReadLeavesAllUnknown) {
  Tree folder, file, fifo;
  folder.directory("/etc/audit/rules.d", 0);
  file.file("/etc/audit/rules.d/a.rules", "", 0);
  fifo.fifo("/etc/audit/rules.d/a.rules");
  EXPECT_EQ(read_audit_rules(HostSource(fifo.root())).error(), Cause::wrong_type);
  const Unprivileged unprivileged;
  EXPECT_EQ(read_audit_rules(HostSource(folder.root())).error(), Cause::no_permission);
  EXPECT_EQ(read_audit_rules(HostSource(file.root())).error(), Cause::no_permission);
}

}  // namespace
}  // namespace plimsoll::host
