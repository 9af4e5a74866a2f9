"""A transfer is done once or not at all, and its end is known before the next customer."""

from __future__ import annotations

import pytest

from bank_server.contract.problems import ProblemCode
from bank_server.service.staff_accounts import account_id_of
from kiosk.domain.transactions.orders import TransferOrder
from tests.world.support.bank_line import Trouble
from tests.world.support.scene import ALICE
from tests.world.support.scripts import moments
from tests.world.support.transfers import AMOUNT, SAVINGS, before_transfer, transfers

MOMENTS = moments(before_transfer, transfers, only="^(?!power|pin|hsm)")
LOST = {
    "request": Trouble(loses_request=True),
    "reply": Trouble(loses_reply=True),
    "late": Trouble(delay_s=9.0),
    "overloaded": Trouble(problem=ProblemCode.OVERLOADED),
    "broken": Trouble(problem=ProblemCode.INTERNAL),
}


def test_the_money_is_on_the_other_account():
    scene = before_transfer()
    transfers(scene.alice)
    scene.rests()

    assert AMOUNT.minor == scene.moved
    scene.agrees()


@pytest.mark.parametrize(("loss", "moved"), [("reply", 25_00), ("request", 0), ("late", 0)])
def test_a_lost_answer_is_asked_for_and_is_the_banks_word(loss, moved):
    """A request that comes after the question for it meets a tombstone."""
    scene = before_transfer()
    scene.machine.bank_line.trouble("authorisations", LOST[loss])
    scene.alice.confirms()
    scene.runs(30.0)
    scene.rests()

    assert moved == scene.moved
    scene.agrees()


@pytest.mark.parametrize("loss", sorted(LOST))
def test_a_lost_resolution_is_asked_for_until_it_is_known(loss):
    scene = before_transfer()
    scene.machine.bank_line.trouble("authorisations", LOST["reply"])
    scene.machine.bank_line.trouble("resolutions", LOST[loss], 3)
    scene.alice.confirms()
    scene.runs(60.0)
    scene.rests()

    assert AMOUNT.minor == scene.moved
    scene.agrees()


@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_at_any_moment_it_is_done_once_or_not_at_all(moment):
    scene = before_transfer()
    scene.dies_at(moment, transfers)
    scene.restarts()

    scene.agrees()


def test_a_second_transfer_of_the_visit_waits_for_the_end_of_the_first():
    """Here the answer to the first comes after two seconds."""
    scene = before_transfer()
    core, life = scene.machine.core, scene.machine.life
    second = TransferOrder(
        b"another transfer", account_id_of(ALICE), account_id_of(SAVINGS), AMOUNT
    )
    scene.machine.bank_line.trouble("authorisations", Trouble(delay_s=2.0))
    scene.alice.confirms()
    life.post(lambda: core._transactions.begin_transfer(second, core._visit.money._deal))
    scene.runs(10.0)

    assert 2 * AMOUNT.minor == scene.moved
    assert ["INTENT", "DONE"] * 2 == [
        each for each in scene.machine.entries if each in {"INTENT", "DONE"}
    ]
