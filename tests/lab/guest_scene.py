"""The containers of the guest: one for each AppArmor mode, some with limits."""

from dataclasses import dataclass

from engine import BASE_IMAGE, busybox_layer

# A profile that allows what sleep needs, in the mode that its flags name.
_PROFILE = """
profile {name} flags=({flags}) {{
  file,
  signal,
  capability,
}}
"""
_PROFILES = {"lab-enforce": "attach_disconnected", "lab-complain": "attach_disconnected,complain",
             "lab-unconfined": "attach_disconnected,unconfined"}

_LIMITED = ("--memory=64m", "--memory-swap=96m", "--cpus=0.5", "--pids-limit=50")
_SWAP_UNLIMITED = ("--memory=64m", "--memory-swap=-1", "--pids-limit=-1")
_WEIGHTED = ("--cpu-shares=512",)

# Each start takes seconds on an emulated processor: limits are shown by the same containers.
CONTAINERS = {
    "default": (),
    "asked-unconfined": ("--security-opt=apparmor=unconfined", *_LIMITED),
    "enforce": ("--security-opt=apparmor=lab-enforce", *_SWAP_UNLIMITED),
    "complain": ("--security-opt=apparmor=lab-complain", *_WEIGHTED),
    "flag-unconfined": ("--security-opt=apparmor=lab-unconfined",),
    "privileged": ("--privileged",),
}


def set_up(guest) -> None:
    """Returns when all containers run."""
    for name, flags in _PROFILES.items():
        guest.run("apparmor_parser", "--replace", input=_PROFILE.format(name=name, flags=flags))
    import_image(guest)
    starts = [" ".join(["docker run --detach", f"--name={name}", *options, BASE_IMAGE]) for name, options in CONTAINERS.items()]
    guest.run("sh", "-ec", " & ".join(starts) + " & wait")
    running = set(guest.run("docker", "ps", "--format={{.Names}}").stdout.split())
    assert running == CONTAINERS.keys(), running


def import_image(guest) -> None:
    guest.run("docker", "import", "--change", 'CMD ["/bin/sleep","1000000"]', "-", BASE_IMAGE, input=busybox_layer())


_READ_KERNEL = """
docker inspect --format='{{.Name}} {{.State.Pid}}' $(docker ps --quiet) | while read name pid; do
  group=/sys/fs/cgroup$(cut -d: -f3 /proc/$pid/cgroup)
  echo "${name#/}|$(cat /proc/$pid/attr/current)|$(cd $group && cat memory.max memory.swap.max pids.max cpu.max cpu.weight | paste -sd'|')"
done
"""


@dataclass(frozen=True)
class KernelView:
    """What the kernel has in force for a container's first process and its control group."""

    label: str
    memory: str
    swap: str
    pids: str
    cpu: str
    weight: str


def kernel_views(guest) -> dict[str, KernelView]:
    """By the container's name; of all that run."""
    lines = guest.run("sh", "-ec", _READ_KERNEL).stdout.splitlines()
    return {name: KernelView(*fields) for name, *fields in (line.split("|") for line in lines)}
