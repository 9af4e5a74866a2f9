"""A record is what one HSM said, byte for byte, or it is refused."""

from __future__ import annotations

import dataclasses
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.crypto.record import (
    LineFlag,
    Record,
    RecordInvalid,
    RecordKind,
    RecordLine,
    TxnOutcome,
    seal,
    sealed_bytes,
    verify,
)
from hardware.crypto.secret import Secret

KEY = Secret(bytes(range(32)))
LINE = RecordLine(1, LineFlag(0), 1, 5, 123, 5, 0, 5, 0)
FINAL = Record(
    RecordKind.FINAL,
    UUID(int=7),
    b"t" * 16,
    b"k" * 16,
    TxnOutcome.TAKEN,
    (LINE, dataclasses.replace(LINE, canister=4, flags=LineFlag.SHORT)),
)
RAW = seal(FINAL, KEY).encode()

U16 = st.integers(0, 2**16 - 1)
IDS = st.binary(min_size=16, max_size=16)


@st.composite
def lines(draw):
    canisters = sorted(draw(st.sets(st.integers(1, 8))))
    made = []
    for canister in canisters:
        number = draw(st.integers(0, 65_535))
        left = draw(st.integers(0, 65_535 - number))
        flags = LineFlag(draw(st.integers(0, 31)))
        load = draw(st.integers(0, 2**32 - 1))
        counts = [draw(U16) for _ in range(4)]
        made.append(RecordLine(canister, flags, load, number, left, *counts))
    return tuple(made)


@st.composite
def records(draw):
    kind = draw(st.sampled_from(RecordKind))
    ends = kind is RecordKind.FINAL
    outcome = draw(st.sampled_from(list(TxnOutcome)[1:])) if ends else TxnOutcome.NONE
    has_ticket = kind not in {RecordKind.LOAD, RecordKind.STATUS}
    ticket = draw(IDS) if has_ticket else bytes(16)
    return Record(kind, draw(st.uuids()), draw(IDS), ticket, outcome, draw(lines()))


def test_a_genuine_record_is_verified():
    assert seal(FINAL, KEY) == verify(RAW, KEY)


def test_sealed_bytes_are_those_of_the_sealed_record():
    assert RAW == sealed_bytes(FINAL, KEY)


@given(records())
def test_every_record_comes_back_the_same_from_its_bytes(record):
    sealed = seal(record, KEY)

    assert sealed == verify(sealed.encode(), KEY)
    assert sealed == Record.parse(sealed.encode())
    assert sealed.encode() == Record.parse(sealed.encode()).encode()
    assert 52 + 22 * len(record.lines) + 16 == len(sealed.encode())


def test_every_changed_bit_is_refused():
    number = int.from_bytes(RAW, "big")
    for bit in range(8 * len(RAW)):
        with pytest.raises(RecordInvalid):
            verify((number ^ 1 << bit).to_bytes(len(RAW), "big"), KEY)


def test_every_other_length_is_refused():
    for size in range(len(RAW)):
        with pytest.raises(RecordInvalid):
            Record.parse(RAW[:size])
    with pytest.raises(RecordInvalid, match="size"):
        Record.parse(RAW + b"\0")


def test_a_record_under_another_key_is_refused():
    with pytest.raises(RecordInvalid, match="mac"):
        verify(RAW, Secret(bytes(32)))


def test_a_kiosk_without_the_key_reads_a_record_but_does_not_change_it():
    parsed = Record.parse(RAW)
    changed = dataclasses.replace(parsed, outcome=TxnOutcome.VOID)

    assert RAW == parsed.encode()
    with pytest.raises(RecordInvalid, match="mac"):
        verify(changed.encode(), KEY)


@pytest.mark.parametrize(
    ("offset", "byte", "refusal"),
    [
        (0, 0, "kind"),
        (0, 5, "kind"),
        (0, 16, "kind"),
        (0, 20, "kind"),
        (0, 1, "outcome"),
        (0, 17, "outcome"),
        (1, 0, "version"),
        (1, 2, "version"),
        (50, 0, "outcome"),
        (50, 5, "outcome"),
        (51, 1, "size"),
        (51, 9, "size"),
        (52, 0, "canister"),
        (52, 9, "canister"),
        (52, 4, "ascend"),
        (52, 5, "ascend"),
        (53, 32, "flags"),
        (53, 255, "flags"),
        (58, 1, "load"),
        (63, 1, "load"),
    ],
)
def test_a_byte_without_a_meaning_is_refused_by_the_shape_alone(offset, byte, refusal):
    raw = RAW[:offset] + bytes((byte,)) + RAW[offset + 1 :]

    assert seal(FINAL, KEY) == Record.parse(RAW)
    with pytest.raises(RecordInvalid, match=refusal):
        Record.parse(raw)


def test_a_hundred_lines_are_refused_although_the_size_fits():
    with pytest.raises(RecordInvalid, match="size"):
        Record.parse(RAW[:51] + bytes((9,)) + RAW[52:74] * 9 + RAW[-16:])


@pytest.mark.parametrize("kind", [RecordKind.LOAD, RecordKind.STATUS])
def test_a_record_about_no_transaction_has_no_ticket(kind):
    status = dataclasses.replace(FINAL, kind=kind, outcome=TxnOutcome.NONE, ticket=bytes(16))

    assert seal(status, KEY) == verify(seal(status, KEY).encode(), KEY)
    with pytest.raises(RecordInvalid, match="ticket"):
        dataclasses.replace(status, ticket=b"k" * 16)


@pytest.mark.parametrize(
    "change",
    [
        {"canister": 0},
        {"canister": 9},
        {"flags": 32},
        {"load": -1},
        {"load": 2**32},
        {"next": -1},
        {"next": 65_413},
        {"left": -1},
        {"picked": -1},
        {"rejected": 2**16},
        {"presented": 2**16},
        {"retracted": 2**16},
    ],
    ids=str,
)
def test_a_line_out_of_bounds_cannot_be_written_down(change):
    with pytest.raises(RecordInvalid):
        dataclasses.replace(LINE, **change)


@pytest.mark.parametrize(
    "change",
    [
        {"txid": b""},
        {"ticket": b"k" * 17},
        {"mac": b"m"},
        {"outcome": TxnOutcome.NONE},
        {"kind": RecordKind.OPEN},
        {"lines": (LINE, LINE)},
        {"lines": tuple(reversed(FINAL.lines))},
    ],
    ids=str,
)
def test_a_record_of_another_shape_cannot_be_written_down(change):
    with pytest.raises(RecordInvalid):
        dataclasses.replace(FINAL, **change)


def test_a_record_without_a_mac_has_no_bytes():
    with pytest.raises(ValueError, match="sealed"):
        FINAL.encode()


def test_an_hsm_without_canisters_still_has_a_record():
    bare = seal(dataclasses.replace(FINAL, lines=()), KEY)

    assert bare == verify(bare.encode(), KEY)


@given(st.binary(max_size=300))
def test_random_bytes_are_no_record(raw):
    with pytest.raises(RecordInvalid):
        verify(raw, KEY)
