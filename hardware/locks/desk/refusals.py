"""Why the desk does not do what a clerk asked, as a closed set and in words for the clerk."""

from __future__ import annotations

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
    ALTERED = "altered"
    SHARE = "share"
    BACKUP = "backup"
    LOG = "log"
    CLOCK = "clock"


class DeskRefusal(Exception):
    """Nothing was done but what the words say. They name no secret and no guest."""

    def __init__(self, reason: Reason, words: str) -> None:
        super().__init__(words)
        self.reason = reason
        self.words = words
