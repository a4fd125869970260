"""Whoever else talks to the status socket, `plimsoll status` gets its answer."""

import contextlib
import socket

import pytest

MANY = 20
ASKS_FOR_THE_REPORT = b"GET /api/v1/report HTTP/1.1\r\nHost: localhost\r\n\r\n"
RUDE = {
    "nothing": b"",
    "garbage": bytes(range(256)) * 64,
    "half a request": b"GET /api/v1/report HTT",
    "headers without end": b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 10_000,
    "a body": b"POST /api/v1/report HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000000\r\n\r\nx",
    "many requests, no reading": ASKS_FOR_THE_REPORT * 100,
}


def send_what_fits(client: socket.socket, message: bytes) -> None:
    client.setblocking(False)
    with contextlib.suppress(BlockingIOError, BrokenPipeError, ConnectionResetError):
        client.sendall(message)


@pytest.mark.parametrize("message", RUDE.values(), ids=RUDE.keys())
def test_rude_clients_do_not_keep_others_from_their_answer(daemon, message):
    with contextlib.ExitStack() as open_clients:
        for _ in range(MANY):
            client = open_clients.enter_context(socket.socket(socket.AF_UNIX))
            client.connect(str(daemon.socket))
            send_what_fits(client, message)
        assert daemon.plimsoll("status").returncode == 0
        assert daemon.get("/-/healthy")[0] == 200
        daemon.await_next_audit()


def test_the_status_socket_is_not_for_everybody(daemon):
    assert daemon.socket.stat().st_mode & 0o007 == 0


def test_what_the_status_socket_tells_is_not_told_over_tcp(daemon):
    assert daemon.get("/api/v1/report")[0] == 404
