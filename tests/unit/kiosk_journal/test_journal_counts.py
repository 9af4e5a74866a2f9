"""What the journal says of the operator's count: whether it is due, and what the bank must hear."""

from __future__ import annotations

import journal_kit as kit
import pytest

from kiosk.journal.disk_memory import MemoryDisk
from kiosk.journal.events import CountReported, CountSet, KeyLoaded, KeySwitch
from kiosk.journal.reader import read_money
from kiosk.journal.replay import open_money

OFF = KeySwitch(is_on=False, customer_present=False)
ON = KeySwitch(is_on=True, customer_present=False)
OFF_SERVING = KeySwitch(is_on=False, customer_present=True)
ON_SERVING = KeySwitch(is_on=True, customer_present=True)
UNSEEN = KeySwitch(is_on=True, customer_present=False, is_unseen=True)
UNSEEN_SERVING = KeySwitch(is_on=True, customer_present=True, is_unseen=True)
FIRST = CountSet(1, None, 100, 100, 0, "operator", 1)
LAST = CountSet(2, None, 97, 100, -3, "operator", 0, b"record")
BARE = CountSet(2, None, 97, None, None, "operator", 0)
TOLD = CountReported(1, "")
NEW = KeyLoaded("hsm")


def state_of(*events):
    disk = MemoryDisk()
    journal = kit.opened(disk)
    for event in events:
        journal.append(kit.entry(event))
    return open_money(read_money(disk))


@pytest.mark.parametrize(
    ("events", "is_due", "untold"),
    [
        ((), False, ()),
        ((ON,), False, ()),
        ((ON, ON), False, ()),
        ((OFF,), True, ()),
        ((OFF, ON), True, ()),
        ((OFF, ON, FIRST), True, ()),
        ((OFF, ON, FIRST, LAST), False, (FIRST, LAST)),
        ((OFF, ON, FIRST, LAST, TOLD), False, ()),
        ((OFF, ON, FIRST, LAST, ON), False, (FIRST, LAST)),
        ((OFF, ON, FIRST, FIRST, LAST), False, (FIRST, LAST)),
        ((OFF, ON, FIRST, LAST, OFF), True, (FIRST, LAST)),
        ((OFF, ON, FIRST, LAST, OFF, ON, FIRST), True, (FIRST, LAST)),
        ((OFF, ON, FIRST, LAST, OFF, ON, FIRST, LAST), False, (FIRST, LAST)),
        ((OFF, ON, FIRST, LAST, OFF_SERVING, ON_SERVING), False, (FIRST, LAST)),
        ((OFF, ON, FIRST, LAST, NEW), False, ()),
        ((OFF, ON, FIRST, BARE), False, (FIRST, BARE)),
        ((OFF, ON, FIRST, BARE, OFF), True, ()),
        ((OFF, ON, FIRST, BARE, OFF_SERVING), True, ()),
        ((OFF, ON, FIRST, BARE, OFF_SERVING, ON_SERVING), False, (FIRST, BARE)),
        ((OFF, ON, FIRST, BARE, FIRST), False, (FIRST, BARE)),
        ((OFF, ON, FIRST, BARE, FIRST, LAST), False, (FIRST, LAST)),
        ((OFF, ON, FIRST, BARE, FIRST, LAST, TOLD), False, ()),
        ((OFF, ON, FIRST, LAST, TOLD, OFF, ON), True, ()),
        ((ON, OFF_SERVING), True, ()),
        ((ON, OFF_SERVING, ON_SERVING), False, ()),
        ((ON, OFF_SERVING, ON), True, ()),
        ((ON, UNSEEN), True, ()),
        ((ON, UNSEEN_SERVING), False, ()),
        ((ON, UNSEEN, FIRST, LAST), False, (FIRST, LAST)),
        ((OFF, ON, FIRST, BARE, UNSEEN), True, ()),
        ((OFF, NEW), False, ()),
        ((OFF, NEW, ON), False, ()),
        ((OFF, NEW, ON, OFF), True, ()),
        ((OFF, KeyLoaded("pin_pad"), ON), True, ()),
    ],
)
def test_a_count_is_due_from_off_until_its_last_canister_is_on_disk(events, is_due, untold):
    state = state_of(*events)

    assert (is_due, untold) == (state.is_count_due, state.untold)
