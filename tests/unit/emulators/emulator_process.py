"""`python -m hardware.emulators` as a child process, and the kiosk's side of its ports."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from hardware.emulators.control import ControlClient
from hardware.protocol.link import Link
from hardware.transport.serial_port import SerialPort

END_S = 10.0
COMMAND = [sys.executable, "-m", "hardware.emulators", "--zero-delay"]
ROOT = Path(__file__).parents[3]


class Emulators:
    """Attributes: state, control, process, ready (its first line)."""

    def __init__(self, state, *options, program=None):
        """program: Python that runs in place of the module."""
        self.state = state
        command = COMMAND if program is None else [sys.executable, "-c", program, "--zero-delay"]
        self.process = subprocess.Popen(
            [*command, "--state", str(state), *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        self.ready = json.loads(self.process.stdout.readline() or "{}")
        self.control = ControlClient(state / "devices" / "control.sock")

    def port(self, name):
        return str(self.state / "devices" / "ports" / name)

    @contextmanager
    def driver(self, kind, name):
        """A driver on the device's port, as the kiosk has it."""
        port = SerialPort(self.port(name))
        try:
            yield kind(Link(port, monotonic=time.monotonic, first_seq=os.getpid() % 256))
        finally:
            port.close()

    def end(self):
        """SIGTERM; the exit code."""
        self.process.terminate()
        return self.wait()

    def wait(self):
        self.process.communicate(timeout=END_S)
        return self.process.returncode


@contextmanager
def emulators(state, *options, program=None):
    """Ended on the way out, whatever has happened to it by then."""
    served = Emulators(state, *options, program=program)
    try:
        yield served
    finally:
        if served.process.poll() is None:
            served.process.kill()
        served.wait()
