"""Stands for systemd: receives what a service tells through $NOTIFY_SOCKET."""

import socket
import threading
from pathlib import Path


class NotifySocket:
    def __init__(self, directory: Path):
        self.path = directory / "notify.sock"
        self.messages: list[str] = []
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(str(self.path))
        self._thread = threading.Thread(target=self._receive)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as last:
            last.sendto(b"", str(self.path))
        self._thread.join()
        self._socket.close()

    def _receive(self) -> None:
        while message := self._socket.recv(1 << 16):
            self.messages.append(message.decode())

    def count(self, line: str) -> int:
        return sum(line in message.split("\n") for message in self.messages)

    def last(self, field: str) -> str:
        """The newest line that sets `field`, as in "STATUS="."""
        lines = [line for message in self.messages for line in message.split("\n") if line.startswith(field)]
        return lines[-1]

    def told(self, *parts: str) -> bool:
        """Whether one message holds all parts."""
        return any(all(part in message for part in parts) for message in self.messages)
