"""What must be in each canister since the last close, from the records in the journal."""

from __future__ import annotations

import journal_kit as kit
import pytest

from bank_server.contract.money import Money
from hardware.crypto.record import (
    NOT_COUNTED,
    LineFlag,
    Record,
    RecordKind,
    RecordLine,
    TxnOutcome,
)
from kiosk.domain.maintenance.balancing import (
    Doubt,
    Envelopes,
    PickFault,
    Removal,
    seen_by_hsm,
)
from kiosk.domain.maintenance.note_flow import Bin
from kiosk.journal.disk_memory import MemoryDisk
from kiosk.journal.entry import Entry
from kiosk.journal.event_base import CanisterBalance
from kiosk.journal.events import (
    BalanceClose,
    BinsEmptied,
    CassetteSwapped,
    Cmd,
    DepositInserted,
    EnvelopesRemoved,
    Heartbeat,
    KeyLoaded,
    Loaded,
    Loading,
    NoteCount,
    Res,
)
from kiosk.journal.files import journal_files
from kiosk.journal.period import read_period
from kiosk.journal.retention import remove

NO_FLAGS = LineFlag(0)
FIFTY = Money(5000, "EUR")


def line(canister, left, *moved, load=1, flags=NO_FLAGS):
    """moved: picked, rejected, presented, retracted."""
    counts = (*moved, 0, 0, 0, 0)[:4]
    return RecordLine(canister, flags, load, 1000 - left, left, *counts)


def res(number, outcome, *lines, is_test=False):
    txid = bytes([number]) * 16
    ticket = bytes(16) if is_test else kit.TICKET
    record = Record(RecordKind.FINAL, kit.HSM, txid, ticket, outcome, lines, bytes(16))
    return Res(txid, record.encode())


def loaded(number, *lines):
    load_id = bytes([number]) * 16
    record = Record(RecordKind.LOAD, kit.HSM, load_id, bytes(16), TxnOutcome.NONE, lines, bytes(16))
    return Loaded(load_id, record.encode())


def filled(canister, left, load=1):
    return line(canister, left, load=load, flags=LineFlag.LOADED)


def close(*lines, number=1):
    """Of this id: sixteen times its number."""
    return BalanceClose(
        number=number,
        close_id=bytes([number]) * 16,
        since=b"",
        since_ms=0,
        lines=lines,
        taken_out=(),
        difference=None,
        dispensed=None,
        causes=(),
        envelopes=0,
        first=None,
        last=None,
        envelopes_counted=None,
        record=b"",
        who="anna+ben",
    )


def carried(canister, left, counted, reject=0, retract=0, load=1):
    return CanisterBalance(
        *(canister, load, FIFTY, 0, 0, 0, 0, 0, 0, 0, 0),
        *(left, counted, reject, reject, None, retract, left, 3),
    )


def period(*events, disk=None):
    found = disk or MemoryDisk()
    journal = kit.opened(found)
    for event in events:
        journal.append(Entry(event))
    return read_period(found).period


TAKEN, RETRACTED, VOID, SUSPECT = (
    TxnOutcome.TAKEN,
    TxnOutcome.RETRACTED,
    TxnOutcome.VOID,
    TxnOutcome.SUSPECT,
)
FULL = loaded(99, filled(1, 100))


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([], 100),
        ([res(2, TAKEN, line(1, 95, 5, 1, 4))], 95),
        ([res(2, RETRACTED, line(1, 96, 4, 0, 4, 4))], 96),
        ([res(2, RETRACTED, line(1, 96, 4, 0, 4, NOT_COUNTED))], 96),
        ([res(2, VOID, line(1, 97, 3, 3))], 97),
        ([res(2, VOID, line(1, 99, 1, 1), is_test=True)], 99),
        ([res(2, SUSPECT, line(1, 97, 3, 1, flags=LineFlag.NOTES_UNKNOWN))], 97),
        ([loaded(3, filled(1, 60, load=2))], 60),
        ([res(2, TAKEN, line(1, 95, 5, 0, 5))] * 2, 95),
        ([KeyLoaded("hsm"), loaded(4, filled(1, 80))], 80),
    ],
)
def test_what_went_out_is_missing_from_the_canister(events, expected):
    (flow,) = period(FULL, *events).flows

    assert (expected, 0, 0) == (flow.expected, flow.missing, flow.unseen)
    assert expected == flow.left


def test_each_way_out_is_counted_apart():
    (flow,) = period(
        FULL,
        res(2, TAKEN, line(1, 90, 10, 1, 9)),
        res(3, RETRACTED, line(1, 86, 4, 0, 4, 4)),
        res(4, VOID, line(1, 85, 1, 1), is_test=True),
        res(5, SUSPECT, line(1, 82, 3, 1, flags=LineFlag.NOTES_UNKNOWN)),
    ).flows

    assert (13, 4, 2, 1, 2) == (
        flow.presented,
        flow.retracted,
        flow.rejected,
        flow.tested,
        flow.unknown,
    )
    assert (3, 4) == (flow.reject.expected, flow.retract.expected)


def test_of_notes_that_nobody_counted_when_they_came_back_the_bin_is_not_known():
    (flow,) = period(FULL, res(2, RETRACTED, line(1, 96, 4, 0, 4, NOT_COUNTED))).flows

    assert flow.retract.expected is None
    assert 0 == flow.reject.expected


def test_notes_that_no_entry_tells_of_are_not_expected_to_be_gone():
    (flow,) = period(FULL, res(2, TAKEN, line(1, 90, 5, 0, 5))).flows

    assert (95, 5, 90) == (flow.expected, flow.missing, flow.left)


def test_a_filling_that_no_entry_tells_of_is_named():
    (flow,) = period(FULL, res(2, TAKEN, line(1, 45, 5, 0, 5, load=3))).flows

    assert (1, 3, 45) == (flow.unseen, flow.load, flow.expected)


def test_a_record_of_the_filling_before_that_comes_late_is_counted():
    (flow,) = period(
        FULL, loaded(3, filled(1, 60, load=2)), res(2, TAKEN, line(1, 95, 5, 0, 5))
    ).flows

    assert (60, 5, 95, 2) == (flow.expected, flow.presented, flow.removed, flow.load)


def test_the_next_period_begins_with_what_people_counted():
    """The HSM goes on with its own number: what went without an entry is measured by that."""
    (flow,) = period(
        FULL,
        close(carried(1, 100, 98, reject=4, retract=2)),
        res(2, TAKEN, line(1, 95, 5, 1, 4)),
    ).flows

    assert (98, 93, 95, 0) == (flow.start, flow.expected, flow.left, flow.missing)
    assert (5, 2) == (flow.reject.expected, flow.retract.expected)
    assert 4 == flow.load_rejected


def test_a_period_is_numbered_after_the_close_before_it():
    found = period(close(carried(1, 100, 100)), close(carried(1, 100, 100), number=2))

    assert (3, bytes([2]) * 16) == (found.number, found.since)


def test_since_an_older_close_all_that_came_after_it_is_in_the_period():
    """The bank does not have the last one. What was taken out and which envelopes came since then
    is in it, too."""
    disk, clock = MemoryDisk(), kit.Clock()
    journal = kit.opened(disk, clock)
    days = (
        (FULL, close(carried(1, 100, 98))),
        (
            res(2, TAKEN, line(1, 95, 5, 0, 5)),
            DepositInserted(bytes(16), 7, 100),
            Loading(bytes([3]) * 16, 1, 2, 100, FIFTY, "anna+ben", 90),
            loaded(3, filled(1, 100, load=2)),
            close(carried(1, 100, 100, load=2), number=2),
        ),
        (res(4, TAKEN, line(1, 94, 6, 0, 6, load=2)),),
    )
    for day, events in enumerate(days):
        clock.day = f"2026112{day}"
        for event in events:
            journal.append(Entry(event))

    last = read_period(disk)
    older = read_period(disk, bytes([1]) * 16)
    every, gone = read_period(disk, b""), read_period(disk, bytes([9]) * 16)

    assert (bytes([2]) * 16, 6) == (last.period.since, last.period.flows[0].presented)
    assert (bytes([1]) * 16, 11, 98, 3) == (
        older.period.since,
        older.period.flows[0].presented,
        older.period.flows[0].start,
        older.period.number,
    )
    assert (Removal(1, 1, 90, 95, 3),) == older.period.removals
    assert (Envelopes(1, 7, 7), 2) == (older.period.envelopes, older.last.event.number)
    assert (b"", 11, 0) == (every.period.since, *flow_of(every))
    assert last == gone


def flow_of(found):
    (flow,) = found.period.flows
    return flow.presented, flow.start


def test_doubt_faults_and_envelopes_are_those_since_the_close():
    short = line(1, 90, 4, 0, 4, flags=LineFlag.SHORT)
    told = (
        Cmd(bytes([2]) * 16, kit.TICKET, (NoteCount(1, 6),)),
        res(2, TAKEN, short),
        res(3, SUSPECT, line(1, 86, 4, 0, flags=LineFlag.NOTES_UNKNOWN)),
        DepositInserted(bytes(16), 7, 100),
        DepositInserted(bytes(16), 9, 100),
    )
    found = period(loaded(1, filled(1, 94)), *told)
    after = period(loaded(1, filled(1, 94)), *told, close(carried(1, 86, 86)))

    assert [Doubt(("03" * 16), kit.Clock().ms, {1: 4})] == list(found.doubts)
    assert [PickFault(("02" * 16), kit.Clock().ms, 1, 2)] == list(found.faults)
    assert Envelopes(2, 7, 9) == found.envelopes
    assert ((), (), Envelopes()) == (after.doubts, after.faults, after.envelopes)


def test_files_before_the_last_close_are_not_needed():
    disk, clock = MemoryDisk(), kit.Clock()
    journal = kit.opened(disk, clock)
    journal.append(Entry(FULL))
    clock.day = "20261122"
    journal.append(Entry(close(carried(1, 100, 100))))
    journal.append(Entry(res(2, TAKEN, line(1, 95, 5, 0, 5))))
    remove(disk, journal_files(disk)[0])

    (flow,) = read_period(disk).period.flows

    assert (95, 100, 0) == (flow.expected, flow.start, flow.reject.expected)


def test_of_a_period_whose_beginning_is_deleted_nobody_knows_the_bins():
    disk, clock = MemoryDisk(), kit.Clock()
    journal = kit.opened(disk, clock)
    journal.append(Entry(FULL))
    clock.day = "20261122"
    journal.append(Entry(res(2, TAKEN, line(1, 95, 5, 1, 4))))
    remove(disk, journal_files(disk)[0])

    found = read_period(disk).period

    assert found.is_cut
    assert (95, 100, None) == (
        found.flows[0].expected,
        found.flows[0].start,
        found.flows[0].reject.expected,
    )


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (None, CassetteSwapped(1, FIFTY, 38, 40, -2, "anna+ben")),
        (38, Heartbeat(0, 900, 0)),
    ],
)
def test_what_people_found_in_a_canister_before_a_load_is_what_was_taken_out(found, told):
    """Two were short then, and are short at the next close."""
    load_id = bytes([3]) * 16
    (flow,) = (
        period_ := period(
            loaded(99, filled(1, 40)),
            told,
            Loading(load_id, 1, 2, 100, FIFTY, "anna+ben", found),
            loaded(3, filled(1, 100, load=2)),
        )
    ).flows

    assert (38, 102, 100) == (flow.removed, flow.expected, flow.left)
    assert (Removal(1, 1, 38, 40, 0),) == period_.removals


def test_notes_from_a_bin_are_not_forgotten_before_any_record_tells_of_their_canister():
    (flow,) = period(
        BinsEmptied("reject", (NoteCount(1, 2),), (), True, "anna+ben"),
        res(2, TAKEN, line(1, 90, 10, 3, 7)),
    ).flows

    assert 3 - 2 == flow.reject.expected


def swaps(count):
    """One note is short in each filling that is taken out."""
    for load in range(2, count + 2):
        load_id = load.to_bytes(16, "big")
        yield Loading(load_id, 1, load, 100, FIFTY, "anna+ben", 99)
        yield Loaded(load_id, loaded(1, filled(1, 100, load=load)).record)


def test_what_was_short_in_many_fillings_is_all_told():
    found = period(FULL, *swaps(40)).removals

    assert (24, -40) == (len(found), sum(each.count - each.expected for each in found))
    assert [17, 40] == [found[0].load, found[-1].load]


def test_of_what_another_hsm_had_counted_no_filling_is_told():
    found = period(FULL, KeyLoaded("hsm"), *swaps(1))

    assert () == found.removals


def test_a_bin_that_was_emptied_is_counted_from_there():
    (flow,) = period(
        FULL,
        res(2, TAKEN, line(1, 90, 10, 3, 7)),
        res(3, RETRACTED, line(1, 86, 4, 0, 4, NOT_COUNTED)),
        BinsEmptied("reject", (NoteCount(1, 2),), (NoteCount(1, 3),), True, "anna+ben"),
        BinsEmptied("retract", (NoteCount(1, 4),), (), False, "anna+ben"),
        res(4, TAKEN, line(1, 81, 5, 1, 4)),
    ).flows

    assert (2, 0) == (flow.reject.expected, flow.retract.expected)


def test_envelopes_that_were_taken_out_are_counted():
    found = period(EnvelopesRemoved("anna+ben", 3, 1, 3, "8"))

    assert Envelopes(counted=3) == found.envelopes


def test_a_journal_without_a_note_has_an_empty_period():
    found = period(Heartbeat(0, 900, 0))

    assert (1, ()) == (found.number, found.flows)


def test_what_is_kept_in_mind_has_a_bound():
    events = [
        res(number, SUSPECT, line(1, 100 - number, 1, 0, flags=LineFlag.NOTES_UNKNOWN))
        for number in range(1, 60)
    ]

    assert 24 == len(period(FULL, *events).doubts)


@pytest.mark.parametrize(
    "told",
    [
        (Loading(bytes([7]) * 16, 1, 2, 60, FIFTY, "anna+ben", 95, 100),),
        (
            CassetteSwapped(1, FIFTY, 95, 100, -5, "anna+ben"),
            Loading(bytes([7]) * 16, 1, 2, 60, FIFTY, "anna+ben"),
        ),
    ],
)
def test_what_the_hsm_had_counts_where_nothing_was_told_before_the_first_load(told):
    found = period(*told, loaded(7, filled(1, 60, load=2)))

    [flow] = found.flows
    assert (100, 60, 95, 65) == (flow.start, flow.added, flow.removed, flow.expected)
    assert (Removal(1, 1, 95, 100, 0),) == tuple(found.removals)


def test_a_canister_that_never_held_a_note_begins_with_its_load():
    first = Loading(bytes([7]) * 16, 1, 1, 60, FIFTY, "anna+ben", 0, 0)
    found = period(first, loaded(7, filled(1, 60)))

    assert ((0, 60, 0), ()) == (
        (found.flows[0].start, found.flows[0].added, found.flows[0].removed),
        tuple(found.removals),
    )


def test_notes_from_a_bin_count_where_only_the_hsm_tells_of_their_canister():
    emptied = BinsEmptied("reject", (NoteCount(1, 3),), (), True, "anna+ben")
    found = seen_by_hsm(period(emptied), [line(1, 95)])

    assert Bin(0, removed=3) == found.flows[0].reject
