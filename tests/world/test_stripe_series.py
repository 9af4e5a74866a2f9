"""What ends late, or is lost while money moves, in a series of transactions of one customer."""

from __future__ import annotations

import pytest

from bank_server.contract.problems import ProblemCode
from kiosk.domain.screens import MoneyWords, Notice, ScreenId
from tests.world.support.bank_line import Trouble
from tests.world.support.scene import ALICE
from tests.world.support.stripes import PIN, StripeCustomer, StripeScene
from tests.world.support.transfers import SAVINGS
from tests.world.test_stripe_visits import asks_for_fifty, moves

CANCELS_MAX = 20


@pytest.fixture
def scene():
    return StripeScene()


@pytest.fixture
def alice(scene):
    return scene.alice


class LateCancels:
    """The safe acts on each CANCEL, and its answer comes when the kiosk has given up."""

    def __init__(self, scene):
        self._late = scene.machine.lines["hsm"].answers_late
        self.is_on = True
        for n in range(1, CANCELS_MAX):
            scene.at(f"hsm CANCEL before #{n}", self._again)

    def _again(self):
        if self.is_on:
            self._late.add("CANCEL")


def test_the_late_end_of_the_cash_before_is_not_the_end_of_this_one(scene, alice):
    """The bank wants the PIN anew; told so, she goes on while the safe is still silent. She hears
    of it once: what the first withdrawal has still to say is not of the second."""
    alice.enters()
    cancels = LateCancels(scene)
    expired = Trouble(problem=ProblemCode.VISIT_EXPIRED)
    scene.machine.bank_line.trouble("authorisations", expired)
    asks_for_fifty(alice)
    alice.sees(ScreenId.PIN)
    alice.types()
    alice.sees(ScreenId.CONFIRM)
    alice.confirms()
    assert ScreenId.CONTACTING_BANK is alice.screen.id
    cancels.is_on = False
    alice.sees(ScreenId.TAKE_CASH)
    alice.takes_cash()
    alice.sees(ScreenId.ANOTHER)
    alice.chooses("no")
    scene.rests()

    assert 50_00 == scene.alice_paid == scene.machine.paid_minor


def until_the_cash_lies_there(alice):
    alice.enters()
    asks_for_fifty(alice)
    alice.sees(ScreenId.TAKE_CASH)


def test_a_pad_that_is_opened_while_cash_lies_there_is_never_typed_on_again(scene, alice):
    """She gets what she asked for, and reads that the machine is closed."""
    until_the_cash_lies_there(alice)
    scene.machine.matter.pad.open_case()
    scene.runs(1.0)
    assert ScreenId.TAKE_CASH is alice.screen.id
    alice.takes_cash()
    shown = alice.sees(ScreenId.GOODBYE)

    assert (50_00, Notice.NOW_CLOSED) == (shown.amount.minor, shown.notice)
    scene.runs(10.0)
    assert (ScreenId.OUT_OF_SERVICE, "OOS-08") == (alice.screen.id, alice.screen.reason)
    assert 50_00 == scene.alice_paid == scene.machine.paid_minor


def test_a_link_that_stays_away_ends_the_series_with_the_cash(scene, alice):
    until_the_cash_lies_there(alice)
    scene.machine.bank_line.is_down = True
    scene.runs(12.0)
    alice.takes_cash()
    shown = alice.sees(ScreenId.GOODBYE)

    assert (50_00, Notice.NOW_CLOSED) == (shown.amount.minor, shown.notice)
    scene.machine.bank_line.is_down = False
    scene.rests()
    assert 50_00 == scene.alice_paid == scene.machine.paid_minor


def test_a_link_that_is_back_before_the_cash_is_taken_ends_nothing(scene, alice):
    until_the_cash_lies_there(alice)
    scene.machine.bank_line.is_down = True
    scene.runs(8.0)
    assert "LINK_DOWN" in scene.machine.entries
    scene.machine.bank_line.is_down = False
    scene.runs(4.0)
    alice.takes_cash()
    alice.sees(ScreenId.ANOTHER)
    alice.chooses("no")
    scene.rests()

    assert "done" == scene.machine.last_entry("VISIT_END")["why"]
    assert 50_00 == scene.alice_paid == scene.machine.paid_minor


def test_a_stripe_card_that_gets_no_cash_is_told_so_and_may_go_on(scene):
    """The bank says so per card; another card, or something else, is what is left to try."""
    scene.machine.issue_stripe_card("no-cash", PIN, ALICE, (SAVINGS,), may_withdraw=False)
    alice = StripeCustomer(scene.loop, scene.machine, "no-cash", PIN)
    alice.enters()
    asks_for_fifty(alice)
    told = alice.sees(ScreenId.MESSAGE)

    assert (Notice.DECLINED_CARD, MoneyWords.NOT_CHARGED) == (told.notice, told.money)
    alice.chooses("continue")
    alice.sees(ScreenId.MENU)
    moves(alice)
    alice.sees(ScreenId.TRANSFER_DONE)
    assert (0, 25_00) == (scene.machine.paid_minor, scene.saved)
