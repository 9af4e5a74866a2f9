"""`./atm simulate` that is told to end leaves none of its processes behind."""

import os
import select
import signal
import subprocess
import sys
import threading
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
JOBS = 2
START_S_MAX = 60.0
END_S_MAX = 30.0
LOOK_S = 0.02
MS_PER_S = 1000


@dataclass(frozen=True)
class Simulation:
    """The command in a session of its own, as a terminal has it. children: pid to pidfd."""

    process: subprocess.Popen
    children: dict[int, int]

    def outlived(self):
        """The children that are still there when the time to end is up."""
        deadline_s = time.monotonic() + END_S_MAX
        return [pid for pid, fd in self.children.items() if not _has_ended(fd, deadline_s)]


@pytest.fixture
def simulation():
    """Has started its processes, and would be at work for long."""
    with ExitStack() as stack:
        process = stack.enter_context(
            subprocess.Popen(
                [sys.executable, "-m", "tests.simulation", "--seeds", "1000", "--jobs", str(JOBS)],
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        )
        stack.callback(process.kill)
        children = {}
        for pid in _children(process):
            children[pid] = fd = os.pidfd_open(pid)
            stack.callback(os.close, fd)
            stack.callback(_kill, fd)
        yield Simulation(process, children)


def test_told_to_end_it_takes_its_processes_with_it(simulation):
    simulation.process.send_signal(signal.SIGTERM)

    assert 128 + signal.SIGTERM == simulation.process.wait(END_S_MAX)
    assert [] == simulation.outlived()


def test_ctrl_c_which_a_terminal_gives_to_the_whole_group_ends_all_of_them(simulation):
    os.killpg(simulation.process.pid, signal.SIGINT)

    assert 130 == simulation.process.wait(END_S_MAX)
    assert [] == simulation.outlived()


def test_timeout_which_tells_it_twice_and_its_group_once_ends_all_of_them(simulation):
    simulation.process.send_signal(signal.SIGTERM)
    os.killpg(simulation.process.pid, signal.SIGTERM)

    assert 128 + signal.SIGTERM == simulation.process.wait(END_S_MAX)
    assert [] == simulation.outlived()


def test_with_one_of_its_processes_dead_it_ends_and_says_so(simulation):
    """Killed as the system does that has no memory left; it waits for a task or is at one."""
    signal.pidfd_send_signal(next(iter(simulation.children.values())), signal.SIGKILL)

    assert 1 == simulation.process.wait(END_S_MAX)
    assert [] == simulation.outlived()


def _children(process):
    """The pids of all its children, once they are all there."""
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    deadline_s = time.monotonic() + START_S_MAX
    pause = threading.Event()
    while len(pids := listed.read_text().split()) < JOBS:
        assert process.poll() is None, "it ended before it had its processes"
        assert time.monotonic() < deadline_s, f"waited {START_S_MAX} s for its processes"
        pause.wait(LOOK_S)
    return [int(pid) for pid in pids]


def _has_ended(fd, deadline_s):
    """Waits for it. A pidfd can be read once its process has ended, whoever takes its pid."""
    poll = select.poll()
    poll.register(fd, select.POLLIN)
    return bool(poll.poll(max(0.0, deadline_s - time.monotonic()) * MS_PER_S))


def _kill(fd):
    """Where a test has failed."""
    if not _has_ended(fd, 0.0):
        signal.pidfd_send_signal(fd, signal.SIGKILL)
