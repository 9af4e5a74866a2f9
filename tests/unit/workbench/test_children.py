"""Child processes: heard, named when they die, and never left behind."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from contextlib import suppress

import pytest

from kiosk.workbench.child import ORDERLY_END_S
from kiosk.workbench.children import CHECKOUT, ChildDied, Children, ChildSilent, Line

ODD = "tests.unit.workbench.odd_child"
SOON_S = 30.0


@pytest.fixture
def children(tmp_path):
    with Children(tmp_path, time.monotonic) as started:
        yield started


def next_line(children):
    heard = children.next(SOON_S)
    assert isinstance(heard, Line)
    return heard.child, heard.text


def test_lines_arrive_in_order_under_the_childs_name(children):
    children.start("odd", ODD, "waits")

    assert [("odd", "one"), ("odd", "two")] == [next_line(children), next_line(children)]


def test_child_that_dies_is_named_with_its_last_words_and_its_log(children, tmp_path):
    children.start("odd", ODD, "dies")

    with pytest.raises(ChildDied) as died:
        children.next(SOON_S)

    assert (
        "the odd ended with code 1; its last words:\n  the disk is on fire\n"
        f"Its log is {tmp_path / 'odd-errors.log'}"
    ) == str(died.value)
    assert 1 == died.value.code


def test_child_that_is_killed_is_named_with_the_signal(children):
    children.start("odd", ODD, "waits")
    next_line(children)
    next_line(children)
    os.kill(children.pids["odd"], signal.SIGKILL)

    with pytest.raises(ChildDied, match="the odd was ended by signal 9"):
        children.next(SOON_S)


def test_end_that_was_asked_for_is_no_news(children):
    children.start("odd", ODD, "waits")
    next_line(children)
    next_line(children)
    children.end("odd")

    assert {} == children.pids
    assert not isinstance(children.next(0.0), Line)


def test_words_of_a_former_child_are_not_the_new_ones(children):
    """A restart under the same name hears nothing of the one before."""
    children.start("odd", ODD, "waits")
    next_line(children)
    next_line(children)
    former = children.pids["odd"]
    children.end("odd")
    children.start("odd", ODD, "waits")
    first = next(
        filter(lambda each: isinstance(each, Line), iter(lambda: children.next(SOON_S), 0))
    )

    assert children.pids["odd"] == first.pid != former
    assert "one" == first.text


def test_child_that_ignores_the_end_is_killed(children):
    children.start("odd", ODD, "stubborn")
    next_line(children)
    pid = children.pids["odd"]
    children.end("odd", within_s=0.1)

    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_all_end_when_the_launcher_fails(tmp_path):
    pids = []
    with suppress(RuntimeError), Children(tmp_path, time.monotonic) as children:
        children.start("odd", ODD, "waits")
        next_line(children)
        pids += children.pids.values()
        raise RuntimeError

    with pytest.raises(ProcessLookupError):
        os.kill(pids[0], 0)


@pytest.mark.parametrize("behaviour", ["waits", "stubborn"])
def test_kill_9_of_the_launcher_ends_the_children(tmp_path, behaviour):
    """At once; one that hangs, by the alarm that it cannot ignore."""
    launcher = subprocess.Popen(
        [sys.executable, "-m", "tests.unit.workbench.odd_parent", str(tmp_path), behaviour],
        stdout=subprocess.PIPE,
        text=True,
        cwd=CHECKOUT,
    )
    with launcher:
        child = os.pidfd_open(int(launcher.stdout.readline()))
        launcher.kill()
    ended, _, _ = select.select([child], [], [], ORDERLY_END_S + SOON_S)
    os.close(child)

    assert [child] == ended


def test_process_that_is_run_gives_its_code_and_its_words(children):
    done = children.run(ODD, "speaks", timeout_s=SOON_S)

    assert (0, "one\ntwo\n", "") == (done.code, done.out, done.err)


def test_process_that_does_not_end_in_time_is_named(children):
    with pytest.raises(ChildSilent, match=f"{ODD} did not end within 0 s"):
        children.run(ODD, "waits", timeout_s=0.2)
