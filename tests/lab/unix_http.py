"""HTTP over a Unix socket."""

import contextlib
import http.client
import os
import socket

_DEADLINE_SECONDS = 120


class UnixConnection(http.client.HTTPConnection):
    def __init__(self, path: str | os.PathLike, deadline_seconds: float = _DEADLINE_SECONDS):
        super().__init__("localhost", timeout=deadline_seconds)
        self._path = str(path)

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


def get(path: str | os.PathLike, target: str) -> bytes:
    """The body, whatever the status."""
    with contextlib.closing(UnixConnection(path)) as connection:
        connection.request("GET", target)
        return connection.getresponse().read()
