"""What staff type into a page, and what is remarked on it: to digits too many, or to none."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from hardware.crypto.secret import Secret
from kiosk.domain.maintenance import remarks
from kiosk.domain.staff_page import Mood, StaffPage, Word, typed_into
from kiosk.maintenance.typed import Typed

NUMBER_SIZE_MAX: Final = 2  # of an action


class Keypad:
    """
    Attributes:
        remark: the desk's own words on the page, until the next key.
        refused: the number that they were said to, and why: not said any more once it is untrue.
    """

    def __init__(self) -> None:
        self._typed = Typed()
        self.remark: Word | None = None
        self.refused: tuple[int, Word] | None = None

    def say(self, remark: Word | None, refused: tuple[int, Word] | None = None) -> None:
        self.remark, self.refused = remark, refused

    @property
    def is_empty(self) -> bool:
        """Nothing is typed."""
        return not self._typed

    def digit(self, digit: str, page: StaffPage) -> None:
        self._typed.add(digit, _size_max(page))
        if self._typed.is_over:
            self._too_many(page)

    def is_ready(self, page: StaffPage) -> bool:
        """ENTER: whether what is typed can be taken; if not, the remark says why."""
        entry = page.entry
        if self._typed.is_over:
            self._too_many(page)
            return False
        if entry is not None and self.is_empty and entry.empty is None:
            self.say(remarks.NOTHING_TYPED)
            return False
        return True

    def take(self) -> str:
        return self._typed.take()

    def take_secret(self) -> Secret:
        return self._typed.take_secret()

    def wipe(self) -> None:
        self._typed.wipe()

    def shown_on(self, page: StaffPage) -> StaffPage:
        """The page with what is typed and remarked; of a secret only how long it is."""
        entry = page.entry
        typed = "" if entry is not None and entry.is_secret else self._typed.shown()
        remark = self.remark if self._still_refuses(page) else None
        return replace(
            page,
            notice=remark or page.notice,
            notice_mood=Mood.WARN if remark else page.notice_mood,
            entry=entry and typed_into(entry, typed, len(self._typed)),
            typed="" if entry is not None else typed,
        )

    def _still_refuses(self, page: StaffPage) -> bool:
        """Whether the number that was refused would be refused now for the same reason."""
        if self.refused is None:
            return True
        number, why = self.refused
        return remarks.to_number(number, page) == why

    def _too_many(self, page: StaffPage) -> None:
        """Nothing is taken before Clear."""
        self.say(remarks.to_digit(page.entry, _size_max(page)))


def _size_max(page: StaffPage) -> int:
    return NUMBER_SIZE_MAX if page.entry is None else page.entry.size_max
