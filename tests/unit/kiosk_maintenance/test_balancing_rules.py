"""What must be there, how a count differs from it, and where people should look then."""

from __future__ import annotations

import pytest

from bank_server.contract.money import Money
from hardware.crypto.record import LineFlag, RecordLine
from kiosk.domain.maintenance.balancing import (
    Counted,
    Difference,
    Doubt,
    Period,
    PickFault,
    Removal,
    differences,
    dispensed,
    groups_of,
    machine_difference,
    seen_by_hsm,
)
from kiosk.domain.maintenance.balancing_causes import (
    CAUSES_MAX,
    Cause,
    Likely,
    as_text,
    causes,
    from_text,
)
from kiosk.domain.maintenance.balancing_pages import Place, spots
from kiosk.domain.maintenance.note_flow import Bin, Flow
from kiosk.journal.entry import Entry
from kiosk.journal.line import LINE_SIZE_MAX, SEAL_SIZE, encode_body, stored
from kiosk.maintenance.balance_close import closed

TENS, TWENTIES = Money(1_000, "EUR"), Money(2_000, "EUR")
NOTES = (TENS, TWENTIES, TENS)
TXID = "0f" * 16


def flow(canister=1, **counts):
    return Flow(canister, 1, 100, start=100, **counts)


def off(canister, left, reject=0, retract=0):
    return Difference(canister, left, reject, retract)


def likely(found, period=None, *, host=None, waiting=0):
    return list(causes(found, period or Period(), host=host, waiting=waiting))


def test_a_count_is_compared_with_start_and_all_that_went():
    of = flow(added=50, removed=20, presented=30, rejected=4, tested=1, unknown=2)

    assert 93 == of.expected
    assert 7 == differences([of], {1: Counted(100, 0, 0)}, groups_of(NOTES))[0].left


def test_canisters_of_one_value_share_what_lies_in_the_bins():
    """Nobody can tell their notes apart there."""
    flows = [flow(1, reject=Bin(0, 3)), flow(2), flow(3, reject=Bin(1, 2), retract=Bin(None))]
    counted = {1: Counted(100, 6, 9), 2: Counted(99, 0, 0), 3: Counted(100, 0, 0)}

    assert [off(1, 0, 0, None), off(2, -1), off(3, 0)] == list(
        differences(flows, counted, groups_of(NOTES))
    )


def test_everything_is_counted_but_bins_of_a_value_once():
    assert [
        (Place.CANISTER, 1),
        (Place.CANISTER, 2),
        (Place.CANISTER, 3),
        (Place.REJECT, 1),
        (Place.REJECT, 2),
        (Place.RETRACT, 1),
        (Place.RETRACT, 2),
    ] == list(spots([1, 2, 3], NOTES))


def test_money_is_of_what_was_taken_and_of_what_differs():
    period = Period(flows=(flow(1, presented=5, retracted=2), flow(2, presented=1)))

    assert Money(5_000, "EUR") == dispensed(period, NOTES)
    assert Money(-1_000, "EUR") == machine_difference([off(1, 1), off(2, -2, 1, None)], NOTES)


@pytest.mark.parametrize(
    ("found", "period", "expected"),
    [
        ([off(1, 0), off(2, 0)], Period(), []),
        (
            [off(1, 2)],
            Period(doubts=(Doubt("aa", 7, {1: 9}), Doubt(TXID, 8, {1: 2}))),
            [Cause(Likely.SUSPECT, 1, 2, txid=TXID, at_ms=8)],
        ),
        (
            [off(1, 1)],
            Period(doubts=(Doubt(TXID, 8, {1: 3}),)),
            [Cause(Likely.SUSPECT, 1, 1, txid=TXID, at_ms=8)],
        ),
        ([off(1, 2)], Period(doubts=(Doubt(TXID, 8, {2: 2}),)), [Cause(Likely.OVER, 1, 2)]),
        (
            [off(1, -1)],
            Period(faults=(PickFault(TXID, 8, 1, 1),)),
            [Cause(Likely.PARTIAL, 1, 1, txid=TXID, at_ms=8)],
        ),
        (
            [off(1, -2)],
            Period(faults=(PickFault(TXID, 8, 1, 1), PickFault(TXID, 8, 2, 2))),
            [Cause(Likely.AUDIT, 1, 2)],
        ),
        ([off(1, -3), off(2, 3)], Period(), [Cause(Likely.SWAPPED, 1, 3, other=2)]),
        (
            [off(1, -3), off(2, 2)],
            Period(),
            [Cause(Likely.AUDIT, 1, 3), Cause(Likely.OVER, 2, 2)],
        ),
        ([off(1, -2, reject=2)], Period(), [Cause(Likely.IN_BIN, 1, 2)]),
        ([off(1, 0, reject=1)], Period(), [Cause(Likely.BIN, 1, 1)]),
        ([off(1, 0, retract=-1)], Period(), [Cause(Likely.BIN, 1, -1)]),
        (
            [off(1, 0, reject=2)],
            Period(doubts=(Doubt(TXID, 8, {1: 2}),)),
            [Cause(Likely.SUSPECT, 1, 2, txid=TXID, at_ms=8)],
        ),
        ([off(1, 0, reject=None, retract=None)], Period(), []),
        (
            [off(1, 0)],
            Period(flows=(flow(1, missing=4), flow(2, unseen=1))),
            [Cause(Likely.JOURNAL, 1, 4), Cause(Likely.JOURNAL, 2, 1)],
        ),
    ],
)
def test_where_to_look(found, period, expected):
    assert expected == likely(found, period)


def test_another_total_of_the_bank_is_something_on_its_way():
    assert [Cause(Likely.HOST, count=3)] == likely([off(1, 0)], host=-2_000, waiting=3)
    assert [] == likely([off(1, 0)], host=0, waiting=3)
    assert [] == likely([off(1, 0)], host=None, waiting=3)


@pytest.mark.parametrize(
    "cause",
    [
        Cause(Likely.AUDIT, 3, 12),
        Cause(Likely.SWAPPED, 1, 2, other=4),
        Cause(Likely.SUSPECT, 1, 2, txid=TXID),
    ],
)
def test_a_cause_is_kept_as_text(cause):
    assert cause == from_text(as_text(cause))


@pytest.mark.parametrize("text", ["", "audit", "audit x 1 0", "weather 1 1 0"])
def test_what_is_no_cause_is_none(text):
    assert from_text(text) is None


def test_the_hsm_may_tell_of_fewer_notes_than_the_journal():
    line = RecordLine(1, LineFlag(0), 1, 3, 97, 0, 0, 0, 0)
    (found,) = seen_by_hsm(Period(flows=(flow(),)), [line]).flows

    assert (100, 3, 97) == (found.expected, found.missing, found.left)


def test_the_largest_close_fits_into_a_line_of_the_journal():
    """Eight canisters, everything wrong, as many fillings and causes as are kept."""
    most = 10**7
    flows = tuple(
        Flow(n, most, 65_535, *[most] * 10, reject=Bin(most), retract=Bin(most))
        for n in range(1, 9)
    )
    period = Period(
        number=most,
        since=bytes(16),
        since_ms=10**13,
        flows=flows,
        removals=tuple(Removal(8, most, 65_535, 65_535, 65_535) for _ in range(24)),
    )
    notes = tuple(Money(10**6 + n, "EUR") for n in range(8))
    counted = {n: Counted(65_535, 65_535, 65_535) for n in range(1, 9)}
    told = [Cause(Likely.SWAPPED, 8, 65_535, 8, TXID)] * CAUSES_MAX
    who = f"{'a' * 32}+{'b' * 32}"
    event = closed(period, counted, notes, told, bytes(16), bytes(244), who)

    body = encode_body(stored(Entry(event), seq=2**53, t=10**13, mono=10**13, boot=10**9, atm="A"))

    assert len(body) <= LINE_SIZE_MAX - SEAL_SIZE
