"""Writes what the programs of Ubuntu 16.04 would have written, in the order of time."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.log_review.second_family import second_settings as settings

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
FIRST_PROCESS, LAST_PROCESS = 1_200, 32_767
MAX_AUTH_TRIES = 6
MAX_RETRIES_OF_PAM = 3


@dataclass(frozen=True)
class Source:
    """Where a connection comes from; a name only where the address has one."""

    address: str
    name: str = ""
    name_is_false: bool = False


@dataclass
class Log:
    """What one host wrote; events are put in any order and rendered in the order of time."""

    chance: random.Random
    host: str = "turing"
    reduces: bool = True
    looks_names_up: bool = False
    asks_by_keyboard: bool = False
    events: list[tuple[float, int, str, str]] = field(default_factory=list)
    processes: int = 0
    session: int = 40

    def pid(self) -> str:
        """A mark for a new process; its number is given when the lines are put in order."""
        self.processes += 1
        return f"#{self.processes}"

    def add(self, at: float, tag: str, text: str) -> None:
        self.events.append((at, len(self.events), tag, text))

    def render(self, start: float, end: float) -> Iterator[str]:
        """Give the lines between the two times, with repeats reduced where the host does so."""
        last: tuple[str, str] | None = None
        repeats, stamped = 0, ""
        within = [event for event in sorted(self.events) if start <= event[0] < end]
        numbers = _process_numbers(within)
        for at, _, marked, text in within:
            tag = numbers.get(marked, marked)
            stamp = f"{local_stamp(at)} {self.host} "
            if self.reduces and last == (tag, text):
                repeats, stamped = repeats + 1, stamp
                continue
            yield from _repeated(repeats, stamped, last)
            yield f"{stamp}{tag}: {text}\n"
            last, repeats = (tag, text), 0
        yield from _repeated(repeats, stamped, last)

    def text(self, start: float, end: float) -> str:
        return "".join(self.render(start, end))


def _process_numbers(events: list[tuple[float, int, str, str]]) -> dict[str, str]:
    """Number the processes as a kernel does: upwards, around, and none that still runs."""
    ends = {tag: at for at, _, tag, _ in events if "#" in tag}
    numbers: dict[str, str] = {}
    runs_until: dict[int, float] = {}
    steps, number = random.Random(len(ends)), FIRST_PROCESS
    for at, _, tag, _ in events:
        if "#" not in tag or tag in numbers:
            continue
        number += steps.randint(1, 9)
        while number > LAST_PROCESS or runs_until.get(number, 0) >= at:
            number = FIRST_PROCESS if number > LAST_PROCESS else number + 1
        runs_until[number] = ends[tag]
        numbers[tag] = f"{tag.partition('[')[0]}[{number}]"
    return numbers


def _repeated(repeats: int, stamp: str, last: tuple[str, str] | None) -> Iterator[str]:
    if last is None or repeats == 0:
        return
    tag, text = last
    if repeats == 1:
        yield f"{stamp}{tag}: {text}\n"
    else:
        yield f"{stamp}{tag}: message repeated {repeats} times: [ {text}]\n"


def offset_at(at: float) -> int:
    summer = at < settings.SUMMER_ENDS or at >= settings.SUMMER_BEGINS
    return settings.SUMMER_OFFSET if summer else settings.STANDARD_OFFSET


def local_stamp(at: float) -> str:
    """Write the time as rsyslog's traditional template does: no year, the day padded."""
    local = int(at) + offset_at(at)
    days, second = divmod(local, 86_400)
    _, month, day = civil_date(days)
    hours, minutes = second // 3_600, second // 60 % 60
    return f"{MONTHS[month - 1]} {day:2d} {hours:02d}:{minutes:02d}:{second % 60:02d}"


def civil_date(days: int) -> tuple[int, int, int]:
    """Year, month and day of a number of days since 1970."""
    era, day_of_era = divmod(days + 719_468, 146_097)
    year_of_era = (
        day_of_era - day_of_era // 1_460 + day_of_era // 36_524 - day_of_era // 146_096
    ) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted = (5 * day_of_year + 2) // 153
    day = day_of_year - (153 * shifted + 2) // 5 + 1
    month = shifted + 3 if shifted < 10 else shifted - 9
    return year_of_era + era * 400 + (month <= 2), month, day
