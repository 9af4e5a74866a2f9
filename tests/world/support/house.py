"""What is fixed for the machines of these tests."""

from __future__ import annotations

from typing import Final

from kiosk.visits.house import House
from tests.world.support.cash import EURO, Cash

DENOMINATIONS: Final = EURO.denominations
TAKE_RECEIPT_S, PRINT_S = 20, 30
QUIET_S, WARNING_S, TAKE_CARD_S, TAKE_CASH_S, MESSAGE_S, GOODBYE_S = 40, 20, 30, 30, 6, 3


LANGUAGE_S, SERVICE_NOTICE_S = 20, 10


def small_house(
    boot: int,
    *,
    uses_pad: bool,
    touch_pin: bool,
    needs_request: bool,
    languages: tuple[str, ...] = (),
    has_printer: bool = False,
    keeps_card: bool = True,
    cash: Cash = EURO,
) -> House:
    return House(
        currency=cash.currency,
        minor_per_unit=cash.per_unit,
        denominations=cash.of(*cash.denominations),
        quick_amounts=cash.of(*cash.quick),
        notes_max=40,
        touch_pin=touch_pin,
        uses_pad=uses_pad,
        quiet_s=QUIET_S,
        warning_s=WARNING_S,
        take_card_s=TAKE_CARD_S,
        take_receipt_s=TAKE_RECEIPT_S,
        print_s=PRINT_S,
        message_s=MESSAGE_S,
        goodbye_s=GOODBYE_S,
        language_s=LANGUAGE_S,
        service_notice_s=SERVICE_NOTICE_S,
        language="en",
        languages=languages,
        needs_request=needs_request,
        software="test",
        boot=boot,
        has_printer=has_printer,
        keeps_card=keeps_card,
    )
