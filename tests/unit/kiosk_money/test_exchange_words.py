"""What the bank and the journal are told in one exchange, word for word."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bank_server.contract import (
    AuthorisationRequest,
    ChallengeRequest,
    DeclineReason,
    Operation,
    PinProof,
    ProblemCode,
    VisitProof,
)
from bank_server.contract.authorisations import ApprovedBalance
from bank_server.contract.authorisations import Declined as DeclinedReply
from bank_server.contract.challenges import NoteCount
from bank_server.contract.message import Amount, Balance
from bank_server.contract.money import Money
from hardware.crypto.record import RecordKind
from hardware.crypto.secret import Secret
from hardware.errors import DeviceError, Outcome
from hardware.status import Status
from kiosk.bank.errors import BankRefused, BankUnreachable
from kiosk.devices.results import Done, NotDone, Unknown
from kiosk.domain.visit.events import Failure
from kiosk.journal.entry import Actor, Out
from kiosk.journal.events import (
    AuthApproved,
    AuthDeclined,
    AuthRequest,
    AuthTimeout,
    CardChallenge,
    ChallengeResult,
    PinFail,
    PinLimit,
    PinOk,
)
from kiosk.money.exchange import Approved, Declined, NotAsked
from tests.unit.kiosk_money.asking import CARD_ID, TEXT, Asked, at_the_card
from tests.unit.kiosk_money.desk import ANCHOR, JOB, TXID, entry, record

ACCOUNT = "7d1f1f6e-0c5f-4f2b-9d55-2f1c4c8a1a10"
OPENED = record(RecordKind.OPEN)
TOKEN = b"a" * 32
ANSWER = bytes(range(32))
BLOCK, NEW_BLOCK = b"b" * 16, b"n" * 16
APPROVED = ApprovedBalance(
    txid=TXID.hex(),
    visit=None,
    available=Balance(minor=1, currency="EUR"),
    balance=Balance(minor=2, currency="EUR"),
)
NO_ANSWER = Unknown(BankUnreachable("no answer in time", Outcome.UNKNOWN))


def declined(reason, tries_left=None):
    return Done(DeclinedReply(txid=TXID.hex(), reason=reason, tries_left=tries_left))


def authorising(**question):
    """The authorisation is under way; a token proves the customer unless a PIN is asked for."""
    if "with_pin" not in question:
        question["token"] = Secret(TOKEN)
    asked = at_the_card(**question)
    asked.reader.deliver(Done(Secret(ANSWER)))
    if "with_pin" in question:
        asked.pins.deliver(Done(Secret(BLOCK)))
    return asked


def request(proof, new_pin_block=None):
    return AuthorisationRequest(
        anchor=ANCHOR,
        txid=TXID.hex(),
        response=ANSWER.hex(),
        proof=proof,
        new_pin_block=new_pin_block,
    )


def test_a_challenge_for_cash_names_account_amount_notes_and_record():
    asked = Asked(
        operation=Operation.WITHDRAWAL,
        account=ACCOUNT,
        amount=JOB.amount,
        notes=JOB.notes,
        opened=OPENED,
    )

    assert [
        ChallengeRequest.model_validate(
            {
                "anchor": ANCHOR,
                "txid": TXID.hex(),
                "card_id": CARD_ID.decode(),
                "operation": Operation.WITHDRAWAL,
                "from": ACCOUNT,
                "to": None,
                "amount": Amount(minor=50_00, currency="EUR"),
                "notes": (NoteCount(canister=1, count=1), NoteCount(canister=2, count=2)),
                "open_record": OPENED.encode().hex(),
                "stripe_code": None,
            }
        )
    ] == asked.bank.asked


def test_a_challenge_without_cash_names_the_operation_only():
    sent = Asked().bank.asked[0]

    assert (Operation.BALANCE, None, None, (), None) == (
        sent.operation,
        sent.source,
        sent.amount,
        sent.notes,
        sent.open_record,
    )


def test_the_card_that_is_in_the_slot_answers_the_banks_challenge():
    assert [("challenge", 7, TEXT)] == at_the_card().reader.asked


def test_a_card_that_does_not_answer_is_evidence():
    asked = at_the_card()
    asked.reader.deliver(NotDone(DeviceError(Status.CARD_CHANGED)))

    silent = entry(CardChallenge(TXID, ChallengeResult.BAD), Out.FAIL)
    said_by_it = replace(silent, rsn="no-answer", actor=Actor.DEVICE)
    assert [said_by_it] == asked.journal.entries


def test_an_authorisation_carries_the_cards_answer_and_the_visits_token():
    asked = authorising()

    assert request(VisitProof(visit=TOKEN.decode())) == asked.bank.asked[-1]
    assert [] == asked.pins.asked


def test_a_typed_pin_is_the_proof_even_where_a_visit_has_begun():
    asked = at_the_card(token=Secret(TOKEN), with_pin=True)
    asked.reader.deliver(Done(Secret(ANSWER)))
    asked.pins.deliver(Done(Secret(BLOCK)))

    assert request(PinProof(pin_block=BLOCK.hex())) == asked.bank.asked[-1]


def test_a_new_pin_goes_beside_the_visits_token():
    asked = at_the_card(token=Secret(TOKEN), operation=Operation.PIN_CHANGE, with_new_pin=True)
    asked.reader.deliver(Done(Secret(ANSWER)))
    assert [(1, CARD_ID, TEXT)] == asked.pins.asked
    asked.pins.deliver(Done(Secret(NEW_BLOCK)))

    proof = VisitProof(visit=TOKEN.decode())
    assert request(proof, NEW_BLOCK.hex()) == asked.bank.asked[-1]


def test_a_new_pin_goes_beside_the_old_one():
    asked = at_the_card(operation=Operation.PIN_CHANGE, with_pin=True, with_new_pin=True)
    asked.reader.deliver(Done(Secret(ANSWER)))
    asked.pins.deliver(Done(Secret(BLOCK)))
    assert [(0, CARD_ID, TEXT), (1, CARD_ID, TEXT)] == asked.pins.asked
    assert 1 == len(asked.bank.asked)
    asked.pins.deliver(Done(Secret(NEW_BLOCK)))

    assert request(PinProof(pin_block=BLOCK.hex()), NEW_BLOCK.hex()) == asked.bank.asked[-1]


@pytest.mark.parametrize(
    ("result", "failure"),
    [
        (NotDone(DeviceError(Status.PIN_DIFFERENT)), Failure.DIFFERENT),
        (NotDone(DeviceError(Status.PIN_NONE)), Failure.REFUSED),
        (NO_ANSWER, Failure.REFUSED),
    ],
)
def test_without_the_pads_block_nothing_is_sent(result, failure):
    asked = at_the_card(with_pin=True)
    asked.reader.deliver(Done(Secret(ANSWER)))
    asked.pins.deliver(result)

    assert [NotAsked(failure)] == asked.heard
    assert 1 == len(asked.bank.asked)


def test_the_request_is_evidence_before_its_answer():
    asked = authorising(
        operation=Operation.WITHDRAWAL, amount=JOB.amount, notes=JOB.notes, opened=OPENED
    )

    assert [entry(AuthRequest(TXID, "withdrawal", Money(50_00, "EUR")))] == asked.journal.entries


def test_an_approval_is_evidence_with_the_time_it_took():
    asked = authorising()
    asked.loop.advance(1.234)
    asked.bank.deliver(Done(APPROVED))

    assert [Approved(APPROVED)] == asked.heard
    assert [
        entry(CardChallenge(TXID, ChallengeResult.OK)),
        entry(AuthApproved(TXID, 1234)),
    ] == asked.journal.entries[1:]


def test_an_approved_pin_was_right_at_once():
    asked = authorising(with_pin=True)
    asked.bank.deliver(Done(APPROVED))

    assert entry(PinOk(1)) == asked.journal.entries[-1]


def test_a_decline_is_evidence_with_its_reason_and_time():
    asked = authorising()
    asked.loop.advance(0.5)
    asked.bank.deliver(declined(DeclineReason.FUNDS))

    assert [Declined(DeclineReason.FUNDS, None)] == asked.heard
    expected = AuthDeclined(TXID, DeclineReason.FUNDS.value, 500)
    assert [entry(expected, Out.FAIL)] == asked.journal.entries[1:]


@pytest.mark.parametrize(
    ("tries_left", "evidence"),
    [(2, [PinFail(1, 2)]), (1, [PinFail(2, 1)]), (0, [PinFail(3, 0), PinLimit()])],
)
def test_a_wrong_pin_is_evidence_with_its_tries(tries_left, evidence):
    asked = authorising(with_pin=True)
    asked.bank.deliver(declined(DeclineReason.PIN_WRONG, tries_left))

    assert [Declined(DeclineReason.PIN_WRONG, tries_left)] == asked.heard
    assert [entry(each, Out.FAIL) for each in evidence] == asked.journal.entries[2:]


def test_a_lost_answer_is_unknown_in_the_journal_too():
    asked = authorising()
    asked.loop.advance(10)
    asked.bank.deliver(NO_ANSWER)

    timeout = AuthTimeout(TXID, 10_000, "cancel or resolve")
    assert [entry(timeout, Out.UNKNOWN)] == asked.journal.entries[1:]


def test_a_refused_authorisation_is_evidence_with_its_failure():
    asked = authorising()
    asked.loop.advance(0.25)
    asked.bank.deliver(NotDone(BankRefused(ProblemCode.VISIT_EXPIRED)))

    refused = AuthDeclined(TXID, Failure.EXPIRED.value, 250)
    assert [replace(entry(refused, Out.FAIL), rsn="visit-expired")] == asked.journal.entries[1:]


def test_the_banks_own_code_stays_known_where_the_customer_is_told_less():
    asked = authorising()
    asked.bank.deliver(NotDone(BankRefused(ProblemCode.OVERLOADED)))

    (told,) = asked.journal.entries[1:]
    assert (Failure.SILENT.value, "overloaded") == (told.event.reason, told.rsn)


def test_what_was_never_sent_the_bank_has_not_declined():
    asked = authorising()
    asked.bank.deliver(NotDone(BankUnreachable("no connection", Outcome.NOT_DONE)))

    (told,) = asked.journal.entries[1:]
    assert ("not-sent", Actor.SYSTEM) == (told.rsn, told.actor)


@pytest.mark.parametrize(
    ("code", "failure"),
    [
        (ProblemCode.VISIT_EXPIRED, Failure.EXPIRED),
        (ProblemCode.CARD_BLOCKED, Failure.BLOCKED),
        (ProblemCode.CARD_UNKNOWN, Failure.BLOCKED),
        (ProblemCode.CHALLENGE_EXPIRED, Failure.SILENT),
        (ProblemCode.OVERLOADED, Failure.SILENT),
        (ProblemCode.RATE, Failure.SILENT),
        (ProblemCode.RESPONSE_WRONG, Failure.CARD),
        (ProblemCode.COUNTERS_DIFFER, Failure.COUNTERS),
        (ProblemCode.BAD_REQUEST, Failure.REFUSED),
    ],
)
def test_each_refusal_of_the_bank_has_its_word(code, failure):
    asked = authorising()
    asked.bank.deliver(NotDone(BankRefused(code)))

    assert [NotAsked(failure)] == asked.heard


@pytest.mark.parametrize(
    ("code", "proof"),
    [
        (ProblemCode.CHALLENGE_EXPIRED, ChallengeResult.LATE),
        (ProblemCode.RESPONSE_WRONG, ChallengeResult.BAD),
    ],
)
def test_a_proof_that_the_bank_does_not_take_is_evidence(code, proof):
    asked = authorising()
    asked.bank.deliver(NotDone(BankRefused(code)))

    assert entry(CardChallenge(TXID, proof), Out.FAIL) == asked.journal.entries[1]


def test_a_pin_that_was_right_at_the_third_try_says_so():
    asked = authorising(with_pin=True, pin_tries=3)
    asked.bank.deliver(Done(APPROVED))

    assert entry(PinOk(3)) == asked.journal.entries[-1]
