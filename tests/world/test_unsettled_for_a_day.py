"""The queue never drops money: after a day somebody must look, and it is asked for as before."""

from __future__ import annotations

import pytest

from bank_server.contract.problems import ProblemCode
from kiosk.domain.supervisor import Reason
from kiosk.visits import reviews
from tests.world.support.bank_line import Trouble
from tests.world.support.envelopes import agrees, before_deposit

DAY_S = 24 * 3_600
SHORT_DAY_S = 600


@pytest.fixture(autouse=True)
def _short_days(monkeypatch):
    """A day of polling takes minutes to play through."""
    assert DAY_S == reviews.REVIEW_S
    monkeypatch.setattr(reviews, "REVIEW_S", SHORT_DAY_S)


def test_a_record_without_an_answer_is_listed_once_and_sent_until_it_is_booked(
    scene, alice, machine
):
    machine.bank_line.lasting("settlements", Trouble(problem=ProblemCode.OVERLOADED))
    alice.withdraws(50)
    scene.runs(SHORT_DAY_S - 60)
    assert "MANUAL_REVIEW" not in machine.entries
    scene.runs(120)

    assert (Reason.UNSETTLED,) == machine.core.service.reasons
    (waiting,) = machine.money().open
    said = machine.last_entry("MANUAL_REVIEW")
    assert (waiting.txid.hex(), SHORT_DAY_S) == (said["txid"], said["age_s"])
    scene.runs(SHORT_DAY_S)
    assert 1 == machine.entries.count("MANUAL_REVIEW")
    machine.bank_line.lasting("settlements", None)
    scene.runs(61)
    assert (5_000, ()) == (scene.alice_paid, machine.core.service.reasons)
    scene.rests()
    scene.audit()


def test_what_a_restart_takes_up_is_listed_too(scene, alice, machine):
    machine.bank_line.lasting("settlements", Trouble(problem=ProblemCode.OVERLOADED))
    alice.withdraws(50)
    machine.kill()
    machine.start()
    scene.runs(SHORT_DAY_S + 60)

    assert (Reason.UNSETTLED,) == machine.core.service.reasons
    assert "MANUAL_REVIEW" in machine.entries
    machine.bank_line.lasting("settlements", None)
    scene.runs(61)
    assert 5_000 == scene.alice_paid


def test_an_envelope_that_the_bank_does_not_acknowledge_is_listed_too():
    scene = before_deposit()
    scene.machine.bank_line.lasting("deposit-results", Trouble(problem=ProblemCode.OVERLOADED))
    scene.alice.confirms()
    scene.runs(SHORT_DAY_S + 60)
    (waiting,) = scene.machine.money().open
    assert waiting.txid.hex() == scene.machine.last_entry("MANUAL_REVIEW")["txid"]
    scene.machine.bank_line.lasting("deposit-results", None)
    scene.runs(61)

    agrees(scene)


def test_what_is_settled_in_time_is_never_listed(scene, alice, machine):
    alice.withdraws(50)
    scene.runs(2 * SHORT_DAY_S)

    assert "MANUAL_REVIEW" not in machine.entries
    scene.audit()
