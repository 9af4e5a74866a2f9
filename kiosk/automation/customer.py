"""A customer made of software: sees the kiosk's screens and presses what a person would press.

Lives in a thread of its own and may wait there; it reaches the core by posting only.
"""

from __future__ import annotations

import queue
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from types import TracebackType
from typing import Final

from hardware.crypto.record import Record
from hardware.crypto.secret import Secret
from kiosk.assembly import Kiosk
from kiosk.domain.screens import (
    ChoicePressed,
    KeyPressed,
    PinKeyPressed,
    PinPrompt,
    Screen,
    ScreenId,
)

WAIT_MAX_S: Final = 90.0  # longer than any single screen waits
BEGIN_MAX_S: Final = 4.0  # no card, or not in service: no operation may take over 5 s
BEGIN_TRIES_MAX: Final = 3
# A person who stands there may want something else here; software takes what comes first.
GREETINGS: Final = frozenset({ScreenId.LANGUAGE, ScreenId.SERVICE_NOTICE})
LAST_SCREENS: Final = frozenset({ScreenId.GOODBYE, ScreenId.MESSAGE})
# A receipt that software leaves where it is.
WAITS_FOR_NOBODY: Final = LAST_SCREENS | {ScreenId.TAKE_RECEIPT, ScreenId.SCREEN_RECEIPT}
SEEN_MAX: Final = 1_000


class Unexpected(Exception):
    """The kiosk did not show what was waited for; says what it showed last."""


@dataclass(frozen=True, slots=True)
class VisitEnded:
    reason: str


@dataclass(frozen=True, slots=True)
class CashEnded:
    """A withdrawal has its DONE; `final` is the HSM's record, None if it never opened."""

    txid: bytes
    final: Record | None


Seen = Screen | VisitEnded | CashEnded


class Customer(AbstractContextManager["Customer"]):
    """One visit at a time; use it as a context, from one thread."""

    def __init__(self, kiosk: Kiosk) -> None:
        self._kiosk = kiosk
        self._seen: queue.Queue[Seen] = queue.Queue(SEEN_MAX)
        self._is_lost = False  # set in the core thread, read in the customer's
        self.cash: CashEnded | None = None
        self.screen: Screen | None = None

    def __enter__(self) -> Customer:
        self._kiosk.loop.post(lambda: self._kiosk.core.observe(self))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is not None:
            self.press("X")  # whoever gives up leaves no visit behind
        self._kiosk.loop.post(lambda: self._kiosk.core.forget(self))
        # A visit that never began must not begin later, with nobody in front of it.
        self._kiosk.loop.post(self._kiosk.core.withdraw_request)

    # --- observer, called in the core thread

    def screen_shown(self, screen: Screen) -> None:
        self._see(screen)

    def side_key_pressed(self, key: str) -> None:
        """Not for this customer."""

    def visit_ended(self, reason: str) -> None:
        self._see(VisitEnded(reason))

    def cash_ended(self, txid: bytes, final: Record | None) -> None:
        self._see(CashEnded(txid, final))

    def _see(self, seen: Seen) -> None:
        """Never raises: a customer who does not look must not stop the machine."""
        try:
            self._seen.put_nowait(seen)
        except queue.Full:
            self._is_lost = True

    # --- what a customer does

    def begin(self) -> None:
        """Ask for a visit with the card in the slot, up to the PIN. Raises Unexpected.

        A card changed for another a moment ago ends a visit at once; then the other one is served.
        """
        deadline_s = time.monotonic() + BEGIN_MAX_S
        for _ in range(BEGIN_TRIES_MAX):
            self._kiosk.loop.post(self._kiosk.core.request_visit)
            if self._reaches_pin(deadline_s):
                return
        raise Unexpected("each visit ended before the PIN")

    def _reaches_pin(self, deadline_s: float) -> bool:
        """False: the visit has ended."""

        def told(seen: Seen) -> bool:
            return isinstance(seen, VisitEnded) or (
                isinstance(seen, Screen) and seen.id in {ScreenId.PIN, *GREETINGS, *LAST_SCREENS}
            )

        while True:
            seen = self._next(told, ScreenId.PIN.name, deadline_s - time.monotonic())
            if not isinstance(seen, Screen):
                return False
            if seen.id is ScreenId.PIN:
                return True
            self.press("E")

    def press(self, key: str) -> None:
        self._kiosk.core.post_input(KeyPressed(key))

    def choose(self, choice: str) -> None:
        """Raises Unexpected where this is not offered now, such as cash by an empty machine."""
        assert self.screen is not None, "nothing is shown yet"
        if choice not in {each.id for each in self.screen.choices}:
            raise Unexpected(f"{self.screen.id.name} does not offer {choice}")
        self._kiosk.core.post_input(ChoicePressed(self.screen.id, choice))

    def type_pin(self, pin: Secret) -> None:
        for digit in pin.reveal().decode("ascii"):
            self._kiosk.core.post_input(PinKeyPressed(digit))
        self._kiosk.core.post_input(PinKeyPressed("E"))

    def wait_for(self, *ids: ScreenId, prompt: PinPrompt | None = None) -> Screen:
        """The next screen that is one of these. Raises Unexpected."""

        def wanted(seen: Seen) -> bool:
            return (
                isinstance(seen, Screen)
                and seen.id in ids
                and (prompt is None or seen.pin_prompt is prompt)
            )

        seen = self._next(wanted, " or ".join(screen_id.name for screen_id in ids))
        assert isinstance(seen, Screen)
        return seen

    def wait_for_cash(self) -> CashEnded:
        """Until the withdrawal has its DONE, even if the visit is over before."""
        if self.cash is None:
            self._next(lambda seen: isinstance(seen, CashEnded), "the end of the withdrawal")
        assert self.cash is not None
        return self.cash

    def leave(self) -> None:
        """Cancel, take the card, and be gone: until the visit has ended."""
        self.press("X")
        self.go()

    def go(self) -> None:
        """Nothing more to do: until the visit has ended, without waiting for the goodbye."""

        def gone(seen: Seen) -> bool:
            if isinstance(seen, Screen) and seen.id in WAITS_FOR_NOBODY:
                self.press("E")
            return isinstance(seen, VisitEnded)

        if self.screen is not None and self.screen.id in WAITS_FOR_NOBODY:
            self.press("E")
        self._next(gone, "the end of the visit")

    def _next(
        self, wanted: Callable[[Seen], bool], what: str, within_s: float = WAIT_MAX_S
    ) -> Seen:
        deadline_s = time.monotonic() + within_s
        while True:
            if self._is_lost:
                raise Unexpected(f"waited for {what}; more was shown than was looked at")
            remaining_s = deadline_s - time.monotonic()
            try:
                seen = self._seen.get(timeout=max(0.0, remaining_s))
            except queue.Empty:
                shown = self.screen.id.name if self.screen is not None else "nothing"
                raise Unexpected(f"waited for {what}; the kiosk shows {shown}") from None
            match seen:
                case Screen():
                    self.screen = seen
                case CashEnded():
                    self.cash = seen
            if wanted(seen):
                return seen
            if isinstance(seen, VisitEnded):
                raise Unexpected(f"waited for {what}; the visit ended: {seen.reason}")
