"""Each entry says whose deed it tells of, and why where something failed, was refused or ended."""

from __future__ import annotations

import dataclasses

import journal_kit as kit
import pytest

from kiosk.journal.catalogue import described
from kiosk.journal.disk_memory import MemoryDisk
from kiosk.journal.entry import Actor, Entry, Out
from kiosk.journal.event_base import Event, as_code
from kiosk.journal.events import (
    EVENTS,
    CardDeactivateConfirmed,
    CardEjected,
    ModeChanged,
    ServiceHalted,
    SystemStop,
    TxnCancelled,
    VisitEnd,
)
from kiosk.journal.reader import read_entries

DEEDS = {
    Actor.CUSTOMER: """
        AMOUNT_REFUSED DISPENSE_PARTIAL LANGUAGE_SELECTED PIN_FAIL PIN_OK RECEIPT_DECLINED
        TIME_EXTENDED TXN_SELECTED
    """,
    Actor.DEVICE: """
        CARD_IDENTIFIED CARD_INSERTED CARD_READ_FAIL CARD_TAKEN CASH_PRESENTED CASH_REJECTED
        CASH_RETRACTED CASH_STACKED CASH_TAKEN DEPOSIT_FAIL DEPOSIT_INSERTED DEPOSIT_NOT_INSERTED
        DEVICE_FAULT DEVICE_RECOVERED DEVICE_STATUS DISPENSE_FAIL DISPENSE_SUSPECT DOOR
        DOOR_LOCK DOOR_LOCKED DOOR_REFUSED DOOR_UNLOCKED KEY_SWITCH
        LOADED RECEIPT_FAIL RECEIPT_PRINTED RECEIPT_TAKEN RES SLIP_PRINTED TAMPER UPS
    """,
    Actor.BANK: """
        AUTH_APPROVED AUTH_DECLINED BALANCE_TOLD BANK_LEVEL BANK_RESTORED CARD_CHALLENGE
        CARD_DEACTIVATE_CONFIRMED CARD_REFUSED CASH_ADDED COUNT_REPORTED DEPOSIT_APPROVED
        DEPOSIT_CONFIRMED
        HOLD_COPY LATE_ANSWER PIN_CHANGED PIN_LIMIT RESOLUTION_CONFIRMED SETTLEMENT_CONFIRMED
        TRANSFER_DONE
    """,
    Actor.STAFF: """
        BALANCE_CLOSE BALANCE_TRIAL
        BINS_EMPTIED CASSETTE_SWAPPED COUNT_SET DIAG_END DIAG_START DUAL_OK END_ASKED
        ENVELOPES_REMOVED HALT_CLEARED JOURNAL_EXPORT JOURNAL_PRINTED JOURNAL_VERIFY LOADING
        PAPER_LOADED SETTING_CHANGED STAFF_CHANGED STAFF_FAIL STAFF_LOCKED STAFF_LOGIN
        STAFF_LOGOUT SYSTEM_STOP TEST_ALARM WORK_ORDER
    """,
}
OF_OTHERS = {code for codes in DEEDS.values() for code in codes.split()}


def written(event, **fields):
    """The entry as it lies on the disk."""
    disk = MemoryDisk()
    kit.opened(disk).append(Entry(event, **fields))
    return list(read_entries(disk))[-1]


@pytest.mark.parametrize("code", EVENTS)
def test_every_event_names_its_actor_itself(code):
    """Whoever adds one has to think of it."""
    assert "ACTOR" in vars(EVENTS[code])


def test_the_deeds_are_those_of_the_design():
    """What nobody else does, the kiosk does or sees by itself."""
    expected = {actor: codes.split() for actor, codes in DEEDS.items()}
    expected[Actor.SYSTEM] = sorted(EVENTS.keys() - OF_OTHERS)

    assert expected == {
        actor: sorted(code for code, kind in EVENTS.items() if kind.ACTOR is actor)
        for actor in expected
    }


@pytest.mark.parametrize(
    ("event", "actor"),
    [
        (TxnCancelled("S10", "key"), Actor.CUSTOMER),
        (TxnCancelled("S10", "card"), Actor.CUSTOMER),
        (TxnCancelled("S10", "timeout"), Actor.SYSTEM),
        (TxnCancelled("S10", "link"), Actor.SYSTEM),
        (TxnCancelled("S10", "device"), Actor.DEVICE),
        (TxnCancelled("S10", "staff"), Actor.STAFF),
        (SystemStop("system", "asked"), Actor.SYSTEM),
        (SystemStop("ben", "reopened"), Actor.STAFF),
        (CardDeactivateConfirmed("deactivated", 1), Actor.BANK),
        (CardDeactivateConfirmed("unanswered", 9), Actor.SYSTEM),
    ],
)
def test_of_some_a_field_says_whose_deed_it_was(event, actor):
    assert actor is written(event).actor


@pytest.mark.parametrize(
    ("event", "rsn"),
    [
        (TxnCancelled("S10", "key"), "key"),
        (VisitEnd("timeout", 1, 0), "timeout"),
        (ModeChanged("in-service", "out-of-service", "OOS-01,OOS-07"), "OOS-01"),
        (ModeChanged("out-of-service", "in-service", ""), ""),
        (ServiceHalted("journal: entries are missing"), "OOS-10"),
        (ServiceHalted("what left the machine is not certain"), "OOS-06"),
        (CardEjected(), ""),
    ],
)
def test_the_reason_is_a_code_of_its_own(event, rsn):
    """Of several the worst, which is the first; a sentence never hides one."""
    assert rsn == written(event).rsn


def test_who_knows_better_than_the_event_is_heard():
    entry = written(CardEjected(), rsn="a-1", actor=Actor.STAFF, out=Out.FAIL)

    assert ("a-1", Actor.STAFF) == (entry.rsn, entry.actor)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ok", ""),
        ("", ""),
        ("no mix of notes makes it", "no-mix-of-notes-makes-it"),
        ("voucher_invalid", "voucher-invalid"),
        ("x" * 60, "x" * 40),
        ("x" * 39 + " y", "x" * 39),
        ("\u00fc!", ""),
    ],
)
def test_whatever_a_device_calls_it_can_be_written(text, code):
    assert code == as_code(text)


@pytest.mark.parametrize("code", EVENTS)
def test_a_reason_is_a_text_of_its_event_or_a_code(code):
    """A field that was renamed would become a code by mistake."""
    reason = EVENTS[code].REASON
    names = {field.name for field in dataclasses.fields(EVENTS[code])}

    assert reason in names or reason in ("", *CONSTANT)
    assert reason == as_code(reason)


CONSTANT = (
    "no-answer",
    "no-done",
    "no-stop",
    "not-taken",
    "too-late",
    "torn",
    "tries-used-up",
    "wrong",
)


@pytest.mark.parametrize("code", [code for code in EVENTS if EVENTS[code].ACTORS])
def test_a_field_that_decides_is_one_of_the_event(code):
    kind = EVENTS[code]

    assert kind.ACTOR_BY in {field.name for field in dataclasses.fields(kind)}


def test_the_catalogue_tells_both():
    cancelled, halted = described(TxnCancelled), described(ServiceHalted)

    assert cancelled.actor.startswith("system; customer where `by` is `key` or `card`; device ")
    assert "as `by`" == cancelled.reason
    assert halted.reason.startswith("`OOS-10` for the journal")
    assert "" == described(CardEjected).reason
    assert Event.reason_code is CardEjected.reason_code
