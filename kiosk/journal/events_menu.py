"""What staff did at the supervisor menu with the journal itself, the settings and the program."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kiosk.journal.event_base import Actor, Event
from kiosk.journal.groups import Group


@dataclass(frozen=True, slots=True)
class JournalVerify(Event):
    """The journal was read whole, and each entry compared with the one before it.

    It is `fail` where one does not fit, and `unknown` where the disk could not be read.

    Attributes:
        who: who was logged in.
        files, entries: that fit.
        result: `fits`, `broken` or `unreadable`.
        place: of the first entry that does not fit, as file and line; or empty.
    """

    CODE: ClassVar[str] = "JOURNAL_VERIFY"
    ACTOR: ClassVar[Actor] = Actor.STAFF
    GROUP: ClassVar[Group] = Group.JOURNAL
    REASON: ClassVar[str] = "result"
    who: str
    files: int
    entries: int
    result: str
    place: str


@dataclass(frozen=True, slots=True)
class JournalExport(Event):
    """All files of the journal are copied to a medium: `begun` is on disk before the first byte is
    copied, then one of the others. With `failed` nothing was left there.

    Attributes:
        who: who was logged in.
        stage: `begun`, `done`, `failed` or `unknown`.
        folder: name of the new folder on the medium; empty with `begun`.
        files: how many.
        first, last: seq of the first entry and the last.
        sha256: of the file SHA256SUMS beside them, which has the digest of each; empty unless
            `done`.
    """

    CODE: ClassVar[str] = "JOURNAL_EXPORT"
    ACTOR: ClassVar[Actor] = Actor.STAFF
    GROUP: ClassVar[Group] = Group.JOURNAL
    REASON: ClassVar[str] = "stage"
    who: str
    stage: str
    folder: str = ""
    files: int = 0
    first: int = 0
    last: int = 0
    sha256: bytes = b""


@dataclass(frozen=True, slots=True)
class JournalPrinted(Event):
    """Entries are given to the receipt printer; on disk before. If they surely did not come out, or
    nobody knows, the same entry follows as `fail` or `unknown`.

    Attributes:
        who: who was logged in.
        first, last: seq of the first entry and the last; the next print begins after it.
        code: what is wrong with the printer, as in RECEIPT_FAIL; or empty.
    """

    CODE: ClassVar[str] = "JOURNAL_PRINTED"
    ACTOR: ClassVar[Actor] = Actor.STAFF
    GROUP: ClassVar[Group] = Group.JOURNAL
    REASON: ClassVar[str] = "code"
    who: str
    first: int
    last: int
    code: str = ""


@dataclass(frozen=True, slots=True)
class SettingChanged(Event):
    """A setting is written into settings.toml, for the next start; on disk before.

    If it could not be, or nobody knows, the same entry follows as `fail` or `unknown`.

    Attributes:
        who: who did it; both where two are needed, with a plus between.
        name: of the setting.
        before, after: its value, as in the file. No setting is a secret.
    """

    CODE: ClassVar[str] = "SETTING_CHANGED"
    ACTOR: ClassVar[Actor] = Actor.STAFF
    GROUP: ClassVar[Group] = Group.STAFF
    who: str
    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class AlarmTest(Event):
    """Staff send a test alarm: the next heartbeat says `TEST-ALARM` among its reasons.

    `begun` is on disk before; then `answered` or, as `unknown`, `silent`.

    Attributes:
        who: who was logged in.
        stage: `begun`, `answered` or `silent`.
    """

    CODE: ClassVar[str] = "TEST_ALARM"
    ACTOR: ClassVar[Actor] = Actor.STAFF
    GROUP: ClassVar[Group] = Group.STAFF
    REASON: ClassVar[str] = "stage"
    who: str
    stage: str


@dataclass(frozen=True, slots=True)
class EndAsked(Event):
    """Staff end the program; SYSTEM_STOP follows.

    Attributes:
        who: who was logged in.
        what: `restart` or `shut-down`.
    """

    CODE: ClassVar[str] = "END_ASKED"
    ACTOR: ClassVar[Actor] = Actor.STAFF
    GROUP: ClassVar[Group] = Group.PROGRAM
    REASON: ClassVar[str] = "what"
    who: str
    what: str
