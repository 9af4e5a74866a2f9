"""Whatever is written and wherever the disk fails, the journal holds exactly what it should."""

from __future__ import annotations

import journal_kit as kit
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.journal.disk_memory import MemoryDisk
from kiosk.journal.entry import Actor, Entry, Out
from kiosk.journal.errors import JournalFailed
from kiosk.journal.events import NoteCount, Res, SystemStop
from kiosk.journal.line import decode, encode, stored
from kiosk.journal.reader import read_money
from kiosk.journal.replay import open_money

codes = st.text("abcXYZ019-", min_size=1, max_size=40)
texts = st.text(max_size=200).filter(str.isprintable)
events = st.one_of(
    st.builds(SystemStop, who=texts, why=texts),
    st.builds(Res, txid=st.binary(min_size=16, max_size=16), record=st.binary(max_size=244)),
    st.builds(
        kit.Cmd,
        txid=st.binary(min_size=16, max_size=16),
        ticket=st.binary(min_size=16, max_size=16),
        lines=st.lists(
            st.builds(NoteCount, canister=st.integers(1, 8), count=st.integers(0, 128)), max_size=8
        ).map(tuple),
    ),
)
entries = st.builds(
    Entry,
    event=events,
    visit=st.none() | codes,
    out=st.sampled_from(Out),
    rsn=codes,
    actor=st.sampled_from(Actor),
)


@given(entries, st.integers(1, 2**53 - 1))
def test_every_line_comes_back_as_it_was(entry, seq):
    """One line, one entry, and the same bytes again."""
    line = encode(stored(entry, seq=seq, t=0, mono=0, boot=1, atm=kit.ATM))

    assert 1 == line.count(b"\n")
    assert line == encode(decode(line))


@given(st.lists(entries, max_size=5), st.integers(0, 3000))
def test_power_loss_at_any_byte_of_a_batch(batch, survives):
    """What was acknowledged is there; of the rest whole entries from its front, or nothing."""
    disk = MemoryDisk()
    journal = kit.opened(disk)
    journal.append(kit.entry(kit.INTENT))
    disk.sync_left = 0
    with pytest.raises((JournalFailed, ValueError)):
        journal.append_all(batch)
    disk.sync_left = None
    disk.lose_power(survives=survives)

    kit.opened(disk)

    found = [code for code in kit.said(disk) if code != "LOG_GAP"]
    assert "INTENT" == found[0]
    assert [entry.event.CODE for entry in batch][: len(found) - 1] == found[1:]


WITHDRAWAL = (kit.INTENT, kit.CMD, kit.RES, kit.DONE)
STATES = [
    (bytes(16), 0),
    (bytes(16), 1),
    (bytes(16), 1),
    (kit.TICKET, 1),
    (kit.TICKET, 0),
]


@pytest.mark.parametrize("written", range(5))
def test_recovery_after_a_kill_between_any_two_entries(written):
    """Each stage of a withdrawal is found again as it was left."""
    disk = MemoryDisk()
    journal = kit.opened(disk)
    for event in WITHDRAWAL[:written]:
        journal.append(kit.entry(event))
    disk.lose_power()
    kit.opened(disk)

    state = open_money(read_money(disk))

    assert STATES[written] == (state.last_ticket, len(state.open))
