#!/usr/bin/python3
"""Starts or stops the engine that the end-to-end test files share when ctest runs them. It holds every case of the lab.

    shared_engine.py start FOLDER    # FOLDER/engine then holds its socket's path
    shared_engine.py stop FOLDER
"""

import contextlib
import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

_UP = Path(__file__).resolve().parents[1] / "lab/up.py"
_POLL_SECONDS = 0.2
_STOP_SECONDS = 60


def start(folder: Path) -> None:
    """Returns when all cases run. ctest's timeout bounds it."""
    stop(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "engine").open("wb") as output, (folder / "log").open("wb") as log:
        process = subprocess.Popen([sys.executable, _UP], stdin=subprocess.DEVNULL, stdout=output, stderr=log,
                                   start_new_session=True)
    (folder / "pid").write_text(str(process.pid))
    while not (folder / "engine").read_text().endswith("\n"):
        if process.poll() is not None:
            sys.exit(f"{_UP} ended with {process.returncode}:\n{(folder / 'log').read_text()}")
        time.sleep(_POLL_SECONDS)


def stop(folder: Path) -> None:
    """Ends the process that start() started. Does nothing if another process has that number by now."""
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        pid = int((folder / "pid").read_text())
        process = os.pidfd_open(pid)
        if str(_UP) in Path(f"/proc/{pid}/cmdline").read_text():
            signal.pidfd_send_signal(process, signal.SIGTERM)
            if not select.select([process], [], [], _STOP_SECONDS)[0]:
                sys.exit(f"process {pid} does not end")
        (folder / "pid").unlink()


if __name__ == "__main__":
    {"start": start, "stop": stop}[sys.argv[1]](Path(sys.argv[2]))
