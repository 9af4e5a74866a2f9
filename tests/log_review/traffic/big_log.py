"""Big logs, made fast: weeks repeated with other dates, and floods in which no two names agree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Final

from tests.log_review.traffic.attacks import KINDS, attack
from tests.log_review.traffic.local_time import LocalTime, day_words
from tests.log_review.traffic.normal_week import normal_week
from tests.log_review.traffic.settings import SETTINGS

FIRST_DAY: Final = date(2013, 6, 3)  # no clock changes in its week
TEMPLATE_WEEKS: Final = 4
DAY_SIZE: Final = 6  # of `Mmm dd`
HOLE: Final = b"\x00"  # where a date will stand; no made line holds it
BLOCK_LINES: Final = 10_000
SECOND_MAX: Final = 86_400


def big_log(size: int, seed: str = "big", attacks: int = 0) -> Iterator[bytes]:
    """At least so many bytes, in blocks of whole lines, one day each; years pass.

    attacks: written into each week, of all kinds in turn.
    """
    weeks = [_days(f"{seed} {number}", attacks) for number in range(TEMPLATE_WEEKS)]
    written = 0
    for number in count():
        for day in weeks[number % TEMPLATE_WEEKS]:
            offset, lines = day
            words = day_words(FIRST_DAY + timedelta(days=7 * number + offset))
            block = lines.replace(HOLE, words.encode("ascii"))
            yield block
            written += len(block)
            if written >= size:
                return


def flood(size: int, seed: int = 1) -> Iterator[bytes]:
    """At least so many bytes of failures, each with a name and a source that never comes again."""
    written = 0
    number = seed
    while written < size:
        lines = []
        for _ in range(BLOCK_LINES):
            number += 1
            mixed = number * 2_654_435_761 & 0xFFFFFFFF  # a bijection: no address comes twice
            second = number // 16 % SECOND_MAX
            day = day_words(FIRST_DAY + timedelta(days=number // 16 // SECOND_MAX)).encode("ascii")
            lines.append(
                b"%s %02d:%02d:%02d cs sshd[%d]: Failed password for invalid user n%x "
                b"from %d.%d.%d.%d port %d ssh2\n"
                % (
                    *(day, second // 3600, second // 60 % 60, second % 60, number % 32768, mixed),
                    *(mixed >> 24, mixed >> 16 & 255, mixed >> 8 & 255, mixed & 255),
                    number % 65536,
                )
            )
        block = b"".join(lines)
        yield block
        written += len(block)


def write_blocks(path: Path, blocks: Iterator[bytes]) -> int:
    """Returns the number of lines."""
    lines = 0
    with path.open("wb") as file:
        for block in blocks:
            file.write(block)
            lines += block.count(b"\n")
    return lines


def _days(seed: str, attacks: int) -> list[tuple[int, bytes]]:
    """A week's days, as (how many after the first, its lines with holes for the date)."""
    week = normal_week(seed, SETTINGS, key_only=False, specials=frozenset())
    kinds = [each for each in KINDS.values() if not each.key_only]
    for number in range(attacks):
        attack(kinds[number % len(kinds)], week, f"{seed} {number}")
    week.site = replace(week.site, local_time=LocalTime(FIRST_DAY))
    days = [day_words(FIRST_DAY + timedelta(days=offset)).encode("ascii") for offset in range(9)]
    lines: dict[bytes, list[bytes]] = {}
    for line in week.lines():
        lines.setdefault(line[:DAY_SIZE], []).append(HOLE + line[DAY_SIZE:])
    # What runs over into the next week would stand before that week's own first lines.
    return [(days.index(day), b"".join(lines[day])) for day in lines if days.index(day) < 7]
