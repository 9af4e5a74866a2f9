"""A count as the journal has it: what was typed, and beside it what the HSM's record says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from bank_server.contract.money import Money
from hardware.crypto.record import Record
from kiosk.journal.events import CountSet

WHO: Final = "operator"  # nobody logs in at the key


def typed(
    denominations: Sequence[Money], counts: Sequence[int], who: str = WHO
) -> tuple[CountSet, ...]:
    """Canister 1 first; compared with nothing yet."""
    last = len(counts)
    return tuple(
        CountSet(number, denomination, count, None, None, who, last - number)
        for number, (denomination, count) in enumerate(
            zip(denominations, counts, strict=True), start=1
        )
    )


def compared(counted: tuple[CountSet, ...], record: Record | None) -> tuple[CountSet, ...]:
    """The same count with what the HSM has; as it is where the HSM does not answer."""
    if record is None:
        return counted
    left = {line.canister: line.left for line in record.lines}
    return tuple(_beside(event, left.get(event.canister), record) for event in counted)


def _beside(event: CountSet, expected: int | None, record: Record) -> CountSet:
    difference = None if expected is None else event.count - expected
    raw = b"" if event.more else record.encode()
    return replace(event, expected=expected, difference=difference, record=raw)


def names(who: str) -> tuple[str, ...]:
    """Of people who logged in; the operator at the key has none."""
    return () if who == WHO else tuple(who.split("+"))
