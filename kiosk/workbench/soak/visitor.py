"""A customer who answers whatever the machine shows, also one that was dead a moment ago."""

from __future__ import annotations

import http.client
import xmlrpc.client
from collections.abc import Callable
from typing import Final

from hardware.emulators.control import ControlError
from hardware.emulators.image import Image
from kiosk.automation.window_client import WindowClient
from kiosk.domain.screens import Notice, ScreenId
from kiosk.window_port import WindowRefused
from kiosk.workbench.soak.blows import DEVICES
from kiosk.workbench.soak.room import Room, Seen, Trouble
from kiosk.workbench.soak.slips import Slips
from kiosk.workbench.soak.wishes import Cash, Envelope, Wish

AGAIN_S: Final = 1.5  # an unchanged screen is answered again
OFFERED_S_MAX: Final = 2.0  # what is not on the menu by then is not offered
VISIT_S_MAX: Final = 180.0
FREE: Final = frozenset(
    {ScreenId.ATTRACT, ScreenId.NO_CASH, ScreenId.OUT_OF_SERVICE, ScreenId.CLOSED}
)
AMOUNTS: Final = frozenset(
    {ScreenId.OTHER_AMOUNT, ScreenId.TRANSFER_AMOUNT, ScreenId.DEPOSIT_AMOUNT}
)
# What its hands do there; nothing for whoever cancels.
AT_SLOT: Final = {
    Envelope.IN: "insert",
    Envelope.PULLED_BACK: "leave",
    Envelope.STUCK: "stick",
}
_DEAD: Final = (
    WindowRefused,
    ControlError,
    OSError,
    http.client.HTTPException,
    xmlrpc.client.Error,
)


class Visitor:
    """One person at a time.

    Attributes:
        wish: of whoever is there; None while nobody is. last: of whoever came last.
        pins: by card, what its PIN may be: several, where an answer to a change was lost.
        stopped: cards that the bank no longer takes. slips: the receipts that they got.
    """

    def __init__(
        self, room: Room, pins: dict[str, list[str]], monotonic: Callable[[], float]
    ) -> None:
        self._room = room
        self._monotonic = monotonic
        self.pins = pins
        self.stopped: set[str] = set()
        self.slips = Slips()
        self.wish: Wish | None = None
        self.last: Wish | None = None
        self._came_s = 0.0
        self._acted_s = 0.0
        self._acted_on = -1
        self._kiosk = 0
        self._cash_since_s: float | None = None
        self._slot_since_s: float | None = None
        self._has_chosen = False
        self._has_taken_part = False
        self._menu_s = 0.0
        self._tries: list[str] = []
        self._tried = ""

    def comes(self, wish: Wish) -> bool:
        """Whether the card is in the slot; the machine must be free."""
        window = self._room.window
        if window is None:
            return False
        try:
            # The sensors were cleaned, whatever they were during the visit before.
            self._room.control.call("jam" if wish.is_dirty else "clear", sensors=True)
            self._room.control.call("insert", card=wish.card)
        except ControlError:
            return False
        self.wish = self.last = wish
        self._came_s = self._acted_s = self._monotonic()
        self._acted_on = self._room.reports
        self._kiosk = self._room.places["kiosk"].starts
        self._cash_since_s = self._slot_since_s = None
        self._has_chosen = self._has_taken_part = False
        self._tries, self._tried = list(self.pins[wish.card]), ""
        self._asks_for_a_visit(window)
        return True

    def looks(self) -> None:
        """Do the next thing, if it is time for one. Raises Trouble for a visit without an end."""
        if self.wish is None:
            return
        try:
            world = self._room.control.call("state")
            self.slips.seen(world, self._room.places[DEVICES].starts)
            self._hands(world, self.wish)
            if self._has_gone(world):
                self.wish = None
                return
            self._answers(world, self.wish)
        except _DEAD:
            """Somebody is dead at the other end; the next look is at whoever comes after."""
        if self._monotonic() - self._came_s > VISIT_S_MAX:
            raise Trouble(f"a visit did not end within {VISIT_S_MAX:.0f} s; {self._room.seen}")

    # --- hands

    def _hands(self, world: Image, wish: Wish) -> None:
        """Card, receipt and cash are taken wherever they are seen, whatever the screen says."""
        if _of(world, "card", "given_back") is True:
            self._room.control.call("take_card")
        if _of(world, "printer", "in_slot"):
            self._room.control.call("take_receipt")
        self._at_the_slot(world, wish)
        if not _of(world, "cash", "at_shutter"):
            self._cash_since_s = None
            return
        if self._cash_since_s is None:
            self._cash_since_s = self._monotonic()
        if self._monotonic() - self._cash_since_s < wish.slow_s:
            return
        if wish.cash is Cash.TAKEN:
            self._room.control.call("take_cash")
        elif wish.cash is Cash.IN_PART and not self._has_taken_part:
            self._has_taken_part = True
            self._room.control.call("take_cash", notes=1)

    def _at_the_slot(self, world: Image, wish: Wish) -> None:
        """Also of a machine that shows nothing any more, while its slot is open."""
        if _of(world, "slot", "open") is not True:
            self._slot_since_s = None
            return
        if self._slot_since_s is None:
            self._slot_since_s = self._monotonic()
        if self._monotonic() - self._slot_since_s >= wish.slow_s and wish.envelope in AT_SLOT:
            self._room.control.call("envelope", what=AT_SLOT[wish.envelope])

    def _has_gone(self, world: Image) -> bool:
        """The card is back in a pocket, no cash is waiting, and the machine is free again."""
        seen = self._room.seen
        is_free = seen is not None and seen.screen in FREE
        has_cash = bool(_of(world, "cash", "at_shutter"))
        return is_free and not has_cash and _of(world, "card", "position") == "none"

    # --- the screen

    def _answers(self, world: Image, wish: Wish) -> None:
        seen, window, now_s = self._room.seen, self._room.window, self._monotonic()
        if seen is None or window is None:
            return
        if self._acted_on == self._room.reports and now_s - self._acted_s < AGAIN_S:
            return
        reports = self._room.reports
        if self._acts(ScreenId(seen.screen), seen, world, wish, window):
            self._acted_on, self._acted_s = reports, now_s

    def _acts(
        self, screen: ScreenId, seen: Seen, world: Image, wish: Wish, window: WindowClient
    ) -> bool:
        """False: there is nothing to be done yet."""
        if seen.notice in {Notice.PIN_BLOCKED, Notice.CARD_STOPPED}:
            self.stopped.add(wish.card)
        match screen:
            case ScreenId.ATTRACT | ScreenId.NO_CASH:
                self._is_not_served(window)
            case ScreenId.PIN:
                return self._types_pin(world, wish)
            case ScreenId.MENU:
                self._chooses(wish, window)
            case ScreenId.AMOUNT:
                window.tap("scr.S07.btn.other")
            case ScreenId.ACCOUNT | ScreenId.TRANSFER_FROM:
                window.key(f"{wish.which + 1}")
            case _ if screen in AMOUNTS and seen.notice:
                window.key("X")
            case _ if screen in AMOUNTS:
                # CLEAR with nothing typed would lead back to what came before.
                is_again = self._acted_on == self._room.reports
                amount = wish.units if screen is ScreenId.OTHER_AMOUNT else wish.minor
                for key in f"{'C' if is_again else ''}{amount}E":
                    window.key(key)
            case ScreenId.INSERT_ENVELOPE if wish.envelope is not Envelope.CANCELLED:
                return False
            case ScreenId.INSERT_ENVELOPE:
                window.key("X")
            case ScreenId.PIN_CHANGE:
                return self._types_new_pin(world, wish)
            case ScreenId.PIN_CHANGED:
                self.pins[wish.card] = [wish.new_pin]
                window.key("E")
            case ScreenId.ANOTHER:
                window.tap("scr.S16.btn.no")
            case ScreenId.CONTACTING_BANK | ScreenId.COUNTING | ScreenId.TAKE_CASH:
                return False
            case ScreenId.TAKE_CARD | ScreenId.READING_CARD | ScreenId.TAKE_RECEIPT:
                return False
            case ScreenId.OUT_OF_SERVICE | ScreenId.CLOSED:
                self._room.control.call("pull_card")
            case _:
                window.key("E")
        return True

    def _is_not_served(self, window: WindowClient) -> None:
        """The card is in the slot of a machine that does not care."""
        if self._kiosk == self._room.places["kiosk"].starts:
            self._asks_for_a_visit(window)
        else:
            self._room.control.call("pull_card")

    def _asks_for_a_visit(self, window: WindowClient) -> None:
        try:
            window.begin_visit()
        except _DEAD:
            """It is asked again, or the card comes out."""

    def _types_pin(self, world: Image, wish: Wish) -> bool:
        if not self._tries:
            self._tries = list(self.pins[wish.card])
        if not self._types(world, self._tries[0]):
            return False
        self._tried = self._tries.pop(0)
        return True

    def _types_new_pin(self, world: Image, wish: Wish) -> bool:
        known = self.pins[wish.card]
        if wish.new_pin not in known:
            # From now on it may be either; the next visit finds out.
            self.pins[wish.card] = [*known, wish.new_pin]
        return self._types(world, wish.new_pin)

    def _types(self, world: Image, pin: str) -> bool:
        """On a pad that waits for one."""
        if _of(world, "pad", "mode") != "pin":
            return False
        self._room.control.call("press", keys=f"{'C' if _of(world, 'pad', 'digits') else ''}{pin}E")
        return True

    def _chooses(self, wish: Wish, window: WindowClient) -> None:
        if self._tried:
            self.pins[wish.card] = [self._tried]  # the bank took it
            self._tried, self._menu_s = "", self._monotonic()
        if self._has_chosen or self._monotonic() - self._menu_s > OFFERED_S_MAX:
            window.tap("scr.S05.btn.finish")
            return
        window.tap(f"scr.S05.btn.{wish.want}")  # refused while it is not there: the next look
        self._has_chosen = True


def _of(world: Image, part: str, name: str) -> object:
    inner = world[part]
    assert isinstance(inner, dict), "the world's parts are objects"
    return inner[name]
