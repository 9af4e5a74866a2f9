"""Lines to be, in any order: process numbers, stamps and repeats are settled when all is known."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

PID_FIRST, PID_MAX = 300, 32767
PID_STEP_MAX = 9  # other processes are started in between
NO_PROCESS = -1  # sudo and systemd write no number
DOWN_S = 69.0  # judged: a restart of a server with a slow BIOS takes longer
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


@dataclass(frozen=True)
class Clock:
    """Local time of a week: its first moment, and steps (after so many seconds, by so many)."""

    start: datetime
    length_s: float
    steps: tuple[tuple[float, int], ...] = ()
    restarts: tuple[float, ...] = ()

    def shift_s(self, time_s: float) -> int:
        """By how much the wall clock is off the even course at this moment."""
        return sum(step for moment, step in self.steps if time_s >= moment)

    def is_down(self, time_s: float) -> bool:
        """Whether the machine is between its last word and its first."""
        return any(moment < time_s < moment + DOWN_S for moment in self.restarts)

    def end(self) -> datetime:
        """What the wall clock says at the week's end."""
        return self.start + timedelta(seconds=self.length_s + self.shift_s(self.length_s))

    def seconds_into(self, day: int, hour: float) -> float:
        """Seconds from the start to an hour of the week's day (0: the day that it starts in)."""
        midnight = self.start.replace(hour=0, minute=0, second=0, microsecond=0)
        return day * 86400.0 + hour * 3600.0 - (self.start - midnight).total_seconds()


@dataclass
class Tape:
    """What was said: (seconds from the start, order, process, tag, message)."""

    events: list[tuple[float, int, int, str, str]] = field(default_factory=list)
    starts: list[float] = field(default_factory=list)

    def process(self, time_s: float) -> int:
        """A new process, started at this moment."""
        self.starts.append(time_s)
        return len(self.starts) - 1

    def say(self, time_s: float, process: int, tag: str, message: str) -> None:
        """One line of a process, or of NO_PROCESS."""
        self.events.append((time_s, len(self.events), process, tag, message))

    def lines(self, clock: Clock, host: str, chance: Random, *, repeats: bool) -> list[str]:
        """The file's lines, in order of time, within the week.

        repeats: rsyslog's $RepeatedMsgReduction, as Ubuntu 16.04 ships it.
        """
        numbers = self._numbers(clock, chance)
        written: list[str] = []
        last, last_line, suppressed, stamp, stamped = "", "", 0, "", -1
        for time_s, _order, process, tag, message in sorted(self.events):
            if not 0 <= time_s < clock.length_s or clock.is_down(time_s):
                continue
            second = int(time_s) + clock.shift_s(time_s)
            if second != stamped:
                stamped, stamp = second, stamp_of(clock.start + timedelta(seconds=second))
            tail = f"{tag}: {message}" if process < 0 else f"{tag}[{numbers[process]}]: {message}"
            if repeats and tail == last:
                suppressed += 1
                last_line = f"{stamp} {host} "
                continue
            if suppressed:
                written.append(last_line + repeated(last, suppressed))
                suppressed = 0
            written.append(f"{stamp} {host} {tail}")
            last = tail
        if suppressed:
            written.append(last_line + repeated(last, suppressed))
        return written

    def _numbers(self, clock: Clock, chance: Random) -> list[int]:
        numbers = [0] * len(self.starts)
        number = chance.randrange(PID_FIRST, PID_MAX)
        boots = sorted(clock.restarts)
        for process in sorted(range(len(self.starts)), key=self.starts.__getitem__):
            if boots and self.starts[process] >= boots[0]:
                boots.pop(0)
                number = chance.randrange(PID_FIRST, 1500)
            number += 1 + int(chance.random() * PID_STEP_MAX)
            if number > PID_MAX:
                number -= PID_MAX - PID_FIRST
            numbers[process] = number
        return numbers


def repeated(tail: str, count: int) -> str:
    """rsyslog's word for lines that it left out; one alone is written as it was."""
    if count == 1:
        return tail
    tag, _, message = tail.partition(": ")
    return f"{tag}: message repeated {count} times: [ {message}]"


def stamp_of(moment: datetime) -> str:
    """The traditional stamp: no year, no zone, the day padded with a blank."""
    return f"{MONTHS[moment.month - 1]} {moment.day:2d} {moment:%H:%M:%S}"
