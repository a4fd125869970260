"""Container engines of the tests' own: started from the machine's binaries, private, gone afterwards.

    with DockerEngine() as engine:
        engine.import_image()
        engine.docker("run", "-d", "--name", "plain", BASE_IMAGE)
        status, headers, body = engine.api("/containers/json")

An engine never touches one that a person runs: see sandbox.py.
"""

import contextlib
import http.client
import io
import json
import os
import shutil
import subprocess
import tarfile
import time
from pathlib import Path

from sandbox import Sandbox, cgroup_roots
from unix_http import UnixConnection

BASE_IMAGE = "plimsoll-test/base:1"
USER_IMAGE = "plimsoll-test/user:1"

_USER_DOCKERFILE = f"""
FROM {BASE_IMAGE}
USER 1000
HEALTHCHECK CMD ["/bin/true"]
""".encode()

_TRIXIE_PACKAGES = "docker.io,docker-cli,iptables,ca-certificates"

_START_DEADLINE_SECONDS = 60
_POLL_SECONDS = 0.02
_UNIX_PATH_MAX = 107
_LOG_TAIL_LINES = 25
_CAP_SYS_RESOURCE = 24

# Without CAP_SYS_RESOURCE in the machine's bounding set runc can neither grant it, nor lower an OOM
# score, nor raise a limit. Leaving those three out of what runc is asked for lets the container start;
# the engine's API still reports exactly what the user asked for. (Podman's from that very file: it is
# put back.)
_RUNC_WITHOUT_SYS_RESOURCE = r"""#!/bin/sh
previous=
for argument in "$@"; do
  case "$previous" in
    --bundle) spec="$argument/config.json" ;;
    --process) spec="$argument" ;;
  esac
  previous="$argument"
done
[ -n "$spec" ] || exec @RUNC@ "$@"
cp "$spec" "$spec.asked"
sed -i -e 's/"CAP_SYS_RESOURCE",//g' -e 's/,"CAP_SYS_RESOURCE"//g' \
  -e 's/"oomScoreAdj":-[0-9]*/"oomScoreAdj":0/' -e 's/"rlimits":\[[^]]*\],//' "$spec"
@RUNC@ "$@"
status=$?
mv "$spec.asked" "$spec"
exit $status
"""


class EngineError(Exception):
    pass


class BusyboxImages:
    """Makes the images of the tests by the docker CLI, which a subclass runs."""

    def docker(self, *args: str, stdin: bytes | None = None) -> str:
        raise NotImplementedError

    def import_image(self) -> None:
        """Makes the two test images from the machine's static busybox; no registry is asked."""
        self.docker("import", "--change", 'CMD ["/bin/sleep","1000000"]', "-", BASE_IMAGE, stdin=busybox_layer())
        self.docker("build", "--quiet", "--tag", USER_IMAGE, "-", stdin=_USER_DOCKERFILE)

    def image_id(self, name: str) -> str:
        return self.docker("image", "inspect", "--format={{.Id}}", name)


class Engine(BusyboxImages):
    """What the engines have in common: a sandbox, a socket, the docker CLI and raw requests."""

    name = ""

    def __init__(self, directory: str | None = None):
        self._sandbox = Sandbox(directory)
        self._set_paths(self._sandbox.directory)
        self.pid = 0

    def _set_paths(self, directory: Path) -> None:
        self.directory = directory
        self.cgroup = f"/{directory.name}"
        self.socket = self.directory / "docker.sock"
        self.files = self.directory / "files"    # for files that containers mount
        self.shared = self.directory / "shared"  # a mount point with shared propagation
        self._log = self.directory / "engine.log"

    def __enter__(self):
        try:
            self._start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_):
        self.close()

    def close(self) -> None:
        self._sandbox.close()

    def kill(self) -> None:
        """SIGKILL to the engine; its containers run on. start_again() or close() follows."""
        self._sandbox.kill()

    def start_again(self) -> None:
        """What was killed, on the same files, socket and network. Returns when it answers."""
        self._adopt(self._sandbox.spawn_again(self._command(), log=self._log, env=self._environment()))

    def docker(self, *args: str, stdin: bytes | None = None, env: dict[str, str] | None = None) -> str:
        """Runs the docker CLI against this engine and returns what it printed; `env` is added to its environment."""
        command = [*self._cli(), "-H", f"unix://{self.socket}", *args]
        # A person's own configuration holds credentials, contexts and proxies for containers.
        env = {"PATH": os.environ["PATH"], "DOCKER_CONFIG": str(self.directory / "cli"), **(env or {})}
        done = subprocess.run(command, input=stdin, env=env, capture_output=True, check=False)
        if done.returncode:
            raise EngineError(f"docker {' '.join(args)}: {done.stderr.decode(errors='replace').strip()}")
        return done.stdout.decode().strip()

    def api(self, path: str, method: str = "GET", body: dict | None = None) -> tuple[int, http.client.HTTPMessage, bytes]:
        """As (status, headers, body)."""
        connection = UnixConnection(self.socket, _START_DEADLINE_SECONDS)
        try:
            connection.request(method, path, json.dumps(body) if body else None, {"Content-Type": "application/json"})
            response = connection.getresponse()
            return response.status, response.headers, response.read()
        finally:
            connection.close()

    def cgroup_version(self) -> int:
        return int(json.loads(self.api("/info")[2])["CgroupVersion"])

    def _start(self) -> None:
        if len(str(self.socket)) > _UNIX_PATH_MAX:
            raise EngineError(f"{self.socket}: longer than a Unix socket path can be; give a shorter directory")
        self.files.mkdir()
        self.shared.mkdir()
        self._adopt(self._sandbox.spawn(self._command(), log=self._log, env=self._environment(), setup=self._setup()))

    def _adopt(self, process: subprocess.Popen) -> None:
        self.pid = process.pid
        self._await_ping(process)

    def _cli(self) -> list[str]:
        # Debian's own belongs to Debian's engine; a newer one in /usr/local may know other options.
        return ["/usr/bin/docker" if os.path.exists("/usr/bin/docker") else _binary("docker")]

    def _command(self) -> list[str]:
        raise NotImplementedError

    def _environment(self) -> dict[str, str]:
        """Nothing inherited: a proxy of the machine's would show in /info and in every container."""
        return {"PATH": os.environ["PATH"], "HOME": str(self.directory)}

    def _setup(self) -> str:
        # Hiding the host's /run keeps fixed paths (containerd's shim sockets, docker plugins) apart from
        # those of an engine that a person runs, and leaves the well-known /run/docker.sock to this one.
        setup = f"""
mount -t tmpfs -o mode=755 lab /run
mount --bind {self.shared} {self.shared}
mount --make-shared {self.shared}
"""
        return setup if holds_sys_resource() else setup + self._wrap_runc()

    def _wrap_runc(self) -> str:
        """In the runtime's own place, so that the API says "runc" as on any host."""
        runc, real, wrapper = _binary("runc"), self.directory / "runc", self.directory / "runc-wrapper"
        wrapper.write_text(runc_wrapper(real))
        wrapper.chmod(0o755)
        real.touch()
        return f"mount --bind {runc} {real}\nmount --bind {wrapper} {runc}\n"

    def _await_ping(self, process: subprocess.Popen) -> None:
        deadline = time.monotonic() + _START_DEADLINE_SECONDS
        while not self._answers():
            if process.poll() is not None:
                raise EngineError(f"{self.name} ended with {process.returncode}:\n{self._log_tail()}")
            if time.monotonic() > deadline:
                raise EngineError(f"{self.name} gave no answer in {_START_DEADLINE_SECONDS} s:\n{self._log_tail()}")
            time.sleep(_POLL_SECONDS)

    def _answers(self) -> bool:
        try:
            return self.api("/_ping")[0] == 200
        except (OSError, http.client.HTTPException):
            return False

    def _log_tail(self) -> str:
        return "\n".join(self._log.read_text(errors="replace").splitlines()[-_LOG_TAIL_LINES:])


class DockerEngine(Engine):
    """The machine's own dockerd. With userns_remap, root in a container is uid 100000 outside; with live_restore,
    containers outlive a restart."""

    name = "docker"

    def __init__(self, directory: str | None = None, *, userns_remap: bool = False, live_restore: bool = False):
        super().__init__(directory)
        self._userns_remap = userns_remap
        self._live_restore = live_restore

    def start_again(self) -> None:
        # containerd dies with dockerd. Where the machine's init is slow to reap it, dockerd takes it for alive by this.
        (self.directory / "exec/containerd/containerd.pid").unlink(missing_ok=True)
        super().start_again()

    def _command(self) -> list[str]:
        config = self.directory / "daemon.json"
        config.write_text(json.dumps(self._config()))
        return ["dockerd", "--config-file", str(config)]

    def _config(self) -> dict:
        config = {
            "data-root": str(self.directory / "data"),
            "exec-root": str(self.directory / "exec"),
            "pidfile": str(self.directory / "dockerd.pid"),
            # The second one is /run/docker.sock of the sandbox, for containers to mount.
            "hosts": [f"unix://{self.socket}", "unix:///run/docker.sock"],
            "exec-opts": ["native.cgroupdriver=cgroupfs"],
            "cgroup-parent": self.cgroup,
        }
        # Any account that exists will do, but root; its ranges come from the files of _setup.
        config |= {"userns-remap": "nobody:nogroup"} if self._userns_remap else {}
        return config | ({"live-restore": True} if self._live_restore else {})

    def _setup(self) -> str:
        # The engine keeps its identity key in /etc/docker: not in the host's.
        setup = super()._setup() + """
mkdir -p /etc/docker
mount -t tmpfs -o mode=755 lab /etc/docker
"""
        if self._userns_remap:
            ranges = self.directory / "subids"
            ranges.write_text("nobody:100000:65536\n")
            setup += f"mount --bind {ranges} /etc/subuid\nmount --bind {ranges} /etc/subgid\n"
        return setup


class SharedDockerEngine(DockerEngine):
    """An engine that another process started at this socket. That process ends it, too."""

    def __init__(self, socket: Path):
        self._set_paths(socket.parent)
        self.pid = int((self.directory / "dockerd.pid").read_text())

    def __enter__(self):
        return self

    def close(self) -> None:
        pass


class TrixieDockerEngine(DockerEngine):
    """The dockerd of Debian trixie, in a root file system that debootstrap makes. Slow: for recording only."""

    name = "trixie"

    def __init__(self, directory: str | None = None):
        super().__init__(directory)
        self._root = self.directory / "trixie"

    def _start(self) -> None:
        subprocess.run(["debootstrap", "--variant=minbase", f"--include={_TRIXIE_PACKAGES}", "trixie",
                        str(self._root)], stdout=subprocess.DEVNULL, check=True)
        super()._start()

    def _cli(self) -> list[str]:
        return ["nsenter", f"--target={self.pid}", "--mount", "/usr/bin/docker"]

    def _setup(self) -> str:
        """The root must be a mount point: in a plain chroot dockerd cannot unpack an image."""
        return f"""
mount --bind {self._root} {self._root}
cd {self._root}
for directory in dev proc sys; do mount --rbind /$directory $directory; done
mount -t tmpfs lab tmp
mkdir -p .{self.directory}
mount --bind {self.directory} .{self.directory}
pivot_root . mnt
umount --lazy /mnt
""" + super()._setup()


class PodmanEngine(Engine):
    """Podman's Docker-compatible service, with Podman's default paths, which the sandbox makes private."""

    name = "podman"

    def close(self) -> None:
        # Podman, unlike dockerd, takes no default for the cgroup that containers go below.
        if self._answers():
            containers = json.loads(self.api("/containers/json")[2])
            self._sandbox.stray_cgroups = [f"libpod_parent/libpod-{container['Id']}" for container in containers]
        super().close()
        for root in cgroup_roots():
            for left_over in ("libpod_parent/conmon", "libpod_parent"):
                with contextlib.suppress(OSError):  # not there, or another podman's
                    (root / left_over).rmdir()

    def _command(self) -> list[str]:
        return ["podman", "--cgroup-manager=cgroupfs", "--events-backend=file", "system", "service", "--time=0",
                f"unix://{self.socket}"]

    def _setup(self) -> str:
        return super()._setup() + f"""
mkdir {self.directory}/lib {self.directory}/net.d
cp -a /etc/cni/net.d/. {self.directory}/net.d
mount --bind {self.directory}/lib /var/lib
mount --bind {self.directory}/net.d /etc/cni/net.d
mount -t tmpfs lab /dev/shm
ln -s {self.socket} /run/docker.sock
"""


def _binary(name: str) -> str:
    path = shutil.which(name)
    if not path:
        raise EngineError(f"{name}: not found in PATH")
    return path


def runc_wrapper(runc: Path) -> str:
    """A script that calls `runc` for containers that start without CAP_SYS_RESOURCE."""
    return _RUNC_WITHOUT_SYS_RESOURCE.replace("@RUNC@", str(runc))


def holds_sys_resource() -> bool:
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return bool(int(status["CapBnd"], 16) >> _CAP_SYS_RESOURCE & 1)


def busybox_layer() -> bytes:
    layer = io.BytesIO()
    with tarfile.open(fileobj=layer, mode="w") as tar:
        tar.add(_binary("busybox"), "bin/busybox")
        for applet in ("sh", "sleep", "true"):
            link = tarfile.TarInfo(f"bin/{applet}")
            link.type, link.linkname = tarfile.SYMTYPE, "busybox"
            tar.addfile(link)
        for path, text in {"etc/passwd": "root:x:0:0::/:/bin/sh\n",
                           "etc/group": "root:x:0:\ndisk:x:6:\ndocker:x:998:\n"}.items():
            file = tarfile.TarInfo(path)
            file.size, file.mode = len(text), 0o644
            tar.addfile(file, io.BytesIO(text.encode()))
    return layer.getvalue()
