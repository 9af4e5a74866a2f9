"""A chain at the desk: some of its values are kept in a row, the others hashed down from those."""

from __future__ import annotations

from collections.abc import Callable

from hardware.locks.chains import VALUE_SIZE

Walk = Callable[[tuple[int, int], bytes], bytes]  # (from, to) and the value there: the value here


def walked(walk: Walk, last: int, every: int, end: bytes) -> bytes:
    """Values of the indexes every - 1, 2 * every - 1, …, and of the last one. end: of the last."""
    kept = [end]
    at = last
    for lower in reversed(range(every - 1, last, every)):
        kept.append(walk((at, lower), kept[-1]))
        at = lower
    return b"".join(reversed(kept))


def value(walk: Walk, last: int, every: int, kept: bytes, at: int) -> bytes:
    """The value of index `at`, from the nearest one above it that is kept."""
    place = at // every
    nearest = min((place + 1) * every - 1, last)
    return walk((nearest, at), kept[place * VALUE_SIZE : (place + 1) * VALUE_SIZE])
