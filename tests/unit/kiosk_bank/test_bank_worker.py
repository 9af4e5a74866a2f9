"""The bank's thread: in order, each result once, and the link's state before it."""

from __future__ import annotations

import queue
import threading

import bank_kit as kit
import pytest

from bank_server.contract import ProblemCode
from hardware.errors import Outcome
from kiosk.bank.bank_worker import REQUEST_COUNT_MAX, BankWorker
from kiosk.bank.client import BankClient
from kiosk.bank.errors import BankRefused, BankUnreachable
from kiosk.bank.link_state import LinkState
from kiosk.devices.results import Done, NotDone, Unknown

WAIT_S = 5.0


class FakeClient:
    def __init__(self):
        self.answers = queue.Queue()
        self.entered = threading.Event()
        self.interrupted = threading.Event()

    def call(self, request):
        self.entered.set()
        answer = self.answers.get(timeout=WAIT_S)
        if answer is None:
            self.interrupted.wait(WAIT_S)
            raise BankUnreachable("cut", Outcome.UNKNOWN)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def interrupt(self):
        self.interrupted.set()


class Core:
    def __init__(self):
        self.posted = queue.Queue()
        self.heard = []

    def link(self, link):
        self.heard.append(link)

    def result(self, result):
        self.heard.append(result)

    def run(self, count):
        for _ in range(count):
            self.posted.get(timeout=WAIT_S)()

    def run_rest(self):
        while not self.posted.empty():
            self.posted.get()()


@pytest.fixture
def core():
    return Core()


@pytest.fixture
def client():
    return FakeClient()


@pytest.fixture
def worker(core, client):
    worker = BankWorker(client, core.posted.put, core.link, monotonic=lambda: 7.0)
    worker.start()
    yield worker
    client.interrupted.set()
    assert worker.close()


def test_reply_comes_after_the_link_is_up(worker, core, client):
    """Whoever hears the answer can already rely on the link."""
    client.answers.put(kit.ALIVE)
    worker.submit(kit.HEARTBEAT, core.result)
    core.run(2)

    assert [LinkState(7.0), Done(kit.ALIVE)] == core.heard
    assert worker.link.is_up(17.0)
    assert not worker.link.is_up(17.1)


@pytest.mark.parametrize(
    ("error", "kind", "is_up"),
    [
        (BankRefused(ProblemCode.RATE), NotDone, True),
        (BankRefused(ProblemCode.IN_PROGRESS), Unknown, True),
        (BankUnreachable("no connection", Outcome.NOT_DONE), NotDone, False),
        (BankUnreachable("connection cut", Outcome.UNKNOWN), Unknown, False),
    ],
)
def test_failure_keeps_its_outcome(worker, core, client, error, kind, is_up):
    """A refusal is an answer; silence and cuts take the link down."""
    client.answers.put(error)
    worker.submit(kit.HEARTBEAT, core.result)
    core.run(2)

    assert is_up == core.heard[0].is_up(7.0)
    assert kind(error) == core.heard[1]


def test_link_is_up_again_with_the_next_answer(worker, core, client):
    """And not before."""
    client.answers.put(BankUnreachable("cut", Outcome.UNKNOWN))
    client.answers.put(kit.ALIVE)
    worker.submit(kit.HEARTBEAT, core.result)
    worker.submit(kit.HEARTBEAT, core.result)
    core.run(4)

    assert [False, True] == [core.heard[0].is_up(7.0), core.heard[2].is_up(7.0)]


def test_link_is_down_before_the_first_answer():
    """No news is no link."""
    assert not LinkState().is_up(0.0)


def test_close_answers_everything_once(core, client):
    """Unknown for what is under way, not done for what waits."""
    worker = BankWorker(client, core.posted.put, core.link, monotonic=lambda: 7.0)
    worker.start()
    client.answers.put(None)
    for _ in range(3):
        worker.submit(kit.HEARTBEAT, core.result)
    assert client.entered.wait(WAIT_S)

    assert worker.close(0.2)
    worker.submit(kit.HEARTBEAT, core.result)
    core.run_rest()
    kinds = [type(heard) for heard in core.heard if not isinstance(heard, LinkState)]
    assert [NotDone, NotDone, Unknown, NotDone] == kinds


def test_queue_is_bounded(core, client):
    """One request too many is not done."""
    worker = BankWorker(client, core.posted.put, core.link, monotonic=lambda: 7.0)
    for _ in range(REQUEST_COUNT_MAX + 1):
        worker.submit(kit.HEARTBEAT, core.result)
    core.run_rest()

    assert [NotDone] == [type(heard) for heard in core.heard]
    assert worker.close()


def test_a_bug_ends_the_core(worker, core, client):
    """Its result is unknown, and the mistake is raised in the core thread."""
    client.answers.put(ZeroDivisionError())
    worker.submit(kit.HEARTBEAT, core.result)
    core.run(1)
    with pytest.raises(ZeroDivisionError):
        core.run(1)

    assert [Unknown] == [type(heard) for heard in core.heard]


def test_close_wakes_a_real_call(core, tmp_path):
    """A bank that is silent does not hold up the end of the kiosk."""
    keys = kit.Keys(tmp_path, "bank")
    bank = kit.TestBank(keys)
    client = BankClient(f"https://127.0.0.1:{bank.port}", keys.ca, keys.atm_cert, keys.atm_key)
    bank.will(kit.Silence())
    worker = BankWorker(client, core.posted.put, core.link, monotonic=lambda: 7.0)
    worker.start()
    worker.submit(kit.HEARTBEAT, core.result)
    bank.has_request.wait(WAIT_S)

    assert worker.close(0.4)
    core.run_rest()
    assert Unknown is type(core.heard[-1])
    client.close()
    bank.close()
