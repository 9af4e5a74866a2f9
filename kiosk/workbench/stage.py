"""What is seen at the machine: the screens that the kiosk reports, and the world around it.

Nothing here sleeps: each wait ends when its thing has happened, or says what did not.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

from hardware.emulators.image import Image
from kiosk.workbench.children import Line
from kiosk.workbench.machine import Machine, report_of
from kiosk.workbench.staff_seen import PageSeen, page_seen

WAIT_S_MAX: Final = 30.0
LOOK_S: Final = 0.02  # how long a look around waits for the next report
SHOWN_IN_WORDS: Final = 6
SCREENS_MAX: Final = 10_000

Found = TypeVar("Found")


class NotSeen(Exception):
    """Something that was waited for did not happen in time; the text says what was there."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One report of a screen. What the customer types makes further reports of the same one.

    Attributes:
        picture: file name of its picture, where one was taken.
        staff: the page of the supervisor menu on it, if it is one.
    """

    screen: str
    notice: str | None
    prompt: str
    time_ms: int
    journal_seq: int
    picture: str | None
    staff: PageSeen | None = None


class Stage:
    """One kiosk's run, from its start on."""

    def __init__(self, machine: Machine, monotonic: Callable[[], float]) -> None:
        self.machine = machine
        self._monotonic = monotonic
        self.shown: list[Shown] = []
        self._cash_ended: deque[str] = deque(maxlen=SCREENS_MAX)
        self._seen = 0

    def wait_screen(
        self, screen: str, *, also: str = "", notice: str | None = None, prompt: str = ""
    ) -> Shown:
        """The next report of this screen, or of `also`, that was not waited for yet.

        Raises NotSeen.
        """

        def is_wanted(shown: Shown) -> bool:
            return (
                shown.screen in {screen, also}
                and (notice is None or shown.notice == notice)
                and (not prompt or shown.prompt == prompt)
            )

        def look() -> Shown | None:
            while self._seen < len(self.shown):
                self._seen += 1
                if is_wanted(self.shown[self._seen - 1]):
                    return self.shown[self._seen - 1]
            return None

        words = [screen, *([f"with {notice}"] if notice else []), *([prompt] if prompt else [])]
        return self._wait(look, f"screen {' '.join(words)}")

    def wait_page(self, is_wanted: Callable[[PageSeen], bool], what: str) -> PageSeen:
        """Until such a page of the supervisor menu is there, and was reported after `forgets`.

        Raises NotSeen.
        """

        def look() -> PageSeen | None:
            page = self.shown[-1].staff if len(self.shown) > self._seen else None
            return page if page is not None and is_wanted(page) else None

        return self._wait(look, f"the page {what}")

    def wait_cash_ended(self) -> str:
        """The txid of the next withdrawal that the bank has acknowledged. Raises NotSeen."""

        def look() -> str | None:
            return self._cash_ended.popleft() if self._cash_ended else None

        return self._wait(look, "the bank's acknowledgement of the withdrawal")

    def wait_world(self, is_so: Callable[[Image], bool], what: str) -> None:
        """Until the emulated world, as anybody could see it, is like this. Raises NotSeen."""
        self._wait(lambda: is_so(self.machine.control.call("state")) or None, what)

    def wait_until(self, is_so: Callable[[], bool], what: str) -> None:
        """Until it is so. Raises NotSeen."""
        self._wait(lambda: is_so() or None, what)

    def shows(self, screen: str, within_s: float) -> bool:
        """Whether this screen is reported within this time, and was not waited for before."""
        self.looks_around(within_s)
        while self._seen < len(self.shown):
            self._seen += 1
            if self.shown[self._seen - 1].screen == screen:
                return True
        return False

    def forgets(self) -> None:
        """What was reported until now is waited for no more."""
        self._seen = len(self.shown)

    def looks_around(self, seconds: float) -> None:
        """Hear what is reported in this time."""
        deadline_s = self._monotonic() + seconds
        while self._monotonic() < deadline_s:
            self._hear()

    def _wait(self, look: Callable[[], Found | None], what: str) -> Found:
        deadline_s = self._monotonic() + WAIT_S_MAX
        while self._monotonic() < deadline_s:
            if (found := look()) is not None:
                return found
            self._hear()
        raise NotSeen(self._explain(what))

    def _hear(self) -> None:
        line = self.machine.children.next(LOOK_S)
        if not isinstance(line, Line) or line.child != "kiosk":
            return
        match report_of(line):
            case {
                "screen": str(screen),
                "notice": str() | None as notice,
                "prompt": str(prompt),
                "time_ms": int(time_ms),
                "journal_seq": int(seq),
                "picture": str() | None as picture,
            } if len(self.shown) < SCREENS_MAX:
                page = page_seen(report_of(line).get("staff"))
                self.shown.append(Shown(screen, notice, prompt, time_ms, seq, picture, page))
            case {"cash_ended": str(txid)}:
                self._cash_ended.append(txid)

    def _explain(self, what: str) -> str:
        passed = [
            " ".join(str(part) for part in (each.screen, each.notice, each.staff) if part)
            for each in self.shown[-SHOWN_IN_WORDS:]
        ]
        return (
            f"waited {WAIT_S_MAX:.0f} s for {what}; the kiosk showed: {', then '.join(passed)}.\n"
            f"The logs are in {self.machine.state / 'logs'}, "
            f"the journal in {self.machine.state / 'kiosk' / 'journal'}"
        )
