// Which places of a host give it away. A mount of the place itself or of a directory above it always counts. Below,
// the deepest place decides: most files of /etc configure one program and command nothing else, and what lies below
// /opt or /home is mostly somebody's data.

#include "lib/core/rules/common/host_exposure.hpp"

#include <algorithm>
#include <cstddef>

#include "lib/core/vocabulary/host_paths.hpp"

namespace plimsoll {
namespace {

/// `account`: the keys and tokens of one user. They are secrets; writing them makes nobody root.
enum class Kind : std::uint8_t { information, devices, kernel_settings, code, account, credentials, runtime_state };

/// When a mount of something below a place counts too.
enum class Below : std::uint8_t { never, when_written, always };

struct Place {
  std::string_view path;  ///< canonical; `*` stands for any one component
  Kind kind;
  Below below;
};

constexpr Place kPlaces[] = {
    // What the host runs or trusts.
    {"/boot", Kind::code, Below::when_written},
    {"/etc", Kind::code, Below::never},
    {"/etc/NetworkManager", Kind::code, Below::when_written},
    {"/etc/alternatives", Kind::code, Below::when_written},
    {"/etc/anacrontab", Kind::code, Below::when_written},
    {"/etc/apparmor", Kind::code, Below::when_written},
    {"/etc/apparmor.d", Kind::code, Below::when_written},
    {"/etc/apt", Kind::code, Below::when_written},
    {"/etc/audit", Kind::code, Below::when_written},
    {"/etc/bash.bashrc", Kind::code, Below::when_written},
    {"/etc/binfmt.d", Kind::code, Below::when_written},
    {"/etc/containerd", Kind::code, Below::when_written},
    {"/etc/cron.allow", Kind::code, Below::when_written},
    {"/etc/cron.d", Kind::code, Below::when_written},
    {"/etc/cron.daily", Kind::code, Below::when_written},
    {"/etc/cron.hourly", Kind::code, Below::when_written},
    {"/etc/cron.monthly", Kind::code, Below::when_written},
    {"/etc/cron.weekly", Kind::code, Below::when_written},
    {"/etc/cron.yearly", Kind::code, Below::when_written},
    {"/etc/crontab", Kind::code, Below::when_written},
    {"/etc/crypttab", Kind::code, Below::when_written},
    {"/etc/dbus-1", Kind::code, Below::when_written},
    {"/etc/default", Kind::code, Below::when_written},
    {"/etc/dhcp", Kind::code, Below::when_written},
    {"/etc/dnf", Kind::code, Below::when_written},
    {"/etc/dpkg", Kind::code, Below::when_written},
    {"/etc/environment", Kind::code, Below::when_written},
    {"/etc/environment.d", Kind::code, Below::when_written},
    {"/etc/fstab", Kind::code, Below::when_written},
    {"/etc/group", Kind::code, Below::when_written},
    {"/etc/grub.d", Kind::code, Below::when_written},
    {"/etc/ifplugd", Kind::code, Below::when_written},
    {"/etc/init", Kind::code, Below::when_written},
    {"/etc/init.d", Kind::code, Below::when_written},
    {"/etc/initramfs-tools", Kind::code, Below::when_written},
    {"/etc/inittab", Kind::code, Below::when_written},
    {"/etc/kernel", Kind::code, Below::when_written},
    {"/etc/ld.so.cache", Kind::code, Below::when_written},
    {"/etc/ld.so.conf", Kind::code, Below::when_written},
    {"/etc/ld.so.conf.d", Kind::code, Below::when_written},
    {"/etc/ld.so.preload", Kind::code, Below::when_written},
    {"/etc/logrotate.conf", Kind::code, Below::when_written},
    {"/etc/logrotate.d", Kind::code, Below::when_written},
    {"/etc/modprobe.d", Kind::code, Below::when_written},
    {"/etc/modules", Kind::code, Below::when_written},
    {"/etc/modules-load.d", Kind::code, Below::when_written},
    {"/etc/network", Kind::code, Below::when_written},
    {"/etc/networkd-dispatcher", Kind::code, Below::when_written},
    {"/etc/nsswitch.conf", Kind::code, Below::when_written},
    {"/etc/pam.conf", Kind::code, Below::when_written},
    {"/etc/pam.d", Kind::code, Below::when_written},
    {"/etc/passwd", Kind::code, Below::when_written},
    {"/etc/polkit-1", Kind::code, Below::when_written},
    {"/etc/ppp", Kind::code, Below::when_written},
    {"/etc/profile", Kind::code, Below::when_written},
    {"/etc/profile.d", Kind::code, Below::when_written},
    {"/etc/rc.d", Kind::code, Below::when_written},
    {"/etc/rc.local", Kind::code, Below::when_written},
    {"/etc/rsyslog.conf", Kind::code, Below::when_written},
    {"/etc/rsyslog.d", Kind::code, Below::when_written},
    {"/etc/runc", Kind::code, Below::when_written},
    {"/etc/security", Kind::code, Below::when_written},
    {"/etc/skel", Kind::code, Below::when_written},
    {"/etc/ssl/openssl.cnf", Kind::code, Below::when_written},
    {"/etc/subgid", Kind::code, Below::when_written},
    {"/etc/subuid", Kind::code, Below::when_written},
    {"/etc/sudo.conf", Kind::code, Below::when_written},
    {"/etc/sudoers", Kind::code, Below::when_written},
    {"/etc/sudoers.d", Kind::code, Below::when_written},
    {"/etc/sysconfig", Kind::code, Below::when_written},
    {"/etc/sysctl.conf", Kind::code, Below::when_written},
    {"/etc/sysctl.d", Kind::code, Below::when_written},
    {"/etc/systemd", Kind::code, Below::when_written},
    {"/etc/tmpfiles.d", Kind::code, Below::when_written},
    {"/etc/udev", Kind::code, Below::when_written},
    {"/etc/update-motd.d", Kind::code, Below::when_written},
    {"/etc/xdg", Kind::code, Below::when_written},
    {"/etc/xinetd.d", Kind::code, Below::when_written},
    {"/etc/yum", Kind::code, Below::when_written},
    {"/etc/yum.repos.d", Kind::code, Below::when_written},
    {"/etc/zsh", Kind::code, Below::when_written},
    {"/opt", Kind::code, Below::never},
    {"/root/.bash_login", Kind::code, Below::when_written},
    {"/root/.bash_profile", Kind::code, Below::when_written},
    {"/root/.bashrc", Kind::code, Below::when_written},
    {"/root/.profile", Kind::code, Below::when_written},
    {"/root/.zshrc", Kind::code, Below::when_written},
    {"/run/systemd/system", Kind::code, Below::when_written},
    {"/run/systemd/transient", Kind::code, Below::when_written},
    {"/run/udev/rules.d", Kind::code, Below::when_written},
    {"/usr", Kind::code, Below::when_written},
    {"/usr/bin", Kind::code, Below::when_written},
    {"/usr/lib", Kind::code, Below::when_written},
    {"/usr/lib32", Kind::code, Below::when_written},
    {"/usr/lib64", Kind::code, Below::when_written},
    {"/usr/libx32", Kind::code, Below::when_written},
    {"/usr/local", Kind::code, Below::never},
    {"/usr/local/bin", Kind::code, Below::when_written},
    {"/usr/local/lib", Kind::code, Below::when_written},
    {"/usr/local/libexec", Kind::code, Below::when_written},
    {"/usr/local/sbin", Kind::code, Below::when_written},
    {"/usr/sbin", Kind::code, Below::when_written},
    {"/var/lib/dpkg", Kind::code, Below::when_written},
    {"/var/spool/anacron", Kind::code, Below::when_written},
    {"/var/spool/at", Kind::code, Below::when_written},
    {"/var/spool/cron", Kind::code, Below::when_written},

    // Keys, tokens and password hashes.
    {"/etc/NetworkManager/system-connections", Kind::credentials, Below::always},
    {"/etc/docker", Kind::credentials, Below::always},
    {"/etc/gshadow", Kind::credentials, Below::always},
    {"/etc/gshadow-", Kind::credentials, Below::always},
    {"/etc/ipsec.secrets", Kind::credentials, Below::always},
    {"/etc/krb5.keytab", Kind::credentials, Below::always},
    {"/etc/kubernetes", Kind::credentials, Below::always},
    {"/etc/pki/tls/private", Kind::credentials, Below::always},
    {"/etc/rancher", Kind::credentials, Below::always},
    {"/etc/shadow", Kind::credentials, Below::always},
    {"/etc/shadow-", Kind::credentials, Below::always},
    {"/etc/ssh", Kind::credentials, Below::always},
    {"/etc/ssl/private", Kind::credentials, Below::always},
    {"/etc/wireguard", Kind::credentials, Below::always},
    {"/home", Kind::account, Below::never},
    {"/home/*/.aws", Kind::account, Below::always},
    {"/home/*/.azure", Kind::account, Below::always},
    {"/home/*/.docker", Kind::account, Below::always},
    {"/home/*/.git-credentials", Kind::account, Below::always},
    {"/home/*/.gnupg", Kind::account, Below::always},
    {"/home/*/.kube", Kind::account, Below::always},
    {"/home/*/.netrc", Kind::account, Below::always},
    {"/home/*/.ssh", Kind::account, Below::always},
    {"/root", Kind::credentials, Below::never},
    {"/root/.aws", Kind::credentials, Below::always},
    {"/root/.azure", Kind::credentials, Below::always},
    {"/root/.docker", Kind::credentials, Below::always},
    {"/root/.git-credentials", Kind::credentials, Below::always},
    {"/root/.gnupg", Kind::credentials, Below::always},
    {"/root/.kube", Kind::credentials, Below::always},
    {"/root/.netrc", Kind::credentials, Below::always},
    {"/root/.ssh", Kind::credentials, Below::always},
    {"/run/credentials", Kind::credentials, Below::always},
    {"/run/secrets", Kind::credentials, Below::always},
    {"/run/user/*", Kind::account, Below::never},
    {"/var/backups", Kind::credentials, Below::never},
    {"/var/backups/group.bak", Kind::credentials, Below::always},
    {"/var/backups/gshadow.bak", Kind::credentials, Below::always},
    {"/var/backups/passwd.bak", Kind::credentials, Below::always},
    {"/var/backups/shadow.bak", Kind::credentials, Below::always},
    {"/var/lib/cloud", Kind::credentials, Below::always},
    {"/var/lib/etcd", Kind::credentials, Below::always},

    // Every other container's files and secrets, and sockets that take orders from whoever connects.
    {"/run/containerd", Kind::runtime_state, Below::always},
    {"/run/containers", Kind::runtime_state, Below::always},
    {"/run/crio", Kind::runtime_state, Below::always},
    {"/run/dbus", Kind::runtime_state, Below::always},
    {"/run/docker", Kind::runtime_state, Below::always},
    {"/run/podman", Kind::runtime_state, Below::always},
    {"/run/runc", Kind::runtime_state, Below::always},
    {"/run/systemd/private", Kind::runtime_state, Below::always},
    {"/var/lib/containerd", Kind::runtime_state, Below::always},
    {"/var/lib/containers", Kind::runtime_state, Below::always},
    {"/var/lib/docker", Kind::runtime_state, Below::always},
    {"/var/lib/kubelet", Kind::runtime_state, Below::always},
    {"/var/lib/rancher", Kind::runtime_state, Below::always},

    // What the kernel obeys. Read-only, most of /proc and /sys is what any container sees.
    {"/proc", Kind::kernel_settings, Below::when_written},
    {"/proc/1", Kind::kernel_settings, Below::always},
    {"/sys", Kind::kernel_settings, Below::never},
    {"/sys/bus", Kind::kernel_settings, Below::when_written},
    {"/sys/firmware", Kind::kernel_settings, Below::always},
    {"/sys/fs", Kind::kernel_settings, Below::when_written},
    {"/sys/fs/bpf", Kind::kernel_settings, Below::always},
    {"/sys/kernel", Kind::kernel_settings, Below::when_written},
    {"/sys/kernel/debug", Kind::kernel_settings, Below::always},
    {"/sys/kernel/security", Kind::kernel_settings, Below::always},
    {"/sys/kernel/tracing", Kind::kernel_settings, Below::always},
    {"/sys/module", Kind::kernel_settings, Below::when_written},
    {"/sys/power", Kind::kernel_settings, Below::when_written},

    // Single device nodes are the devices' rules.
    {"/dev", Kind::devices, Below::never},

    {"/run/log", Kind::information, Below::always},
    {"/var/log", Kind::information, Below::never},
    {"/var/log/audit", Kind::information, Below::always},
    {"/var/log/journal", Kind::information, Below::always},
};

std::ptrdiff_t depth(const Place& place) { return std::ranges::count(place.path, '/'); }

bool commands_host(Kind kind) { return kind != Kind::information && kind != Kind::account; }

Reveals reveals(Kind kind) {
  const bool secrets = kind == Kind::account || kind == Kind::credentials || kind == Kind::runtime_state;
  return secrets ? Reveals::secrets : Reveals::information;
}

/// Collects the places that one path gives away.
class Survey {
 public:
  explicit Survey(std::string_view path) : path_(path) {}

  void look_at(const Place& place) {
    const Relation found = relation(path_, place.path);
    if (found == Relation::above) give_away(place, Below::always);
    if (found != Relation::equal && found != Relation::below) return;
    if (deepest_.path.empty() || depth(place) > depth(deepest_)) deepest_ = place;
  }

  Exposure result() {
    if (!deepest_.path.empty()) {
      const bool is_the_place = relation(path_, deepest_.path) == Relation::equal;
      give_away(deepest_, is_the_place ? Below::always : deepest_.below);
      exposure_.configures_host = !is_the_place && deepest_.path == "/etc";
    }
    return exposure_;
  }

 private:
  void give_away(const Place& place, Below counts) {
    if (counts != Below::never && commands_host(place.kind)) exposure_.commands_host = true;
    if (counts == Below::always) exposure_.reveals = std::max(exposure_.reveals, reveals(place.kind));
  }

  std::string_view path_;
  Place deepest_{};
  Exposure exposure_;
};

}  // namespace

Exposure exposure_of(std::string_view path, const EngineFacts& engine) {
  Survey survey(path);
  for (const Place& place : kPlaces) survey.look_at(place);
  const std::string root = engine.root_directory ? canonical_path(*engine.root_directory) : "";
  if (!root.empty()) survey.look_at({root, Kind::runtime_state, Below::always});
  return survey.result();
}

}  // namespace plimsoll
