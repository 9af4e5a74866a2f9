"""A person at one machine: looks at the screen, and does the next thing towards what they want.

Nothing here follows a script: whatever the machine shows, the visitor has an answer to it, as
people do. Fulfils `Observer`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from hardware.crypto.record import Record
from hardware.protocol.card_reader import CardPosition
from kiosk.domain.screens import ChoicePressed, KeyPressed, PinKeyPressed, Screen, ScreenId
from tests.simulation.faults import FaultKind
from tests.simulation.plan import Errand, Want, Wish

if TYPE_CHECKING:
    from tests.simulation.site import Site

REACTION_S: Final = 0.3
AGAIN_S: Final = 12.0  # an unchanged screen is pressed again
SLOW_S: Final = (20.0, 45.0)  # who leaves the card or the cash lying
WRONG_PIN: Final = "0000"
NEW_PINS: Final = ("5830", "9164", "3705", "7294", "6058")


class Visitor:
    """
    Attributes:
        errand: what brings them here; None while nobody is there.
        pins: of all cards, as their holders know them: each may be one of several, if the bank's
            answer to a change was lost.
    """

    def __init__(self, site: Site) -> None:
        self.site = site
        self.errand: Errand | None = None
        self._wishes: list[Wish] = []
        self._pin_tries: list[str] = []
        self._new_pin = ""
        self._has_left = False
        self._is_proving = False
        self._stamp = 0

    # --- coming and going

    def comes(self, errand: Errand) -> None:
        self.errand = errand
        self._wishes = list(errand.wishes)
        self._has_left = False
        self._pin_tries = list(self.site.city.pins[errand.card])
        self._next_wish_begins()
        self.site.matter.insert(errand.card)
        self._look()

    def _next_wish_begins(self) -> None:
        if self._wishes:
            self.site.wish = max(self.site.wish, self._wishes[0].number)

    def has_gone(self) -> bool:
        """Whether the visit is over and the card back in a pocket."""
        return self.errand is not None and self.site.matter.card_in_slot != self.errand.card

    def leaves(self) -> None:
        self.errand = None
        self._wishes = []

    # --- what the screen does

    def screen_shown(self, screen: Screen) -> None:
        self._look()

    def side_key_pressed(self, key: str) -> None:
        """Nobody draws beside them here."""

    def visit_ended(self, reason: str) -> None:
        """The screen says so, too."""

    def cash_ended(self, txid: bytes, final: Record | None) -> None:
        """The purse says so, too."""

    def _look(self) -> None:
        """React to what is shown now, in a moment."""
        self._stamp += 1
        stamp = self._stamp
        self.site.later(REACTION_S, lambda: self._react(stamp))

    def _react(self, stamp: int) -> None:
        if stamp != self._stamp or self.errand is None or not self.site.life.is_alive:
            return
        screen = self.site.core.screen
        if self._has_left:
            return
        self._act(screen)
        self.site.later(AGAIN_S, lambda: self._react(stamp))

    def _act(self, screen: Screen) -> None:
        site = self.site
        if screen.id in _PROMPTS:
            if site.strikes(FaultKind.WALKED_AWAY):
                self._has_left = True
                return
            if site.strikes(FaultKind.CANCELLED):
                self._key("X")
                return
            if site.matter.card_in_slot and site.strikes(FaultKind.CARD_PULLED):
                site.matter.pull_card()
                return
        match screen.id:
            case ScreenId.PIN:
                self._types_pin(screen)
            case ScreenId.MENU:
                self._chooses_service(screen)
            case ScreenId.AMOUNT:
                self._choose("other")
            case ScreenId.OTHER_AMOUNT:
                self._types_amount(screen)
            case ScreenId.CONFIRM:
                self._wish_is_under_way()
                self._key("E")
            case ScreenId.PIN_CHANGE:
                self._types_new_pin()
            case ScreenId.PIN_CHANGED:
                self.site.city.pins[self._card] = [self._new_pin]
                self._choose("continue")
            case ScreenId.ANOTHER:
                self._choose("yes" if self._wishes else "no")
            case ScreenId.PARTIAL:
                self._choose("no" if site.city.draws.unit("partial", site.wish) < 0.3 else "yes")
            case ScreenId.TAKE_CARD:
                self._slowly(FaultKind.CARD_LEFT, self._takes_card)
            case ScreenId.TAKE_CASH:
                self._slowly(FaultKind.CASH_LEFT, self._takes_cash)
            case _ if screen.choices:
                self._choose(screen.choices[0].id)
            case _:
                pass

    @property
    def _card(self) -> str:
        assert self.errand is not None, "nobody acts who is not there"
        return self.errand.card

    # --- one screen each

    def _types_pin(self, screen: Screen) -> None:
        known = self.site.city.pins[self._card]
        if screen.tries_left is None and self.site.strikes(FaultKind.PIN_WRONG):
            self._types(WRONG_PIN)
            return
        if not self._pin_tries:
            self._pin_tries = list(known)
        self._is_proving = True
        self._types(self._pin_tries.pop(0))

    def _chooses_service(self, screen: Screen) -> None:
        self._pin_is_known()
        ways = {choice.id for choice in screen.choices}
        while self._wishes and _SERVICES[self._wishes[0].want] not in ways:
            self._wishes.pop(0)
        if not self._wishes:
            self._choose("finish")
            return
        self._next_wish_begins()
        wish = self._wishes[0]
        if wish.want is Want.WITHDRAW:
            self.site.plan_picks()
        else:
            self._wish_is_under_way()
        if wish.want is Want.CHANGE_PIN:
            self._new_pin = self.site.city.draws.one_of(NEW_PINS, "new pin", wish.number)
        self._choose(_SERVICES[wish.want])

    def _pin_is_known(self) -> None:
        """The bank took it: of several that might have been, this is the one."""
        if not self._is_proving:
            return
        self._is_proving = False
        known = self.site.city.pins[self._card]
        tried = [pin for pin in known if pin not in self._pin_tries]
        # A bank that was restored meanwhile knows others again.
        self.site.city.pins[self._card] = tried[-1:] or known

    def _types_amount(self, screen: Screen) -> None:
        wish = self._wishes[0] if self._wishes else None
        if wish is None or screen.notice is not None:
            self._wish_is_under_way()
            self._key("X")
            return
        is_empty = screen.entry is None or not screen.entry.minor
        for key in f"{wish.units}E" if is_empty else "C":
            self._key(key)

    def _types_new_pin(self) -> None:
        known = self.site.city.pins[self._card]
        if self._new_pin and self._new_pin not in known:
            # From now on it may be either; the next visit finds out.
            self.site.city.pins[self._card] = [*known, self._new_pin]
        self._types(self._new_pin or NEW_PINS[0])

    def _wish_is_under_way(self) -> None:
        if self._wishes:
            self._wishes.pop(0)

    def _takes_card(self) -> None:
        if self.site.matter.reader.position is CardPosition.AT_SLOT:
            self.site.matter.take_card()

    def _takes_cash(self) -> None:
        works = self.site.matter.works
        if not works.shutter_is_open or not works.whereabouts()["stack"]:
            self.site.later(REACTION_S, self._takes_cash_if_shown)
            return
        part = 1 if self.site.strikes(FaultKind.CASH_PART) else None
        self.site.matter.take_cash(part)

    def _takes_cash_if_shown(self) -> None:
        if self.site.life.is_alive and self.site.core.screen.id is ScreenId.TAKE_CASH:
            self._takes_cash()

    def _slowly(self, kind: FaultKind, act: Callable[[], None]) -> None:
        fault = self.site.strikes(kind)
        if fault is None:
            act()
        elif kind is FaultKind.CARD_LEFT:
            self.site.later(self.site.plan.seconds(fault, *SLOW_S), act)

    # --- hands

    def _choose(self, choice: str) -> None:
        self.site.core.post_input(ChoicePressed(self.site.core.screen.id, choice))

    def _key(self, key: str) -> None:
        self.site.core.post_input(KeyPressed(key))

    def _types(self, pin: str) -> None:
        """On the pad, where it takes PINs; else on glass."""
        if self.site.uses_pad:
            self.site.matter.press(pin + "E")
            return
        for key in pin + "E":
            self.site.core.post_input(PinKeyPressed(key))


_SERVICES: Final = {
    Want.WITHDRAW: "withdraw",
    Want.BALANCE: "balance",
    Want.CHANGE_PIN: "pin-change",
}
_PROMPTS: Final = frozenset(
    {
        ScreenId.PIN,
        ScreenId.MENU,
        ScreenId.AMOUNT,
        ScreenId.OTHER_AMOUNT,
        ScreenId.CONFIRM,
        ScreenId.PIN_CHANGE,
        ScreenId.BALANCE,
        ScreenId.ANOTHER,
        ScreenId.CONTACTING_BANK,
        ScreenId.COUNTING,
    }
)
