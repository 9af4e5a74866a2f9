"""After three wrong PINs the bank is told, again where it does not answer, and never for ever."""

from __future__ import annotations

import pytest

from bank_server.contract import CardDeactivationReply, CardDeactivationRequest
from bank_server.contract.operations import DeactivationState
from hardware.crypto.secret import Secret
from hardware.errors import Outcome
from kiosk.bank.errors import BankUnreachable
from kiosk.devices.results import Done, Unknown
from kiosk.journal.entry import Out
from kiosk.journal.events import CardDeactivateConfirmed, CardDeactivateSent
from kiosk.money.deactivation import RETRY_S, TRIES_MAX, Deactivation
from tests.unit.kiosk_money.desk import ANCHOR, VISIT, Desk, entry

CARD = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
FAILED = (b"1" * 16, b"2" * 16, b"3" * 16)
NO_ANSWER = Unknown(BankUnreachable("no answer", Outcome.UNKNOWN))


def sent():
    desk = Desk()
    Deactivation(desk.ports, VISIT, Secret(CARD.encode()), FAILED).send()
    return desk


def test_the_bank_hears_of_the_card_and_of_the_three_wrong_pins():
    desk = sent()
    txids = tuple(txid.hex() for txid in FAILED)

    assert [CardDeactivationRequest(anchor=ANCHOR, card_id=CARD, txids=txids)] == desk.bank.asked
    assert [entry(CardDeactivateSent(1))] == desk.journal.entries


@pytest.mark.parametrize("state", DeactivationState)
def test_the_answer_is_evidence_and_ends_it(state):
    desk = sent()
    desk.bank.deliver(Done(CardDeactivationReply(state=state)))
    desk.loop.advance(10 * RETRY_S)

    assert entry(CardDeactivateConfirmed(state.value, 1)) == desk.journal.entries[-1]
    assert 1 == len(desk.bank.asked)


def test_the_number_outlives_its_visit_only_until_the_answer():
    """The visit wipes its own copy at its end."""
    desk = Desk()
    card_id = Secret(CARD.encode())
    Deactivation(desk.ports, VISIT, card_id, FAILED).send()
    card_id.wipe()
    desk.bank.deliver(NO_ANSWER)
    desk.loop.advance(RETRY_S)

    assert [CARD, CARD] == [each.card_id for each in desk.bank.asked]


def test_a_silent_bank_is_told_five_times_and_no_more():
    desk = sent()
    for _ in range(TRIES_MAX):
        desk.bank.deliver(NO_ANSWER)
        desk.loop.advance(RETRY_S)

    assert TRIES_MAX == len(desk.bank.asked)
    told = CardDeactivateConfirmed("unanswered", TRIES_MAX)
    assert entry(told, Out.UNKNOWN) == desk.journal.entries[-1]
