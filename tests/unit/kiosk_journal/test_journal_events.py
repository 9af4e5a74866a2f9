"""Every event of the catalogue can be written and read back, and none can hold a secret."""

from __future__ import annotations

import dataclasses
import typing

import pytest

from bank_server.contract.money import Money
from hardware.crypto.secret import Secret
from kiosk.domain.bins import Bin
from kiosk.journal.event_base import (
    LIST_COUNT_MAX,
    CanisterBalance,
    EventInvalid,
    NoteCount,
    NoteMove,
    TakenOut,
    decode_event,
    encode_event,
)
from kiosk.journal.events import (
    EVENTS,
    AmountRefused,
    CardChallenge,
    ChallengeResult,
    LinkDown,
    PinOk,
    Res,
    SystemStop,
    card_identified,
)

CARD = b"0f3a1b2c-4d5e-4f60-8172-8394a5b6c7d8"
SAMPLES = {
    int: 7,
    str: "text",
    bool: True,
    bytes: b"\x01\xff",
    Money: Money(5, "EUR"),
    Money | None: None,
    int | None: -3,
    Bin: Bin.RETRACT,
    ChallengeResult: ChallengeResult.LATE,
    tuple[bytes, ...]: (b"\x02",),
    tuple[str, ...]: ("audit 1 5 0",),
    tuple[Money, ...]: (Money(1, "EUR"), Money(2, "EUR")),
    tuple[NoteCount, ...]: (NoteCount(1, 2),),
    tuple[NoteMove, ...]: (NoteMove(1, 2, 3),),
    tuple[CanisterBalance, ...]: (
        CanisterBalance(1, 2, Money(5, "EUR"), *range(3, 13), None, 13, None, 14, 15, 16),
    ),
    tuple[TakenOut, ...]: (TakenOut(1, 2, 3, 4, 5),),
}


def sample(kind):
    hints = typing.get_type_hints(kind)
    return kind(**{field.name: SAMPLES[hints[field.name]] for field in dataclasses.fields(kind)})


@pytest.mark.parametrize("code", sorted(EVENTS))
def test_event_comes_back_as_it_was(code):
    """What is written can be read, field by field."""
    event = sample(EVENTS[code])

    assert event == decode_event(EVENTS[code], encode_event(event))


def test_a_secret_cannot_be_written():
    """Whatever the types said, the journal refuses it and does not show it."""
    with pytest.raises(TypeError) as caught:
        encode_event(SystemStop("staff", Secret(b"2468")))

    assert "2468" not in str(caught.value)


@pytest.mark.parametrize("value", [1.5, {"a": 1}, ["x"], bytearray(b"x"), object()])
def test_only_the_named_types_can_be_written(value):
    """No fraction, no free-form object."""
    with pytest.raises(TypeError, match="why"):
        encode_event(SystemStop("staff", value))


@pytest.mark.parametrize("text", ["x" * 201, "two\nlines", "\x00", "\ud800"])
def test_text_is_bounded_and_printable(text):
    """One entry, one line."""
    with pytest.raises(ValueError, match="why"):
        encode_event(SystemStop("staff", text))


def test_lists_and_numbers_are_bounded():
    """Readers in other languages keep them exact."""
    with pytest.raises(ValueError, match="open_txids"):
        encode_event(LinkDown("cut", (b"",) * (LIST_COUNT_MAX + 1)))
    with pytest.raises(ValueError, match="tries"):
        encode_event(PinOk(2**53))


@pytest.mark.parametrize(
    ("kind", "d"),
    [
        (PinOk, {}),
        (PinOk, {"tries": 1, "more": 1}),
        (PinOk, {"tries": True}),
        (PinOk, {"tries": "1"}),
        (Res, {"txid": "0G", "record": ""}),
        (Res, {"txid": "AB", "record": ""}),
        (Res, {"txid": 1, "record": ""}),
        (CardChallenge, {"txid": "", "result": "perhaps"}),
        (CardChallenge, {"txid": "", "result": 1}),
        (LinkDown, {"cause": "", "open_txids": {}}),
        (AmountRefused, {"asked": {"minor": 1}, "rule": "", "choices": []}),
        (AmountRefused, {"asked": None, "rule": "", "choices": []}),
    ],
)
def test_fields_that_do_not_fit_are_refused(kind, d):
    """What comes from a file is checked like everything that others send."""
    with pytest.raises(EventInvalid, match=kind.CODE):
        decode_event(kind, d)


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        ("SCREEN_TIMEOUT", {"screen": "S10"}),
        ("CASH_TAKEN", {"txid": "", "wait_ms": 1}),
        ("CASH_RETRACTED", {"txid": "", "is_counted": True, "wait_ms": 1}),
        ("LOADING", {"load_id": "", "canister": 1, "load": 2, "count": 3}),
        ("CASH_ADDED", {"canister": 1, "count": 3}),
    ],
)
def test_an_entry_of_an_earlier_program_is_still_read(code, fields):
    """It lacks what was added later; whatever else is missing is refused as ever."""
    kind = EVENTS[code]
    event = decode_event(kind, fields)
    with pytest.raises(EventInvalid, match=code):
        decode_event(kind, dict(list(fields.items())[1:]))

    assert kind.LATER == encode_event(event).keys() - fields.keys()


def test_card_is_known_again_but_not_named():
    """Last four characters and a keyed hash; another key, another hash."""
    event = card_identified(Secret(CARD), Secret(b"k" * 32))

    assert ("c7d8", 16) == (event.last4, len(event.token))
    assert event == card_identified(Secret(CARD), Secret(b"k" * 32))
    assert event.token != card_identified(Secret(CARD), Secret(b"x" * 32)).token
