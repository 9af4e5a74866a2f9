"""What the bank's two people do with envelopes: those that they have, by what is in them."""

from __future__ import annotations

import pytest

from kiosk.workbench.operator_desk import OperatorRefused
from kiosk.workbench.soak.cashless import Cashless
from kiosk.workbench.soak.opening import open_envelopes
from kiosk.workbench.soak.wishes import Want, Wish


class Desk:
    """The staff's listener, which remembers what it was asked."""

    def __init__(self):
        self.asked = []
        self.is_dead = False

    def ask(self, path, **fields):
        if self.is_dead:
            raise OperatorRefused("nobody answers")
        if path == "deposits/list":
            return {"deposits": [{"atm": "m", "txid": f"tx {t}", "reference": t} for t in "AB"]}
        found = fields.get("found")
        self.asked.append((path, fields.get("txid", fields.get("id")), found and found["minor"]))
        return {"proposed": None if found and found["minor"] == 700 else {"id": "p1"}}


@pytest.fixture
def room():
    """A holds 700 and was taken out; nobody has seen B yet."""
    cashless = Cashless({"alice": ("Alice",)})
    world = {"envelopes": {"bin": [{"number": 1, "text": "A"}], "moving": None}}
    cashless.seen(world, Wish("alice", Want.ENVELOPE, minor=700, inside=700))
    cashless.taken_out(world)
    return cashless


@pytest.fixture
def desk():
    return Desk()


def test_only_what_was_taken_out_is_opened(desk, room):
    assert open_envelopes(desk, desk, room)
    assert [("deposits/verify", "tx A", 700)] == desk.asked
    assert set() == room.waiting


def test_at_the_end_what_is_nowhere_is_rejected_by_two(desk, room):
    second = Desk()

    assert open_envelopes(desk, second, room, is_last=True)
    assert [("deposits/verify", "tx A", 700), ("deposits/reject", "tx B", None)] == desk.asked
    assert [("confirmations", "p1", None)] == second.asked


def test_while_the_bank_is_dead_they_wait(desk, room):
    desk.is_dead = True

    assert not open_envelopes(desk, desk, room)
    assert {"A"} == room.waiting
