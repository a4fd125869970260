#include "lib/core/cis/recommendations.hpp"

#include <algorithm>

namespace plimsoll {
namespace {

constexpr std::string_view kBenchmark = "1.6.0";

// 1.8.0 put a recommendation against the devicemapper driver at 2.7, which `storage-driver-deprecated` judges too, and
// moved what followed by one.
constexpr Recommendation kRecommendations[] = {
    {"1.1.1", "1.1.1", "Keep the engine's data on a file system of its own",
     "Looks at the parent directory as soon as `docker info` has the word userns anywhere, and inside its own "
     "container at the container's mounts. Here the mount that holds the data root decides, as the engine's process "
     "sees it.",
     ""},
    {"1.1.2", "1.1.2", "Let only trusted users control the engine",
     "Compares names by substring, reports the last one only, and leaves out who has the group as primary group. Here "
     "exact names of the group that owns the socket.",
     ""},
    {"1.1.3", "1.1.3", "Audit the engine's binary",
     "Looks for a fixed path as text anywhere in a rule. Here the executable that runs, whole path components, "
     "permissions, and exclusions that come first.",
     ""},
    {"1.1.4", "1.1.4", "Audit containerd's run directory",
     "A rule on containerd.sock satisfies it by substring; an engine with a containerd of its own is not found.", ""},
    {"1.1.5", "1.1.5", "Audit the engine's data",
     "A rule that excludes the directory satisfies it; another data root is not found.", ""},
    {"1.1.6", "1.1.6", "Audit the engine's configuration directory",
     "A rule on one file in it satisfies it by substring.", ""},
    {"1.1.7", "1.1.7", "Audit the engine's service unit",
     "Never looks at drop-ins; on hosts where /lib is no link the unit is not found.", ""},
    {"1.1.8", "1.1.8", "Audit containerd's socket", "Takes the first of several sockets it happens to find.", ""},
    {"1.1.9", "1.1.9", "Audit the engine's socket",
     "Looks at the unit file only; since 1.7.0 the socket itself is meant. Here both.", ""},
    {"1.1.10", "1.1.10", "Audit the engine's environment file", "", ""},
    {"1.1.11", "1.1.11", "Audit the engine's configuration file",
     "Another file named on the command line is not found.", ""},
    {"1.1.12", "1.1.12", "Audit containerd's configuration file",
     "A containerd that the engine manages keeps it elsewhere.", ""},
    {"1.1.13", "1.1.13", "Audit the engine's sysconfig file", "", ""},
    {"1.1.14", "1.1.14", "Audit containerd's binary", "Any containerd-shim rule satisfies it by substring.", ""},
    {"1.1.15", "1.1.15", "Audit containerd's shim", "A rule on another shim satisfies it by substring.", ""},
    {"1.1.16", "1.1.16", "Audit containerd's first runc shim", "The same.", ""},
    {"1.1.17", "1.1.17", "Audit containerd's second runc shim", "", ""},
    {"1.1.18", "1.1.18", "Audit the low-level runtime",
     "A rule on the real file behind a link is not seen, and another default runtime neither.", ""},
    {"1.2.1", "1.2.1", "Harden the host", "Never decides. Here the kernel's settings that help are shown.", ""},
    {"1.2.2", "1.2.2", "Keep the engine up to date",
     "Cannot fail: every version passes. Here the age of the release series, and floors from the policy.", ""},
    {"2.1", "2.1", "Run the engine without root if possible", "Never decides.", ""},
    {"2.2", "2.2", "Restrict traffic between containers on the default bridge",
     "Reads one file and one spelling of the flag. Here the network as it is.", ""},
    {"2.3", "2.3", "Log at level info", "A debug engine passes when the flag is on its command line.", ""},
    {"2.4", "2.4", "Let the engine manage iptables",
     "Depends on the shell it runs in; `--iptables=0` passes; IPv6 is not asked.", ""},
    {"2.5", "2.5", "Use no insecure registries",
     "Depends on the shell it runs in. Here the engine's own list, without loopback addresses.", ""},
    {"2.6", "2.6", "Do not use a deprecated storage driver", "", ""},
    {"2.7", "2.8", "Authenticate and encrypt the engine's TCP API",
     "An unprotected TCP API on the command line passes, because a character in the script disables that branch; a "
     "protected one set in daemon.json fails.",
     ""},
    {"2.8", "2.9", "Set default ulimits", "Depends on the shell it runs in.", ""},
    {"2.9", "2.10", "Remap user namespaces", "A rootless engine fails.", ""},
    {"2.10", "2.11", "Use the default cgroup parent, or one that is meant", "Anything in daemon.json passes.", ""},
    {"2.11", "2.12", "Do not change the base device's size", "A flag and its value in two words are not seen.", ""},
    {"2.12", "2.13", "Authorise API requests with a plugin", "Depends on the shell it runs in.", ""},
    {"2.13", "2.14", "Log centrally", "Drivers none and local pass; a container's own driver is not looked at.", ""},
    {"2.14", "2.15", "Forbid new privileges by default", "`--no-new-privileges=false` passes.", ""},
    {"2.15", "2.16", "Keep containers running while the engine is down", "`--live-restore=false` passes.", ""},
    {"2.16", "2.17", "Switch the userland proxy off", "`--userland-proxy=0` is not understood.", ""},
    {"2.17", "2.18", "Keep the default seccomp profile, or a custom one",
     "Does not know the name that the default profile has since Docker 23; unconfined is only mentioned.", ""},
    {"2.18", "2.19", "Run no experimental engine", "Asks only engines before 2019.", ""},
    {"3.1", "3.1", "Service unit owned by root", "Follows no links and sees no drop-ins.", ""},
    {"3.2", "3.2", "Service unit at most 0644", "Compares octal modes as decimal numbers: 0622 passes.", ""},
    {"3.3", "3.3", "Socket unit owned by root", "Follows no links.", ""},
    {"3.4", "3.4", "Socket unit at most 0644", "Compares octal modes as decimal numbers.", ""},
    {"3.5", "3.5", "Configuration directory owned by root", "Knows one path.", ""},
    {"3.6", "3.6", "Configuration directory at most 0755", "0737 passes, 2750 fails.", ""},
    {"3.7", "3.7", "Registry certificates owned by root", "Looks at *.crt only, and not at the group.", ""},
    {"3.8", "3.8", "Registry certificates at most 0444", "A key that everybody may write passes: it is not looked at.",
     ""},
    {"3.9", "3.9", "TLS CA certificate owned by root", "A flag and its value in two words are not seen.", ""},
    {"3.10", "3.10", "TLS CA certificate at most 0444", "The same; octal modes as decimal numbers.", ""},
    {"3.11", "3.11", "TLS server certificate owned by root", "A flag and its value in two words are not seen.", ""},
    {"3.12", "3.12", "TLS server certificate at most 0444", "The same; octal modes as decimal numbers.", ""},
    {"3.13", "3.13", "TLS server key owned by root", "A flag and its value in two words are not seen.", ""},
    {"3.14", "3.14", "TLS server key at most 0400", "Stricter modes fail, and so does 0600, which gives nobody more.",
     ""},
    {"3.15", "3.15", "API socket owned by root and its group",
     "root:root, which is stricter, fails; a group that is set fails; other sockets are not seen.", ""},
    {"3.16", "3.16", "API socket at most 0660", "0606, which everybody may use, passes.", ""},
    {"3.17", "3.17", "daemon.json owned by root", "Another file named on the command line is not found.", ""},
    {"3.18", "3.18", "daemon.json at most 0644", "The same; octal modes as decimal numbers.", ""},
    {"3.19", "3.19", "Environment file owned by root", "Knows one path.", ""},
    {"3.20", "3.20", "Environment file at most 0644", "Octal modes as decimal numbers.", ""},
    {"3.21", "3.21", "Sysconfig file at most 0644", "Octal modes as decimal numbers.", ""},
    {"3.22", "3.22", "Sysconfig file owned by root", "", ""},
    {"3.23", "3.23", "containerd's socket owned by root", "A containerd that the engine manages is not found.", ""},
    {"3.24", "3.24", "containerd's socket at most 0660", "0606 passes.", ""},
    {"4.1", "4.1", "Run containers as a user of their own", "Compares the text: `0:0`, `root:root` and `00` pass.", ""},
    {"4.2", "4.2", "Use trusted base images", "Never decides. Here the registries that the policy names.", ""},
    {"4.3", "4.3", "Install no unnecessary packages", "Never decides. Here what helps is shown.", ""},
    {"4.4", "4.4", "Scan images and rebuild them",
     "Never decides. Here the image's age and the reports that a scanner left.", ""},
    {"4.5", "4.5", "Enable content trust",
     "Reads the environment of the shell it runs in, which says nothing about who starts containers.",
     "It lives in the client's environment, which nothing on the host shows: `image-registry-untrusted` and "
     "`image-not-pinned` judge what it would have secured."},
    {"4.6", "4.6", "Have a health check in images",
     "`HEALTHCHECK NONE` passes, and so does an empty list of images. Here images in use.", ""},
    {"4.7", "4.7", "Refresh and install packages in one step",
     "Reads 45 characters of a step; the right `update && install` is reported.", ""},
    {"4.8", "4.8", "Remove setuid and setgid bits", "Never decides. Here the image's layers are walked.", ""},
    {"4.9", "4.9", "Copy, do not add, files into images",
     "Any text with ADD in it counts, the base's own first layer too.", ""},
    {"4.10", "4.10", "Keep secrets out of images", "Never decides. Here the names of variables and build arguments.",
     ""},
    {"4.11", "4.11", "Install verified packages only", "Never decides. Here build steps that switch verification off.",
     ""},
    {"4.12", "4.12", "Validate signed artifacts", "Never decides. Here what helps is shown.", ""},
    {"5.1", "5.1", "Use swarm mode only where it is needed",
     "A swarm that is pending, locked or in error is taken for one that is wanted.", ""},
    {"5.2", "5.2", "Confine with AppArmor where there is", "Hosts without AppArmor fail.", ""},
    {"5.3", "5.3", "Confine with SELinux where there is",
     "Any security option passes, `label=disable` too; a confined container without options fails.", ""},
    {"5.4", "5.4", "Restrict capabilities", "`--privileged` passes, and so does keeping NET_RAW.", ""},
    {"5.5", "5.5", "Run no privileged containers", "A container whose name contains `nil` is never looked at.", ""},
    {"5.6", "5.6", "Mount no sensitive host directories",
     "Knows eight paths exactly, writable only, and takes destinations for sources.", ""},
    {"5.7", "5.7", "Run no sshd in containers",
     "Starts `ps` in each container; one without `ps` passes, and so does dropbear. Here the host's process table.",
     ""},
    {"5.8", "5.8", "Publish no privileged ports", "1024 counts as one, IPv6 is not seen.", ""},
    {"5.9", "5.9", "Publish expected ports only",
     "Every published port fails. Here the policy says which are expected.", ""},
    {"5.10", "5.10", "Share no network namespace with the host", "Joining a container that shares it passes.", ""},
    {"5.11", "5.11", "Limit memory", "A limit above the host's memory passes.", ""},
    {"5.12", "5.12", "Set a CPU priority", "Quotas and CPU sets fail; 1024 shares, the default, pass.", ""},
    {"5.13", "5.13", "Mount the root file system read-only", "", ""},
    {"5.14", "5.14", "Publish on a chosen address", "`[::]` passes.", ""},
    {"5.15", "5.15", "Bound restarts", "`always` and `unless-stopped` pass, and so does on-failure without a count.",
     ""},
    {"5.16", "5.16", "Share no process namespace with the host", "Joining a container that shares it passes.", ""},
    {"5.17", "5.17", "Share no IPC namespace with the host", "Joining a container that shares it passes.", ""},
    {"5.18", "5.18", "Expose no host devices",
     "Device cgroup rules, GPU requests and bind-mounted device nodes are not seen.", ""},
    {"5.19", "5.19", "Override default ulimits only if needed",
     "Every container that overrides none is reported. Here limits that are excessive.", ""},
    {"5.20", "5.20", "Share no mounts back to the host", "", ""},
    {"5.21", "5.21", "Share no UTS namespace with the host", "", ""},
    {"5.22", "5.22", "Keep seccomp on",
     "Privileged containers, which have none, pass, and so does a profile that allows everything.", ""},
    {"5.23", "5.23", "Start no privileged exec sessions",
     "Never decides. Here the sessions that run when plimsoll reads.", ""},
    {"5.24", "5.24", "Start no exec sessions as root", "Never decides. Here the sessions that run when plimsoll reads.",
     ""},
    {"5.25", "5.25", "Use the default cgroup parent", "A parent that is meant fails. Here the policy can allow it.",
     ""},
    {"5.26", "5.26", "Forbid new privileges",
     "`no-new-privileges=false` passes, and one flag of the engine passes every container.", ""},
    {"5.27", "5.27", "Check health at runtime", "An unhealthy container passes.", ""},
    {"5.28", "5.28", "Run the newest version of an image",
     "Never decides. Here whether the tag names another image by now.", ""},
    {"5.29", "5.29", "Limit processes", "Any number passes. Here the policy has a ceiling.", ""},
    {"5.30", "5.30", "Keep off the default bridge",
     "Ignores its own filters, and a bridge of another name is not found.", ""},
    {"5.31", "5.31", "Share no user namespace with the host",
     "Without remapping every container shares it and passes. Here 2.9 says that.", ""},
    {"5.32", "5.32", "Mount no engine socket",
     "Looks for the text docker.sock: directories above it and other runtimes' sockets are not seen, "
     "/srv/docker.sock.d is.",
     ""},
    {"6.1", "6.1", "Keep no unused images", "Counts containers for images, and never decides.", ""},
    {"6.2", "6.2", "Keep no unused containers", "Never decides.", ""},
    {"7.1", "7.1", "Have an odd, small number of managers",
     "Counts leaders, of which there is always one; every worker fails.", ""},
    {"7.2", "7.2", "Bind swarm services to one address", "Port 7946 is not asked, and any process on 2377 counts.", ""},
    {"7.3", "7.3", "Encrypt overlay networks", "A network with `encrypted:` in its name passes.", ""},
    {"7.4", "7.4", "Hand secrets over as swarm secrets", "One secret that nothing uses passes.", ""},
    {"7.5", "7.5", "Lock managers at rest", "Asks for the key itself; every worker fails.", ""},
    {"7.6", "7.6", "Rotate the unlock key", "Never decides. Nothing tells when it was rotated.", ""},
    {"7.7", "7.7", "Keep node certificates short-lived", "Only two days pass: shorter ones are reported.", ""},
    {"7.8", "7.8", "Rotate the swarm's root certificate", "Never decides. Here its age.", ""},
    {"7.9", "7.9", "Separate management and data traffic", "Never decides. Here the node's address is shown.", ""},
};

static_assert(std::size(kRecommendations) == 117, "1.6.0 has as many");

bool judges(const Rule& rule, const Recommendation& recommendation) {
  return std::ranges::any_of(rule.cis, [&](const CisControl& control) {
    return control.benchmark == kBenchmark && control.id == recommendation.id;
  });
}

}  // namespace

std::span<const Recommendation> recommendations() { return kRecommendations; }

Covered covered(const Recommendation& recommendation) {
  Covered found;
  if (!recommendation.replaced_by.empty()) return {.coverage = Coverage::not_applicable, .rules = {}};
  for (const Rule* rule : catalogue()) {
    if (judges(*rule, recommendation)) found.rules.push_back(rule);
  }
  if (found.rules.empty()) return found;
  const bool by_hand = std::ranges::all_of(found.rules, &Rule::for_a_person);
  found.coverage = by_hand ? Coverage::manual : Coverage::automated;
  return found;
}

}  // namespace plimsoll
