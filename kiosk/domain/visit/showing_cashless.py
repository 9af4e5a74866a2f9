"""The pages of transfers, deposits and receipts."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from bank_server.contract.money import Money
from kiosk.domain.screens import Choice, Notice, Screen, ScreenId
from kiosk.domain.visit.cashless_places import (
    ChoosingSource,
    ChoosingTarget,
    ConfirmingDeposit,
    ConfirmingTransfer,
    Deposited,
    Depositing,
    SlotPhase,
    Transferred,
    Transferring,
    TypingDeposit,
    TypingTransfer,
)
from kiosk.domain.visit.choosing import part_of
from kiosk.domain.visit.money_words import WORDS
from kiosk.domain.visit.places import LackingReceipt, ReadingReceipt, TakingReceipt
from kiosk.domain.visit.receipts import ON_SCREEN, wish_ids
from kiosk.domain.visit.state import Account, Visit
from kiosk.domain.visit.transfer import targets
from kiosk.domain.visit.typing import amount_of
from kiosk.domain.visit.values import CONTINUE

Cashless = (
    ChoosingSource
    | ChoosingTarget
    | TypingTransfer
    | ConfirmingTransfer
    | Transferring
    | Transferred
    | TypingDeposit
    | ConfirmingDeposit
    | Depositing
    | Deposited
)


def cashless_page(visit: Visit, place: Cashless) -> Screen:
    match place:
        case ChoosingSource(part):
            return accounts_page(ScreenId.TRANSFER_FROM, visit.moving, part)
        case ChoosingTarget(source, part):
            shown = accounts_page(ScreenId.TRANSFER_TO, targets(visit, source), part)
            return _between(shown, visit, source, None)
        case TypingTransfer(source, target, digits, notice):
            shown = _typing(visit, ScreenId.TRANSFER_AMOUNT, digits, notice)
            account = visit.account_of(source)
            known = None if account is None else account.known
            most = known if known is not None and known.is_payable else None
            return _between(replace(shown, amount_max=most), visit, source, target)
        case ConfirmingTransfer(source, target, amount):
            shown = _confirm(visit, ScreenId.TRANSFER_CONFIRM, amount)
            return _between(shown, visit, source, target)
        case Transferring(source, target, amount):
            shown = Screen(ScreenId.CONTACTING_BANK, amount=amount, can_cancel=False)
            return _between(shown, visit, source, target)
        case Transferred(source, target, amount, reference):
            shown = _done(ScreenId.TRANSFER_DONE, amount, reference)
            return _between(shown, visit, source, target)
        case TypingDeposit(target, digits, notice):
            shown = _typing(visit, ScreenId.DEPOSIT_AMOUNT, digits, notice)
            return _between(shown, visit, None, target)
        case ConfirmingDeposit(target, amount):
            shown = _confirm(visit, ScreenId.DEPOSIT_CONFIRM, amount)
            return _between(shown, visit, None, target)
        case Depositing() as depositing:
            return _between(_slot(depositing), visit, None, depositing.target)
        case Deposited(target, amount, reference, envelope):
            shown = replace(_done(ScreenId.DEPOSIT_DONE, amount, reference), envelope=envelope)
            return _between(shown, visit, None, target)
        case _:
            assert_never(place)


def receipt_choice_page(visit: Visit) -> Screen:
    choices = tuple(Choice(each) for each in wish_ids(visit))
    return Screen(ScreenId.RECEIPT, choices=choices, receipt=visit.receipt_wish)


def receipt_page(place: TakingReceipt | ReadingReceipt | LackingReceipt) -> Screen:
    receipt = place.receipt
    said = Screen(
        ScreenId.TAKE_RECEIPT,
        choices=CONTINUE,
        amount=receipt.amount,
        source=receipt.source,
        target=receipt.target,
        money=WORDS[receipt.kind],
        reference=receipt.reference,
        envelope=receipt.envelope,
        can_cancel=False,
    )
    match place:
        case TakingReceipt(is_out=is_out):
            return replace(said, printing=not is_out)
        case ReadingReceipt(lines=lines):
            return replace(said, id=ScreenId.SCREEN_RECEIPT, receipt_lines=lines)
        case LackingReceipt(is_unsure=is_unsure):
            choices = (*CONTINUE, Choice(ON_SCREEN))
            failed = Notice.RECEIPT_UNSURE if is_unsure else Notice.RECEIPT_FAILED
            return replace(said, id=ScreenId.MESSAGE, choices=choices, notice=failed)
        case _:
            assert_never(place)


def accounts_page(page: ScreenId, accounts: tuple[Account, ...], part: int) -> Screen:
    shown = part_of(accounts, part)
    is_part = shown.count > 1
    return Screen(
        page,
        choices=tuple(Choice(each) for each in shown.ids),
        accounts=tuple(each.line for each in shown.accounts),
        part=shown.number + 1 if is_part else 0,
        parts=shown.count if is_part else 0,
    )


def _between(shown: Screen, visit: Visit, source: str | None, target: str | None) -> Screen:
    return replace(
        shown,
        source=None if source is None else visit.line_of(source),
        target=None if target is None else visit.line_of(target),
    )


def _typing(visit: Visit, page: ScreenId, digits: str, notice: Notice | None) -> Screen:
    entry = amount_of(digits, visit.terms)
    enter = (Choice("confirm", entry),) if digits else ()
    return Screen(page, choices=(*enter, Choice("change")), entry=entry, notice=notice)


def _confirm(visit: Visit, page: ScreenId, amount: Money) -> Screen:
    ids = (Choice("confirm", amount), Choice("receipt"), Choice("change"), Choice("cancel"))
    return Screen(page, choices=ids, amount=amount, receipt=visit.receipt_wish)


def _slot(place: Depositing) -> Screen:
    """While the slot closes there is nothing to press."""
    if place.phase is SlotPhase.ASKING:
        return Screen(ScreenId.CONTACTING_BANK, amount=place.amount, can_cancel=not place.cancelled)
    return Screen(
        ScreenId.INSERT_ENVELOPE,
        amount=place.amount,
        envelope=place.envelope,
        can_cancel=place.phase is SlotPhase.OPEN,
    )


def _done(page: ScreenId, amount: Money, reference: str) -> Screen:
    return Screen(page, choices=CONTINUE, amount=amount, reference=reference, can_cancel=False)
