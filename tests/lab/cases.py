"""What the rules must say about containers of a real engine, as data.

Most cases are a container without any fault plus the one option that a rule is about. `violates` names rules
that it must violate; another rule may find more in it. A near miss violates none at all. `$files`, `$shared`, `$socket` and `$cgroup` in options stand for
what the engine at hand has: a directory of its own (with the seccomp profiles in it), a mount point with
shared propagation, its API socket and its cgroup.

Containers only sleep: a writable mount of the host is there to be seen, never to be written.
"""

from dataclasses import dataclass

from engine import BASE_IMAGE, USER_IMAGE

# Planted where secrets turn up in practice. No output of plimsoll may hold it.
PLANTED_SECRET = "planted-secret-8d1f"


@dataclass(frozen=True)
class Volume:
    name: str
    options: tuple[str, ...] = ()  # of the local driver, as KEY=VALUE


@dataclass(frozen=True)
class Case:
    name: str  # the container's
    run: tuple[str, ...]
    violates: frozenset[str]
    image: str = BASE_IMAGE
    pinned: bool = True  # started by the image's id, so that no tag can move beneath it
    command: tuple[str, ...] = ()
    volumes: tuple[Volume, ...] = ()
    needs: tuple[str, ...] = ()  # containers that must run before; they stand above in the table
    cgroup: int | None = None    # only a machine with this cgroup version can show it
    not_on: tuple[str, ...] = ()  # engines that do not take it from the docker CLI


_HARDENED = {
    "--user": "1000:1000",
    "--cap-drop": "ALL",
    "--security-opt": "no-new-privileges",
    "--read-only": None,
    "--memory": "32m",
    "--memory-swap": "32m",
    "--cpus": "0.5",
    "--pids-limit": "32",
    "--network": "lab",
    "--init": None,
    "--health-cmd": "/bin/true",
    "--health-interval": "1h",  # it is there to be seen, not to run
    "--log-opt": "max-size=1m",
}
_MAY_REPEAT = ("--security-opt", "--log-opt")


def hardened(*options: str, without: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The options of a container without fault; each of `options` replaces the one of the same name."""
    names = {option.split("=", 1)[0] for option in options} - set(_MAY_REPEAT)
    kept = {name: value for name, value in _HARDENED.items() if name not in names and name not in without}
    return (*(name if value is None else f"{name}={value}" for name, value in kept.items()), *options)


def near_miss(name: str, *options: str, without: tuple[str, ...] = (), **more) -> Case:
    return Case(name, hardened(*options, without=without), frozenset(), **more)


def violation(rules: str, name: str, *options: str, without: tuple[str, ...] = (), **more) -> Case:
    """A container without fault but for these options; rules are separated by spaces."""
    return Case(name, hardened(*options, without=without), frozenset(rules.split()), **more)


_ROOT = "--user=0:0"
_ALL_CAPABILITIES = ("capability-root-equivalent capability-dangerous capability-added capability-net-raw "
                     "capability-default-kept")
_PRIVILEGED = ("privileged seccomp-disabled masked-paths-removed readonly-paths-removed block-device-exposed "
               f"{_ALL_CAPABILITIES}")

CASES = [
    Case("plain", (), frozenset({
        "runs-as-root", "capability-net-raw", "capability-default-kept", "no-new-privileges-missing",
        "root-filesystem-writable", "memory-limit-missing", "cpu-limit-missing", "pids-limit-missing",
        "default-bridge", "healthcheck-missing", "init-missing", "log-size-unlimited", "image-not-pinned"}),
        pinned=False),
    near_miss("hardened"),
    near_miss("hardened-by-image", without=("--user",), image=USER_IMAGE),

    # user
    violation("runs-as-root", "user-of-image-is-root", without=("--user",)),
    violation("runs-as-root", "user-root-by-name", "--user=root"),
    violation("runs-as-root", "user-zero-with-group", "--user=0:1000"),
    violation("runs-as-root", "user-zero-twice", "--user=00"),
    near_miss("user-in-group-zero", "--user=1000:0"),
    violation("dangerous-supplementary-group", "group-docker-by-name", "--group-add=docker"),
    violation("dangerous-supplementary-group", "group-zero", "--group-add=0"),
    near_miss("group-harmless", "--group-add=2000"),

    # capabilities
    violation("root-equivalent runs-as-root capability-root-equivalent", "cap-sys-admin", _ROOT, "--cap-add=SYS_ADMIN"),
    violation("root-equivalent runs-as-root capability-root-equivalent", "cap-lower-case", _ROOT, "--cap-add=cap_sys_module"),
    violation("root-equivalent runs-as-root capability-root-equivalent host-pid-namespace", "cap-sys-ptrace-host-pid",
              _ROOT, "--cap-add=SYS_PTRACE", "--pid=host"),
    violation("runs-as-root capability-added", "cap-sys-ptrace", _ROOT, "--cap-add=SYS_PTRACE"),
    violation(f"root-equivalent runs-as-root {_ALL_CAPABILITIES}", "cap-all", _ROOT, "--cap-add=ALL", without=("--cap-drop",)),
    violation("runs-as-root capability-dangerous", "cap-sys-time", _ROOT, "--cap-add=SYS_TIME"),
    violation("runs-as-root capability-dangerous host-network", "cap-net-admin-host-network",
              _ROOT, "--cap-add=NET_ADMIN", "--network=host"),
    violation("runs-as-root capability-added", "cap-net-admin", _ROOT, "--cap-add=NET_ADMIN"),
    violation("runs-as-root capability-net-raw", "cap-net-raw", _ROOT, "--cap-add=NET_RAW"),
    violation("runs-as-root capability-default-kept", "cap-mknod-kept", _ROOT, "--cap-add=MKNOD"),
    violation("runs-as-root capability-net-raw capability-default-kept", "cap-one-dropped",
              _ROOT, "--cap-drop=CHOWN"),
    violation("runs-as-root", "cap-chown-kept", _ROOT, "--cap-add=CHOWN"),

    # privileged and confinement
    violation(f"root-equivalent runs-as-root {_PRIVILEGED}", "privileged", _ROOT, "--privileged", without=("--cap-drop",)),
    # The engine ignores the dropping: every capability is there.
    violation(f"root-equivalent runs-as-root {_PRIVILEGED}", "privileged-and-cap-drop", _ROOT, "--privileged"),
    violation("seccomp-disabled", "seccomp-unconfined", "--security-opt=seccomp=unconfined"),
    violation("seccomp-disabled", "seccomp-allow-all", "--security-opt=seccomp=$files/seccomp/allow-all.json",
              not_on=("podman",)),
    violation("init-missing", "seccomp-own-profile", "--security-opt=seccomp=$files/seccomp/deny-by-default.json",
              without=("--init",), not_on=("podman",)),  # the engine's init makes system calls that the profile denies
    violation("no-new-privileges-missing", "no-new-privileges-absent", without=("--security-opt",)),
    violation("no-new-privileges-missing", "no-new-privileges-false", "--security-opt=no-new-privileges=false",
              without=("--security-opt",)),
    near_miss("no-new-privileges-equals", "--security-opt=no-new-privileges=true", without=("--security-opt",)),
    near_miss("no-new-privileges-colon", "--security-opt=no-new-privileges:true", without=("--security-opt",)),
    violation("masked-paths-removed readonly-paths-removed", "system-paths-unconfined",
              "--security-opt=systempaths=unconfined"),
    violation("root-equivalent block-device-exposed", "device-disk", "--device=/dev/loop0", not_on=("podman",)),
    violation("root-equivalent block-device-exposed", "device-disk-renamed", "--device=/dev/loop0:/dev/null0:r", not_on=("podman",)),
    violation("root-equivalent block-device-exposed", "device-disk-bind", "--mount=type=bind,src=/dev/loop0,dst=/disk"),
    violation("host-device-exposed", "device-fuse", "--device=/dev/fuse", not_on=("podman",)),
    violation("root-equivalent runs-as-root capability-default-kept device-cgroup-rule-wide", "device-rule-all",
              _ROOT, "--cap-add=MKNOD", "--device-cgroup-rule=a *:* rwm"),
    violation("root-equivalent runs-as-root capability-default-kept device-cgroup-rule-wide", "device-rule-block",
              _ROOT, "--cap-add=MKNOD", "--device-cgroup-rule=b 8:* rmw"),
    violation("device-cgroup-rule", "device-rule-block-without-mknod", "--device-cgroup-rule=b *:* rmw"),
    violation("device-cgroup-rule", "device-rule-one", "--device-cgroup-rule=c 10:229 r"),

    violation("root-equivalent runs-as-root masked-paths-removed readonly-paths-removed", "core-pattern",
              _ROOT, "--security-opt=systempaths=unconfined"),
    violation("root-equivalent runs-as-root capability-added shared-container-namespace", "ptrace-into-privileged",
              _ROOT, "--cap-add=SYS_PTRACE", "--pid=container:privileged", needs=("privileged",)),

    # mounts
    violation("root-equivalent docker-socket-mounted", "docker-socket", "--volume=/var/run/docker.sock:/var/run/docker.sock"),
    violation("root-equivalent docker-socket-mounted", "docker-socket-renamed", "--volume=/run/docker.sock:/srv/s:ro"),
    violation("root-equivalent docker-socket-mounted", "docker-socket-of-this-engine", "--volume=$socket:/srv/s"),
    violation("root-equivalent docker-socket-mounted sensitive-host-path-readable", "docker-socket-directory",
              "--volume=/var/run:/srv/run:ro"),
    near_miss("docker-socket-similar-name", "--volume=$files/docker.sock-x:/srv/docker.sock-x"),
    near_miss("docker-socket-only-destination", "--volume=$files/data:/var/run/docker.sock"),
    violation("root-equivalent docker-socket-mounted sensitive-host-path-writable", "host-root", "--volume=/:/host"),
    violation("root-equivalent docker-socket-mounted sensitive-host-path-readable", "host-root-read-only", "--volume=/:/host:ro"),
    violation("root-equivalent sensitive-host-path-writable", "etc", "--volume=/etc:/srv/etc"),
    violation("host-configuration-writable", "etc-hosts", "--volume=/etc/hosts:/srv/hosts"),
    near_miss("etc-hosts-read-only", "--volume=/etc/hosts:/srv/hosts:ro"),
    violation("root-equivalent sensitive-host-path-writable", "etc-typed", "--mount=type=bind,src=/etc,dst=/srv/etc"),
    violation("root-equivalent sensitive-host-path-writable", "etc-from-other", "--volumes-from=etc", needs=("etc",)),
    violation("sensitive-host-path-readable", "etc-read-only", "--volume=/etc:/srv/etc:ro"),
    violation("root-equivalent sensitive-host-path-writable", "etc-through-volume",
              "--mount=type=volume,src=etc,dst=/srv/etc,volume-nocopy",
              volumes=(Volume("etc", ("type=none", "o=bind", "device=/etc")),)),
    violation("sensitive-host-path-readable", "etc-through-volume-read-only", "--volume=etc-read:/srv/etc:ro,nocopy",
              volumes=(Volume("etc-read", ("type=none", "o=bind", "device=/etc/")),)),
    # A known blind spot: the engine reports the link; only the host, or the kernel's mount table, knows where it leads.
    near_miss("etc-through-link", "--volume=$files/link-to-etc:/srv/etc"),
    violation("root-equivalent sensitive-host-path-writable", "proc", "--volume=/proc:/host/proc"),
    violation("root-equivalent sensitive-host-path-writable", "cgroups", "--volume=/sys/fs/cgroup:/host/cgroup"),
    violation("sensitive-host-path-readable", "home-of-root", "--volume=/root:/srv/root:ro"),
    violation("host-information-readable", "proc-read-only", "--volume=/proc:/host/proc:ro"),
    violation("host-information-readable", "logs-read-only", "--volume=/var/log:/srv/log:ro"),
    near_miss("own-directory", "--volume=$files/data:/data"),
    near_miss("own-directory-named-etc", "--volume=$files/etc:/etc/app"),
    near_miss("hosts-file-read-only", "--mount=type=bind,src=/etc/hosts,dst=/srv/hosts,readonly"),
    near_miss("volume", "--volume=data:/data", volumes=(Volume("data"),)),
    near_miss("volume-of-own-directory", "--volume=own:/data:nocopy",
              volumes=(Volume("own", ("type=none", "o=bind", "device=$files/data")),)),
    near_miss("volume-in-memory", "--volume=memory:/data:nocopy",
              volumes=(Volume("memory", ("type=tmpfs", "device=tmpfs")),)),
    near_miss("tmpfs", "--tmpfs=/run:rw,size=1m", "--mount=type=tmpfs,dst=/etc/secrets,tmpfs-size=65536"),
    violation("mount-propagation-shared", "propagation-shared", "--volume=$shared:/shared:rshared"),
    near_miss("propagation-slave", "--volume=$shared:/shared:rslave"),
    violation("root-filesystem-writable", "root-filesystem-writable", without=("--read-only",)),

    # cgroup limits
    violation("memory-limit-missing", "memory-unlimited", without=("--memory", "--memory-swap")),
    violation("memory-limit-missing", "memory-above-host", "--memory=64t", "--memory-swap=64t"),
    violation("swap-unlimited", "swap-unlimited", "--memory-swap=-1"),
    violation("cpu-limit-missing", "cpu-unlimited", without=("--cpus",)),
    violation("cpu-limit-missing", "cpu-default-shares", "--cpu-shares=1024", without=("--cpus",)),
    near_miss("cpu-shares", "--cpu-shares=512", without=("--cpus",)),
    near_miss("cpu-quota", "--cpu-period=100000", "--cpu-quota=50000", without=("--cpus",)),
    near_miss("cpu-set", "--cpuset-cpus=0", without=("--cpus",)),
    violation("pids-limit-missing", "pids-absent", without=("--pids-limit",)),
    violation("pids-limit-missing", "pids-zero", "--pids-limit=0"),
    violation("pids-limit-missing", "pids-unlimited", "--pids-limit=-1"),
    violation("block-io-limit-partial", "block-io-read-only", "--device-read-bps=/dev/loop0:1mb"),
    near_miss("block-io-both", "--device-read-bps=/dev/loop0:1mb", "--device-write-bps=/dev/loop0:1mb"),
    violation("ulimit-excessive", "ulimit-unlimited", "--ulimit=nproc=-1:-1"),
    near_miss("ulimit-lowered", "--ulimit=nofile=512:1024"),
    violation("oom-killer-disabled", "oom-killer-disabled", "--oom-kill-disable", cgroup=1),
    violation("oom-score-lowered", "oom-score-lowered", "--oom-score-adj=-500"),
    near_miss("oom-score-raised", "--oom-score-adj=500"),
    violation("cgroup-parent-foreign", "cgroup-parent", "--cgroup-parent=$cgroup/foreign"),
    violation("restart-policy-unbounded", "restart-always", "--restart=always"),
    violation("restart-policy-unbounded", "restart-unless-stopped", "--restart=unless-stopped"),
    violation("restart-policy-unbounded", "restart-on-failure", "--restart=on-failure"),
    near_miss("restart-five-times", "--restart=on-failure:5"),

    # namespaces and network
    violation("host-pid-namespace", "host-pid", "--pid=host"),
    violation("host-pid-namespace shared-container-namespace", "host-pid-through-other",
              "--pid=container:host-pid", needs=("host-pid",)),
    violation("host-ipc-namespace", "host-ipc", "--ipc=host"),
    violation("host-network", "host-network", "--network=host"),
    violation("host-network shared-container-namespace", "host-network-through-other",
              "--network=container:host-network", needs=("host-network",)),
    violation("host-uts-namespace", "host-uts", "--uts=host"),
    violation("host-cgroup-namespace", "host-cgroup", "--cgroupns=host", cgroup=2),
    near_miss("private-cgroup", "--cgroupns=private"),
    violation("shared-container-namespace", "shared-pid", "--pid=container:hardened", needs=("hardened",)),
    violation("shared-container-namespace", "shared-network", "--network=container:hardened", needs=("hardened",)),
    violation("ipc-shareable", "ipc-shareable", "--ipc=shareable"),
    violation("shared-container-namespace", "shared-ipc", "--ipc=container:ipc-shareable", needs=("ipc-shareable",)),
    near_miss("no-network", "--network=none"),
    violation("port-on-all-addresses", "port-everywhere", "--publish=18080:80"),
    violation("port-on-all-addresses", "port-everywhere-ipv6", "--publish=[::]:18081:80/udp"),
    near_miss("port-on-loopback", "--publish=127.0.0.1:18082:80"),
    violation("privileged-port", "port-privileged", "--publish=127.0.0.1:443:443"),
    near_miss("port-first-unprivileged", "--publish=127.0.0.1:1024:443"),
    violation("default-bridge", "default-bridge", without=("--network",)),
    violation("default-bridge", "default-bridge-by-name", "--network=bridge"),

    # identity: anyone can write labels and names like Swarm's; which of the two is the true one nobody can tell
    violation("identity-claimed-twice", "web.1.aaaaaaaaaaaaaaaaaaaaaaaaa", "--label=com.docker.swarm.service.name=web",
              "--label=com.docker.swarm.task.name=web.1.aaaaaaaaaaaaaaaaaaaaaaaaa"),
    violation("identity-claimed-twice", "web.1.bbbbbbbbbbbbbbbbbbbbbbbbb", "--label=com.docker.swarm.service.name=web",
              "--label=com.docker.swarm.task.name=web.1.bbbbbbbbbbbbbbbbbbbbbbbbb",
              needs=("web.1.aaaaaaaaaaaaaaaaaaaaaaaaa",)),

    # operation
    violation("image-not-pinned", "image-by-tag", pinned=False),
    violation("healthcheck-missing", "health-unchecked", without=("--health-cmd", "--health-interval")),
    violation("healthcheck-missing", "health-switched-off", "--no-healthcheck",
              without=("--health-cmd", "--health-interval"), image=USER_IMAGE),
    violation("init-missing", "init-missing", without=("--init",)),
    violation("log-size-unlimited", "log-size-unlimited", without=("--log-opt",)),
    near_miss("log-driver-local", "--log-driver=local", without=("--log-opt",)),
    violation("logging-disabled", "logging-disabled", "--log-driver=none", without=("--log-opt",)),
    violation("executable-tmpfs", "tmpfs-executable", "--tmpfs=/scratch:exec"),
    near_miss("tmpfs-not-executable", "--tmpfs=/scratch:noexec"),
    violation("sysctl-unsafe", "sysctl-unsafe", "--sysctl=net.ipv4.ip_forward=1"),
    near_miss("sysctl-safe", "--sysctl=net.ipv4.ip_unprivileged_port_start=80"),
    violation("secret-in-environment", "secret-in-environment", "--env=DB_PASSWORD=3f2c77aa"),
    near_miss("secret-in-a-file", "--env=DB_PASSWORD_FILE=/run/secrets/db"),

    # what no rule reads, but every decoder meets
    near_miss("hostile-texts", '--label=quote="}],{"', "--label=lines=a\nb\tc\x1b[31m\u202e", "--env=LINES=a\nb",
              "--label=empty", "--hostname=a.b-c"),
    violation("secret-in-environment", "planted-secrets", f"--env=PASSWORD={PLANTED_SECRET}", f"--label=token={PLANTED_SECRET}",
              f"--mount=type=volume,src=planted,dst=/data,volume-opt=type=tmpfs,volume-opt=device={PLANTED_SECRET}",
              command=("/bin/sh", "-c", f": {PLANTED_SECRET}; exec sleep 1000000")),
    near_miss("planted-log-option", "--log-driver=json-file", f"--log-opt=tag={PLANTED_SECRET}", not_on=("podman",)),
]

# For an engine that remaps users.
REMAPPED_CASES = [
    Case("plain", (), frozenset({
        "capability-net-raw", "capability-default-kept", "no-new-privileges-missing", "root-filesystem-writable",
        "memory-limit-missing", "cpu-limit-missing", "pids-limit-missing", "default-bridge", "healthcheck-missing",
        "init-missing", "log-size-unlimited", "image-not-pinned"}), pinned=False),
    near_miss("hardened"),
    near_miss("user-root-remapped", _ROOT),
    violation("capability-added", "cap-sys-admin-remapped", _ROOT, "--cap-add=SYS_ADMIN"),
    violation("sensitive-host-path-readable", "etc-remapped", "--volume=/etc:/srv/etc"),
    violation("docker-socket-mounted", "docker-socket", "--volume=/var/run/docker.sock:/var/run/docker.sock"),
    violation("host-user-namespace", "host-user-namespace", "--userns=host"),
    violation("host-user-namespace runs-as-root", "host-user-namespace-root", "--userns=host", _ROOT),
    violation(f"root-equivalent host-user-namespace runs-as-root {_PRIVILEGED}", "privileged", "--userns=host", _ROOT, "--privileged",
              without=("--cap-drop",)),
]

# Rules about containers that no single container of this engine on this kind of machine can violate.
CANNOT_SHOW = {
    "apparmor-disabled": "needs a kernel with AppArmor",
    "selinux-disabled": "needs a kernel with SELinux",
    "privileged-in-user-namespace": "an engine that remaps refuses --privileged without --userns=host; "
                                    "only a rootless engine shows it",
    "writable-cgroups": "this engine does not know the option yet",
    "runtime-unknown": "needs an engine that was set up with another runtime",
    "sshd-running": "shown while it runs, by runtime_test.py",
    "privileged-exec": "shown while it runs, by runtime_test.py",
    "root-exec": "shown while it runs, by runtime_test.py",
    "process-exceeds-container": "shown while it runs, by effective_test.py",
    "limit-changed": "docker run changes none behind the engine's back: effective_test.py does",
    "container-unhealthy": "shown once it has failed, by runtime_test.py",
    "image-tag-moved": "shown once the tag has moved, by runtime_test.py",
    "port-not-expected": "only a policy says what is expected: runtime_test.py has one",
    "container-unlisted": "only a policy says what is expected: runtime_test.py has one",
}
