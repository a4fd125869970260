#!/usr/bin/python3
"""Runs commands in a test guest: reads one request a line from a virtio port and writes one response a line.

A request is {"id", "argv", "input", "deadline_seconds"}, its response {"id", "status", "stdout", "stderr"}; input and
outputs are base64.
"""

import base64
import json
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

_PORT = Path("/dev/virtio-ports/agent")
_POLL_SECONDS = 0.05
_READ_BYTES = 1 << 16
_FILES = "/run"  # a tmpfs: commands run also when the disk is full
_NOT_STARTED, _TIMED_OUT = 127, 124  # as a shell and timeout(1) have it


def main() -> None:
    while not _PORT.exists():
        time.sleep(_POLL_SECONDS)
    port = os.open(_PORT, os.O_RDWR)
    with open(port, "wb") as writer:
        for line in _lines(port):
            request = json.loads(line)
            writer.write(json.dumps({"id": request["id"], **_run(request)}).encode() + b"\n")
            writer.flush()


def _lines(port: int) -> Iterator[bytes]:
    parts: list[bytes] = []  # of a line whose end has not come
    while True:
        chunk = os.read(port, _READ_BYTES)
        if not chunk:  # the host has not connected yet
            time.sleep(_POLL_SECONDS)
        while b"\n" in chunk:
            end, _, chunk = chunk.partition(b"\n")
            yield b"".join([*parts, end])
            parts.clear()
        parts.append(chunk)


def _run(request: dict) -> dict:
    """Outputs are files, not pipes, so that a daemon that keeps them open does not delay the response."""
    with (tempfile.TemporaryFile(dir=_FILES) as stdin, tempfile.TemporaryFile(dir=_FILES) as stdout,
          tempfile.TemporaryFile(dir=_FILES) as stderr):
        stdin.write(base64.b64decode(request["input"]))
        stdin.seek(0)
        status = _status(request["argv"], request["deadline_seconds"], stdin=stdin, stdout=stdout, stderr=stderr)
        return {"status": status, "stdout": _content(stdout), "stderr": _content(stderr)}


def _status(argv: list[str], deadline_seconds: float, **files) -> int:
    try:
        process = subprocess.Popen(argv, start_new_session=True, **files)
    except OSError as error:
        files["stderr"].write(str(error).encode())
        return _NOT_STARTED
    try:
        return process.wait(deadline_seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return _TIMED_OUT


def _content(file) -> str:
    file.seek(0)
    return base64.b64encode(file.read()).decode()


if __name__ == "__main__":
    main()
