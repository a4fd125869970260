"""Options of `docker run`, of which one thing can be written in several ways."""

import posixpath
import re

_REPEATABLE = {"--cap-add", "--cap-drop", "--device", "--device-cgroup-rule", "--device-read-bps", "--device-write-bps",
               "--env", "--group-add", "--label", "--publish", "--security-opt", "--sysctl", "--tmpfs", "--ulimit", "--volume"}
_NAMED_ONLY = ("--env=", "--sysctl=")  # plimsoll reads no values of these
_SIZES = {"--memory", "--memory-swap"}
_MOUNT_OPTIONS = {"ro", "shared", "rshared"}  # slave is also what the engine itself makes of a mount that holds its own


def applied(arguments: list[str], fix: list[dict]) -> list[str]:
    """The arguments as `plimsoll why` says to change them. What it removes must be there."""
    for change in fix:
        arguments = {"remove": _without, "add": _with}[change["action"]](arguments, change["flag"])
    return arguments


def _without(arguments: list[str], unwanted: str) -> list[str]:
    def is_it(argument: str) -> bool:
        if unwanted.startswith(_NAMED_ONLY):
            return argument.startswith(unwanted + "=")
        return _meaning(argument) == _meaning(unwanted)

    kept = [argument for argument in arguments if not is_it(argument)]
    assert kept != arguments, f"{unwanted} is to be removed, but is not among {arguments}"
    return kept


def _with(arguments: list[str], wanted: str) -> list[str]:
    name = wanted.partition("=")[0]
    replaced = [argument for argument in arguments if name in _REPEATABLE or argument.partition("=")[0] != name]
    return [*replaced, wanted]


def _meaning(argument: str) -> tuple:
    """Equal for spellings that the engine takes for the same."""
    name, _, value = argument.partition("=")
    if name in ("--cap-add", "--cap-drop"):
        return name, value.upper().removeprefix("CAP_")
    if name == "--security-opt" and value.startswith("seccomp=") and value != "seccomp=unconfined":
        return name, "seccomp=FILE"  # the engine forgets which
    if name == "--security-opt":
        return name, value.replace("no-new-privileges=", "no-new-privileges:")
    if name in _SIZES and value[-1:] in "bkmgt":
        return name, int(value[:-1]) << 10 * "bkmgt".index(value[-1])
    if name == "--mount":
        return _mount(dict(part.partition("=")[::2] for part in value.split(",")))
    if name == "--volume":
        source, target, *options = value.split(":")
        return "mount", posixpath.normpath(source), target, frozenset(",".join(options).split(",")) & _MOUNT_OPTIONS
    return name, value


def _mount(fields: dict[str, str]) -> tuple:
    options = {"ro"} if "readonly" in fields else set()
    return "mount", posixpath.normpath(fields.get("src", "")), fields["dst"], frozenset(options)


def container_name(*words: str) -> str:
    return re.sub(r"[^\w.-]", "-", ".".join(words))
