"""A hotel's device as a process of its own: words typed to it, and the cable that it serves."""

import os
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

from hardware.locks.programmer.desk_end import ProgrammerLine
from hardware.protocol.link import Link
from hardware.transport.serial_port import SerialPort

CHECKOUT = Path(__file__).parents[3]
PATIENCE_S = 60


@contextmanager
def device(folder, *arguments):
    """A process; what is typed to it, and what it answers up to a line that holds the words."""
    process = subprocess.Popen(
        [sys.executable, "-m", "hardware.locks", *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(CHECKOUT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None

    def typed(words, until):
        process.stdin.write(f"{words}\n")
        process.stdin.flush()
        return next(line.strip() for line in process.stdout if until in line)

    # What does not say what is waited for is ended, and then has nothing more to say.
    patience = threading.Timer(PATIENCE_S, process.kill)
    patience.start()
    try:
        next(process.stdout)
        yield typed
        process.communicate("quit\n", timeout=PATIENCE_S)
        assert 0 == process.returncode
    finally:
        patience.cancel()
        patience.join()
        process.kill()
        process.wait()
        process.stdout.close()


@contextmanager
def plugged(path):
    port = SerialPort(str(path))
    try:
        yield ProgrammerLine(Link(port, monotonic=time.monotonic, first_seq=0))
    finally:
        port.close()
