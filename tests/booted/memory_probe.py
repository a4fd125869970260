"""Tries to reach another process's memory in each way that the kernel offers, and prints how each try ended, as JSON.

    memory_probe.py PID ADDRESS TEXT  # TEXT is of the length of what is at ADDRESS

A way ended with "done", or with the name of an error. Runs with python3-minimal.
"""

import ctypes
import errno
import json
import os
import sys

# System call numbers of x86-64 and arm64.
_NUMBERS = {
    "x86_64": {"ptrace": 101, "process_vm_readv": 310, "process_vm_writev": 311, "kcmp": 312, "userfaultfd": 323, "pidfd_open": 434,
               "pidfd_getfd": 438, "process_madvise": 440},
    "aarch64": {"ptrace": 117, "process_vm_readv": 270, "process_vm_writev": 271, "kcmp": 272, "userfaultfd": 282, "pidfd_open": 434,
                "pidfd_getfd": 438, "process_madvise": 440},
}[os.uname().machine]
_PTRACE_SEIZE = 0x4206
_UFFD_USER_MODE_ONLY = 1
_MADV_COLD = 20

_libc = ctypes.CDLL(None, use_errno=True)
_libc.syscall.restype = ctypes.c_long


class _Part(ctypes.Structure):
    """struct iovec."""

    _fields_ = [("address", ctypes.c_void_p), ("length", ctypes.c_size_t)]


def _call(name: str, *arguments) -> int:
    words = [argument if isinstance(argument, ctypes._SimpleCData) or hasattr(argument, "_obj") else ctypes.c_long(argument)
             for argument in arguments]
    result = _libc.syscall(ctypes.c_long(_NUMBERS[name]), *words)
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result


def _transfer(name: str, process: int, address: int, text: bytes) -> None:
    buffer = ctypes.create_string_buffer(text, len(text))
    here, there = _Part(ctypes.addressof(buffer), len(text)), _Part(address, len(text))
    _call(name, process, ctypes.byref(here), 1, ctypes.byref(there), 1, 0)


def _read_mem(process: int, address: int, length: int) -> bytes:
    file = os.open(f"/proc/{process}/mem", os.O_RDONLY)
    return os.pread(file, length, address)


def _write_mem(process: int, address: int, text: bytes) -> None:
    file = os.open(f"/proc/{process}/mem", os.O_RDWR)
    os.pwrite(file, text, address)


def _ended(way) -> str:
    try:
        way()
    except OSError as error:
        return errno.errorcode[error.errno]
    return "done"


def main() -> None:
    process, address, text = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3].encode()
    pidfd = _call("pidfd_open", process, 0)
    part = _Part(address & ~4095, 4096)
    ways = {
        "read /proc/PID/mem": lambda: _read_mem(process, address, len(text)),
        "process_vm_readv": lambda: _transfer("process_vm_readv", process, address, text),
        "kcmp": lambda: _call("kcmp", process, os.getpid(), 1, 0, 0),
        "pidfd_getfd": lambda: _call("pidfd_getfd", pidfd, 0, 0),
        "process_madvise": lambda: _call("process_madvise", pidfd, ctypes.byref(part), 1, _MADV_COLD, 0),
        "userfaultfd": lambda: _call("userfaultfd", _UFFD_USER_MODE_ONLY),
        "write /proc/PID/mem": lambda: _write_mem(process, address, text),
        "process_vm_writev": lambda: _transfer("process_vm_writev", process, address, text),
        "ptrace": lambda: _call("ptrace", _PTRACE_SEIZE, process, 0, 0),
    }
    print(json.dumps({name: _ended(way) for name, way in ways.items()}))


main()
