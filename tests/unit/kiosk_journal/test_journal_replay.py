"""Recovery learns from the journal exactly what is still open, in order."""

from __future__ import annotations

import journal_kit as kit
import pytest

from bank_server.contract.money import Money
from hardware.crypto.record import RecordKind, TxnOutcome
from kiosk.journal.disk_memory import MemoryDisk
from kiosk.journal.entry import Entry
from kiosk.journal.errors import JournalBroken
from kiosk.journal.events import (
    Cmd,
    DepositApproved,
    DepositFail,
    DepositInserted,
    DepositNotInserted,
    DoneEvent,
    Door,
    HaltCleared,
    Intent,
    KeySwitch,
    Loaded,
    Loading,
    ManualReview,
    PinOk,
    Res,
    ServiceHalted,
    SystemStart,
    SystemStop,
)
from kiosk.journal.reader import read_entries, read_money
from kiosk.journal.replay import MoneyState, OpenLoad, OpenTransaction, open_money
from kiosk.journal.retention import Limits

OTHER = bytes(16)
DEPOSIT = Intent(kit.TXID, "deposit")
APPROVED = DepositApproved(kit.TXID, "c3d4", Money(50_00, "EUR"), "D7K2")
INSERTED = DepositInserted(kit.TXID, 8, 2_000)
NOT_INSERTED = DepositNotInserted(kit.TXID, "cancel")
FAIL = DepositFail(kit.TXID, "jam")
KEY_OFF, DOOR = KeySwitch(is_on=False, customer_present=False), Door("safe", is_open=True)
LOADING = Loading(b"\x01" * 16, 1, 2, 100)
LOADED = Loaded(b"\x01" * 16, b"record")


def state_of(*events):
    disk = MemoryDisk()
    journal = kit.opened(disk)
    for event in events:
        journal.append(kit.entry(event))
    return open_money(read_money(disk))


def test_empty_journal_has_nothing_open():
    """And no ticket to name."""
    assert MoneyState(bytes(16), b"", ()) == state_of()


@pytest.mark.parametrize(
    ("events", "found"),
    [
        ([kit.INTENT], OpenTransaction(kit.TXID, "1-1", kit.INTENT)),
        ([kit.INTENT, kit.CMD], OpenTransaction(kit.TXID, "1-1", kit.INTENT, kit.CMD)),
        (
            [kit.INTENT, kit.CMD, kit.RES],
            OpenTransaction(kit.TXID, "1-1", kit.INTENT, kit.CMD, kit.RES),
        ),
        ([kit.INTENT, kit.RES], OpenTransaction(kit.TXID, "1-1", kit.INTENT, None, kit.RES)),
        ([kit.RES], OpenTransaction(kit.TXID, "1-1", None, None, kit.RES)),
        ([kit.RES, kit.RES], OpenTransaction(kit.TXID, "1-1", None, None, kit.RES)),
        ([DEPOSIT], OpenTransaction(kit.TXID, "1-1", DEPOSIT)),
        ([DEPOSIT, APPROVED], OpenTransaction(kit.TXID, "1-1", DEPOSIT, approved=APPROVED)),
        (
            [DEPOSIT, APPROVED, INSERTED],
            OpenTransaction(kit.TXID, "1-1", DEPOSIT, approved=APPROVED, envelope=INSERTED),
        ),
        (
            [DEPOSIT, NOT_INSERTED],
            OpenTransaction(kit.TXID, "1-1", DEPOSIT, envelope=NOT_INSERTED),
        ),
        ([LOADING], OpenLoad(LOADING.load_id, LOADING)),
        ([LOADING, LOADED], OpenLoad(LOADING.load_id, LOADING, LOADED)),
    ],
)
def test_what_is_not_done_is_open(events, found):
    """With everything that is known of it."""
    assert (found,) == state_of(*events).open


def test_done_is_done():
    """Its record's ticket is what the next OPEN must name."""
    state = state_of(kit.INTENT, kit.CMD, kit.RES, kit.DONE)

    assert MoneyState(kit.TICKET, kit.RES.record, ()) == state


@pytest.mark.parametrize("first", [kit.INTENT, kit.RES, LOADING], ids=lambda event: event.CODE)
def test_what_is_open_is_as_old_as_its_first_entry(first):
    """And the newest entry tells what time it was at least, though a clock was set back since."""
    disk, clock = MemoryDisk(), kit.Clock()
    journal, begun_ms = kit.opened(disk, clock), clock.ms
    journal.append(kit.entry(first))
    clock.ms = begun_ms + 5_000
    journal.append(kit.entry(LOADED if first is LOADING else kit.RES))
    clock.ms = begun_ms - 5_000
    journal.append(kit.entry(ServiceHalted("somebody must look")))

    state = open_money(read_money(disk))
    assert [begun_ms] == [each.since_ms for each in state.open]
    assert begun_ms + 5_000 == state.newest_ms


@pytest.mark.parametrize(
    ("key", "is_listed"), [(kit.TXID, True), (bytes(16), False)], ids=["its own", "another's"]
)
def test_what_people_were_told_of_is_known_until_it_is_done(key, is_listed):
    review = ManualReview(key, 86_400)

    assert [is_listed] == [each.is_listed for each in state_of(kit.INTENT, review).open]
    assert () == state_of(kit.INTENT, review, kit.RES, kit.DONE).open


SUSPECT = Res(kit.TXID, kit.final(outcome=TxnOutcome.SUSPECT))


@pytest.mark.parametrize(
    ("events", "halted"),
    [
        ([ServiceHalted("why")], "why"),
        ([ServiceHalted("why"), HaltCleared("ben")], ""),
        ([kit.INTENT, kit.CMD, SUSPECT], "what left the machine is not certain"),
        ([kit.INTENT, kit.CMD, SUSPECT, HaltCleared("ben"), kit.DONE], ""),
        ([HaltCleared("ben"), ServiceHalted("anew")], "anew"),
    ],
)
def test_a_halt_holds_until_a_person_has_looked(events, halted):
    """A suspect record halts by itself: the machine may die before it can say so."""
    assert halted == state_of(*events).halted


HALTED = ServiceHalted("what left the machine is not certain")


@pytest.mark.parametrize(
    ("events", "is_told"),
    [
        ([], True),
        ([kit.INTENT, kit.CMD, SUSPECT], False),
        ([kit.INTENT, kit.CMD, SUSPECT, HALTED], True),
        ([HALTED, kit.INTENT, kit.CMD, SUSPECT], True),
        ([ServiceHalted("another"), kit.INTENT, kit.CMD, SUSPECT], False),
        ([kit.INTENT, kit.CMD, SUSPECT, HaltCleared("ben")], True),
    ],
)
def test_a_halt_that_the_journal_does_not_tell_yet_is_known(events, is_told):
    """The next start writes it down."""
    assert is_told == state_of(*events).is_halt_told


def test_settings_of_the_newest_start_are_known():
    """So the next start can say that they have changed."""
    assert "" == state_of().settings_hash
    starts = [SystemStart("1", digits, "start") for digits in ("ab", "cd")]
    assert "cd" == state_of(*starts).settings_hash


def test_acknowledged_load_is_done():
    """DONE names the load_id."""
    assert () == state_of(LOADING, LOADED, DoneEvent(LOADING.load_id, "loaded")).open


def test_open_ones_come_in_the_order_of_their_first_entries():
    """Settlements and loads are sent in the journal's order."""
    other = Intent(OTHER, "balance")
    state = state_of(kit.INTENT, LOADING, other, kit.RES, LOADED)

    assert [kit.TXID, LOADING.load_id, OTHER] == [
        item.txid if isinstance(item, OpenTransaction) else item.load_id for item in state.open
    ]


def test_last_ticket_is_of_the_record_stored_last():
    """Whatever its settlement's state."""
    second = Res(OTHER, kit.final(OTHER, b"\x07" * 16))

    assert b"\x07" * 16 == state_of(kit.INTENT, kit.RES, kit.DONE, second).last_ticket


@pytest.mark.parametrize(
    ("events", "why"),
    [
        ([kit.CMD], "CMD without INTENT"),
        ([kit.INTENT, kit.INTENT], "begun twice"),
        ([kit.INTENT, kit.CMD, kit.CMD], "CMD after"),
        ([kit.INTENT, kit.RES, kit.CMD], "CMD after"),
        ([kit.DONE], "not open"),
        ([kit.INTENT, kit.RES, Res(kit.TXID, kit.final(ticket=OTHER))], "two different RES"),
        ([Res(kit.TXID, b"no record")], "no record"),
        ([Res(kit.TXID, kit.final(OTHER))], "another record"),
        ([LOADED], "LOADED without LOADING"),
        ([LOADING, LOADING], "begun twice"),
        ([LOADING, LOADED, Loaded(LOADING.load_id, b"other")], "two different LOADED"),
        ([LOADING, Cmd(LOADING.load_id, kit.TICKET, ())], "CMD without INTENT"),
    ],
)
def test_contradiction_is_broken(events, why):
    """A journal that contradicts itself moves no money."""
    with pytest.raises(JournalBroken, match=why):
        state_of(*events)


def test_money_reader_finds_the_same_as_the_full_reader():
    """The short way skips other entries and nothing else, whatever their texts say."""
    disk = MemoryDisk()
    journal = kit.opened(disk)
    journal.append_all(
        [
            Entry(PinOk(1)),
            kit.entry(kit.INTENT),
            Entry(SystemStop("x", '"ev":"INTENT"')),
            kit.entry(kit.CMD),
        ]
    )

    assert ["JOURNAL_OPEN", "INTENT", "CMD"] == [entry.ev for entry in read_money(disk)]
    assert open_money(read_entries(disk)) == open_money(read_money(disk))


def test_only_a_final_record_is_a_result():
    """A progress record stored by mistake is noticed."""
    progress = kit.final(kind=RecordKind.STACKED, outcome=TxnOutcome.NONE)

    with pytest.raises(JournalBroken, match="another record"):
        state_of(Res(kit.TXID, progress))


class TestOlderFilesDeleted:
    """A transaction was under way when the day ended, and its first file is gone by now."""

    @pytest.fixture
    def disk(self):
        return MemoryDisk()

    @pytest.fixture
    def remaining(self, disk):
        """What the next start reads after these events, of which the first was on the day
        before."""

        def state(first, *events):
            clock = kit.Clock()
            journal = kit.opened(disk, clock)
            journal.append(kit.entry(first))
            clock.day = "20261122"
            journal.append_all([kit.entry(event) for event in events])
            clock.day = "20270601"
            journal.append(kit.entry(PinOk(1)))
            journal.retire(Limits(days=191, mb=2_000), acked=3)
            assert kit.FILE not in disk.names()
            return open_money(read_money(disk))

        return state

    def test_its_end_needs_no_beginning(self, remaining):
        state = remaining(kit.INTENT, kit.CMD, kit.RES, kit.DONE)

        assert MoneyState(kit.TICKET, kit.RES.record, ()) == state

    def test_nor_does_that_of_a_cash_load(self, remaining):
        state = remaining(LOADING, LOADED, DoneEvent(LOADING.load_id, "loaded"))

        assert () == state.open

    def test_its_record_alone_is_still_open(self, remaining):
        state = remaining(kit.INTENT, kit.CMD, kit.RES)

        assert (OpenTransaction(kit.TXID, "1-1", res=kit.RES),) == state.open

    @pytest.mark.parametrize(
        ("first", "then"), [(kit.INTENT, kit.CMD), (LOADING, LOADED)], ids=["CMD", "LOADED"]
    )
    def test_what_never_ended_is_a_contradiction(self, remaining, first, then):
        """No kiosk deletes the beginning of something that is open."""
        with pytest.raises(JournalBroken, match="its beginning was deleted"):
            remaining(first, then)


@pytest.mark.parametrize(
    ("events", "is_doubtful"),
    [
        ([INSERTED, DoneEvent(kit.TXID, "pending")], False),
        ([FAIL], True),
        ([FAIL, DoneEvent(kit.TXID, "disputed")], True),
        ([FAIL, DoneEvent(kit.TXID, "disputed"), DOOR], True),
        ([FAIL, DoneEvent(kit.TXID, "disputed"), KEY_OFF, DOOR], False),
        ([FAIL, DoneEvent(kit.TXID, "disputed"), HaltCleared("ben")], False),
    ],
)
def test_a_slot_that_could_not_tell_is_not_trusted_until_people_have_looked(events, is_doubtful):
    """A door was opened with the key off, or the machine was reopened."""
    switched_on = KeySwitch(is_on=True, customer_present=False)
    found = state_of(switched_on, DEPOSIT, APPROVED, *events)

    assert is_doubtful == found.is_slot_doubtful


@pytest.mark.parametrize(
    ("events", "why"),
    [
        ([APPROVED], "DEPOSIT_APPROVED without INTENT"),
        ([DEPOSIT, APPROVED, APPROVED], "DEPOSIT_APPROVED after the envelope"),
        ([INSERTED], "an envelope without INTENT"),
        ([DEPOSIT, INSERTED, FAIL], "two different results of one envelope"),
    ],
)
def test_envelopes_that_contradict_one_another_are_broken(events, why):
    with pytest.raises(JournalBroken, match=why):
        state_of(*events)
