"""The rules: what each of them looks at when something is tried, and when it fires.

None of them is called off by what comes later, but R2 and R3, which ask how many accounts began
well behind the same source within the whole log; a failure more never makes that number larger.
"""

from typing import List, Tuple

from .names import SYSTEM
from .pairs import Account, Pair, Source
from .thresholds import Thresholds
from .windows import Distinct, are_within, keep, no_stamps

ALL = ("R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9")


def is_burst(pair: Pair, limits: Thresholds) -> bool:
    """R1, after a failure was noted in the pair's stamps."""
    stamps = pair.stamps
    if stamps is None:
        return False
    burst, day = limits.burst, limits.day
    if pair.began_well:
        burst, day = limits.owner_burst, limits.owner_day
    if are_within(stamps, burst, limits.burst_s):
        return True
    return not pair.is_job and are_within(stamps, day, limits.day_s)


def note_spray(source: Source, account: str, when: int, limits: Thresholds) -> None:
    """R2: the most accounts within a day."""
    if source.spray is None:
        source.spray = Distinct()
    now = source.spray.add(account, when, limits.day_s, limits.window_kept)
    if now > source.spray_most:
        source.spray_most, source.spray_at = now, when


def is_spray(source: Source, limits: Thresholds) -> bool:
    """R2, as far as is known now."""
    return source.spray_most >= limits.spray + _shared(source, limits.spray_share, limits)


def note_pressed(source: Source, account: str, pair: Pair, when: int, limits: Thresholds) -> bool:
    """R2 where people are at home, after a failure was noted in the pair's stamps: see."""
    stamps = pair.stamps
    if stamps is None or len(stamps) < min(limits.pressed_hour, limits.pressed_day):
        return False
    most = 0
    if are_within(stamps, limits.pressed_hour, limits.hour_s):
        if source.pressed_hour is None:
            source.pressed_hour = Distinct()
        most = source.pressed_hour.add(account, when, limits.hour_s, limits.pressed)
        pair.is_pressed = True
    if are_within(stamps, limits.pressed_day, limits.day_s):
        if source.pressed_day is None:
            source.pressed_day = Distinct()
        most = max(most, source.pressed_day.add(account, when, limits.day_s, limits.pressed))
        pair.is_pressed = True
    if most >= limits.pressed:
        source.pressed_at = when
    return most >= limits.pressed


def note_name(source: Source, name: str, when: int, limits: Thresholds) -> None:
    """R3: the most refused names within a day."""
    if source.names is None:
        source.names = Distinct()
    now = source.names.add(name, when, limits.day_s, limits.window_kept)
    if now > source.names_most:
        source.names_most, source.names_at = now, when


def is_naming(source: Source, limits: Thresholds) -> bool:
    """R3 of one source, as far as is known now."""
    return source.names_most >= limits.names + _shared(source, limits.names_share, limits)


def _shared(source: Source, share: float, limits: Thresholds) -> int:
    """What is believed of a shared address besides; never more than a window can hold."""
    return min(int(share * source.well), limits.window_kept // 2)


def is_focus(account: Account, source: Source, when: int, count: int, limits: Thresholds) -> bool:
    """R4: note a stranger's failure, and see."""
    in_week = account.sources.add(source.name, when, limits.week_s, limits.focus_week)
    keep(account.stamps, when, count, limits.focus)
    if in_week >= limits.focus_week:
        return True
    sources = account.sources.since(when - limits.day_s)
    return sources >= limits.focus_sources and are_within(
        account.stamps, limits.focus, limits.day_s
    )


def is_system(source: Source, account: str, when: int, count: int, limits: Thresholds) -> bool:
    """R6: note a failure on a system account that did not begin with a log-in, and see."""
    if account not in SYSTEM:
        return False
    if source.system is None:
        source.system = no_stamps()
    most = max(limits.system, limits.system_usual)
    keep(source.system, when, count, most)
    number = limits.system_usual if source.is_usual() else limits.system
    return are_within(source.system, number, limits.day_s)


def is_probing(source: Source, when: int, count: int, limits: Thresholds) -> bool:
    """R7: note a connection that a stranger closed, and see."""
    if source.probes is None:
        source.probes = no_stamps()
    keep(source.probes, when, count, limits.probes)
    return are_within(source.probes, limits.probes, limits.probes_s)


def of_source(source: Source, limits: Thresholds) -> List[Tuple[str, int]]:
    """The rules that a source has fired by itself, and when."""
    told = []  # type: List[Tuple[str, int]]
    if is_spray(source, limits):
        told.append(("R2", source.spray_at))
    elif source.pressed_at >= 0:
        told.append(("R2", source.pressed_at))
    if is_naming(source, limits):
        told.append(("R3", source.names_at))
    if source.is_system and source.system is not None:
        told.append(("R6", source.system[-1]))
    if source.is_probing and source.probes is not None:
        told.append(("R7", source.probes[-1]))
    return told
