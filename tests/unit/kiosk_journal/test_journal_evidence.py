"""What the journal can prove to a bank that has forgotten it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.journal.entry import Out, StoredEntry
from kiosk.journal.event_base import EventInvalid, encode_event
from kiosk.journal.events import (
    DepositFail,
    DepositInserted,
    DepositNotInserted,
    DoneEvent,
    HoldCopy,
    Loaded,
    Loading,
    Res,
)
from kiosk.journal.evidence import Ended, Enveloped, Filled, evidence_after

FIRST, SECOND, LOAD = b"1" * 16, b"2" * 16, b"l" * 16
LOADING = Loading(LOAD, 1, 2, 150)


def stored(*events):
    """As they lie on the disk, from seq 1."""
    return [
        StoredEntry(
            seq=seq,
            t=0,
            mono=0,
            boot=1,
            atm="a",
            actor=event.ACTOR,
            ev=event.CODE,
            out=Out.OK,
            visit=None,
            txn=None,
            rsn="",
            d=encode_event(event),
            h="",
            m="",
            ver=1,
        )
        for seq, event in enumerate(events, start=1)
    ]


DAY = stored(
    HoldCopy(FIRST, b"copy 1"),
    Res(FIRST, b"record 1"),
    DoneEvent(FIRST, "captured"),
    LOADING,
    Loaded(LOAD, b"load record"),
    DoneEvent(LOAD, "loaded"),
    HoldCopy(SECOND, b"copy 2"),
    Res(SECOND, b"record 2"),
    DoneEvent(SECOND, "captured"),
)
ALL = (
    Ended(FIRST, b"record 1", b"copy 1"),
    Filled(LOADING, b"load record"),
    Ended(SECOND, b"record 2", b"copy 2"),
)


@pytest.mark.parametrize(
    ("acked", "count"), [(0, 3), (2, 3), (3, 2), (5, 2), (6, 1), (8, 1), (9, 0), (99, 0)]
)
def test_is_what_had_no_done_by_then_in_its_order(acked, count):
    assert ALL[3 - count :] == evidence_after(acked, DAY)


def test_includes_what_is_not_done_yet():
    assert ALL == evidence_after(99, DAY[:2] + DAY[3:5] + DAY[6:8])


def test_of_a_withdrawal_without_a_copy_has_its_record():
    entries = stored(Res(FIRST, b"record 1"), DoneEvent(FIRST, "suspense"))

    assert (Ended(FIRST, b"record 1", b""),) == evidence_after(0, entries)


def test_a_copy_alone_proves_nothing():
    entries = stored(HoldCopy(FIRST, b"copy 1"), DoneEvent(FIRST, "void"))

    assert () == evidence_after(0, entries)


def test_a_load_that_was_refused_or_has_no_beginning_is_none():
    refused = stored(LOADING, DoneEvent(LOAD, "refused"))
    headless = stored(Loaded(LOAD, b"load record"))

    assert () == evidence_after(0, refused) == evidence_after(0, headless)


def test_a_record_that_was_written_twice_keeps_its_copy():
    entries = stored(HoldCopy(FIRST, b"copy 1"), Res(FIRST, b"record 1"), Res(FIRST, b"record 1"))

    assert ALL[:1] == evidence_after(0, entries)


def test_an_entry_that_cannot_be_read_is_no_evidence():
    (entry,) = stored(Res(FIRST, b"record 1"))

    with pytest.raises(EventInvalid):
        evidence_after(0, [replace(entry, d={"txid": "?"})])


def test_of_an_envelope_is_what_the_slot_has_said():
    entries = stored(
        DepositInserted(FIRST, 8, 2_000),
        DepositNotInserted(SECOND, "cancel"),
        DepositFail(LOAD, "jam"),
    )

    assert (
        Enveloped(FIRST, "accepted", 8),
        Enveloped(SECOND, "refused"),
        Enveloped(LOAD, "unknown"),
    ) == evidence_after(0, entries)


def test_an_envelope_that_the_bank_had_acknowledged_by_then_is_none():
    entries = stored(DepositInserted(FIRST, 8, 2_000), DoneEvent(FIRST, "pending"))

    assert () == evidence_after(2, entries)
