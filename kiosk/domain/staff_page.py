"""What a page of the supervisor menu shows, as frozen values: the same few parts on every page.

Texts are word ids, translated where they are drawn; what is data is given with its type, so that
amounts and times are written as the reader's language writes them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from bank_server.contract.money import Money

LINES_MAX: Final = 10  # of one page; the rest follows with 0
NEXT_PAGE: Final = 0
TYPED_MAX: Final = 12  # digits


class Mood(StrEnum):
    """How something stands."""

    PLAIN = "plain"
    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    FAINT = "faint"


@dataclass(frozen=True, slots=True)
class Word:
    """A text of the program's, by its id, with what stands in its places %1, %2: data, or texts."""

    id: str
    args: tuple[str | int | Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Moment:
    """A time, since 1970 in UTC; shown in the machine's zone."""

    utc_ms: int


@dataclass(frozen=True, slots=True)
class Signed:
    """A difference, shown with its sign."""

    value: int


# Plain text is data: a name, a code, a number of somebody else's. None is shown as a dash.
Cell = Word | Money | Moment | Signed | int | str | None


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what it is about, and as many values as the page has columns, or one."""

    name: Cell
    cells: tuple[Cell, ...] = ()
    mood: Mood = Mood.PLAIN


@dataclass(frozen=True, slots=True)
class Action:
    """Something to do: typed as its number and ENTER, or touched.

    Attributes:
        why: why it cannot be done now; None if it can.
    """

    number: int
    text: Word
    why: Word | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """Something to be typed.

    Attributes:
        typed: so far; of a secret nothing.
        size: how many digits are typed so far. size_max: and at most.
        is_secret: shown as dots. is_again: it is the repetition.
        each: what one of the notes is worth that are typed. worth: and all of them.
        empty: what ENTER alone does; None where it is no answer.
    """

    text: Word
    typed: str = ""
    size: int = 0
    size_max: int = TYPED_MAX
    is_secret: bool = False
    is_again: bool = False
    each: Money | None = None
    worth: Money | None = None
    empty: Word | None = None


class Pattern(StrEnum):
    """What the whole screen is filled with while it is tried out."""

    NONE = "none"
    WHITE = "white"
    BLACK = "black"
    RED = "red"
    GREEN = "green"
    BLUE = "blue"
    CORNERS = "corners"  # the actions lie in the corners and in the middle, and nowhere else


@dataclass(frozen=True, slots=True)
class StaffPage:
    """
    Attributes:
        title: what is open.
        people: names of who is logged in.
        columns: heads of the lines' values; none where one value needs no head.
        actions: what can be done, besides what every page has (CANCEL goes back).
        typed: digits of an action's number so far.
        notice: what has just happened, or went wrong. notice_mood: which of the two.
        number, count: this is page so-and-so of so many.
        is_busy: something is under way; no key does anything.
        seconds: until everybody is logged out, once that is near; else 0.
        second_s: until a second person is not waited for any more; 0 where nobody is.
        pattern: drawn instead of everything but the actions.
    """

    title: Word
    people: tuple[str, ...] = ()
    columns: tuple[Word, ...] = ()
    lines: tuple[Line, ...] = ()
    actions: tuple[Action, ...] = ()
    entry: Entry | None = None
    typed: str = ""
    notice: Word | None = None
    notice_mood: Mood = Mood.PLAIN
    number: int = 1
    count: int = 1
    is_busy: bool = False
    seconds: int = 0
    second_s: int = 0
    pattern: Pattern = Pattern.NONE


def typed_into(entry: Entry, shown: str, size: int) -> Entry:
    """The entry with what is typed so far. shown: of a secret nothing."""
    each = entry.each
    worth = Money(int(shown) * each.minor, each.currency) if each and shown else None
    return replace(entry, typed=shown, size=size, worth=worth)


def untyped(page: StaffPage) -> StaffPage:
    """The same page before anything is typed, and before it counts down."""
    entry = page.entry and replace(page.entry, typed="", size=0, worth=None)
    return replace(page, entry=entry, typed="", seconds=0, second_s=0)
