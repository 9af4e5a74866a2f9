"""The pages of a withdrawal."""

from __future__ import annotations

from typing import assert_never

from bank_server.contract.money import Money
from kiosk.domain.mix import mix, note_lines
from kiosk.domain.screens import Choice, MixLine, Notice, Screen, ScreenId
from kiosk.domain.visit.cash_choices import NOTES, amount_max, amounts, more_of, ways
from kiosk.domain.visit.cash_places import (
    CashPhase,
    ChoosingNotes,
    Confirming,
    TypingAmount,
    Withdrawing,
)
from kiosk.domain.visit.state import Visit
from kiosk.domain.visit.values import YES_NO, denominations


def amounts_page(visit: Visit, notice: Notice | None) -> Screen:
    most, account = amount_max(visit), visit.account
    return Screen(
        ScreenId.AMOUNT,
        choices=(*(Choice(f"amount-{m.minor}", m) for m in amounts(visit)), Choice("other")),
        account=account.name if account else "",
        source=account.line if account else None,
        available=account.known if account else None,
        denominations=denominations(visit.terms.canisters),
        amount_max=most,
        notice=notice or (None if most.is_payable else Notice.DECLINED_FUNDS),
    )


def typing_page(visit: Visit, typing: TypingAmount) -> Screen:
    terms, most = visit.terms, amount_max(visit)
    entry = Money(int(typing.units or "0") * terms.minor_per_unit, terms.currency)
    payable = (
        bool(typing.units)
        and entry <= most
        and mix(entry, terms.canisters, terms.notes_max) is not None
    )
    suggested = tuple(Choice(f"amount-{amount.minor}", amount) for amount in typing.possible)
    choices = suggested or (*((Choice("confirm", entry),) if payable else ()), Choice("change"))
    return Screen(
        ScreenId.OTHER_AMOUNT,
        choices=choices,
        possible=typing.possible,
        entry=entry,
        denominations=denominations(terms.canisters),
        amount_max=most if most.is_payable else None,
        notice=typing.notice,
    )


def confirm_page(visit: Visit, confirming: Confirming) -> Screen:
    account = visit.account
    more = (Choice(each) for each in more_of(visit, confirming))
    return Screen(
        ScreenId.CONFIRM,
        choices=(
            Choice("confirm", confirming.amount),
            *more,
            Choice("change"),
            Choice("cancel"),
        ),
        amount=confirming.amount,
        notes=note_lines(confirming.notes),
        mix_id=confirming.mix,
        receipt=visit.receipt_wish,
        account=account.name if account else "",
        source=account.line if account else None,
    )


def notes_page(visit: Visit, choosing: ChoosingNotes) -> Screen:
    found = ways(visit, choosing.back.amount)
    return Screen(
        ScreenId.NOTES,
        choices=tuple(Choice(NOTES + name) for name, _ in found),
        amount=choosing.back.amount,
        mixes=tuple(MixLine(name, note_lines(notes)) for name, notes in found),
        mix_id=choosing.back.mix,
    )


def cash_page(cash: Withdrawing) -> Screen:
    lines = note_lines(cash.notes)
    match cash.phase:
        case CashPhase.CONTACTING:
            return Screen(ScreenId.CONTACTING_BANK, amount=cash.amount)
        case CashPhase.CARD_OUT:
            return Screen(ScreenId.TAKE_CARD, amount=cash.amount, notes=lines)
        case CashPhase.COUNTING | CashPhase.CHECKING:
            checking = cash.phase is CashPhase.CHECKING
            return Screen(
                ScreenId.COUNTING,
                amount=cash.amount,
                notes=lines,
                notice=Notice.CASH_SUSPECT if checking else None,
                can_cancel=False,
            )
        case CashPhase.SHORT:
            return Screen(ScreenId.PARTIAL, choices=YES_NO, amount=cash.possible, asked=cash.amount)
        case CashPhase.PRESENTED:
            given = cash.possible or cash.amount
            return Screen(ScreenId.TAKE_CASH, amount=given, notes=lines, can_cancel=False)
        case _:
            assert_never(cash.phase)
