"""Why the desk does not do what a clerk asked, as a closed set and in words for the clerk."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Reason(Enum):
    """The value is what a log line and a program see; the words are for people."""

    NOT_SET_UP = "not-set-up"
    SET_UP_ALREADY = "set-up-already"
    WRONG_INPUT = "wrong-input"
    IN_USE = "in-use"
    LOCKED = "locked"
    DISK_FULL = "disk-full"
    DISK = "disk"
    DAMAGED = "damaged"
    COPIED = "copied"
    NO_ROOM = "no-room"
    OCCUPIED = "occupied"
    NOT_OCCUPIED = "not-occupied"
    DEPARTURE = "departure"
    TOO_MANY_COPIES = "too-many-copies"
    ESCORT = "escort"
    BACKUP_DUE = "backup-due"
    CHAIN_ENDS = "chain-ends"
    WRITER = "writer"
    NO_STAFF = "no-staff"
    STAFF_UNCHECKED = "staff-unchecked"
    STAFF_ENDED = "staff-ended"
    NO_SLOT = "no-slot"
    NO_ROUND = "no-round"
    NOTHING_TO_DO = "nothing-to-do"
    NOT_INSTALLED = "not-installed"
    SIGNATURES_END = "signatures-end"
    CLOSING_CODE = "closing-code"
    ALTERED = "altered"
    SHARE = "share"
    PAPERS = "papers"
    BACKUP = "backup"
    LOG = "log"
    CLOCK = "clock"


class CardIs(Enum):
    """What is known of the card in the writer when something failed."""

    UNTOUCHED = "untouched"
    UNKNOWN = "unknown"  # it may be good, and then it opens
    WRITTEN = "written"  # and read back: it opens, and the desk could not note it
    NOTED = "noted"  # too: nothing is wrong with the card


@dataclass(frozen=True, slots=True)
class FailedCard:
    """What a card that failed leaves behind.

    Attributes:
        holder: a room's number, or a member of staff's name and number.
        index: of the room's chain, which is used up; None where the card had no new one.
        serial: of the member of staff; None for a guest's card.
        has_place: the deed gave somebody this serial, and that is on the disk: what is done again
            is the card alone.
    """

    state: CardIs
    holder: str
    index: int | None = None
    serial: int | None = None
    has_place: bool = False

    @property
    def opens(self) -> str:
        """What the card opens if it is good."""
        return self.holder if self.serial is None else "every door"


class DeskRefusal(Exception):
    """Nothing was done but what the words say. They name no secret and no guest.

    Attributes:
        card: where a card was to be written, what became of it.
        is_done: what was asked is done and on the disk; something beside it failed.
    """

    def __init__(
        self,
        reason: Reason,
        words: str,
        card: FailedCard | None = None,
        *,
        is_done: bool = False,
    ) -> None:
        super().__init__(words)
        self.reason = reason
        self.words = words
        self.card = card
        self.is_done = is_done
