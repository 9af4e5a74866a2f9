"""How a record becomes a line: one line, of what may be said, whatever somebody has handed in."""

from __future__ import annotations

import enum
import logging
import sys
import uuid

import pytest

from hardware.crypto.secret import Secret
from hardware.logs.line import line_of

CARD_ID = "5d0a7c1e-93b4-4f27-8a66-0c1d2e3f4a5b"
PIN = "4711"
BLOCK = bytes(range(0x80, 0x90))
FRONT = "2026-11-21T12:00:00.250Z WARNING cash "


class Colour(enum.StrEnum):
    RED = "r"


class Careless:
    """An object whose repr shows all that it has."""

    def __init__(self):
        self.pin = PIN

    def __repr__(self):
        return f"Careless({self.pin})"


class Broken:
    def __repr__(self):
        raise RuntimeError(PIN)


def line(msg, *args, exc_info=None, **extra):
    record = logging.LogRecord("cash", logging.WARNING, "/x/note.py", 7, msg, args, exc_info)
    record.created = 1795262400.25
    record.__dict__.update(extra)
    return line_of(record)


def test_a_line_has_its_time_level_logger_and_message():
    assert FRONT + "counted notes=7 by='anna'" == line("counted notes=%d by=%r", 7, "anna")


@pytest.mark.parametrize(
    ("value", "left"),
    [
        (7, "7"),
        (None, "None"),
        (Colour.RED, "RED"),
        (Secret(b"4711"), "<secret>"),
        ([Secret(b"4711")], "[<secret>]"),
        (BLOCK, "<16 bytes>"),
        (bytearray(BLOCK), "<16 bytes>"),
        (memoryview(BLOCK), "<16 bytes>"),
        (ValueError(PIN), "exception=ValueError where=-"),
        (Careless(), "<Careless>"),
        (Broken(), "<Broken>"),
        ({"a": [Careless(), {"k": BLOCK}]}, "{'a': ['<Careless>', {'k': '<16 bytes>'}]}"),
        ({Careless(): 1}, "{'<Careless>': 1}"),
        ([[[[[PIN]]]]], "[[[['…']]]]"),
        (uuid.UUID(CARD_ID), "<masked>"),
        ({"card": CARD_ID}, "{'card': '<masked>'}"),
    ],
)
def test_an_argument_is_shown_by_what_it_is(value, left):
    assert f"{FRONT}x={left}." == line("x=%s.", value)


def test_arguments_by_name_are_shown_in_the_same_way():
    assert FRONT + "<Careless> 7" == line("%(who)s %(count)d", {"who": Careless(), "count": 7})


def test_a_message_that_is_an_object_is_shown_by_its_type():
    """logger.error(error) is what a library does."""
    assert FRONT + "exception=KeyError where=-" == line(KeyError(CARD_ID))
    assert FRONT + "<Careless>" == line(Careless())


def test_what_came_in_extra_a_stack_or_anothers_traceback_stays_out():
    text = line("kept", pin=PIN, card=CARD_ID, stack_info=f"x {PIN}", exc_text=f"ValueError: {PIN}")

    assert FRONT + "kept" == text


def test_an_exception_is_told_by_type_and_place_and_so_is_what_caused_it():
    try:
        try:
            raise KeyError(CARD_ID)
        except KeyError as inner:
            raise ValueError(f"pin {PIN}") from inner
    except ValueError:
        text = line("failed", exc_info=sys.exc_info())

    assert text.startswith(FRONT + "failed exception=ValueError where=test_log_lines.py:")
    assert PIN not in text
    assert CARD_ID not in text


@pytest.mark.parametrize(
    ("msg", "args"),
    [("%d", (PIN,)), ("%s", (PIN, PIN)), ("%s %s", (PIN,)), ("%(a)s", (PIN,)), ("%y", (PIN,))],
)
def test_a_message_that_does_not_fit_its_arguments_shows_neither(msg, args):
    """Python's own way is to print both on standard error."""
    text = line(msg, *args)

    assert text.startswith(FRONT + "unformattable=")
    assert text.endswith(" place=note.py:7")
    assert PIN not in text


@pytest.mark.parametrize("end", ["\n", "\r", "\x85", "\u2028", "\x0b", "\x1b", "\x9b", "\u202e"])
def test_nobody_forges_a_second_line_or_moves_a_terminals_cursor(end):
    text = line(f"name={end}2026-11-21T12:00:00.250Z INFO bank all is well")

    assert end not in text
    assert 1 == len(text.splitlines())


def test_a_loggers_name_is_masked_too():
    record = logging.LogRecord(f"card.{CARD_ID}", logging.INFO, "x.py", 1, "x", (), None)

    assert CARD_ID not in line_of(record)
