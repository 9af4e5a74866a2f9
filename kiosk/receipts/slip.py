"""A slip of balancing as the lines of the roll; it ends with what ties it to the journal.

Staff's own paper: no customer's name, card or account is on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from kiosk.domain.maintenance.balancing_causes import Cause
from kiosk.domain.maintenance.balancing_slip import BinRow, CanisterRow, SlipFacts, SlipKind
from kiosk.receipts.layout import COLUMNS, Line, row, wrapped
from kiosk.receipts.slip_words import LIKELY, TITLES, SlipPhrase
from kiosk.receipts.words import Words

HALF: Final = 20  # columns of one of two things side by side
HASH_SHOWN: Final = 16  # hex digits: enough to find the entry, and to see that it is the same
TXID_SHOWN: Final = 12
SLIP_LINES_MAX: Final = 160
PART_LINES_MAX: Final = 60


@dataclass(frozen=True, slots=True)
class Slip:
    """
    Attributes:
        at, since: in the machine's zone.
        machine, place: its name, and where it stands; place may be empty.
    """

    facts: SlipFacts
    at: datetime
    since: datetime
    machine: str
    place: str = ""


def in_parts(lines: Sequence[Line]) -> tuple[tuple[Line, ...], ...]:
    """As many pieces of paper as it takes: a printer's buffer has an end."""
    starts = range(0, len(lines), PART_LINES_MAX)
    parts = [tuple(lines[at : at + PART_LINES_MAX]) for at in starts]
    if len(parts) == 1:
        return (tuple(lines),)
    return tuple(
        (*part, Line(f"{number}/{len(parts)}", is_centred=True))
        for number, part in enumerate(parts, start=1)
    )


def slip_lines(slip: Slip, words: Words) -> tuple[Line, ...]:
    """The whole slip. At most SLIP_LINES_MAX."""
    facts = slip.facts
    return (
        *(Line(text, is_bold=True, is_centred=True) for text in wrapped(slip.machine)),
        *(Line(text, is_centred=True) for text in wrapped(slip.place)),
        Line(""),
        *(
            Line(text, is_bold=True, is_tall=True, is_centred=True)
            for text in wrapped(words.phrase(TITLES[facts.kind]))
        ),
        Line(""),
        *row(f"{words.date(slip.at)}", words.time(slip.at)),
        *row(words.phrase(SlipPhrase.PERIOD), str(facts.number)),
        *row(words.phrase(SlipPhrase.SINCE), f"{words.date(slip.since)}, {words.time(slip.since)}"),
        *(line for canister in facts.rows for line in _canister(canister, words)),
        Line("-" * COLUMNS),
        *_totals(facts, words),
        *_causes(facts, words),
        Line("-" * COLUMNS),
        *_end(facts, words),
    )


def _canister(found: CanisterRow, words: Words) -> Iterator[Line]:
    def half(phrase: SlipPhrase, value: int | str) -> str:
        return _half(words.phrase(phrase), str(value))

    name = f"{words.phrase(SlipPhrase.CANISTER)} {found.canister}"
    yield Line("-" * COLUMNS)
    yield from row(name, words.figure(found.denomination), is_bold=True)
    yield _pair(half(SlipPhrase.START, found.start), half(SlipPhrase.ADDED, found.added))
    yield _pair(
        half(SlipPhrase.REMOVED, found.removed), half(SlipPhrase.PRESENTED, found.presented)
    )
    yield _pair(half(SlipPhrase.REJECTED, found.rejected), half(SlipPhrase.TESTED, found.tested))
    yield _pair(half(SlipPhrase.UNKNOWN, found.unknown), half(SlipPhrase.EXPECTED, found.expected))
    if found.counted is not None:
        yield _pair(
            half(SlipPhrase.COUNTED, found.counted),
            half(SlipPhrase.DIFFERENCE, signed(found.counted - found.expected)),
        )
    for phrase, of_bin in (
        (SlipPhrase.REJECT_BIN, found.reject),
        (SlipPhrase.RETRACT_BIN, found.retract),
    ):
        if of_bin is not None:
            yield from _bin(phrase, of_bin, words)


def _bin(phrase: SlipPhrase, of_bin: BinRow, words: Words) -> Iterator[Line]:
    unknown = words.phrase(SlipPhrase.COUNT_IT)
    expected = unknown if of_bin.expected is None else str(of_bin.expected)
    if of_bin.counted is None:
        yield from row(words.phrase(phrase), expected)
        return
    yield _pair(
        _half(words.phrase(phrase), expected if of_bin.expected is not None else "?"),
        _half(words.phrase(SlipPhrase.COUNTED), str(of_bin.counted)),
    )


def _totals(facts: SlipFacts, words: Words) -> Iterator[Line]:
    if facts.dispensed is not None:
        yield from row(words.phrase(SlipPhrase.DISPENSED), words.figure(facts.dispensed))
    if facts.difference is not None:
        is_none = (
            all(line.counted == line.expected for line in facts.rows) and not facts.difference.minor
        )
        shown = words.phrase(SlipPhrase.BALANCED) if is_none else words.figure(facts.difference)
        yield from row(words.phrase(SlipPhrase.MACHINE_DIFFERENCE), shown, is_bold=True)
    bank, label = facts.bank, words.phrase(SlipPhrase.HOST_DIFFERENCE)
    if bank is None:
        yield from row(label, words.phrase(SlipPhrase.BANK_AWAY))
    elif bank.host is not None:
        shown = words.figure(bank.host) if bank.host.minor else words.phrase(SlipPhrase.BALANCED)
        yield from row(label, shown, is_bold=True)
    if bank is not None and bank.difference is not None:
        yield from row(words.phrase(SlipPhrase.BANK_DIFFERENCE), words.figure(bank.difference))
    yield from row(words.phrase(SlipPhrase.ENVELOPES), str(facts.envelopes))


def _causes(facts: SlipFacts, words: Words) -> Iterator[Line]:
    if not facts.causes:
        return
    yield Line("")
    yield Line(words.phrase(SlipPhrase.CAUSES), is_bold=True)
    for cause in facts.causes:
        yield from row(words.phrase(LIKELY[cause.likely]), _where(cause, words))
        if cause.txid:
            yield from row("", cause.txid[:TXID_SHOWN])


def _where(cause: Cause, words: Words) -> str:
    if not cause.canister:
        return str(cause.count)
    name = words.phrase(SlipPhrase.CANISTER)
    numbers = f"{cause.canister}, {cause.other}" if cause.other else str(cause.canister)
    return f"{name} {numbers}: {cause.count}"


def _end(facts: SlipFacts, words: Words) -> Iterator[Line]:
    """A line for each name to sign on; a trial changes nothing and needs none."""
    if facts.kind is SlipKind.TRIAL:
        yield from row(words.phrase(SlipPhrase.COUNTED_BY), ", ".join(facts.people))
    else:
        for name in facts.people:
            yield Line("")
            yield from row(f"{words.phrase(SlipPhrase.COUNTED_BY)} {name}", "_" * HALF)
    yield Line("")
    yield from row(words.phrase(SlipPhrase.JOURNAL_ENTRY), str(facts.seq), is_bold=True)
    yield from row(words.phrase(SlipPhrase.HASH), facts.h[:HASH_SHOWN], is_bold=True)


def signed(value: int) -> str:
    return f"{value:+}" if value else "0"


def _pair(left: str, right: str) -> Line:
    return Line(left + " " * (COLUMNS - 2 * HALF) + right)


def _half(label: str, value: str) -> str:
    """The number is never cut, and a label loses its end for it."""
    room = HALF - len(value) - 1
    text = wrapped(label)[0] if wrapped(label) else ""
    return text[:room].ljust(HALF - len(value)) + value
