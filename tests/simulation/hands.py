"""What a customer's hands do at one machine: keys, tiles, card, notes, envelope, receipt."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from hardware.protocol.card_reader import CardPosition
from kiosk.domain.screens import ChoicePressed, KeyPressed, PinKeyPressed, Screen, ScreenId
from tests.simulation.faults import FaultKind

if TYPE_CHECKING:
    from tests.simulation.site import Site

REACTION_S: Final = 0.3
SLOW_S: Final = (20.0, 45.0)  # who leaves the card or the cash lying
REGRETS: Final = 0.1  # Cancel, when the envelope has just gone in


class Hands:
    def __init__(self, site: Site) -> None:
        self.site = site

    # --- keys and tiles

    def choose(self, choice: str) -> None:
        self.site.core.post_input(ChoicePressed(self.site.core.screen.id, choice))

    def key(self, key: str) -> None:
        self.site.core.post_input(KeyPressed(key))

    def types(self, pin: str) -> None:
        """On the pad, where it takes PINs; else on glass."""
        if self.site.uses_pad:
            self.site.matter.press(pin + "E")
            return
        for key in pin + "E":
            self.site.core.post_input(PinKeyPressed(key))

    # --- what comes out, and goes in

    def takes_card(self) -> None:
        if self.site.matter.reader.position is CardPosition.AT_SLOT:
            self.site.matter.take_card()

    def takes_cash(self) -> None:
        works = self.site.matter.works
        if not works.shutter_is_open or not works.whereabouts()["stack"]:
            self.site.later(REACTION_S, self.takes_cash_if_shown)
            return
        part = 1 if self.site.strikes(FaultKind.CASH_PART) else None
        self.site.matter.take_cash(part)

    def takes_cash_if_shown(self) -> None:
        if self.site.life.is_alive and self.site.core.screen.id is ScreenId.TAKE_CASH:
            self.takes_cash()

    def slowly(self, kind: FaultKind, act: Callable[[], None]) -> None:
        fault = self.site.strikes(kind)
        if fault is None:
            act()
        elif kind is FaultKind.CARD_LEFT:
            self.site.later(self.site.plan.seconds(fault, *SLOW_S), act)

    def takes_receipt(self, screen: Screen) -> None:
        if self.site.matter.printer.paper.in_slot:
            self.site.matter.take_receipt()
        elif not screen.printing:
            self.choose("continue")

    def at_the_slot(self, screen: Screen) -> bool:
        """The envelope goes in, gets stuck, or stays in the hand; not while the slot is shut."""
        site, slot = self.site, self.site.matter.cabinet.slot
        if not (site.matter.cabinet.power.is_on and slot.is_open) or screen.target is None:
            return False
        if (fault := site.strikes(FaultKind.ENVELOPE_KEPT)) is not None:
            if site.plan.how(fault) < 0.5:
                site.matter.slot.pull_back()
            return True
        assert screen.amount is not None, "the machine says how much it is told"
        site.city.envelopes.put(
            site, screen.envelope, screen.target.id, screen.amount.minor, site.wish
        )
        site.matter.slot.put(sticks=site.strikes(FaultKind.ENVELOPE_STUCK) is not None)
        if site.city.draws.unit("regret", site.wish) < REGRETS:
            self.key("X")
        return True
