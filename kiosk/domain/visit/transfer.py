"""A transfer between two of the card's accounts: from, to, how much, and what came of it."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.receipt import ReceiptFacts, ReceiptKind
from kiosk.domain.screens import MoneyWords, Notice
from kiosk.domain.visit.cashless_places import (
    ChoosingSource,
    ChoosingTarget,
    ConfirmingTransfer,
    Transferred,
    Transferring,
    TypingTransfer,
)
from kiosk.domain.visit.choosing import part_of
from kiosk.domain.visit.effects import BeginTransfer, Do, Log, Step
from kiosk.domain.visit.money_news import TransferEnd, TransferResult
from kiosk.domain.visit.moves import move, tell
from kiosk.domain.visit.places import (
    Another,
    ChoosingReceipt,
    ChoosingService,
    Telling,
)
from kiosk.domain.visit.receipts import after, language_of
from kiosk.domain.visit.state import Account, Visit
from kiosk.domain.visit.typing import amount_of, with_digit


def targets(visit: Visit, source: str) -> tuple[Account, ...]:
    return tuple(each for each in visit.moving if each.id != source)


def source_chosen(visit: Visit, place: ChoosingSource, key: str, choice: str) -> Step:
    shown = part_of(visit.moving, place.part)
    if key == "C":
        return move(visit, ChoosingSource(place.part - 1) if place.part else ChoosingService())
    if shown.is_more(key, choice):
        return move(visit, ChoosingSource(shown.next_number))
    source = shown.chosen(key, choice)
    if source is None:
        return Step(visit)
    others = targets(visit, source.id)
    if len(others) == 1:
        return move(visit, TypingTransfer(source.id, others[0].id))
    return move(visit, ChoosingTarget(source.id))


def target_chosen(visit: Visit, place: ChoosingTarget, key: str, choice: str) -> Step:
    shown = part_of(targets(visit, place.source), place.part)
    if key == "C":
        is_later = place.part > 0
        return move(visit, replace(place, part=place.part - 1) if is_later else ChoosingSource())
    if shown.is_more(key, choice):
        return move(visit, replace(place, part=shown.next_number))
    target = shown.chosen(key, choice)
    if target is None:
        return Step(visit)
    return move(visit, TypingTransfer(place.source, target.id))


def typed(visit: Visit, place: TypingTransfer, key: str, choice: str) -> Step:
    if key.isdigit():
        digits = with_digit(place.digits, key)
        if digits is None:
            return Step(visit, (Do.BEEP_REFUSED,))
        return move(visit, TypingTransfer(place.source, place.target, digits))
    if (key == "C" or choice == "clear") and place.digits:
        return move(visit, TypingTransfer(place.source, place.target))
    if key == "C" or choice == "change":
        is_asked = len(targets(visit, place.source)) > 1
        return move(visit, ChoosingTarget(place.source) if is_asked else ChoosingSource())
    if (key == "E" or choice == "confirm") and place.digits:
        return _entered(visit, place)
    return Step(visit)


def _entered(visit: Visit, place: TypingTransfer) -> Step:
    """The bank alone decides; only what it has already said spares the question."""
    amount = amount_of(place.digits, visit.terms)
    source = visit.account_of(place.source)
    known = None if source is None else source.known
    if known is not None and known < amount:
        refused = replace(place, notice=Notice.DECLINED_FUNDS)
        return move(visit, refused, Log("amount-not-there", str(amount.minor)), Do.BEEP_REFUSED)
    return move(visit, ConfirmingTransfer(place.source, place.target, amount))


def confirmed(visit: Visit, place: ConfirmingTransfer, key: str, choice: str) -> Step:
    if choice == "confirm" or key == "E":
        asking = Transferring(place.source, place.target, place.amount)
        begin = BeginTransfer(place.source, place.target, place.amount)
        return move(visit, asking, begin)
    if choice == "receipt" or key == "1":
        return move(visit, ChoosingReceipt(place))
    if choice == "change" or key == "C":
        return move(visit, TypingTransfer(place.source, place.target))
    return Step(visit)


def heard(visit: Visit, event: TransferResult) -> Step:
    place = visit.place
    if not isinstance(place, Transferring):
        return Step(visit)
    visit = _with_figures(visit, place, event)
    if event.end is TransferEnd.NOT_CONFIRMED:
        unsure = Telling(
            Notice.TRANSFER_UNCONFIRMED, MoneyWords.WILL_BE_CHECKED, place.amount, event.reference
        )
        return tell(visit, unsure)
    receipt = ReceiptFacts(
        ReceiptKind.TRANSFER,
        event.reference,
        language_of(visit),
        source=visit.name_of(place.source),
        target=visit.name_of(place.target),
        amount=place.amount,
    )
    done = Transferred(place.source, place.target, place.amount, event.reference)
    return after(visit, receipt, Another(), done)


def _with_figures(visit: Visit, place: Transferring, event: TransferResult) -> Visit:
    told = {place.source: event.source_available, place.target: event.target_available}

    def newer(account: Account) -> Account:
        if account.id not in told:
            return account
        available = told[account.id]
        if available is None:
            return replace(account, is_old=True)
        return replace(account, available=available, is_old=False)

    return replace(visit, accounts=tuple(newer(each) for each in visit.accounts))
