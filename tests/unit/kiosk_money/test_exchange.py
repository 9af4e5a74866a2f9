"""One question to the bank: step by step, nothing sent twice, nothing wiped used."""

from __future__ import annotations

from uuid import UUID

import pytest

from bank_server.contract import (
    ApprovedBalance,
    AuthorisationRequest,
    ChallengeRequest,
    DeclineReason,
    Operation,
    ProblemCode,
)
from bank_server.contract.authorisations import Balance, Declined
from bank_server.contract.money import Money
from hardware.crypto.record import Record, RecordKind, TxnOutcome
from hardware.crypto.secret import Secret
from hardware.errors import DeviceError, Outcome
from hardware.status import Status
from kiosk.bank.errors import BankRefused, BankUnreachable
from kiosk.devices.results import Done, NotDone, Unknown
from kiosk.domain.visit.events import Failure
from kiosk.money.exchange import NoAnswer, NotAsked
from tests.unit.kiosk_money.asking import CARD_ID, CHALLENGE, TEXT, Asked, at_the_card
from tests.unit.kiosk_money.desk import TXID


def sent(asked):
    return [type(each) for each in asked.bank.asked]


def test_a_visit_proves_itself_with_its_token():
    asked = at_the_card(token=Secret(b"a" * 32))
    asked.reader.deliver(Done(Secret(bytes(32))))

    assert [ChallengeRequest, AuthorisationRequest] == sent(asked)
    assert "a" * 32 == asked.bank.asked[1].proof.visit


def test_a_typed_pin_goes_as_its_block():
    asked = at_the_card(with_pin=True)
    asked.reader.deliver(Done(Secret(bytes(32))))
    assert [(0, CARD_ID, TEXT)] == asked.pins.asked
    asked.pins.deliver(Done(Secret(bytes(16))))

    assert "00" * 16 == asked.bank.asked[1].proof.pin_block


def test_a_stripe_goes_along_with_the_question_and_the_reader_is_asked_nothing():
    """The card is back with its owner: nobody could answer the challenge."""
    asked = at_the_card(token=Secret(b"a" * 32), stripe_code=Secret(b"60317725"))

    assert [ChallengeRequest, AuthorisationRequest] == sent(asked)
    assert ["60317725", None] == [asked.bank.asked[0].stripe_code, asked.bank.asked[1].response]
    assert [] == asked.reader.asked
    assert "60317725" not in repr(asked.bank.asked)


def test_both_ends_of_a_transfer_are_named():
    source, target = CARD_ID.decode(), str(UUID(int=1))
    asked = Asked(
        operation=Operation.TRANSFER, account=source, target=target, amount=Money(5, "EUR")
    )

    assert [(source, target)] == [(each.source, each.target) for each in asked.bank.asked]


def test_a_record_that_the_contract_cannot_carry_is_not_asked_about():
    """An HSM with no canister fitted: a word for the customer, and the core goes on."""
    opened = Record(
        RecordKind.OPEN, UUID(int=1), TXID, bytes(16), TxnOutcome.NONE, lines=(), mac=bytes(16)
    )
    asked = Asked(opened=opened)
    assert [] == asked.heard
    asked.loop.run_ready()

    assert [NotAsked(Failure.REFUSED)] == asked.heard
    assert [] == sent(asked)


def test_an_answer_that_the_contract_cannot_carry_is_not_sent():
    asked = at_the_card(token=Secret(b"not a token"))
    asked.reader.deliver(Done(Secret(bytes(32))))

    assert [NotAsked(Failure.REFUSED)] == asked.heard
    assert [ChallengeRequest] == sent(asked)


@pytest.mark.parametrize(
    ("result", "failure"),
    [
        (NotDone(BankUnreachable("no connection", Outcome.NOT_DONE)), Failure.SILENT),
        (Unknown(BankUnreachable("no answer in time", Outcome.UNKNOWN)), Failure.SILENT),
        (NotDone(BankRefused(ProblemCode.OVERLOADED)), Failure.SILENT),
        (NotDone(BankRefused(ProblemCode.CARD_BLOCKED)), Failure.BLOCKED),
        (NotDone(BankRefused(ProblemCode.COUNTERS_DIFFER)), Failure.COUNTERS),
        (NotDone(BankRefused(ProblemCode.ATM_BUSY)), Failure.REFUSED),
    ],
)
def test_without_a_challenge_nothing_was_asked(result, failure):
    """A challenge has no effect, so a lost one is as good as none."""
    asked = Asked()
    asked.bank.deliver(result)

    assert [NotAsked(failure)] == asked.heard
    assert [] == asked.reader.asked


def test_without_the_cards_answer_nothing_is_sent():
    asked = at_the_card(token=Secret(b"a" * 32))
    asked.reader.deliver(NotDone(DeviceError(Status.CARD_CHANGED)))

    assert [NotAsked(Failure.CARD)] == asked.heard
    assert [ChallengeRequest] == sent(asked)


def test_a_visit_without_a_token_is_an_expired_one():
    asked = at_the_card()
    asked.reader.deliver(Done(Secret(bytes(32))))

    assert [NotAsked(Failure.EXPIRED)] == asked.heard


@pytest.mark.parametrize(
    ("result", "answer"),
    [
        (Unknown(BankUnreachable("no answer in time", Outcome.UNKNOWN)), NoAnswer()),
        (Unknown(BankRefused(ProblemCode.INTERNAL)), NoAnswer()),
        (NotDone(BankRefused(ProblemCode.VISIT_EXPIRED)), NotAsked(Failure.EXPIRED)),
        (NotDone(BankRefused(ProblemCode.CHALLENGE_EXPIRED)), NotAsked(Failure.SILENT)),
        (NotDone(BankUnreachable("no connection", Outcome.NOT_DONE)), NotAsked(Failure.SILENT)),
    ],
)
def test_unknown_never_becomes_not_done(result, answer):
    asked = at_the_card(token=Secret(b"a" * 32))
    asked.reader.deliver(Done(Secret(bytes(32))))
    asked.bank.deliver(result)

    assert [answer] == asked.heard


BALANCE = Balance(minor=5_00, currency="EUR")
OTHER = "ff" * 16


@pytest.mark.parametrize(
    "reply",
    [
        ApprovedBalance(txid=OTHER, visit=None, available=BALANCE, balance=BALANCE),
        Declined(txid=OTHER, reason=DeclineReason.FUNDS),
    ],
)
def test_an_answer_to_another_question_says_nothing_about_this_one(reply):
    """Neither yes nor no: a transfer that was declined elsewhere may be done here."""
    asked = at_the_card(token=Secret(b"a" * 32))
    asked.reader.deliver(Done(Secret(bytes(32))))
    asked.bank.deliver(Done(reply))

    assert [NoAnswer()] == asked.heard


@pytest.mark.parametrize("step", ["challenge", "card", "pad"])
def test_a_question_whose_visit_is_over_is_not_sent_any_further(step):
    """Its secrets are wiped by then."""
    asked = Asked(with_pin=True)
    if step != "challenge":
        asked.bank.deliver(Done(CHALLENGE))
    if step == "pad":
        asked.reader.deliver(Done(Secret(bytes(32))))
    asked.exchange.stop()
    asked.card.card_id.wipe()
    late = {
        "challenge": lambda: asked.bank.deliver(Done(CHALLENGE)),
        "card": lambda: asked.reader.deliver(Done(Secret(bytes(32)))),
        "pad": lambda: asked.pins.deliver(Done(Secret(bytes(16)))),
    }
    late[step]()

    assert [NotAsked(Failure.CARD)] == asked.heard
    assert [ChallengeRequest] == sent(asked)
