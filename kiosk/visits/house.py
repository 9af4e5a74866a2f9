"""What is fixed for a machine, and who watches it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bank_server.contract.money import Money
from hardware.crypto.record import Record
from kiosk.domain.screens import ChoicePressed, KeyPressed, Screen
from kiosk.domain.supervisor import CLOCK_OFF_MAX_S, Service


@dataclass(frozen=True, slots=True)
class House:
    """What is fixed for this machine.

    Attributes:
        denominations: canister 1 first; the machine knows them, the HSM does not.
        quick_amounts: what the amount screen would like to offer.
        language: the machine's own. languages: what a customer may choose from.
        needs_request: a card alone begins no visit; automation asks for each.
        has_printer: of receipts. keeps_card: while the visit lasts; else it goes back at once.
        door_lock: owner and number of the service door's lock; None where it tells nobody.
        boot: of the journal, for the visits' numbers.
        clock_off_max_s: how far the clock may be from the bank's.
    """

    currency: str
    minor_per_unit: int
    denominations: tuple[Money, ...]
    quick_amounts: tuple[Money, ...]
    notes_max: int
    touch_pin: bool
    uses_pad: bool
    quiet_s: float
    warning_s: float
    take_card_s: float
    take_receipt_s: float
    print_s: float
    message_s: float
    goodbye_s: float
    language_s: float
    service_notice_s: float
    language: str
    languages: tuple[str, ...]
    needs_request: bool
    software: str
    boot: int
    has_printer: bool = False
    keeps_card: bool = True
    clock_off_max_s: float = CLOCK_OFF_MAX_S
    door_lock: tuple[int, int] | None = None


class StaffScreens(Protocol):
    """The supervisor menu, which has the screen while staff are logged in. In the core thread."""

    @property
    def screen(self) -> Screen | None:
        """None while nobody is at it."""

    def machine_is(self, now: Service) -> None: ...

    def handle(self, pressed: ChoicePressed | KeyPressed) -> None: ...


class Observer(Protocol):
    """Whoever watches: the screen, a recorder, automation. Called in the core thread."""

    def screen_shown(self, screen: Screen) -> None: ...

    def side_key_pressed(self, key: str) -> None: ...

    def visit_ended(self, reason: str) -> None: ...

    def cash_ended(self, txid: bytes, final: Record | None) -> None: ...
