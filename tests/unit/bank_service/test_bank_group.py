"""What a group of steps tells, and when: after it is durable, once, in order, or never."""

import pytest

from bank_server.contract.money import Money
from bank_server.contract.problems import ProblemCode
from bank_server.service.audit import AuditEntry, AuditOutcome
from bank_server.service.group import together
from bank_server.service.outcome import Refusal
from bank_server.store.memory import MemoryEngine
from bank_server.store.stepped import SteppedStore
from tests.contract.bank_store.engine_twice import TwiceEngine

ACCOUNT = "aaaaaaaa-0000-4000-8000-000000000001"
VOIDED = Refusal(ProblemCode.VOIDED, "this txid was ended before")


class Broken(Exception):
    """A fault of ours."""


class Entries:
    def __init__(self, parts):
        self._parts = parts

    def append(self, entry):
        self._parts.told.append(entry)


class Parts:
    """What a group needs of the bank's parts; keeps what was told, and what was durable then."""

    def __init__(self, store):
        self.store = store
        self.told = []
        self.audit = Entries(self)

    def refused(self, _who, _what, refusal, *, txid):
        self.told.append((refusal, txid))

    def alarm(self, _who, _what, reason, *, txid):
        self.told.append((reason, txid))


@pytest.fixture(params=[lambda engine: engine, TwiceEngine], ids=["once", "twice"])
def parts(request):
    """Also on a store that runs each step again."""
    return Parts(SteppedStore(request.param(MemoryEngine()), "boot 1"))


def opens_an_account(group):
    return group.store.accounts.create(ACCOUNT, "Alice", "current", Money(0, "EUR"), 0)


def test_a_group_tells_in_the_order_of_its_work(parts):
    entry = AuditEntry("bank", "test", AuditOutcome.DONE)

    def work(group):
        group.alarm("bank", "test", "first", txid="a")
        group.note(entry)
        return group.refused("bank", "test", VOIDED, txid="b")

    assert VOIDED is together(parts, work)
    assert [("first", "a"), entry, (VOIDED, "b")] == parts.told


def test_a_group_tells_when_its_steps_are_durable(parts):
    def look():
        parts.told.append(parts.store.accounts.account(ACCOUNT).account_name)

    def work(group):
        group.afterwards(look)
        opens_an_account(group)

    together(parts, work)

    assert ["Alice"] == parts.told


def test_a_group_that_was_undone_is_never_told(parts):
    def work(group):
        opens_an_account(group)
        group.alarm("bank", "test", "nothing of this happened")
        raise Broken

    with pytest.raises(Broken):
        together(parts, work)

    assert [] == parts.told
    assert parts.store.accounts.account(ACCOUNT) is None
