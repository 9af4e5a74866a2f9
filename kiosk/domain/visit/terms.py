"""What holds for a whole visit: decided before it begins, and never changed by it."""

from __future__ import annotations

from dataclasses import dataclass

from bank_server.contract.money import Money
from kiosk.domain.mix import Canister


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for the whole visit; decided before it begins.

    Attributes:
        canisters: what can be paid, as the HSM's latest record says.
        quick_amounts: what the amount screen would like to offer, ascending.
        keeps_card: the reader keeps the card while the visit lasts (`chip`).
        touch_pin, pad_pin: the PIN can be typed on glass, on the pad.
        may_pay: cash can be offered at all.
        has_printer: there is one; whoever comes is told where it does not work today.
        prints: it works, and has paper. takes_envelopes: the slot works, and the bin has room.
        amount_max, notes_max: bounds of one withdrawal.
        minor_per_unit: cents in a euro. Cash is typed in whole units; what moves no notes, in
            cents.
        take_receipt_s: how long the receipt is waited for; then it stays where it is.
        print_s: how long one is printed at the most.
        language: the machine's own. languages: what the customer is asked for; not asked where
            there is only one.
    """

    currency: str
    minor_per_unit: int
    canisters: tuple[Canister, ...]
    quick_amounts: tuple[Money, ...]
    amount_max: Money
    notes_max: int = 40
    keeps_card: bool = True
    touch_pin: bool = False
    pad_pin: bool = True
    may_pay: bool = True
    has_printer: bool = False
    prints: bool = False
    takes_envelopes: bool = False
    language: str = ""
    languages: tuple[str, ...] = ()
    quiet_s: float = 40.0
    warning_s: float = 20.0
    take_card_s: float = 30.0
    take_receipt_s: float = 20.0
    print_s: float = 30.0
    goodbye_s: float = 3.0
    message_s: float = 6.0
    language_s: float = 20.0
    service_notice_s: float = 10.0
