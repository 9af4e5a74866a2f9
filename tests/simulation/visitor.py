"""A person at one machine: looks at the screen, and does the next thing towards what they want.

Nothing here follows a script: whatever the machine shows, the visitor has an answer to it, as
people do. Fulfils `Observer`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hardware.crypto.record import Record
from kiosk.domain.screens import Notice, Screen, ScreenId
from tests.simulation.faults import FaultKind
from tests.simulation.hands import REACTION_S, Hands
from tests.simulation.pages import ASIDE, CHOICES, FREE, PROMPTS, SERVICES
from tests.simulation.plan import Errand, Want, Wish

if TYPE_CHECKING:
    from tests.simulation.site import Site

AGAIN_S: Final = 12.0  # an unchanged screen is pressed again
WRONG_PIN: Final = "0000"
CHANGES: Final = 0.4
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
        self._hands = Hands(site)
        self.errand: Errand | None = None
        self._wishes: list[Wish] = []
        self._pin_tries: list[str] = []
        self._new_pin = ""
        self._has_left = False
        self._is_proving = False
        self._knows_no_pin, self._begun = False, 0
        self._asked: set[ScreenId] = set()
        self._stamp = 0

    # --- coming and going

    def comes(self, errand: Errand) -> None:
        self.errand = errand
        self._wishes = list(errand.wishes)
        self._has_left = False
        self.site.intent = None
        self._pin_tries = list(self.site.city.pins[errand.card])
        self._knows_no_pin, self._begun = False, 0
        self._next_wish_begins()
        self.site.matter.insert(errand.card)
        self._look()

    def _next_wish_begins(self) -> None:
        self._asked.clear()
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
        self.site.city.watch.cashless.shown(self.site, screen)
        self.site.city.watch.receipts.shown(self.site, screen)
        self.site.city.watch.offers.shown(self.site, screen)
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
        if screen.id in PROMPTS:
            if site.strikes(FaultKind.WALKED_AWAY):
                self._has_left = True
                return
            if site.strikes(FaultKind.CANCELLED):
                self._hands.key("X")
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
                self._hands.choose("other")
            case ScreenId.OTHER_AMOUNT:
                self._types_amount(screen)
            case ScreenId.CONFIRM:
                self._confirms(screen)
            case _ if screen.id in CHOICES:
                self._chooses(screen)
            case ScreenId.TRANSFER_AMOUNT | ScreenId.DEPOSIT_AMOUNT:
                self._types_cents(screen)
            case ScreenId.TRANSFER_CONFIRM | ScreenId.DEPOSIT_CONFIRM:
                self._wish_is_under_way()
                self._confirms(screen)
            case ScreenId.INSERT_ENVELOPE:
                if screen.id not in self._asked and self._hands.at_the_slot(screen):
                    self._asked.add(screen.id)
            case ScreenId.TAKE_RECEIPT:
                self._hands.takes_receipt(screen)
            case ScreenId.PIN_CHANGE:
                self._types_new_pin()
            case ScreenId.PIN_CHANGED:
                self.site.city.pins[self._card] = [self._new_pin]
                self._hands.choose("continue")
            case ScreenId.BALANCE:
                self._reads_balance(screen)
            case ScreenId.ANOTHER:
                self._hands.choose("yes" if self._wishes else "no")
            case ScreenId.PARTIAL:
                self._hands.choose(
                    "no" if site.city.draws.unit("partial", site.wish) < 0.3 else "yes"
                )
            case ScreenId.TAKE_CARD:
                self._hands.slowly(FaultKind.CARD_LEFT, self._hands.takes_card)
            case ScreenId.TAKE_CASH:
                self._hands.slowly(FaultKind.CASH_LEFT, self._hands.takes_cash)
            case _ if screen.choices:
                self._hands.choose(self._answer(screen))
            case _:
                pass

    @property
    def _card(self) -> str:
        assert self.errand is not None, "nobody acts who is not there"
        return self.errand.card

    # --- one screen each

    def _types_pin(self, screen: Screen) -> None:
        known = self.site.city.pins[self._card]
        if screen.tries_left is None:
            self._knows_no_pin = self.site.strikes(FaultKind.PIN_FORGOTTEN) is not None
            if self.site.strikes(FaultKind.PIN_WRONG):
                self._hands.types(WRONG_PIN)
                return
        if self._knows_no_pin:
            self._hands.types(WRONG_PIN)
            return
        if not self._pin_tries:
            self._pin_tries = list(known)
        self._is_proving = True
        self._hands.types(self._pin_tries.pop(0))

    def _chooses_service(self, screen: Screen) -> None:
        self._pin_is_known()
        ways = {choice.id for choice in screen.choices}
        while self._wishes and SERVICES[self._wishes[0].want] not in ways:
            self._wishes.pop(0)
        if not self._wishes:
            self._hands.choose("finish")
            return
        self._next_wish_begins()
        wish = self._wishes[0]
        self.site.intent = None
        self.site.city.watch.offers.begins(self.site)
        self._begun += 1
        series = "" if self.site.reads_chips else ", the card in their hand"
        self.site.city.coverage[f"choice {self._begun} of a visit{series}"] += 1
        if wish.want is Want.WITHDRAW:
            self.site.plan_picks()
        elif wish.want in {Want.BALANCE, Want.CHANGE_PIN}:
            self._wish_is_under_way()
        if wish.want is Want.CHANGE_PIN:
            self._new_pin = self.site.city.draws.one_of(NEW_PINS, "new pin", wish.number)
        self._hands.choose(SERVICES[wish.want])

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
            self._hands.key("X")
            return
        is_empty = screen.entry is None or not screen.entry.minor
        for key in f"{wish.units}E" if is_empty else "C":
            self._hands.key(key)

    def _chooses(self, screen: Screen) -> None:
        """One of several, as this wish has it."""
        ids = [choice.id for choice in screen.choices]
        if screen.id in self._asked and screen.id not in FREE:
            self._hands.key("X")  # led back here by a refusal
            return
        self._asked.add(screen.id)
        self._hands.choose(self.site.city.draws.one_of(ids, screen.id, self.site.wish))

    def _answer(self, screen: Screen) -> str:
        """To go on; who has no receipt on paper may want to read it."""
        ids = [choice.id for choice in screen.choices]
        if screen.notice is not Notice.RECEIPT_FAILED:
            return ids[0]
        return self.site.city.draws.one_of(ids, screen.id, self.site.wish)

    def _types_cents(self, screen: Screen) -> None:
        wish = self._wishes[0] if self._wishes else None
        if wish is None or screen.notice is not None or screen.id in self._asked:
            self._wish_is_under_way()
            self._hands.key("X")
            return
        self._asked.add(screen.id)
        cents = wish.units * 100 + self.site.city.draws.below(100, "cents", wish.number)
        for key in f"{cents}E":
            self._hands.key(key)

    def _reads_balance(self, screen: Screen) -> None:
        """Some want it on paper."""
        ids = [choice.id for choice in screen.choices]
        wants = self.site.city.draws.unit("print", self.site.wish) < CHANGES
        if wants and "print" in ids and screen.id not in self._asked:
            self._asked.add(screen.id)
            self.site.plan_receipt()
            self._hands.choose("print")
        else:
            self._hands.choose(ids[0])

    def _confirms(self, screen: Screen) -> None:
        """Now and then the notes or the receipt are chosen first."""
        ids = {choice.id for choice in screen.choices}
        for what, page in ASIDE:
            draw = self.site.city.draws.unit(what, self.site.wish)
            if what in ids and page not in self._asked and draw < CHANGES:
                self._asked.add(page)
                self._hands.choose(what)
                return
        self._wish_is_under_way()
        self.site.plan_receipt()
        self.site.city.watch.offers.chosen(self.site, self._card, screen)
        self._hands.key("E")

    def _types_new_pin(self) -> None:
        known = self.site.city.pins[self._card]
        if self._new_pin and self._new_pin not in known:
            # From now on it may be either; the next visit finds out.
            self.site.city.pins[self._card] = [*known, self._new_pin]
        self._hands.types(self._new_pin or NEW_PINS[0])

    def _wish_is_under_way(self) -> None:
        if self._wishes:
            self._wishes.pop(0)
